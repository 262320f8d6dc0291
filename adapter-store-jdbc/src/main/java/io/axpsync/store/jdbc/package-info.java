/** The state in a database: H2 in a file, or PostgreSQL. */
@NullMarked
package io.axpsync.store.jdbc;

import org.jspecify.annotations.NullMarked;
