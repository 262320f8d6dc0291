/** Tests of the in-memory adapters beyond the contracts. */
@NullMarked
package io.axpsync.core.memory;

import org.jspecify.annotations.NullMarked;
