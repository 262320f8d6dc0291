/** Tests of the core's people. */
@NullMarked
package io.axpsync.core.people;

import org.jspecify.annotations.NullMarked;
