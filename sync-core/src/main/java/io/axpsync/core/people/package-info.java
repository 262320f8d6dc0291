/** Who is behind an address: pure look-ups over what a directory answered. */
@NullMarked
package io.axpsync.core.people;

import org.jspecify.annotations.NullMarked;
