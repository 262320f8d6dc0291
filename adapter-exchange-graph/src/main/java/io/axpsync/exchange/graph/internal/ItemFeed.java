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
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** The change feed of a folder without a window: of a To Do list, or of contacts. */
final class ItemFeed implements FolderFeed {

    private final LaneQuery query;
    private final What what;
    private final boolean resumed;
    private String next;
    private int pages;
    private String folderId;
    private Map<ItemRef, Observed> items = LinkedHashMap.empty();

    /** What kind of items it gives. */
    enum What {
        TASKS("tasks"),
        CONTACTS("contacts");

        private final String name;

        What(String name) {
            this.name = name;
        }
    }

    private ItemFeed(LaneQuery query, What what, boolean resumed, String next, String folderId) {
        this.query = query;
        this.what = what;
        this.resumed = resumed;
        this.next = next;
        this.folderId = folderId;
    }

    /** The position that the checkpoint tells; none without one. */
    static Either<PortFailure, Option<FeedPosition>> resumed(LaneQuery query) {
        Option<FeedPosition> since = query.since().flatMap(FeedPosition::parse).filter(p -> p.isOf(query.lane()));
        return query.since().isDefined() && since.isEmpty()
                ? Either.left(new PortFailure.Expired(Reason.of(
                        "graph-checkpoint-foreign",
                        "the checkpoint of " + query.lane().id() + " was not made by this adapter for this folder",
                        "nothing to do: the next run reads the folder in full")))
                : Either.right(since);
    }

    static ItemFeed resume(LaneQuery query, What what, FeedPosition position) {
        return new ItemFeed(query, what, true, position.links().head(), position.folderId());
    }

    /** @param folderId where it is known; may be empty */
    static ItemFeed anew(LaneQuery query, What what, String first, String folderId) {
        return new ItemFeed(query, what, false, first, folderId);
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
        return "change feed of the " + what.name + " of " + lane().mailbox().address();
    }

    /** A named contact folder that its user has deleted: looked for by name in the next run. */
    @Override
    public PortFailure failure(Fault fault) {
        if (what == What.TASKS) {
            return Failures.ofTasks(fault, what());
        }
        PortFailure failure = Failures.ofContacts(fault, what());
        return resumed && fault.code().equalsIgnoreCase("ErrorItemNotFound")
                ? new PortFailure.Expired(failure.reason())
                : failure;
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
    private void take(JsonObject item) {
        for (ItemRef ref : EventReading.ref(item)) {
            Observed seen = item.has("@removed") ? new Observed.Gone(ref, Observed.Trace.LEFT_VIEW) : light(item, ref);
            boolean older = seen instanceof Observed.Present now
                    && items.get(ref)
                            .exists(o -> o instanceof Observed.Present before
                                    && before.modified()
                                            .exists(at -> now.modified().exists(at::isAfter)));
            items = older ? items : items.put(ref, seen);
        }
    }

    private Observed light(JsonObject item, ItemRef ref) {
        if (what == What.TASKS) {
            return TaskReading.light(item, ref, lane());
        }
        folderId = ContactReading.folder(item).getOrElse(folderId);
        return ContactReading.light(item, ref, lane());
    }

    /** The id of the folder, as far as its items tell it; may be empty. */
    String folderId() {
        return folderId;
    }

    @Override
    public Snapshot snapshot() {
        Completeness completeness = resumed
                ? new Completeness.Delta()
                : new Completeness.Full(
                        query.window(),
                        pages,
                        "the folder of " + what.name + " of " + lane().mailbox().address()
                                + " was read to its delta link");
        return new Snapshot(
                lane().id(),
                Side.EXCHANGE,
                items.values().toVector(),
                completeness,
                FeedPosition.of(lane(), query.window(), Vector.of(next))
                        .withFolderId(folderId)
                        .checkpoint());
    }
}
