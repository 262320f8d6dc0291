package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
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
import java.util.ArrayList;
import java.util.List;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.response.GetItemResponse;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.property.complex.ItemId;

/**
 * Targeted reads, fifty to a request. An item that is not there any more under its id may have been moved: ids change
 * with the folder. It is then looked for by its stamp in all calendars; Deleted Items count as deleted.
 */
final class Reading {

    private final Gateway gateway;
    private final Folders folders;
    private final Stamped stamped;
    private final Recollections recollections;

    Reading(Gateway gateway, Folders folders, Stamped stamped, Recollections recollections) {
        this.gateway = gateway;
        this.folders = folders;
        this.stamped = stamped;
        this.recollections = recollections;
    }

    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        List<Either<PortFailure, Observed>> answers = new ArrayList<>(
                grouped(looks, Look::lane, group -> inFull(group)).asJava());
        Vector<Integer> missing = Vector.range(0, looks.size())
                .filter(i ->
                        looks.get(i).stamp().isDefined() && answers.get(i).exists(Observed.Gone.class::isInstance));
        for (Seq<Integer> group :
                missing.groupBy(i -> looks.get(i).lane().mailbox().address()).values()) {
            moved(group.map(looks::get)).zip(group).forEach(t -> answers.set(t._2, t._1));
        }
        return Vector.ofAll(answers);
    }

    /** Items of one mailbox by their ids. */
    private Seq<Either<PortFailure, Observed>> inFull(Seq<Look> looks) {
        String address = looks.get().lane().mailbox().address();
        Seq<Either<Fault, Seen>> items =
                gateway.each(address, looks.map(Look::ref), false, (s, refs) -> seen(s, refs, Shapes.full()));
        Map<String, Either<Fault, Item>> occurrences = occurrences(address, items);
        return looks.zipWith(items, (look, item) -> observed(look, item, occurrences));
    }

    /** The modified occurrences of all series that were read, fifty to a request. */
    private Map<String, Either<Fault, Item>> occurrences(String address, Seq<Either<Fault, Seen>> masters) {
        Seq<String> ids = masters.flatMap(master -> master.toOption().toVector())
                .flatMap(master -> Series.modifiedIds(master.parts()))
                .distinct();
        return ids.isEmpty()
                ? LinkedHashMap.empty()
                : LinkedHashMap.ofEntries(ids.zip(gateway.each(
                        address, ids.map(ItemRef::exchange), false, (s, refs) -> items(s, refs, Shapes.full()))));
    }

    private Either<PortFailure, Observed> observed(
            Look look, Either<Fault, Seen> item, Map<String, Either<Fault, Item>> occurrences) {
        if (item.isLeft()) {
            return refused(look, item.getLeft());
        }
        Map<String, Appointment> read = LinkedHashMap.empty();
        for (String id : Series.modifiedIds(item.get().parts())) {
            Either<Fault, Item> occurrence = occurrences.get(id).get();
            if (occurrence.isLeft()
                    && !Failures.noSuchItem(occurrence.getLeft())
                    && !Failures.corrupt(occurrence.getLeft())) {
                return Either.left(Failures.of(occurrence.getLeft(), what(look)));
            } else if (occurrence.isRight() && occurrence.get() instanceof Appointment appointment) {
                read = read.put(id, appointment);
            }
        }
        return present(item.get().with(read), look.ref(), look.lane(), look.window());
    }

    private static Either<PortFailure, Observed> refused(Look look, Fault fault) {
        if (Failures.noSuchItem(fault)) {
            return Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND));
        } else if (Failures.corrupt(fault)) {
            Reason reason = Reason.of(
                    "unreadable", what(look) + ": " + fault.message(), "open it in Outlook, correct it and save it");
            return Either.right(new Observed.Unreadable(look.ref(), new ItemVersion(""), false, "", reason));
        }
        return Either.left(Failures.of(fault, what(look)));
    }

    /** Items of one lane as a feed would show them: where it cannot, because one of them spoils its page. */
    Either<PortFailure, Seq<Observed>> lightly(Lane lane, Window window, Seq<ItemRef> refs) {
        Seq<Either<Fault, Seen>> items =
                gateway.each(lane.mailbox().address(), refs, false, (s, some) -> seen(s, some, Shapes.series()));
        return Either.sequenceRight(refs.zipWith(items, (ref, item) -> {
            Look look = new Look(lane, window, ref, Option.none());
            return item.fold(
                    fault -> refused(look, fault),
                    raw -> Either.right(AppointmentReading.light(raw, ref, lane, window)));
        }));
    }

    /** The item in full, remembered for a write that may follow. */
    Either<PortFailure, Observed> present(Seen seen, ItemRef asked, Lane lane, Window window) {
        Item raw = seen.item();
        String folder = AppointmentReading.folder(raw);
        Either<PortFailure, Boolean> elsewhere = folders.id(lane).map(own -> !folder.isEmpty() && !own.equals(folder));
        if (elsewhere.isLeft()) {
            return Either.left(elsewhere.getLeft());
        } else if (elsewhere.get()) {
            Either<PortFailure, Boolean> deleted = folders.isDeletedItems(lane, folder);
            if (deleted.isLeft() || deleted.get()) {
                return deleted.map(yes -> new Observed.Gone(asked, Observed.Trace.NOT_FOUND));
            }
        }
        ItemRef ref = AppointmentReading.ref(raw).getOrElse(asked);
        Observed observed = AppointmentReading.full(seen, ref, lane, window, elsewhere.get());
        if (observed instanceof Observed.Present present && raw instanceof Appointment appointment) {
            recollections.keep(ref, Recollection.of(appointment, present));
        }
        return Either.right(observed);
    }

    /** Looks of one mailbox whose ids are not known any more. */
    private Seq<Either<PortFailure, Observed>> moved(Seq<Look> looks) {
        Lane lane = looks.get().lane();
        Either<PortFailure, Seq<Folders.Calendar>> calendars = folders.calendars(lane);
        Either<PortFailure, Map<String, ItemRef>> found =
                calendars.flatMap(all -> stamped.find(lane, all.map(Folders.Calendar::id), looks.flatMap(Look::stamp)));
        if (found.isLeft()) {
            return looks.map(look -> Either.left(found.getLeft()));
        }
        Seq<Option<ItemRef>> refs =
                looks.map(look -> look.stamp().flatMap(stamp -> found.get().get(Mapi.link(stamp))));
        Seq<Look> again = looks.zip(refs)
                .filter(t -> t._2.isDefined())
                .map(t -> new Look(t._1.lane(), t._1.window(), t._2.get(), Option.none()));
        Seq<Either<PortFailure, Observed>> read = again.isEmpty() ? Vector.empty() : inFull(again);
        List<Either<PortFailure, Observed>> answers = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < looks.size(); i++) {
            ItemRef old = looks.get(i).ref();
            answers.add(
                    refs.get(i).isDefined()
                            ? read.get(next++)
                            : Either.right(new Observed.Gone(old, Observed.Trace.NOT_FOUND)));
        }
        return Vector.ofAll(answers);
    }

    static Seq<Seen> seen(MailboxService service, Seq<ItemRef> refs, PropertySet shape) throws Exception {
        return items(service, refs, shape)
                .map(item -> new Seen(
                        item,
                        item == null
                                ? Vector.empty()
                                : AppointmentReading.ref(item)
                                        .map(ref -> service.series(ref.id()))
                                        .getOrElse(Vector.empty()),
                        LinkedHashMap.empty()));
    }

    /** The items of ids of one mailbox, in order. */
    static Seq<Item> items(MailboxService service, Seq<ItemRef> refs, PropertySet shape) throws Exception {
        List<ItemId> ids = new ArrayList<>();
        for (ItemRef ref : refs) {
            ids.add(new ItemId(ref.id()));
        }
        List<Item> items = new ArrayList<>();
        for (GetItemResponse response : service.bindToItems(ids, shape)) {
            items.add(response.getItem());
        }
        return Vector.ofAll(items);
    }

    /** Does something for the members of each mailbox at once and answers in the order of all. */
    static <I, T> Seq<T> grouped(
            Seq<I> all, java.util.function.Function<I, Lane> lane, java.util.function.Function<Seq<I>, Seq<T>> each) {
        Map<Integer, T> answers = LinkedHashMap.empty();
        Map<String, Vector<Integer>> groups = Vector.range(0, all.size())
                .groupBy(i -> lane.apply(all.get(i)).mailbox().address());
        for (Vector<Integer> group : groups.values()) {
            Seq<T> given = each.apply(group.map(all::get));
            for (int i = 0; i < group.size(); i++) {
                answers = answers.put(group.get(i), given.get(i));
            }
        }
        Map<Integer, T> byPlace = answers;
        return Vector.range(0, all.size()).map(i -> byPlace.get(i).get());
    }

    static String what(Look look) {
        return "read of appointment " + look.ref().id() + " in "
                + look.lane().mailbox().address();
    }
}
