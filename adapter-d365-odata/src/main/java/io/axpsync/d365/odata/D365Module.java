package io.axpsync.d365.odata;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.axpsync.core.port.Directory;

/** Binds the D365 side and its directory for one environment. Whoever builds the injector closes the side. */
public final class D365Module extends AbstractModule {

    private final D365Config config;

    public D365Module(D365Config config) {
        this.config = config;
    }

    @Provides
    @Singleton
    D365Side side() {
        return D365Side.open(config);
    }

    @Provides
    @Singleton
    Directory directory(D365Side side) {
        return side.directory();
    }
}
