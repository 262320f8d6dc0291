/** Tests of the core's change. */
@NullMarked
package io.axpsync.core.change;

import org.jspecify.annotations.NullMarked;
