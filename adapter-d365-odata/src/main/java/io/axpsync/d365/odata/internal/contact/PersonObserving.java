package io.axpsync.d365.odata.internal.contact;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.internal.http.Trouble;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sorts lanes into those that are listed and those that follow the feed, so that lanes that stand at about the same time
 * share one feed, and sees to it that each lane is handed over exactly once.
 */
final class PersonObserving {

    /** Lanes that stand closer together than this share a feed; the late ones see some changes twice. */
    private static final Duration TOGETHER = Duration.ofHours(1);

    private final PersonFeatures features;
    private final PersonListing listing;
    private final PersonFeed feed;

    PersonObserving(OData odata, PersonFeatures features, PersonReading reading) {
        this.features = features;
        this.listing = new PersonListing(odata, features, reading);
        this.feed = new PersonFeed(odata, features, reading);
    }

    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Vector<LaneQuery> full = Vector.empty();
        Vector<Tuple2<LaneQuery, PersonPosition>> delta = Vector.empty();
        for (LaneQuery query : queries) {
            if (query.since().isEmpty()) {
                full = full.append(query);
                continue;
            }
            PersonPosition position = query.since().flatMap(PersonPosition::of).getOrNull();
            if (position == null || !position.feed().equals(features.feed())) {
                sink.accept(failure(query, expired(query, "was made by another version or for other entities")));
            } else {
                delta = delta.append(new Tuple2<>(query, position));
            }
        }
        full.grouped(PersonListing.LANES).forEach(group -> together(group, sink, s -> listing.observe(group, s)));
        for (Vector<Tuple2<LaneQuery, PersonPosition>> group : groups(delta)) {
            together(group.map(Tuple2::_1), sink, s -> feed.observe(group, s));
        }
    }

    /** Whatever goes wrong for a group fails the lanes of it that were not handed over yet. */
    private static void together(Seq<LaneQuery> group, Consumer<LaneAnswer> sink, Consumer<Consumer<LaneAnswer>> work) {
        java.util.Set<LaneQuery> open = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        group.forEach(open::add);
        PortFailure failure;
        try {
            work.accept(answer -> {
                open.removeIf(q -> q.lane().equals(answer.lane()));
                sink.accept(answer);
            });
            return;
        } catch (Trouble trouble) {
            failure = trouble.failure();
        } catch (Row.UnknownValue e) {
            failure = new PortFailure.Unavailable(Reason.of("nonsense", "D365 listed a row whose " + e.text()));
        }
        PortFailure why = failure;
        group.filter(open::contains).forEach(q -> sink.accept(failure(q, why)));
    }

    private static Seq<Vector<Tuple2<LaneQuery, PersonPosition>>> groups(
            Vector<Tuple2<LaneQuery, PersonPosition>> lanes) {
        Vector<Vector<Tuple2<LaneQuery, PersonPosition>>> groups = Vector.empty();
        for (Tuple2<LaneQuery, PersonPosition> lane : lanes.sortBy(l -> l._2.at())) {
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

    static LaneAnswer failure(LaneQuery query, PortFailure failure) {
        return new LaneAnswer(query.lane(), Either.left(failure));
    }

    static PortFailure expired(LaneQuery query, String why) {
        return new PortFailure.Expired(Reason.of(
                "checkpoint-expired",
                "the D365 checkpoint of " + query.lane().id() + " " + why,
                "the lane is compared in full"));
    }

    /** The workers of lanes, lower case. */
    static Set<String> workers(Seq<LaneQuery> queries) {
        return HashSet.ofAll(queries.map(q -> Person.worker(q.lane())));
    }
}
