/** Tests of the core's item. */
@NullMarked
package io.axpsync.core.item;

import org.jspecify.annotations.NullMarked;
