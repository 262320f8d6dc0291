package io.axpsync.cli.run;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.BadConfiguration;
import io.axpsync.cli.config.Configuration;
import io.axpsync.core.item.Reason;
import io.axpsync.exchange.ews.EwsCheck;
import io.axpsync.exchange.graph.GraphCheck;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/** Whether mailboxes can be reached, asked of the adapter of their backend. */
final class ExchangeChecks {

    private ExchangeChecks() {}

    /** @param addMarker whether category lists that lack the marker get it first */
    static Seq<Checks.Box> of(Backend backend, Configuration configuration, Seq<String> addresses, boolean addMarker) {
        return switch (backend) {
            case GRAPH -> graph(configuration, addresses, addMarker);
            case EWS -> ews(configuration, addresses, addMarker);
        };
    }

    /**
     * Makes the marker one of the categories that users of these mailboxes are offered.
     *
     * @return what was added, and what could not be
     */
    static Seq<Reason> offer(Backend backend, Configuration configuration, Seq<String> addresses) {
        return switch (backend) {
            case GRAPH -> {
                try (GraphCheck check = GraphCheck.open(configuration.graph().get())) {
                    yield check.offer(addresses, configuration.marker()).flatMap(GraphCheck.Finding::hints);
                }
            }
            case EWS -> {
                try (EwsCheck check = EwsCheck.open(configuration.ews().get())) {
                    yield check.offer(addresses, configuration.marker()).flatMap(EwsCheck.Finding::hints);
                }
            }
        };
    }

    private static Seq<Checks.Box> graph(Configuration configuration, Seq<String> addresses, boolean addMarker) {
        try (GraphCheck check = BadConfiguration.orElse(
                configuration.file(),
                () -> GraphCheck.open(configuration.graph().get()))) {
            Seq<Seq<Reason>> told = addMarker
                    ? check.offer(addresses, configuration.marker()).map(f -> f.hints())
                    : addresses.map(a -> Vector.empty());
            return check.check(addresses, configuration.marker())
                    .zipWith(
                            told,
                            (f, more) -> Checks.Box.of(
                                    f.address(), Backend.GRAPH, f.name(), f.problems(), more.appendAll(f.hints())));
        }
    }

    private static Seq<Checks.Box> ews(Configuration configuration, Seq<String> addresses, boolean addMarker) {
        try (EwsCheck check = BadConfiguration.orElse(
                configuration.file(), () -> EwsCheck.open(configuration.ews().get()))) {
            Seq<Seq<Reason>> told = addMarker
                    ? check.offer(addresses, configuration.marker()).map(f -> f.hints())
                    : addresses.map(a -> Vector.empty());
            return check.check(addresses, configuration.marker())
                    .zipWith(
                            told,
                            (f, more) -> Checks.Box.of(
                                    f.address(), Backend.EWS, f.name(), f.problems(), more.appendAll(f.hints())));
        }
    }
}
