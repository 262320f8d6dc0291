package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
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
import java.util.ArrayList;
import java.util.List;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/**
 * Reads tasks or contacts: by id, fifty to a request, and by stamp. An id that leads nowhere may be that of an item that
 * was moved to another folder of its kind: it is then looked for by its stamp.
 */
final class PlainFetching {

    /** Restrictions of one request. */
    private static final int TOGETHER = 20;

    private final Gateway gateway;
    private final Places folders;
    private final PlainItems items;
    private final Stamped stamped;
    private final Recollections recollections;

    PlainFetching(Gateway gateway, Places folders, PlainItems items, Stamped stamped, Recollections recollections) {
        this.gateway = gateway;
        this.folders = folders;
        this.items = items;
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
                missing.groupBy(i -> where(looks.get(i).lane())).values()) {
            Lane lane = looks.get(group.get()).lane();
            Either<PortFailure, Map<String, ItemRef>> found = folders.wherever(lane)
                    .flatMap(all -> stamped.find(
                            lane, all, group.flatMap(i -> looks.get(i).stamp())));
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

    /** What is looked for together: in a mailbox, or in one public folder. */
    private static Object where(Lane lane) {
        return Folders.isPublic(lane) ? lane : lane.mailbox().address();
    }

    /** Items of one mailbox by their ids. */
    private Seq<Either<PortFailure, Observed>> inFull(Seq<Look> looks) {
        String address = looks.get().lane().mailbox().address();
        Seq<Either<Fault, Item>> answers = read(address, looks.map(Look::ref), items.fullShape());
        return looks.zipWith(
                answers,
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

    private Either<PortFailure, Observed> refused(Lane lane, ItemRef ref, Fault fault) {
        String what = "read of " + items.word() + " " + ref.id() + " in " + Folders.holder(lane);
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
        Seq<Either<Fault, Item>> answers = read(lane.mailbox().address(), refs, items.lightShape());
        return Either.sequenceRight(refs.zipWith(
                answers,
                (ref, item) -> item.fold(
                        fault -> refused(lane, ref, fault), raw -> Either.right(items.light(raw, ref, lane)))));
    }

    /** The task in full, remembered for a write that may follow. */
    private Either<PortFailure, Observed> present(Item raw, ItemRef asked, Lane lane) {
        String folder = AppointmentReading.folder(raw);
        Either<PortFailure, Places.Standing> standing = folders.standing(lane, folder);
        if (standing.isLeft() || standing.get() == Places.Standing.DELETED) {
            return standing.map(gone -> new Observed.Gone(asked, Observed.Trace.NOT_FOUND));
        }
        ItemRef ref = AppointmentReading.ref(raw).getOrElse(asked);
        Observed observed = items.full(raw, ref, lane, standing.get() == Places.Standing.ELSEWHERE);
        if (observed instanceof Observed.Present present) {
            recollections.keep(ref, items.recollection(raw, present, lane));
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
        searches.flatMap(items::sought).forEach(any::add);
        if (any.isEmpty()) {
            return Either.right(Vector.empty());
        }
        SearchFilter filter =
                any.size() == 1 ? any.get(0) : new SearchFilter.SearchFilterCollection(LogicalOperator.Or, any);
        return folders.there(lane)
                .flatMap(folder -> folder.isEmpty()
                        ? Either.<PortFailure, Seq<Item>>right(Vector.empty())
                        : stamped.all(lane, folder.get(), filter))
                .map(all -> all.flatMap(AppointmentReading::ref).distinct())
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

    private boolean matches(Search search, Observed.Present found) {
        return search.stamp().exists(s -> found.stamp().exists(t -> t.bare().equals(s.bare())))
                || items.isSought(search, found);
    }
}
