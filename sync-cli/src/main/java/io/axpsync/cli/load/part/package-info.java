/** What the parts of a load have in common, whatever kind of file they read. */
@NullMarked
package io.axpsync.cli.load.part;

import org.jspecify.annotations.NullMarked;
