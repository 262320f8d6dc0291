/** What every store must do, shipped in the test-jar: an adapter extends {@code StoreContract} and says how it opens. */
@NullMarked
package io.axpsync.core.contract.store;

import org.jspecify.annotations.NullMarked;
