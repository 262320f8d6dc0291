package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
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
import java.util.Locale;

/**
 * Reads contacts: by id, wherever in the mailbox they stand, and by stamp. A contact that does not stand in its lane's
 * folder stands elsewhere as long as its folder is one of contacts; Deleted Items is none.
 */
final class Contacts {

    private static final Set<String> NO_ITEM =
            HashSet.of("erroritemnotfound", "itemnotfound", "errorinvalididmalformed");

    private final Batches batches;
    private final ContactFolders folders;
    private final Recollections recollections;
    private final GraphAddress address;

    Contacts(Batches batches, ContactFolders folders, Recollections recollections, GraphAddress address) {
        this.batches = batches;
        this.folders = folders;
        this.recollections = recollections;
        this.address = address;
    }

    static Capabilities capabilities() {
        return Capabilities.builder()
                .fields(ContactMapping.holdings())
                .silentWrites(true)
                .privateFieldsAreSilent(true)
                .checksVersions(true)
                .holdsStamps(true)
                .softDelete(true)
                .limits(HashSet.of(Reason.of(
                        "graph-contact-fields",
                        "a contact of Exchange has places for three e-mail addresses, fifteen telephones, three faxes"
                                + " and three postal addresses, and no gender beside male and female",
                        "what does not fit stays in D365 and moves up when there is room")))
                .build();
    }

    /** The folder of a lane is asked for together with the first contacts, unless its feed has told it. */
    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Seq<Lane> lanes = looks.map(Look::lane).distinct();
        Map<Lane, PortFailure> named =
                folders.of(lanes).filterValues(Either::isLeft).mapValues(Either::getLeft);
        Seq<Lane> strange = lanes.filter(folders::isStrange);
        Seq<PartAnswer> answers = batches.send(looks.map(look -> Part.get(Urls.contactInFull(look.lane(), look.ref())))
                .appendAll(strange.map(ContactFolders::question)));
        Map<Lane, PortFailure> failures = named.merge(folders.answered(strange, answers.drop(looks.size())));
        Seq<Tuple2<Look, PartAnswer>> all = looks.zip(answers);
        Map<Look, Either<Fault, Boolean>> folderIsOfContacts = folders(all.filter(t ->
                !failures.containsKey(t._1.lane()) && t._2.outcome().exists(c -> isElsewhere(c, t._1.lane()))));
        return all.map(t -> t._2.outcome()
                .fold(
                        fault -> failed(t._1, fault),
                        contact -> failures.get(t._1.lane())
                                .<Either<PortFailure, Observed>>map(Either::left)
                                .getOrElse(() -> placed(contact, t._1, folderIsOfContacts.get(t._1)))));
    }

    private boolean isElsewhere(JsonObject contact, Lane lane) {
        return ContactReading.folder(contact).exists(at -> folders.id(lane).forAll(id -> !id.equals(at)));
    }

    /** Whether the folders of contacts that do not stand where they should are folders of contacts. */
    private Map<Look, Either<Fault, Boolean>> folders(Seq<Tuple2<Look, PartAnswer>> astray) {
        Seq<PartAnswer> answers = batches.send(astray.map(t -> Part.get(Urls.contactFolder(
                t._1.lane(), ContactReading.folder(t._2.outcome().get()).getOrElse("")))));
        return HashMap.ofEntries(astray.map(Tuple2::_1).zip(answers.map(Contacts::isFolderOfContacts)));
    }

    /** None such where the server knows no such folder; whatever else it may say against the question proves nothing. */
    private static Either<Fault, Boolean> isFolderOfContacts(PartAnswer answer) {
        if (answer.outcome().isRight() || answer.outcome().getLeft().status() == 400) {
            return Either.right(true);
        }
        Fault fault = answer.outcome().getLeft();
        return NO_ITEM.contains(fault.code().toLowerCase(Locale.ROOT)) ? Either.right(false) : Either.left(fault);
    }

    private Either<PortFailure, Observed> placed(
            JsonObject contact, Look look, Option<Either<Fault, Boolean>> elsewhere) {
        if (elsewhere.isDefined() && elsewhere.get().isLeft()) {
            return failed(look, elsewhere.get().getLeft());
        } else if (elsewhere.isDefined() && !elsewhere.get().get()) {
            return Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND));
        }
        Observed.Place place = elsewhere.isDefined() ? Observed.Place.ELSEWHERE : Observed.Place.IN_LANE;
        return Either.right(present(contact, look.ref(), look.lane(), place, Option.none()));
    }

    private static Either<PortFailure, Observed> failed(Look look, Fault fault) {
        return NO_ITEM.contains(fault.code().toLowerCase(Locale.ROOT))
                ? Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND))
                : Either.left(Failures.ofContacts(
                        fault,
                        "read of contact " + look.ref().id() + " in "
                                + look.lane().mailbox().address()));
    }

    /** What a write answered; of its extended properties what is known of them. */
    Observed written(JsonObject raw, ItemRef ref, Lane lane, Option<Stamp> stamp) {
        boolean astray = folders.id(lane).isDefined() && isElsewhere(raw, lane);
        return present(raw, ref, lane, astray ? Observed.Place.ELSEWHERE : Observed.Place.IN_LANE, stamp);
    }

    /** The contact in full, remembered for a write that may follow. */
    private Observed present(JsonObject raw, ItemRef ref, Lane lane, Observed.Place place, Option<Stamp> stamp) {
        Observed observed = ContactReading.full(raw, ref, lane, place, stamp);
        if (observed instanceof Observed.Present present) {
            recollections.keep(ref, Recollection.of(raw, present));
        }
        return observed;
    }

    /** By stamp; a person of the same name or address is the other side's to look for. */
    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        Map<Lane, Either<PortFailure, Option<String>>> found =
                folders.of(searches.filter(s -> s.stamp().isDefined()).map(Search::lane));
        Map<Search, Either<PortFailure, Seq<Observed.Present>>> answers = LinkedHashMap.empty();
        Map<Search, String> open = LinkedHashMap.empty();
        for (Search search : searches.distinct()) {
            Either<PortFailure, Option<String>> folder =
                    found.get(search.lane()).getOrElse(Either.right(Option.none()));
            answers = answers.put(search, folder.map(f -> Vector.empty()));
            for (Stamp stamp : search.stamp()) {
                for (String id : folder.getOrElse(Option.none())) {
                    open = open.put(search, Urls.contactsStamped(search.lane(), id, stamp));
                }
            }
        }
        while (!open.isEmpty()) {
            Seq<PartAnswer> pages = batches.send(open.values().map(Part::get));
            Map<Search, String> more = LinkedHashMap.empty();
            for (Tuple2<Search, PartAnswer> page : open.keySet().toVector().zip(pages)) {
                Option<String> link = page._2.outcome().toOption().flatMap(p -> Json.text(p, "@odata.nextLink"));
                answers = answers.computeIfPresent(
                                page._1,
                                (s, had) ->
                                        had.flatMap(h -> taken(s, page._2, link).map(h::appendAll)))
                        ._2;
                for (String next : link.flatMap(address::relative)) {
                    more = more.put(page._1, next);
                }
            }
            open = more;
        }
        Map<Search, Either<PortFailure, Seq<Observed.Present>>> all = answers;
        return searches.map(search -> all.get(search).get());
    }

    private Either<PortFailure, Seq<Observed.Present>> taken(Search search, PartAnswer page, Option<String> link) {
        if (page.outcome().isLeft()) {
            return Either.left(Failures.ofContacts(
                    page.outcome().getLeft(),
                    "search in the contacts of " + search.lane().mailbox().address()));
        } else if (link.exists(l -> address.relative(l).isEmpty())) {
            return Either.left(Observing.foreignLink(search.lane()));
        }
        return Either.right(Json.objects(page.outcome().get(), "value")
                .flatMap(contact -> EventReading.ref(contact)
                        .map(ref -> present(contact, ref, search.lane(), Observed.Place.IN_LANE, Option.none())))
                .filter(Observed.Present.class::isInstance)
                .map(Observed.Present.class::cast)
                .filter(p -> p.stamp()
                        .exists(s -> s.bare().equals(search.stamp().get().bare()))));
    }
}
