/** Tests of what is decided. */
@NullMarked
package io.axpsync.core.plan;

import org.jspecify.annotations.NullMarked;
