package io.axpsync.exchange.ews;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import io.axpsync.core.port.SyncSide;

/** Binds {@code @Named("ews") SyncSide} and {@link EwsCheck} for a configuration. The binder closes them. */
public final class EwsModule extends AbstractModule {

    private final EwsConfig config;

    public EwsModule(EwsConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    @Named("ews")
    SyncSide side() {
        return EwsSide.open(config);
    }

    @Provides
    @Singleton
    EwsCheck check() {
        return EwsCheck.open(config);
    }
}
