package io.axpsync.store.jdbc;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.axpsync.core.port.Store;

/**
 * Binds {@link Store}. It is opened when it is first asked for; Guice then wraps a {@code StateUntrusted} into its
 * {@code ProvisionException}. Whoever made the injector closes the store.
 */
public final class JdbcStoreModule extends AbstractModule {

    private final StoreConfig config;

    public JdbcStoreModule(StoreConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    Store store() {
        return JdbcStore.open(config);
    }
}
