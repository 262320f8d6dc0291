package io.axpsync.exchange.graph.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.GraphCheck.FolderFinding;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What can be known of published folders before anything is written there: Graph tells no rights on contact folders, so
 * that only a read shows anything. Nothing is written, nor made.
 */
final class FolderChecking {

    private final Batches batches;
    private final ContactFolders folders;

    FolderChecking(Batches batches, GraphAddress address) {
        this.batches = batches;
        this.folders = new ContactFolders(batches, address);
    }

    /** Why a lane in the public folders cannot be served. */
    static Reason noPublicFolders(Lane lane) {
        return Reason.of(
                "graph-no-public-folders",
                "lane " + lane.id() + ": Graph has no public folders",
                "Use a contact folder in a shared mailbox (place: mailbox), or EWS.");
    }

    static boolean isPublic(Lane lane) {
        return lane.publication().exists(p -> p.place() == Publication.Place.PUBLIC_FOLDERS);
    }

    Seq<FolderFinding> check(Seq<Lane> lanes) {
        Map<Lane, Either<PortFailure, Option<String>>> found = folders.of(lanes.reject(FolderChecking::isPublic));
        Seq<Lane> there =
                found.filterValues(f -> f.exists(Option::isDefined)).keySet().toVector();
        Seq<PartAnswer> answers = batches.send(there.map(lane ->
                Part.get(Urls.oneContact(lane, found.get(lane).get().get().get()))));
        Map<Lane, PartAnswer> read = HashMap.ofEntries(there.zip(answers));
        return lanes.map(lane -> isPublic(lane)
                ? problem(lane, noPublicFolders(lane))
                : found.get(lane)
                        .get()
                        .fold(
                                failure -> problem(lane, failure.reason()),
                                id -> id.isDefined() ? read(lane, read.get(lane).get()) : missing(lane)));
    }

    private static FolderFinding read(Lane lane, PartAnswer answer) {
        return answer.outcome()
                .fold(
                        fault -> problem(
                                lane,
                                Failures.ofContacts(fault, "read of the " + ContactFolders.what(lane))
                                        .reason()),
                        page -> new FolderFinding(
                                lane,
                                true,
                                Vector.empty(),
                                Vector.of(unknown("the " + ContactFolders.what(lane)
                                        + " may be read; whether contacts may be added, changed and deleted"
                                        + " there"))));
    }

    private static FolderFinding missing(Lane lane) {
        return new FolderFinding(
                lane,
                false,
                Vector.empty(),
                Vector.of(
                        Reason.of(
                                "graph-folder-to-make",
                                "the " + ContactFolders.what(lane)
                                        + " is not there yet: it is made with the first contact"),
                        unknown("whether we may make the " + ContactFolders.what(lane))));
    }

    private static Reason unknown(String what) {
        return Reason.of(
                "graph-rights-unknown",
                what + " cannot be known without writing: Graph tells no rights on contact folders",
                "it shows with the first contact; the application needs Contacts.ReadWrite for this mailbox, see"
                        + " docs/published-folders.md");
    }

    private static FolderFinding problem(Lane lane, Reason reason) {
        return new FolderFinding(lane, false, Vector.of(reason), Vector.empty());
    }
}
