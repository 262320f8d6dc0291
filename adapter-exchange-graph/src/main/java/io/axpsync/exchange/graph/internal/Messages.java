package io.axpsync.exchange.graph.internal;

import static io.axpsync.exchange.graph.internal.wire.GraphAddress.encode;
import static io.axpsync.exchange.graph.internal.wire.GraphAddress.literal;
import static io.axpsync.exchange.graph.internal.wire.GraphAddress.path;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads mails: the list of those that carry the marker, in whatever folder, single ones in full, and what was imported of a
 * conversation. Only mails with the marker are ever read in full.
 */
final class Messages {

    private static final Set<String> NO_ITEM =
            HashSet.of("erroritemnotfound", "itemnotfound", "errorinvalididmalformed", "errorfoldernotfound");

    private static final int TOP = 100;

    private final Batches batches;
    private final MailPlaces places;
    private final Recollections recollections;
    private final GraphAddress address;

    Messages(Batches batches, Recollections recollections, GraphAddress address) {
        this.batches = batches;
        this.places = new MailPlaces(batches);
        this.recollections = recollections;
        this.address = address;
    }

    /** Mails are read, and told that they were imported. */
    static Capabilities capabilities() {
        return Capabilities.builder()
                .fields(HashMap.ofEntries(Vector.of(
                                Field.SUBJECT,
                                Field.BODY,
                                Field.PERIOD,
                                Field.SENSITIVITY,
                                Field.IMPORTANCE,
                                Field.SENDER,
                                Field.RECIPIENTS,
                                Field.ATTACHMENTS)
                        .map(field -> Tuple.of(field, Capabilities.Holding.READ_ONLY))))
                .silentWrites(true)
                .privateFieldsAreSilent(true)
                .checksVersions(true)
                .holdsStamps(true)
                .softDelete(true)
                .build();
    }

    static boolean isNoItem(Fault fault) {
        return NO_ITEM.contains(fault.code().toLowerCase(Locale.ROOT));
    }

    // ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** Always in full: importing empties the list, and one request reads it, of twenty mailboxes at once. */
    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Map<LaneQuery, Either<PortFailure, Seq<JsonObject>>> listed =
                pages(queries.toLinkedMap(query -> query, Messages::marked), LaneQuery::lane);
        queries.forEach(query -> sink.accept(
                new LaneAnswer(query.lane(), listed.get(query).get().flatMap(mails -> snapshot(query, mails)))));
    }

    private static String marked(LaneQuery query) {
        Instant from = query.window().from();
        String since =
                from.isAfter(Instant.EPOCH) ? " and receivedDateTime ge " + from.truncatedTo(ChronoUnit.SECONDS) : "";
        return listOf(
                query.lane(),
                "categories/any(c:c eq " + literal(query.lane().marker().name()) + ")" + since);
    }

    private static String listOf(Lane lane, String filter) {
        return path(lane.mailbox().address(), "messages") + "?$filter=" + encode(filter) + "&$top=" + TOP + "&"
                + MessageReading.light();
    }

    private Either<PortFailure, Snapshot> snapshot(LaneQuery query, Seq<JsonObject> mails) {
        Lane lane = query.lane();
        return tree(lane, mails)
                .map(tree -> new Snapshot(
                        lane.id(),
                        Side.EXCHANGE,
                        mails.reject(mail -> MessageReading.isElsewhere(mail, tree))
                                .flatMap(mail -> EventReading.ref(mail)
                                        .<Observed>map(ref -> MessageReading.light(mail, ref, lane, tree))),
                        new Completeness.Full(
                                query.window(),
                                1,
                                "the mails with \"" + lane.marker().name() + "\" of "
                                        + lane.mailbox().address() + " were listed to the last"),
                        new Checkpoint("-")));
    }

    private Either<PortFailure, MailPlaces.Tree> tree(Lane lane, Seq<JsonObject> mails) {
        return places.of(lane, mails.flatMap(MessageReading::folder).toSet());
    }

    /** What each list holds, to its last page; one page of each of twenty lists to a request. */
    private <K> Map<K, Either<PortFailure, Seq<JsonObject>>> pages(
            Map<K, String> urls, java.util.function.Function<K, Lane> lane) {
        Map<K, Either<PortFailure, Seq<JsonObject>>> all = urls.mapValues(url -> Either.right(Vector.empty()));
        Map<K, String> open = urls;
        while (!open.isEmpty()) {
            Seq<PartAnswer> answers = batches.send(open.values().map(Part::get));
            Map<K, String> more = LinkedHashMap.empty();
            for (Tuple2<K, PartAnswer> page : open.keySet().toVector().zip(answers)) {
                Either<Fault, JsonObject> told = page._2.outcome();
                Option<String> link = told.toOption().flatMap(body -> Json.text(body, "@odata.nextLink"));
                Option<String> next = link.flatMap(address::relative);
                Lane of = lane.apply(page._1);
                if (told.isLeft()) {
                    all = all.put(
                            page._1,
                            Either.left(Failures.ofMessages(
                                    told.getLeft(),
                                    "list of mails of " + of.mailbox().address())));
                } else if (link.isDefined() && next.isEmpty()) {
                    all = all.put(page._1, Either.left(Observing.foreignLink(of)));
                } else {
                    Seq<JsonObject> before = all.get(page._1).get().get();
                    all = all.put(page._1, Either.right(before.appendAll(Json.objects(told.get(), "value"))));
                    more = next.isDefined() ? more.put(page._1, next.get()) : more;
                }
            }
            open = more;
        }
        return all;
    }

    // ── Single mails ─────────────────────────────────────────────────────────────────────────────────────────────

    /** Ids outlive moves, so a mail that is not found is gone. */
    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Seq<PartAnswer> answers =
                batches.send(looks.map(look -> Part.get(url(look.lane(), look.ref()) + "?" + MessageReading.full())));
        Map<Lane, ? extends Seq<Tuple2<Look, PartAnswer>>> ofLanes =
                looks.zip(answers).groupBy(t -> t._1.lane());
        Map<Lane, Either<PortFailure, MailPlaces.Tree>> trees = ofLanes.map((lane, read) ->
                Tuple.of(lane, tree(lane, read.flatMap(t -> t._2.outcome().toOption()))));
        return looks.zipWith(
                answers,
                (look, answer) -> answer.outcome()
                        .fold(
                                fault -> failed(look, fault),
                                mail -> trees.get(look.lane()).get().map(tree -> present(mail, look, tree))));
    }

    static String url(Lane lane, ItemRef ref) {
        return path(lane.mailbox().address(), "messages", ref.id());
    }

    /** The mail in full, remembered for a write that may follow. */
    private Observed present(JsonObject mail, Look look, MailPlaces.Tree tree) {
        Observed observed = MessageReading.full(mail, look.ref(), look.lane(), look.window(), tree);
        if (observed instanceof Observed.Present present) {
            recollections.keep(look.ref(), Recollection.of(mail, present));
        }
        return observed;
    }

    private static Either<PortFailure, Observed> failed(Look look, Fault fault) {
        return isNoItem(fault)
                ? Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND))
                : Either.left(Failures.ofMessages(
                        fault,
                        "read of message " + look.ref().id() + " in "
                                + look.lane().mailbox().address()));
    }

    // ── Searches ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** By stamp, in full; of a conversation what was imported of it, which it is enough to know by stamp and time. */
    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        Map<Search, String> stamped = LinkedHashMap.empty();
        Map<Search, String> threads = LinkedHashMap.empty();
        for (Search search : searches.distinct()) {
            for (var stamp : search.stamp()) {
                stamped = stamped.put(search, listOf(search.lane(), Stamps.filter(stamp)));
            }
            for (String id : search.thread().map(MailThread::conversation).filter(c -> !c.isEmpty())) {
                threads = threads.put(search, listOf(search.lane(), "conversationId eq " + literal(id)));
            }
        }
        Map<Search, Either<PortFailure, Seq<JsonObject>>> ofStamps = pages(stamped, Search::lane);
        Map<Search, Either<PortFailure, Seq<JsonObject>>> ofThreads = pages(threads, Search::lane);
        Either<PortFailure, Seq<JsonObject>> none = Either.right(Vector.empty());
        return searches.map(search -> ofStamps.get(search)
                .getOrElse(none)
                .flatMap(mails -> whole(search, mails))
                .flatMap(found -> ofThreads
                        .get(search)
                        .getOrElse(none)
                        .flatMap(mails -> imported(search, mails))
                        .map(found::appendAll)
                        .map(all -> all.distinctBy(Observed.Present::ref))));
    }

    private Either<PortFailure, Seq<Observed.Present>> whole(Search search, Seq<JsonObject> mails) {
        Seq<Look> looks = mails.filter(mail -> Stamps.read(mail)
                        .exists(s -> s.bare().equals(search.stamp().get().bare())))
                .flatMap(EventReading::ref)
                .map(ref -> new Look(search.lane(), search.window(), ref, Option.none()));
        return Either.sequenceRight(fetch(looks))
                .map(all -> all.filter(Observed.Present.class::isInstance).map(Observed.Present.class::cast));
    }

    private Either<PortFailure, Seq<Observed.Present>> imported(Search search, Seq<JsonObject> mails) {
        Seq<JsonObject> ours = mails.filter(mail -> Stamps.read(mail).isDefined());
        return tree(search.lane(), ours)
                .map(tree -> ours.flatMap(mail ->
                        EventReading.ref(mail).map(ref -> MessageReading.light(mail, ref, search.lane(), tree))));
    }
}
