@NullMarked
package io.axpsync.cli.load.mail;

import org.jspecify.annotations.NullMarked;
