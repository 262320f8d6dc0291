/** The words of the product: what the engine talks about. Pure values; no clock, no identifiers made, no I/O. */
@NullMarked
package io.axpsync.core.item;

import org.jspecify.annotations.NullMarked;
