/** What adapters share. */
@NullMarked
package io.axpsync.core.port;

import org.jspecify.annotations.NullMarked;
