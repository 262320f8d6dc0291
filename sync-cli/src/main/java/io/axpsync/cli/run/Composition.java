package io.axpsync.cli.run;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.Configuration;
import io.axpsync.core.memory.RandomIds;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.SyncRun;
import io.axpsync.core.run.Undo;
import io.axpsync.d365.odata.D365Side;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.time.Clock;

/** Binds everything that a run needs, one side instance for each backend that is used. */
final class Composition extends AbstractModule {

    private final Configuration configuration;
    private final Clock clock;
    private final RunListener listener;

    Composition(Configuration configuration, Clock clock, RunListener listener) {
        this.configuration = configuration;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    protected void configure() {
        bind(Configuration.class).toInstance(configuration);
        bind(Clock.class).toInstance(clock);
        bind(RunListener.class).toInstance(listener);
        bind(IdSource.class).to(RandomIds.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    Stop stop() {
        return new Stop(clock);
    }

    @Provides
    @Singleton
    Store store() {
        return configuration.store().open();
    }

    @Provides
    @Singleton
    D365Side d365(Stop stop) {
        return D365Side.open(configuration.d365().withClock(clock).withPause(stop::pauseForServer));
    }

    @Provides
    @Singleton
    Directory directory(D365Side d365) {
        return d365.directory();
    }

    @Provides
    @Singleton
    Sides sides(D365Side d365, Stop stop) {
        Seq<Backend> used = configuration.backends();
        Map<Backend, SyncSide> exchange = LinkedHashMap.empty();
        for (Backend backend : used) {
            SyncSide side = ExchangeSides.open(backend, configuration, clock, stop::pauseForServer);
            exchange = exchange.put(backend, new StoppableSide(side, stop));
        }
        return new Sides(new StoppableSide(d365, stop), exchange);
    }

    @Provides
    SyncRun run(Store store, Directory directory, IdSource ids) {
        return new SyncRun(store, directory, clock, ids, listener, configuration.retention());
    }

    @Provides
    Undo undo(Store store, Directory directory, IdSource ids) {
        return new Undo(store, directory, clock, ids, listener);
    }

    /** The sides; lanes of one backend share its instance, so that their requests are packed together. */
    record Sides(SyncSide d365, Map<Backend, SyncSide> exchange) implements AutoCloseable {
        @Override
        public void close() {
            exchange.values().forEach(SyncSide::close);
            d365.close();
        }
    }
}
