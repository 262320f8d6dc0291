package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;

/**
 * One calendar's feed while it is read, page by page. A window longer than Graph shows at once (facts: about 1,825 days)
 * is read in strips, one delta link each; an item that left one strip and stands in another is there.
 */
final class Feed implements FolderFeed {

    private final LaneQuery query;
    private final Option<FeedPosition> resumed;
    private Seq<String> ahead;
    private Seq<String> behind = Vector.empty();
    private String next;
    private int pages;
    private Map<ItemRef, Observed> others = LinkedHashMap.empty();
    private Map<ItemRef, Observed> items = LinkedHashMap.empty();
    private Set<ItemRef> masters = LinkedHashSet.empty();

    private Feed(LaneQuery query, Option<FeedPosition> resumed, Seq<String> strips) {
        this.query = query;
        this.resumed = resumed;
        this.next = strips.head();
        this.ahead = strips.tail();
    }

    /**
     * Resumes where the checkpoint ended. Without one, or when the window has moved by more than the slack, the round
     * starts anew and is a full one.
     */
    static Either<PortFailure, Feed> open(LaneQuery query, Option<String> calendar, Duration slack) {
        Lane lane = query.lane();
        Option<FeedPosition> since = query.since().flatMap(FeedPosition::parse).filter(p -> p.isOf(lane));
        if (query.since().isDefined() && since.isEmpty()) {
            return Either.left(new PortFailure.Expired(Reason.of(
                    "graph-checkpoint-foreign",
                    "the checkpoint of " + lane.id() + " was not made by this adapter for this calendar",
                    "nothing to do: the next run reads the folder in full")));
        }
        Option<FeedPosition> resumed = since.filter(position -> position.shows(query.window(), slack));
        Seq<String> strips = resumed.map(FeedPosition::links)
                .getOrElse(() -> Strips.of(query.window()).map(strip -> Urls.delta(lane, calendar, strip)));
        return Either.right(new Feed(query, resumed, strips));
    }

    @Override
    public Lane lane() {
        return query.lane();
    }

    @Override
    public String next() {
        return next;
    }

    @Override
    public String what() {
        return "change feed of the calendar of " + lane().mailbox().address();
    }

    @Override
    public Either<PortFailure, Boolean> take(JsonObject page, GraphAddress address) {
        pages++;
        Json.objects(page, "value").forEach(this::take);
        Option<String> following = Json.text(page, "@odata.nextLink");
        Option<String> link = following.orElse(() -> Json.text(page, "@odata.deltaLink"));
        if (link.isEmpty()) {
            return Either.left(new PortFailure.Unavailable(Reason.of(
                    "graph-truncated",
                    "a page of the change feed of " + lane().mailbox().address() + " says neither that it is the last"
                            + " nor where the next is",
                    "nothing to do unless it lasts: it is tried again in the next run")));
        }
        Option<String> relative = link.flatMap(address::relative);
        if (relative.isEmpty()) {
            return Either.left(Observing.foreignLink(lane()));
        }
        next = relative.get();
        if (following.isDefined()) {
            return Either.right(false);
        }
        return Either.right(stripRead());
    }

    /** Keeps the strip's delta link and goes on to the next strip; whether it was the last. */
    private boolean stripRead() {
        behind = behind.append(next);
        others = items.foldLeft(
                others,
                (all, entry) -> all.put(
                        entry._1,
                        all.get(entry._1).filter(o -> outlasts(o, entry._2)).getOrElse(entry._2)));
        items = LinkedHashMap.empty();
        if (ahead.isEmpty()) {
            items = others;
            return true;
        }
        next = ahead.head();
        ahead = ahead.tail();
        return false;
    }

    /** Being there, in whichever strip, says more than having left one; of two that are there the newer counts. */
    private static boolean outlasts(Observed before, Observed now) {
        return now instanceof Observed.Gone || newer(before, now);
    }

    /** Later entries of an item replace earlier ones; what belongs to a series stands for its master. */
    private void take(JsonObject event) {
        Option<ItemRef> ref = EventReading.ref(event);
        if (ref.isEmpty()) {
            return;
        }
        if (event.has("@removed")) {
            items = items.put(ref.get(), new Observed.Gone(ref.get(), Observed.Trace.LEFT_VIEW));
            return;
        }
        Option<ItemRef> master = EventReading.master(event);
        if (master.isDefined()) {
            masters = masters.add(master.get());
            return;
        }
        Observed seen = EventReading.light(event, ref.get(), lane(), query.window());
        if (!items.get(ref.get()).exists(earlier -> newer(earlier, seen))) {
            items = items.put(ref.get(), seen);
        }
    }

    /** Pages may repeat an item, and in any order. */
    private static boolean newer(Observed earlier, Observed seen) {
        return earlier instanceof Observed.Present a
                && seen instanceof Observed.Present b
                && a.modified().exists(at -> b.modified().exists(at::isAfter));
    }

    /** Masters of occurrences that the feed gave without them. */
    Set<ItemRef> missingMasters() {
        return masters.filter(ref -> !items.containsKey(ref));
    }

    void master(ItemRef ref, JsonObject event) {
        items = items.put(ref, EventReading.light(event, ref, lane(), query.window()));
    }

    @Override
    public Snapshot snapshot() {
        Completeness completeness = resumed.isDefined()
                ? new Completeness.Delta()
                : new Completeness.Full(
                        query.window(),
                        pages,
                        "the calendar view of " + lane().mailbox().address() + " was read to its delta link");
        FeedPosition position = resumed.map(r -> new FeedPosition(r.mailbox(), r.folder(), r.window(), behind, ""))
                .getOrElse(() -> FeedPosition.of(lane(), query.window(), behind));
        return new Snapshot(lane().id(), Side.EXCHANGE, items.values().toVector(), completeness, position.checkpoint());
    }
}
