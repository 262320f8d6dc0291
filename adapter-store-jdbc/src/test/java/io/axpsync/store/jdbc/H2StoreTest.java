package io.axpsync.store.jdbc;

import io.axpsync.core.contract.store.StoreContract;
import io.axpsync.core.port.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    public Store open() {
        return JdbcStore.open(StoreConfig.h2(folder.resolve("state"), Secrets.OURS));
    }
}
