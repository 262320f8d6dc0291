/** DECIDE: what shall happen to each pairing, with its reason. Pure. */
@NullMarked
package io.axpsync.core.plan;

import org.jspecify.annotations.NullMarked;
