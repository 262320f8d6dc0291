package io.axpsync.exchange.ews.internal;

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
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.enumeration.service.SyncFolderItemsScope;
import microsoft.exchange.webservices.data.core.enumeration.sync.ChangeType;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;
import microsoft.exchange.webservices.data.sync.ChangeCollection;
import microsoft.exchange.webservices.data.sync.ItemChange;

/**
 * The change feeds of calendars: SyncFolderItems, a request for each folder that is quiet. A feed without a state lists
 * the whole folder, which is a full listing once what does not touch the window is left out.
 */
final class Observing {

    private static final Duration ZONES = Duration.ofDays(1);
    private final Gateway gateway;
    private final Folders folders;
    private final Stamped stamped;
    private final Reading reading;
    private final int pageSize;
    private final Duration slack;

    Observing(Gateway gateway, Folders folders, Stamped stamped, Reading reading, EwsConfig config) {
        this.gateway = gateway;
        this.folders = folders;
        this.stamped = stamped;
        this.reading = reading;
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
        return folders.of(query.lane()).flatMap(folder -> new Round(query, folder, position).run());
    }

    /** One lane on its way. */
    private final class Round {
        private final LaneQuery query;
        private final Lane lane;
        private final FolderId folder;
        private final Option<SyncPosition> since;
        private final Map<ItemRef, Observed> items = new LinkedHashMap<>();
        private final Set<ItemRef> masters = new LinkedHashSet<>();

        Round(LaneQuery query, FolderId folder, Option<SyncPosition> since) {
            this.query = query;
            this.lane = query.lane();
            this.folder = folder;
            this.since = since;
        }

        Either<PortFailure, Snapshot> run() {
            String state = since.map(SyncPosition::state).getOrElse("");
            Set<String> states = new HashSet<>(Set.of(state));
            for (int pages = 1; ; pages++) {
                Either<PortFailure, ChangeCollection<ItemChange>> page = page(state);
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
                    int told = pages;
                    String end = state;
                    return since.isEmpty() ? series().map(done -> full(told, end)) : delta(since.get(), end);
                }
            }
        }

        /** A page, taken. Where an item spoils it, the ids alone, and the items on their own. */
        private Either<PortFailure, ChangeCollection<ItemChange>> page(String state) {
            Either<Fault, ChangeCollection<ItemChange>> page = sync(state, Shapes::light);
            boolean spoilt = page.isLeft() && Failures.corrupt(page.getLeft());
            if (spoilt) {
                page = sync(state, Shapes::ids);
            }
            if (page.isLeft()) {
                return Either.left(Failures.of(page.getLeft(), what(lane)));
            }
            Vector<ItemRef> present = Vector.empty();
            for (ItemChange change : page.get()) {
                if (change.getChangeType() == ChangeType.Delete) {
                    deleted(change).forEach(this::left);
                } else if (change.getItem() != null && spoilt) {
                    present = present.appendAll(AppointmentReading.ref(change.getItem()));
                } else if (change.getItem() != null) {
                    take(change.getItem());
                }
            }
            Either<PortFailure, Seq<Observed>> single =
                    present.isEmpty() ? Either.right(Vector.empty()) : reading.lightly(lane, query.window(), present);
            single.forEach(all -> all.forEach(seen -> items.put(seen.ref(), seen)));
            return single.isLeft() ? Either.left(single.getLeft()) : Either.right(page.get());
        }

        private void left(ItemRef ref) {
            masters.remove(ref);
            items.put(ref, new Observed.Gone(ref, Observed.Trace.LEFT_VIEW));
        }

        private void take(Item item) {
            AppointmentReading.ref(item).forEach(ref -> {
                if (AppointmentReading.master(item)) {
                    masters.add(ref);
                } else {
                    items.put(ref, AppointmentReading.light(Seen.of(item), ref, lane, query.window()));
                }
            });
        }

        /** No feed tells patterns and exceptions: the series that it names are asked for them, fifty to a request. */
        private Either<PortFailure, Seq<Observed>> series() {
            Either<PortFailure, Seq<Observed>> read = masters.isEmpty()
                    ? Either.right(Vector.empty())
                    : reading.lightly(lane, query.window(), Vector.ofAll(masters));
            read.forEach(all -> all.forEach(seen -> items.put(seen.ref(), seen)));
            return read;
        }

        private Either<Fault, ChangeCollection<ItemChange>> sync(String state, Supplier<PropertySet> shape) {
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

        private Snapshot full(int pages, String state) {
            String probe = "SyncFolderItems of " + lane.folder().getOrElse("the calendar") + " of "
                    + lane.mailbox().address() + ", " + pages + (pages == 1 ? " page" : " pages")
                    + ", the last of which said so";
            return new Snapshot(
                    lane.id(),
                    Side.EXCHANGE,
                    Vector.ofAll(items.values()).filter(Observing::inLane),
                    new Completeness.Full(query.window(), pages, probe),
                    SyncPosition.of(lane, query.window(), state).checkpoint());
        }

        /**
         * No feed tells of items that the window has reached without their being changed. Once it has moved by more
         * than the slack, they are asked for; until then the position keeps the window that was last seen in full.
         */
        private Either<PortFailure, Snapshot> delta(SyncPosition from, String state) {
            boolean moved = !from.shows(query.window(), slack);
            Window shown = moved ? query.window() : from.window();
            Either<PortFailure, Seq<Item>> reached = moved
                    ? stamped.all(lane, folder, within(query.window()), Shapes::light)
                    : Either.right(Vector.empty());
            reached.forEach(all -> all.forEach(this::take));
            return reached.flatMap(all -> series()).map(all -> {
                return new Snapshot(
                        lane.id(),
                        Side.EXCHANGE,
                        Vector.ofAll(items.values()),
                        new Completeness.Delta(),
                        SyncPosition.of(lane, shown, state).checkpoint());
            });
        }
    }

    /** Items that may touch the window: all series among them, whose start and end are those of the first occurrence. */
    private static SearchFilter within(Window window) {
        return new SearchFilter.SearchFilterCollection(
                LogicalOperator.Or, single(window), new SearchFilter.IsEqualTo(Mapi.RECURRING, "true"));
    }

    /** Touching the window; a day more at either end for all-day items, which lie at midnights of any zone. */
    private static SearchFilter single(Window window) {
        return new SearchFilter.SearchFilterCollection(
                LogicalOperator.And,
                new SearchFilter.IsLessThan(
                        AppointmentSchema.Start,
                        MailboxService.constant(window.to().plus(ZONES))),
                new SearchFilter.IsGreaterThan(
                        AppointmentSchema.End,
                        MailboxService.constant(window.from().minus(ZONES))));
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

    /** What cannot be read is told whether it touches the window or not. */
    private static boolean inLane(Observed seen) {
        return seen instanceof Observed.Unreadable
                || (seen instanceof Observed.Present present && present.place() == Observed.Place.IN_LANE);
    }

    private static String what(Lane lane) {
        return "change feed of the calendar of " + lane.mailbox().address();
    }
}
