package io.axpsync.cli.run;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.BadConfiguration;
import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.PublishedSettings;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Reason;
import io.axpsync.exchange.ews.EwsCheck;
import io.axpsync.exchange.graph.GraphCheck;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Locale;

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

    /** What our account may do in published folders. */
    static Seq<Checks.Folder> folders(Backend backend, Configuration configuration, Seq<PublishedSettings> folders) {
        Seq<Lane> lanes = folders.map(f -> new PublishedLane(configuration, f).lane());
        return switch (backend) {
            case GRAPH -> {
                try (GraphCheck check = BadConfiguration.orElse(
                        configuration.file(),
                        () -> GraphCheck.open(configuration.graph().get()))) {
                    yield check.folders(lanes)
                            .map(f -> folder(
                                    f.lane(),
                                    backend,
                                    f.readable() ? "read; more shows with the first write" : "-",
                                    f.problems(),
                                    f.hints()));
                }
            }
            case EWS -> {
                try (EwsCheck check = BadConfiguration.orElse(
                        configuration.file(),
                        () -> EwsCheck.open(configuration.ews().get()))) {
                    yield check.folders(lanes)
                            .map(f -> folder(
                                    f.lane(),
                                    backend,
                                    f.rights().isEmpty()
                                            ? "-"
                                            : f.rights()
                                                    .map(r -> r.name()
                                                            .toLowerCase(Locale.ROOT)
                                                            .replace('_', ' '))
                                                    .toSortedSet()
                                                    .mkString(", "),
                                    f.problems(),
                                    f.hints()));
                }
            }
        };
    }

    private static Checks.Folder folder(
            Lane lane, Backend backend, String rights, Seq<Reason> problems, Seq<Reason> hints) {
        return new Checks.Folder(
                lane.id().owner(),
                lane.folder().getOrElse(""),
                lane.publication().map(Publication::query).getOrElse(""),
                backend,
                rights,
                problems,
                hints);
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
