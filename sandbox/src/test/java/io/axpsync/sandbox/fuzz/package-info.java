/** Mutated real samples, for readers that must survive whatever comes. */
@NullMarked
package io.axpsync.sandbox.fuzz;

import org.jspecify.annotations.NullMarked;
