@NullMarked
package io.axpsync.cli;

import org.jspecify.annotations.NullMarked;
