package io.axpsync.core.memory;

import io.axpsync.core.contract.store.StoreContract;
import io.axpsync.core.port.Store;

class MemoryStoreTest extends StoreContract {

    private final MemoryStore store = new MemoryStore();

    @Override
    public Store open() {
        return store;
    }
}
