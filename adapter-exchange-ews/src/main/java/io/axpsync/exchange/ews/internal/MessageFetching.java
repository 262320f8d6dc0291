package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.exchange.ews.internal.MailSearches.Sought;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.MailboxService;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import microsoft.exchange.webservices.data.core.enumeration.search.LogicalOperator;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.search.filter.SearchFilter;

/**
 * Reads mails: the list of those that carry the marker, single ones in full, and what was imported of a conversation. Only
 * mails with the marker are ever read in full.
 */
final class MessageFetching {

    /** Texts may be long, and a request has a minute. */
    private static final int TOGETHER = 10;

    /** Restrictions of one request. */
    private static final int SEARCHES = 20;

    private final Gateway gateway;
    private final MailFolders folders;
    private final MailSearches searches;
    private final Recollections recollections;

    MessageFetching(Gateway gateway, MailFolders folders, MailSearches searches, Recollections recollections) {
        this.gateway = gateway;
        this.folders = folders;
        this.searches = searches;
        this.recollections = recollections;
    }

    // ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** Always in full: importing empties the list, and one request reads it. */
    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        queries.forEach(query -> sink.accept(new LaneAnswer(query.lane(), observe(query))));
    }

    private Either<PortFailure, Snapshot> observe(LaneQuery query) {
        Lane lane = query.lane();
        Instant from = query.window().from();
        Option<SearchFilter> since = Option.when(
                from.isAfter(Instant.EPOCH),
                () -> new SearchFilter.IsGreaterThanOrEqualTo(
                        ItemSchema.DateTimeReceived, MailboxService.constant(from)));
        return searches.all(lane, Sought.MARKED, since, MessageReading::lightShape)
                .flatMap(all -> tree(lane, all)
                        .map(tree -> new Snapshot(
                                lane.id(),
                                Side.EXCHANGE,
                                all.flatMap(raw -> AppointmentReading.ref(raw)
                                        .flatMap(ref -> MessageReading.light(raw, ref, lane, tree))),
                                new Completeness.Full(
                                        query.window(),
                                        1,
                                        "the mails with \"" + lane.marker().name() + "\" of "
                                                + lane.mailbox().address() + " were listed to the last"),
                                new Checkpoint("-"))));
    }

    private Either<PortFailure, MailFolders.Tree> tree(Lane lane, Seq<Item> mails) {
        return mails.isEmpty()
                ? Either.right(new MailFolders.Tree(HashSet.empty(), HashSet.empty(), Vector.empty(), ""))
                : folders.knowing(lane, mails.map(AppointmentReading::folder).toSet());
    }

    // ── Single mails ─────────────────────────────────────────────────────────────────────────────────────────────

    /** An id that leads nowhere may be that of a mail that was moved: it is then looked for by its stamp. */
    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Map<String, Either<PortFailure, MailFolders.Tree>> trees = looks.map(Look::lane)
                .distinctBy(lane -> lane.mailbox().address())
                .toLinkedMap(lane -> lane.mailbox().address(), folders::now);
        Seq<Either<PortFailure, Observed>> read = Reading.grouped(looks, Look::lane, some -> {
            Either<PortFailure, MailFolders.Tree> tree =
                    trees.get(some.head().lane().mailbox().address()).get();
            return tree.isLeft() ? some.map(look -> Either.left(tree.getLeft())) : inFull(some, tree.get());
        });
        List<Either<PortFailure, Observed>> answers = new ArrayList<>(read.asJava());
        for (int i = 0; i < answers.size(); i++) {
            Look look = looks.get(i);
            if (look.stamp().isDefined() && answers.get(i).exists(Observed.Gone.class::isInstance)) {
                answers.set(i, moved(look, look.stamp().get(), answers.get(i)));
            }
        }
        return Vector.ofAll(answers);
    }

    private Either<PortFailure, Observed> moved(Look look, Stamp stamp, Either<PortFailure, Observed> gone) {
        return imported(look.lane(), Vector.of(carries(stamp)))
                .flatMap(found -> found.headOption()
                        .flatMap(AppointmentReading::ref)
                        .map(ref -> again(new Look(look.lane(), look.window(), ref, Option.none())))
                        .getOrElse(gone));
    }

    /** Once more, with the folders as they were just now. */
    Either<PortFailure, Observed> again(Look look) {
        return again(Vector.of(look)).head();
    }

    Seq<Either<PortFailure, Observed>> again(Seq<Look> looks) {
        return Reading.grouped(looks, Look::lane, some -> {
            Either<PortFailure, MailFolders.Tree> tree =
                    folders.knowing(some.head().lane(), HashSet.empty());
            return tree.isLeft() ? some.map(look -> Either.left(tree.getLeft())) : inFull(some, tree.get());
        });
    }

    /** Mails of one mailbox by their ids. */
    private Seq<Either<PortFailure, Observed>> inFull(Seq<Look> looks, MailFolders.Tree tree) {
        String address = looks.get().lane().mailbox().address();
        Vector<Either<Fault, Seen>> read = Vector.empty();
        for (Seq<Look> some : looks.grouped(TOGETHER)) {
            read = read.appendAll(gateway.each(
                    address,
                    some.map(Look::ref),
                    false,
                    (service, refs) -> Reading.seen(service, refs, MessageReading.fullShape())));
        }
        return looks.zipWith(
                read,
                (look, seen) ->
                        seen.fold(fault -> refused(look, fault), raw -> Either.right(present(raw, look, tree))));
    }

    private Observed present(Seen seen, Look look, MailFolders.Tree tree) {
        ItemRef ref = AppointmentReading.ref(seen.item()).getOrElse(look.ref());
        Observed observed = MessageReading.full(seen.item(), seen.parts(), ref, look.lane(), look.window(), tree);
        if (observed instanceof Observed.Present present) {
            recollections.keep(ref, Recollection.ofPlain(seen.item(), present, Card.NONE));
        }
        return observed;
    }

    private static Either<PortFailure, Observed> refused(Look look, Fault fault) {
        String what = "read of message " + look.ref().id() + " in "
                + look.lane().mailbox().address();
        if (Failures.noSuchItem(fault)) {
            return Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND));
        } else if (Failures.corrupt(fault)) {
            Reason reason = Reason.of(
                    "unreadable",
                    what + ": " + fault.message(),
                    "open it in Outlook; a mail that cannot be opened there cannot be imported");
            return Either.right(new Observed.Unreadable(look.ref(), new ItemVersion(""), true, "", reason));
        }
        return Either.left(Failures.of(fault, what));
    }

    // ── Searches ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** By stamp, and what was imported of a conversation: many to a request. */
    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> all) {
        Map<Search, Either<PortFailure, Seq<Observed.Present>>> answers = LinkedHashMap.empty();
        for (Seq<Search> ofLane : all.distinct().groupBy(Search::lane).values()) {
            for (Seq<Search> some : ofLane.grouped(SEARCHES)) {
                Lane lane = some.head().lane();
                Seq<SearchFilter> filters = some.flatMap(MessageFetching::filters);
                Either<PortFailure, Seq<Item>> found =
                        filters.isEmpty() ? Either.right(Vector.empty()) : imported(lane, filters);
                Either<PortFailure, MailFolders.Tree> tree = found.flatMap(mails -> tree(lane, mails));
                for (Search search : some) {
                    answers = answers.put(search, found.flatMap(mails -> tree.flatMap(t -> fitting(search, mails, t))));
                }
            }
        }
        Map<Search, Either<PortFailure, Seq<Observed.Present>>> told = answers;
        return all.map(search -> told.get(search).get());
    }

    /** What carries the stamp is read in full; of a conversation it is enough to know as what its mails were imported. */
    private Either<PortFailure, Seq<Observed.Present>> fitting(Search search, Seq<Item> mails, MailFolders.Tree tree) {
        Vector<Observed.Present> fitting = Vector.empty();
        for (Item raw : mails) {
            Option<Stamp> stamp = Mapi.stamp(raw);
            Option<ItemRef> ref = AppointmentReading.ref(raw);
            if (ref.isDefined()
                    && search.stamp().exists(s -> stamp.exists(t -> t.bare().equals(s.bare())))) {
                Either<PortFailure, Observed> whole =
                        again(new Look(search.lane(), search.window(), ref.get(), Option.none()));
                if (whole.isLeft()) {
                    return Either.left(whole.getLeft());
                }
                fitting = whole.get() instanceof Observed.Present present ? fitting.append(present) : fitting;
            } else if (ref.isDefined()
                    && stamp.isDefined()
                    && conversation(search).exists(Mapi.text(raw, Mapi.CONVERSATION)::contains)) {
                fitting = fitting.append(MessageReading.imported(raw, ref.get(), search.lane(), tree));
            }
        }
        return Either.right(fitting);
    }

    private static Option<String> conversation(Search search) {
        return search.thread().map(MailThread::conversation).filter(id -> !id.isEmpty());
    }

    private static Seq<SearchFilter> filters(Search search) {
        Vector<SearchFilter> stamp =
                search.stamp().map(MessageFetching::carries).toVector();
        return stamp.appendAll(
                conversation(search).<SearchFilter>map(id -> new SearchFilter.IsEqualTo(Mapi.CONVERSATION, id)));
    }

    private static SearchFilter carries(Stamp stamp) {
        return new SearchFilter.IsEqualTo(Mapi.LINK, Mapi.link(stamp));
    }

    private Either<PortFailure, Seq<Item>> imported(Lane lane, Seq<SearchFilter> any) {
        SearchFilter filter = any.size() == 1
                ? any.head()
                : new SearchFilter.SearchFilterCollection(LogicalOperator.Or, any.asJava());
        return searches.all(lane, Sought.IMPORTED, Option.some(filter), MessageReading::lightShape);
    }
}
