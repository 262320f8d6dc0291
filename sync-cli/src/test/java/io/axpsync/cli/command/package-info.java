@NullMarked
package io.axpsync.cli.command;

import org.jspecify.annotations.NullMarked;
