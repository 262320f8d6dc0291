/**
 * Series shown as the single appointments of which they consist, for a D365 that holds no series. Wraps a side; knows
 * the ports, decides nothing.
 */
@NullMarked
package io.axpsync.core.expand;

import org.jspecify.annotations.NullMarked;
