package io.axpsync.exchange.graph;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import io.axpsync.core.port.SyncSide;

/** Binds {@code @Named("graph") SyncSide} and {@link GraphCheck} for a configuration. The binder closes them. */
public final class GraphModule extends AbstractModule {

    private final GraphConfig config;

    public GraphModule(GraphConfig config) {
        this.config = config;
    }

    @Provides
    @Singleton
    @Named("graph")
    SyncSide side() {
        return GraphSide.open(config);
    }

    @Provides
    @Singleton
    GraphCheck check() {
        return GraphCheck.open(config);
    }
}
