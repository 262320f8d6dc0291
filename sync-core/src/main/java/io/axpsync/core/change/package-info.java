/** OBSERVE: what one side says of a lane, and what changed since the last agreement. Pure. */
@NullMarked
package io.axpsync.core.change;

import org.jspecify.annotations.NullMarked;
