/** The command-line program. */
@NullMarked
package io.axpsync.cli;

import org.jspecify.annotations.NullMarked;
