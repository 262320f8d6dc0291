package io.axpsync.cli.run;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.Configuration;
import io.axpsync.core.item.Reason;
import io.axpsync.exchange.graph.GraphCheck;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/** Whether mailboxes can be reached, asked of the adapter of their backend. */
final class ExchangeChecks {

    private ExchangeChecks() {}

    static Seq<Checks.Box> of(Backend backend, Configuration configuration, Seq<String> addresses) {
        return switch (backend) {
            case GRAPH -> graph(configuration, addresses);
            case EWS ->
                addresses.map(a -> Checks.Box.of(
                        a,
                        Backend.EWS,
                        "",
                        Vector.of(Reason.of("no-ews", "the EWS adapter is not part of this build yet", "Use graph.")),
                        Vector.empty()));
        };
    }

    private static Seq<Checks.Box> graph(Configuration configuration, Seq<String> addresses) {
        try (GraphCheck check = GraphCheck.open(configuration.graph().get())) {
            return check.check(addresses, configuration.marker())
                    .map(f -> Checks.Box.of(f.address(), Backend.GRAPH, f.name(), f.problems(), f.hints()));
        }
    }
}
