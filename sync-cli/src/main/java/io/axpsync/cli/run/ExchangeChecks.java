package io.axpsync.cli.run;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.BadConfiguration;
import io.axpsync.cli.config.Configuration;
import io.axpsync.exchange.ews.EwsCheck;
import io.axpsync.exchange.graph.GraphCheck;
import io.vavr.collection.Seq;

/** Whether mailboxes can be reached, asked of the adapter of their backend. */
final class ExchangeChecks {

    private ExchangeChecks() {}

    static Seq<Checks.Box> of(Backend backend, Configuration configuration, Seq<String> addresses) {
        return switch (backend) {
            case GRAPH -> graph(configuration, addresses);
            case EWS -> ews(configuration, addresses);
        };
    }

    private static Seq<Checks.Box> graph(Configuration configuration, Seq<String> addresses) {
        try (GraphCheck check = BadConfiguration.orElse(
                configuration.file(),
                () -> GraphCheck.open(configuration.graph().get()))) {
            return check.check(addresses, configuration.marker())
                    .map(f -> Checks.Box.of(f.address(), Backend.GRAPH, f.name(), f.problems(), f.hints()));
        }
    }

    private static Seq<Checks.Box> ews(Configuration configuration, Seq<String> addresses) {
        try (EwsCheck check = BadConfiguration.orElse(
                configuration.file(), () -> EwsCheck.open(configuration.ews().get()))) {
            return check.check(addresses, configuration.marker())
                    .map(f -> Checks.Box.of(f.address(), Backend.EWS, f.name(), f.problems(), f.hints()));
        }
    }
}
