package io.axpsync.store.jdbc;

import io.axpsync.core.contract.store.StoreContract;
import io.axpsync.core.port.Store;

class PostgresStoreIT extends StoreContract {

    private final String url = TestPostgres.newSchema();

    @Override
    public Store open() {
        return JdbcStore.open(TestPostgres.config(url));
    }
}
