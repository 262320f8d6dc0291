/** From a configuration to a run: sides, lanes, the store, and when to stop. */
@NullMarked
package io.axpsync.cli.run;

import org.jspecify.annotations.NullMarked;
