package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import microsoft.exchange.webservices.data.core.enumeration.service.SyncFolderItemsScope;
import microsoft.exchange.webservices.data.core.enumeration.sync.ChangeType;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.sync.ChangeCollection;
import microsoft.exchange.webservices.data.sync.ItemChange;

/**
 * The change feeds of calendars: SyncFolderItems, a request for each folder that is quiet. A feed without a state lists
 * the whole folder, which is a full listing once what does not touch the window is left out.
 */
final class Observing {

    private final Gateway gateway;
    private final Folders folders;
    private final int pageSize;
    private final Duration slack;

    Observing(Gateway gateway, Folders folders, EwsConfig config) {
        this.gateway = gateway;
        this.folders = folders;
        this.pageSize = config.pageSize();
        this.slack = config.windowSlack();
    }

    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        queries.forEach(query -> sink.accept(new LaneAnswer(query.lane(), observe(query))));
    }

    private Either<PortFailure, Snapshot> observe(LaneQuery query) {
        Option<SyncPosition> position = query.since().flatMap(SyncPosition::parse);
        if (query.since().isDefined() && !position.exists(p -> p.isOf(query.lane()))) {
            return Either.left(new PortFailure.Expired(Reason.of(
                    "ews-checkpoint-expired",
                    "the checkpoint of " + query.lane().id() + " was not made for this mailbox and folder",
                    "nothing to do: the next run reads the folder in full")));
        }
        Option<String> state =
                position.filter(p -> p.shows(query.window(), slack)).map(SyncPosition::state);
        return folders.of(query.lane()).flatMap(folder -> feed(query, folder, state));
    }

    private Either<PortFailure, Snapshot> feed(LaneQuery query, FolderId folder, Option<String> since) {
        Lane lane = query.lane();
        Map<ItemRef, Observed> items = new LinkedHashMap<>();
        String state = since.getOrElse("");
        for (int pages = 1; ; pages++) {
            String at = state;
            var page = gateway.read(
                    lane.mailbox().address(),
                    service -> service.syncFolderItems(
                            folder,
                            Shapes.light(),
                            null,
                            pageSize,
                            SyncFolderItemsScope.NormalItems,
                            at.isEmpty() ? null : at));
            if (page.isLeft()) {
                return Either.left(Failures.of(page.getLeft(), what(lane)));
            }
            ChangeCollection<ItemChange> changes = page.get();
            for (ItemChange change : changes) {
                take(change, lane, query.window(), items);
            }
            String next = changes.getSyncState() == null ? "" : changes.getSyncState();
            boolean more = changes.getMoreChangesAvailable();
            if (next.isEmpty() || (more && next.equals(at))) {
                return Either.left(new PortFailure.Unavailable(Reason.of(
                        "ews-feed-stuck", what(lane) + ": the server does not say where the feed goes on", "")));
            }
            state = next;
            if (!more) {
                return Either.right(snapshot(query, items, since.isEmpty(), pages, state));
            }
        }
    }

    private static void take(ItemChange change, Lane lane, Window window, Map<ItemRef, Observed> items) {
        if (change.getChangeType() == ChangeType.Delete) {
            deleted(change).forEach(ref -> items.put(ref, new Observed.Gone(ref, Observed.Trace.LEFT_VIEW)));
        } else if (change.getItem() != null) {
            AppointmentReading.ref(change.getItem())
                    .forEach(ref -> items.put(ref, AppointmentReading.light(change.getItem(), ref, lane, window)));
        }
    }

    private static Option<ItemRef> deleted(ItemChange change) {
        try {
            return Option.of(change.getItemId())
                    .flatMap(id -> Option.of(id.getUniqueId()))
                    .filter(id -> !id.isEmpty())
                    .map(ItemRef::exchange);
        } catch (Exception e) {
            throw new IllegalStateException("a deletion without an id", e);
        }
    }

    private static Snapshot snapshot(
            LaneQuery query, Map<ItemRef, Observed> items, boolean full, int pages, String state) {
        Lane lane = query.lane();
        Checkpoint next = SyncPosition.of(lane, query.window(), state).checkpoint();
        Seq<Observed> seen = io.vavr.collection.Vector.ofAll(items.values());
        if (!full) {
            return new Snapshot(lane.id(), Side.EXCHANGE, seen, new Completeness.Delta(), next);
        }
        String probe = "SyncFolderItems of " + lane.folder().getOrElse("the calendar") + " of "
                + lane.mailbox().address() + ", " + pages + (pages == 1 ? " page" : " pages")
                + ", the last of which said so";
        return new Snapshot(
                lane.id(),
                Side.EXCHANGE,
                seen.filter(Observing::inLane),
                new Completeness.Full(query.window(), pages, probe),
                next);
    }

    /** A series is told whether it touches the window or not: nobody expands it here. */
    private static boolean inLane(Observed seen) {
        return seen instanceof Observed.Unreadable
                || (seen instanceof Observed.Present present && present.place() == Observed.Place.IN_LANE);
    }

    private static String what(Lane lane) {
        return "change feed of the calendar of " + lane.mailbox().address();
    }
}
