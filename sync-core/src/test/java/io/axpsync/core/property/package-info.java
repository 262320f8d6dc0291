/** Properties: what must hold whatever users do and whatever goes wrong. */
@NullMarked
package io.axpsync.core.property;

import org.jspecify.annotations.NullMarked;
