/** MATCH: which items of the two sides are the same thing. Pure. */
@NullMarked
package io.axpsync.core.link;

import org.jspecify.annotations.NullMarked;
