package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.Literals;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Row;
import io.axpsync.d365.odata.internal.service.Where;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sorts lanes into those that are listed and those that follow the feed, so that lanes that stand at about the same
 * time share one feed, and sees to it that each lane is handed over exactly once.
 */
final class Observing {

    /** Lanes that stand closer together than this share a feed; the late ones see some changes twice. */
    private static final Duration TOGETHER = Duration.ofHours(1);

    private final Listing listing;
    private final Feed feed;
    private final Features features;

    Observing(OData odata, Features features, Reading reading, Sight sight) {
        this.listing = new Listing(odata, features, reading, sight);
        this.feed = new Feed(odata, features, reading, sight);
        this.features = features;
    }

    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Vector<LaneQuery> full = Vector.empty();
        Vector<Tuple2<LaneQuery, Position>> delta = Vector.empty();
        for (LaneQuery query : queries) {
            if (Appointments.supported(query.lane()).isDefined()) {
                sink.accept(failure(query, Appointments.unsupported(query.lane())));
            } else if (query.since().isEmpty()) {
                full = full.append(query);
            } else {
                Position position = query.since().flatMap(Position::of).getOrNull();
                if (position == null || position.versions() != features.versions()) {
                    sink.accept(failure(query, expired(query, "was made by another version or for other entities")));
                } else {
                    delta = delta.append(new Tuple2<>(query, position));
                }
            }
        }
        full.grouped(Listing.LANES).forEach(group -> together(group, sink, s -> listing.observe(group, s)));
        for (Vector<Tuple2<LaneQuery, Position>> group : groups(delta)) {
            together(group.map(Tuple2::_1), sink, s -> feed.observe(group, s));
        }
    }

    /** Whatever goes wrong for a group fails the lanes of it that were not handed over yet. */
    private static void together(Seq<LaneQuery> group, Consumer<LaneAnswer> sink, Consumer<Consumer<LaneAnswer>> work) {
        java.util.Set<LaneQuery> open = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        group.forEach(open::add);
        try {
            work.accept(answer -> {
                open.removeIf(q -> q.lane().equals(answer.lane()));
                sink.accept(answer);
            });
        } catch (Trouble trouble) {
            group.filter(open::contains).forEach(q -> sink.accept(failure(q, trouble.failure())));
        } catch (Row.UnknownValue e) {
            group.filter(open::contains)
                    .forEach(q -> sink.accept(failure(
                            q,
                            new PortFailure.Unavailable(
                                    Reason.of("nonsense", "D365 listed a row whose " + e.text())))));
        }
    }

    private static Seq<Vector<Tuple2<LaneQuery, Position>>> groups(Vector<Tuple2<LaneQuery, Position>> lanes) {
        Vector<Vector<Tuple2<LaneQuery, Position>>> groups = Vector.empty();
        for (Tuple2<LaneQuery, Position> lane : lanes.sortBy(l -> l._2.at())) {
            boolean near = groups.nonEmpty()
                    && Duration.between(groups.last().head()._2.at(), lane._2.at())
                                    .compareTo(TOGETHER)
                            <= 0;
            groups = near
                    ? groups.update(groups.size() - 1, groups.last().append(lane))
                    : groups.append(Vector.of(lane));
        }
        return groups;
    }

    /** The categories of activities that these lanes hold. */
    static String categories(Where where, Seq<LaneQuery> queries) {
        return Where.any(queries.flatMap(q -> ActivityMapping.category(q.lane().kind()))
                .distinct()
                .sorted()
                .map(c -> category(where, c)));
    }

    static String category(Where where, String category) {
        return where.is("Category", Literals.member("smmActivityCategory", category));
    }

    static LaneAnswer failure(LaneQuery query, PortFailure failure) {
        return new LaneAnswer(query.lane(), Either.left(failure));
    }

    static PortFailure expired(LaneQuery query, String why) {
        return new PortFailure.Expired(Reason.of(
                "checkpoint-expired",
                "the D365 checkpoint of " + query.lane().id() + " " + why,
                "the lane is compared in full"));
    }

    static Set<String> owners(Seq<LaneQuery> queries) {
        return HashSet.ofAll(queries.map(q -> q.lane().mailbox().personnelNumber()));
    }
}
