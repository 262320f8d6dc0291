/** Tables, keys and texts of the state; nothing here is API. */
@NullMarked
package io.axpsync.store.jdbc.internal;

import org.jspecify.annotations.NullMarked;
