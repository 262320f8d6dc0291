@NullMarked
package io.axpsync.store.jdbc.internal;

import org.jspecify.annotations.NullMarked;
