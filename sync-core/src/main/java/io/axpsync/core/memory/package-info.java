/** In-memory adapters: the shortest specification of each port. */
@NullMarked
package io.axpsync.core.memory;

import org.jspecify.annotations.NullMarked;
