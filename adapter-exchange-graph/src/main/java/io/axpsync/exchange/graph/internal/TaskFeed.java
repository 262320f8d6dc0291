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
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** The change feed of a To Do list. Tasks have no window: an old one that is open is as much in scope as a new one. */
final class TaskFeed implements FolderFeed {

    private final LaneQuery query;
    private final boolean resumed;
    private String next;
    private int pages;
    private Map<ItemRef, Observed> items = LinkedHashMap.empty();

    private TaskFeed(LaneQuery query, boolean resumed, String next) {
        this.query = query;
        this.resumed = resumed;
        this.next = next;
    }

    /** The delta link of the checkpoint; none without one. */
    static Either<PortFailure, Option<String>> resumed(LaneQuery query) {
        Option<FeedPosition> since = query.since().flatMap(FeedPosition::parse).filter(p -> p.isOf(query.lane()));
        return query.since().isDefined() && since.isEmpty()
                ? Either.left(new PortFailure.Expired(Reason.of(
                        "graph-checkpoint-foreign",
                        "the checkpoint of " + query.lane().id() + " was not made by this adapter for this list",
                        "nothing to do: the next run reads the list in full")))
                : Either.right(since.map(position -> position.links().head()));
    }

    static TaskFeed resume(LaneQuery query, String link) {
        return new TaskFeed(query, true, link);
    }

    static TaskFeed anew(LaneQuery query, String list) {
        return new TaskFeed(query, false, Urls.taskDelta(query.lane(), list));
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
        return "change feed of the tasks of " + lane().mailbox().address();
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
                    "a page of the " + what() + " says neither that it is the last nor where the next is",
                    "nothing to do unless it lasts: it is tried again in the next run")));
        }
        Option<String> relative = link.flatMap(address::relative);
        if (relative.isEmpty()) {
            return Either.left(Observing.foreignLink(lane()));
        }
        next = relative.get();
        return Either.right(following.isEmpty());
    }

    /** Pages may repeat an item; of two the newer counts. */
    private void take(JsonObject task) {
        for (ItemRef ref : EventReading.ref(task)) {
            Observed seen = task.has("@removed")
                    ? new Observed.Gone(ref, Observed.Trace.LEFT_VIEW)
                    : TaskReading.light(task, ref, lane());
            boolean older = seen instanceof Observed.Present now
                    && items.get(ref)
                            .exists(o -> o instanceof Observed.Present before
                                    && before.modified()
                                            .exists(at -> now.modified().exists(at::isAfter)));
            items = older ? items : items.put(ref, seen);
        }
    }

    @Override
    public Snapshot snapshot() {
        Completeness completeness = resumed
                ? new Completeness.Delta()
                : new Completeness.Full(
                        query.window(),
                        pages,
                        "the task list of " + lane().mailbox().address() + " was read to its delta link");
        return new Snapshot(
                lane().id(),
                Side.EXCHANGE,
                items.values().toVector(),
                completeness,
                FeedPosition.of(lane(), query.window(), Vector.of(next)).checkpoint());
    }
}
