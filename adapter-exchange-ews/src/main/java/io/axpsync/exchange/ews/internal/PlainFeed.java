package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.service.SyncFolderItemsScope;
import microsoft.exchange.webservices.data.core.enumeration.sync.ChangeType;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.sync.ChangeCollection;
import microsoft.exchange.webservices.data.sync.ItemChange;

/** The change feeds of folders of tasks or contacts: SyncFolderItems, a request for each folder that is quiet. They know no window. */
final class PlainFeed {

    /** Stands for a sync state where there was no folder to follow. */
    private static final String NO_FOLDER_YET = "-";

    private final Gateway gateway;
    private final Folders folders;
    private final PlainItems items;
    private final PlainFetching fetching;
    private final ListedLinks listed;
    private final int pageSize;

    PlainFeed(
            Gateway gateway,
            Folders folders,
            PlainItems items,
            PlainFetching fetching,
            ListedLinks listed,
            int pageSize) {
        this.gateway = gateway;
        this.folders = folders;
        this.items = items;
        this.fetching = fetching;
        this.listed = listed;
        this.pageSize = pageSize;
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
        return folders.there(query.lane())
                .flatMap(folder -> folder.isEmpty()
                        ? nothing(query, position)
                        : round(
                                query,
                                folder.get(),
                                position.filter(p -> !p.state().equals(NO_FOLDER_YET))));
    }

    private Either<PortFailure, Snapshot> round(LaneQuery query, FolderId folder, Option<SyncPosition> since) {
        Lane lane = query.lane();
        Map<ItemRef, Observed> told = new LinkedHashMap<>();
        String state = since.map(SyncPosition::state).getOrElse("");
        Set<String> states = new HashSet<>(Set.of(state));
        for (int pages = 1; ; pages++) {
            Either<PortFailure, ChangeCollection<ItemChange>> page = page(lane, folder, state, told);
            if (page.isLeft()) {
                return Either.left(page.getLeft());
            }
            String next = Option.of(page.get().getSyncState()).getOrElse("");
            boolean more = page.get().getMoreChangesAvailable();
            if (next.isEmpty() || (more && !states.add(next))) {
                return Either.left(new PortFailure.Unavailable(Reason.of(
                        "ews-feed-stuck", what(lane) + ": the server does not say where the feed goes on", "")));
            }
            state = next;
            if (!more) {
                return Either.right(snapshot(query, since, told, pages, state));
            }
        }
    }

    /**
     * A folder that is only made with the first item that goes there holds nothing; it is looked at anew next time. A
     * published one that was there and is not any more is no empty one: nobody deleted the contacts in it one by one.
     */
    private static Either<PortFailure, Snapshot> nothing(LaneQuery query, Option<SyncPosition> before) {
        Lane lane = query.lane();
        if (lane.isPublished() && before.exists(position -> !position.state().equals(NO_FOLDER_YET))) {
            return Either.left(PublicFolders.missing(lane));
        }
        return Either.right(new Snapshot(
                lane.id(),
                Side.EXCHANGE,
                Vector.empty(),
                new Completeness.Full(
                        query.window(),
                        1,
                        "the list of folders of " + lane.mailbox().address() + " was read to its end and has no \""
                                + lane.folder().getOrElse("") + "\""),
                SyncPosition.of(lane, query.window(), NO_FOLDER_YET).checkpoint()));
    }

    private Snapshot snapshot(
            LaneQuery query, Option<SyncPosition> since, Map<ItemRef, Observed> told, int pages, String state) {
        Lane lane = query.lane();
        String probe = "SyncFolderItems of " + lane.folder().getOrElse("the " + items.word() + "s") + " of "
                + lane.mailbox().address() + ", " + pages + (pages == 1 ? " page" : " pages")
                + ", the last of which said so";
        Vector<Observed> all = Vector.ofAll(told.values());
        if (since.isEmpty() && lane.isPublished()) {
            listed.listed(lane, all);
        }
        return new Snapshot(
                lane.id(),
                Side.EXCHANGE,
                since.isEmpty() ? all.filter(seen -> !(seen instanceof Observed.Gone)) : all,
                since.isEmpty() ? new Completeness.Full(query.window(), pages, probe) : new Completeness.Delta(),
                SyncPosition.of(lane, query.window(), state).checkpoint());
    }

    /** A page, taken. Where an item spoils it, the ids alone, and the items on their own. */
    private Either<PortFailure, ChangeCollection<ItemChange>> page(
            Lane lane, FolderId folder, String state, Map<ItemRef, Observed> told) {
        Either<Fault, ChangeCollection<ItemChange>> page = sync(lane, folder, state, items::lightShape);
        boolean spoilt = page.isLeft() && Failures.corrupt(page.getLeft());
        if (spoilt) {
            page = sync(lane, folder, state, Shapes::ids);
        }
        if (page.isLeft()) {
            return Either.left(Failures.of(page.getLeft(), what(lane)));
        }
        Vector<ItemRef> present = Vector.empty();
        for (ItemChange change : page.get()) {
            if (change.getChangeType() == ChangeType.Delete) {
                deleted(change).forEach(ref -> told.put(ref, new Observed.Gone(ref, Observed.Trace.LEFT_VIEW)));
            } else if (change.getItem() != null && spoilt) {
                present = present.appendAll(AppointmentReading.ref(change.getItem()));
            } else if (change.getItem() != null) {
                AppointmentReading.ref(change.getItem())
                        .forEach(ref -> told.put(ref, items.light(change.getItem(), ref, lane)));
            }
        }
        Either<PortFailure, Seq<Observed>> single =
                present.isEmpty() ? Either.right(Vector.empty()) : fetching.lightly(lane, present);
        single.forEach(all -> all.forEach(seen -> told.put(seen.ref(), seen)));
        return single.isLeft() ? Either.left(single.getLeft()) : Either.right(page.get());
    }

    private Either<Fault, ChangeCollection<ItemChange>> sync(
            Lane lane, FolderId folder, String state, Supplier<PropertySet> shape) {
        return gateway.read(
                lane.mailbox().address(),
                service -> service.syncFolderItems(
                        folder,
                        shape.get(),
                        null,
                        pageSize,
                        SyncFolderItemsScope.NormalItems,
                        state.isEmpty() ? null : state));
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

    private String what(Lane lane) {
        return "change feed of the " + items.word() + "s of " + lane.mailbox().address();
    }
}
