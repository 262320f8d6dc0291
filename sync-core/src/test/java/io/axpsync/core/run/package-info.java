/** Scenarios of whole runs over sides in memory. */
@NullMarked
package io.axpsync.core.run;

import org.jspecify.annotations.NullMarked;
