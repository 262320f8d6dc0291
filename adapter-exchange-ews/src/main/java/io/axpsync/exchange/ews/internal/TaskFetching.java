package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.TaskSchema;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/**
 * Reads tasks: by id, fifty to a request, and by stamp and due date. An id that leads nowhere may be that of a task that
 * was moved to another task folder: it is then looked for by its stamp.
 */
final class TaskFetching {

    /** A day lies at midnight of some zone on earth. */
    private static final Duration ZONES = Duration.ofHours(14);

    /** Restrictions of one request. */
    private static final int TOGETHER = 20;

    private final Gateway gateway;
    private final Folders folders;
    private final Stamped stamped;
    private final Recollections recollections;

    TaskFetching(Gateway gateway, Folders folders, Stamped stamped, Recollections recollections) {
        this.gateway = gateway;
        this.folders = folders;
        this.stamped = stamped;
        this.recollections = recollections;
    }

    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        List<Either<PortFailure, Observed>> answers =
                new ArrayList<>(Reading.grouped(looks, Look::lane, this::inFull).asJava());
        Vector<Integer> missing = Vector.range(0, looks.size())
                .filter(i ->
                        looks.get(i).stamp().isDefined() && answers.get(i).exists(Observed.Gone.class::isInstance));
        for (Seq<Integer> group :
                missing.groupBy(i -> looks.get(i).lane().mailbox().address()).values()) {
            Lane lane = looks.get(group.get()).lane();
            Either<PortFailure, Map<String, ItemRef>> found = folders.calendars(lane)
                    .flatMap(all -> stamped.find(
                            lane,
                            all.map(Folders.Calendar::id),
                            group.flatMap(i -> looks.get(i).stamp())));
            for (int i : group) {
                found.peekLeft(failure -> answers.set(i, Either.left(failure)))
                        .forEach(refs -> looks.get(i)
                                .stamp()
                                .flatMap(stamp -> refs.get(Mapi.link(stamp)))
                                .map(ref -> new Look(lane, looks.get(i).window(), ref, Option.none()))
                                .forEach(look ->
                                        answers.set(i, inFull(Vector.of(look)).get())));
            }
        }
        return Vector.ofAll(answers);
    }

    /** Items of one mailbox by their ids. */
    private Seq<Either<PortFailure, Observed>> inFull(Seq<Look> looks) {
        String address = looks.get().lane().mailbox().address();
        Seq<Either<Fault, Item>> items = read(address, looks.map(Look::ref), TaskReading.fullShape());
        return looks.zipWith(
                items,
                (look, item) -> item.fold(
                        fault -> refused(look.lane(), look.ref(), fault),
                        raw -> present(raw, look.ref(), look.lane())));
    }

    private Seq<Either<Fault, Item>> read(String address, Seq<ItemRef> refs, PropertySet shape) {
        return gateway.each(
                address,
                refs,
                false,
                (MailboxService service, Seq<ItemRef> some) -> Reading.items(service, some, shape));
    }

    private static Either<PortFailure, Observed> refused(Lane lane, ItemRef ref, Fault fault) {
        String what = "read of task " + ref.id() + " in " + lane.mailbox().address();
        if (Failures.noSuchItem(fault)) {
            return Either.right(new Observed.Gone(ref, Observed.Trace.NOT_FOUND));
        } else if (Failures.corrupt(fault)) {
            Reason reason = Reason.of(
                    "unreadable", what + ": " + fault.message(), "open it in Outlook, correct it and save it");
            return Either.right(new Observed.Unreadable(ref, new ItemVersion(""), false, "", reason));
        }
        return Either.left(Failures.of(fault, what));
    }

    /** Items of one lane as a feed would show them: where it cannot, because one of them spoils its page. */
    Either<PortFailure, Seq<Observed>> lightly(Lane lane, Seq<ItemRef> refs) {
        Seq<Either<Fault, Item>> items = read(lane.mailbox().address(), refs, TaskReading.lightShape());
        return Either.sequenceRight(refs.zipWith(
                items,
                (ref, item) -> item.fold(
                        fault -> refused(lane, ref, fault), raw -> Either.right(TaskReading.light(raw, ref, lane)))));
    }

    /** The task in full, remembered for a write that may follow. */
    private Either<PortFailure, Observed> present(Item raw, ItemRef asked, Lane lane) {
        String folder = AppointmentReading.folder(raw);
        Either<PortFailure, Boolean> elsewhere = folders.id(lane).map(own -> !folder.isEmpty() && !own.equals(folder));
        if (elsewhere.isLeft()) {
            return Either.left(elsewhere.getLeft());
        }
        if (elsewhere.get()) {
            Either<PortFailure, Boolean> deleted = folders.isDeletedItems(lane, folder);
            if (deleted.isLeft() || deleted.get()) {
                return deleted.map(yes -> new Observed.Gone(asked, Observed.Trace.NOT_FOUND));
            }
        }
        ItemRef ref = AppointmentReading.ref(raw).getOrElse(asked);
        Observed observed = TaskReading.full(raw, ref, lane, elsewhere.get());
        if (observed instanceof Observed.Present present) {
            recollections.keep(ref, Recollection.ofTask(raw, present));
        }
        return Either.right(observed);
    }

    // ── Searches ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** Those of one folder together, {@link #TOGETHER} to a request, and what they find is read once. */
    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        Map<Search, Either<PortFailure, Seq<Observed.Present>>> found = LinkedHashMap.empty();
        for (Seq<Search> ofLane : searches.distinct().groupBy(Search::lane).values()) {
            for (Seq<Search> some : ofLane.grouped(TOGETHER)) {
                Either<PortFailure, Seq<Observed.Present>> all = found(some);
                for (Search search : some) {
                    found = found.put(search, all.map(tasks -> tasks.filter(task -> matches(search, task))));
                }
            }
        }
        Map<Search, Either<PortFailure, Seq<Observed.Present>>> answers = found;
        return searches.map(search -> answers.get(search).get());
    }

    private Either<PortFailure, Seq<Observed.Present>> found(Seq<Search> searches) {
        Lane lane = searches.get().lane();
        List<SearchFilter> any = new ArrayList<>();
        searches.flatMap(Search::stamp)
                .map(Mapi::link)
                .distinct()
                .forEach(link -> any.add(new SearchFilter.IsEqualTo(Mapi.LINK, link)));
        searches.map(Search::period).distinct().flatMap(TaskFetching::due).forEach(any::add);
        if (any.isEmpty()) {
            return Either.right(Vector.empty());
        }
        SearchFilter filter =
                any.size() == 1 ? any.get(0) : new SearchFilter.SearchFilterCollection(LogicalOperator.Or, any);
        return folders.of(lane)
                .flatMap(folder -> stamped.all(lane, folder, filter))
                .map(items -> items.flatMap(AppointmentReading::ref).distinct())
                .flatMap(refs -> read(searches.get(), refs));
    }

    private Either<PortFailure, Seq<Observed.Present>> read(Search search, Seq<ItemRef> refs) {
        if (refs.isEmpty()) {
            return Either.right(Vector.empty());
        }
        Seq<Look> looks = refs.map(ref -> new Look(search.lane(), search.window(), ref, Option.none()));
        return Either.sequenceRight(inFull(looks))
                .map(all -> all.filter(Observed.Present.class::isInstance).map(Observed.Present.class::cast));
    }

    private static boolean matches(Search search, Observed.Present task) {
        return search.stamp().exists(s -> task.stamp().exists(t -> t.bare().equals(s.bare())))
                || (!search.period().isNothing() && NormalForm.same(Field.DUE_DATE, task.period(), search.period()));
    }

    private static Option<SearchFilter> due(Value due) {
        if (due instanceof Value.Date day) {
            Instant midnight = day.date().atStartOfDay(ZoneOffset.UTC).toInstant();
            return Option.some(new SearchFilter.SearchFilterCollection(
                    LogicalOperator.And,
                    new SearchFilter.IsGreaterThanOrEqualTo(
                            TaskSchema.DueDate, MailboxService.constant(midnight.minus(ZONES))),
                    new SearchFilter.IsLessThan(
                            TaskSchema.DueDate,
                            MailboxService.constant(midnight.plus(ZONES).plus(Duration.ofDays(1))))));
        } else if (due.equals(Observed.Present.UNDATED)) {
            return Option.some(new SearchFilter.Not(new SearchFilter.Exists(TaskSchema.DueDate)));
        }
        return Option.none();
    }
}
