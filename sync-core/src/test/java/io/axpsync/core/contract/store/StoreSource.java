package io.axpsync.core.contract.store;

import io.axpsync.core.port.Store;

/** Where the contracts get their stores from. */
public interface StoreSource {

    /**
     * Opens a store over the data of the running test, which are empty when the test starts. Several may be open at
     * once; whoever opens one closes it.
     */
    Store open();
}
