package io.axpsync.cli.run;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.Configuration;
import io.axpsync.core.port.Pause;
import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.ews.EwsSide;
import io.axpsync.exchange.graph.GraphSide;
import java.time.Clock;

/** The one place that knows which adapter serves which backend. */
final class ExchangeSides {

    private ExchangeSides() {}

    static SyncSide open(Backend backend, Configuration configuration, Clock clock, Pause pause) {
        return switch (backend) {
            case GRAPH ->
                GraphSide.open(configuration.graph().get().withClock(clock).withPause(pause));
            case EWS -> EwsSide.open(configuration.ews().get().withClock(clock).withPause(pause));
        };
    }
}
