@NullMarked
package io.axpsync.store.jdbc;

import org.jspecify.annotations.NullMarked;
