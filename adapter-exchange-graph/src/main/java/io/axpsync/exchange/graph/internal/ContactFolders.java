package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
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

/**
 * The contact folders that lanes follow. The default one is called by its alias, since Graph does not list it; a named
 * one is looked for once, and made with the first contact that goes there, never by looking.
 */
final class ContactFolders {

    static final String DEFAULT = "contacts";

    private final Batches batches;
    private final GraphAddress address;
    private Map<String, String> ids = HashMap.empty();
    private Map<String, Reached> reached = HashMap.empty();
    private Set<String> lost = HashSet.empty();

    ContactFolders(Batches batches, GraphAddress address) {
        this.batches = batches;
        this.address = address;
    }

    /** What a feed told of its folder. */
    void learn(Lane lane, String id) {
        ids = id.isEmpty() ? ids : ids.put(key(lane), id);
        lost = id.isEmpty() ? lost : lost.remove(key(lane));
    }

    /** Its user may have deleted it. A published one is missed then, until a folder stands at its path again. */
    void forget(Lane lane) {
        lost = lane.isPublished() && id(lane).isDefined() ? lost.add(key(lane)) : lost;
        ids = ids.remove(key(lane));
    }

    /** The id of the lane's folder, also of the default one, as far as it is known. */
    Option<String> id(Lane lane) {
        return ids.get(key(lane));
    }

    /**
     * For each lane what stands for its folder in a path, none where there is no folder of that name yet. A published one
     * that was there is {@code Missing}: that it is gone does not mean that its users took everybody out of it.
     */
    Map<Lane, Either<PortFailure, Option<String>>> of(Seq<Lane> lanes) {
        Map<Lane, PortFailure> failed = HashMap.empty();
        Map<Lane, String> open = lanes.filter(lane -> lane.folder().isDefined() && id(lane).isEmpty())
                .toLinkedMap(lane -> lane, lane -> {
                    reached = reached.put(key(lane), Reached.ROOT);
                    return Urls.contactFolderList(lane, Option.none());
                });
        while (!open.isEmpty()) {
            Seq<PartAnswer> answers = batches.send(open.values().map(Part::get));
            Map<Lane, String> more = LinkedHashMap.empty();
            for (Tuple2<Lane, PartAnswer> answer : open.keySet().toVector().zip(answers)) {
                Either<PortFailure, Option<String>> next = taken(answer._1, answer._2);
                failed = next.isLeft() ? failed.put(answer._1, next.getLeft()) : failed;
                more = next.isRight() && next.get().isDefined()
                        ? more.put(answer._1, next.get().get())
                        : more;
            }
            open = more;
        }
        Map<Lane, PortFailure> failures = failed;
        return lanes.distinct()
                .toMap(
                        lane -> lane,
                        lane -> failures.get(lane)
                                .<Either<PortFailure, Option<String>>>map(Either::left)
                                .getOrElse(() -> found(lane)));
    }

    private Either<PortFailure, Option<String>> found(Lane lane) {
        if (lane.folder().isEmpty()) {
            return Either.right(Option.some(DEFAULT));
        }
        return lost.contains(key(lane)) && id(lane).isEmpty()
                ? Either.left(new PortFailure.Missing(Reason.of(
                        "graph-no-folder",
                        "the " + what(lane) + " was there and is not any more; nobody counts as taken out of it",
                        "put it back, or name its new path")))
                : Either.right(id(lane));
    }

    /**
     * How far down its path a folder was found.
     *
     * @param parent the last one that is there; none = the root
     */
    private record Reached(int level, Option<String> parent) {
        static final Reached ROOT = new Reached(0, Option.none());
    }

    /** The parts of the folder's path: only a published folder has several. */
    private static Seq<String> path(Lane lane) {
        String folder = lane.folder().get();
        return lane.isPublished()
                ? Vector.of(folder.split("/")).map(String::strip).reject(String::isEmpty)
                : Vector.of(folder);
    }

    /** Looks for the next folder of the path on a page of a list; the address of the page where it goes on. */
    private Either<PortFailure, Option<String>> taken(Lane lane, PartAnswer answer) {
        if (answer.outcome().isLeft()) {
            return Either.left(failure(lane, answer));
        }
        Reached at = reached.get(key(lane)).get();
        Seq<String> path = path(lane);
        JsonObject page = answer.outcome().get();
        Option<String> found = Json.objects(page, "value")
                .find(folder -> Json.text(folder, "displayName").exists(path.get(at.level())::equalsIgnoreCase))
                .flatMap(folder -> Json.text(folder, "id"));
        if (found.isDefined()) {
            reached = reached.put(key(lane), new Reached(at.level() + 1, found));
            if (at.level() + 1 == path.size()) {
                learn(lane, found.get());
                return Either.right(Option.none());
            }
            return Either.right(Option.some(Urls.contactFolderList(lane, found)));
        }
        Option<String> link = Json.text(page, "@odata.nextLink");
        Option<String> next = link.flatMap(address::relative);
        return link.isDefined() && next.isEmpty() ? Either.left(Observing.foreignLink(lane)) : Either.right(next);
    }

    /**
     * As {@link #of}, and makes those that are missing. Paths may begin alike: after one was made, the next is looked for
     * once more, so that what they share is not made twice.
     */
    Map<Lane, Either<PortFailure, Option<String>>> made(Seq<Lane> lanes) {
        Map<Lane, Either<PortFailure, Option<String>>> there = of(lanes);
        Seq<Lane> missing =
                lanes.distinct().filter(lane -> there.get(lane).get().exists(Option::isEmpty));
        Map<Lane, Either<PortFailure, Option<String>>> all = there;
        for (Lane lane : missing) {
            Either<PortFailure, Option<String>> found = lane.equals(missing.head())
                    ? Either.right(Option.none())
                    : of(Vector.of(lane)).get(lane).get();
            all = all.put(lane, found.flatMap(id -> id.isDefined() ? Either.right(id) : make(lane)));
        }
        return all;
    }

    /** Whether it is a default folder of which the id is not known yet. */
    boolean isStrange(Lane lane) {
        return lane.folder().isEmpty() && id(lane).isEmpty();
    }

    /** Takes what was answered to the {@link #question} of each; why it was not answered. */
    Map<Lane, PortFailure> answered(Seq<Lane> asked, Seq<PartAnswer> answers) {
        Map<Lane, PortFailure> failures = HashMap.empty();
        for (Tuple2<Lane, PartAnswer> answer : asked.zip(answers)) {
            answer._2.outcome().toOption().flatMap(f -> Json.text(f, "id")).forEach(id -> learn(answer._1, id));
            failures = id(answer._1).isDefined() ? failures : failures.put(answer._1, failure(answer._1, answer._2));
        }
        return failures;
    }

    /** Asks for the id of the default folder. */
    static Part question(Lane lane) {
        return Part.get(Urls.contactFolder(lane, DEFAULT));
    }

    /** Makes what is missing of the path, level by level. */
    private Either<PortFailure, Option<String>> make(Lane lane) {
        Seq<String> path = path(lane);
        while (id(lane).isEmpty()) {
            Reached at = reached.get(key(lane)).getOrElse(Reached.ROOT);
            JsonObject folder = new JsonObject();
            folder.addProperty("displayName", path.get(at.level()));
            PartAnswer answer = batches.send(Vector.of(
                            Part.post(Urls.contactFoldersBelow(lane.mailbox().address(), at.parent()), folder)))
                    .head();
            Option<String> made = answer.outcome().toOption().flatMap(m -> Json.text(m, "id"));
            if (made.isEmpty()) {
                return Either.left(failure(lane, answer));
            }
            reached = reached.put(key(lane), new Reached(at.level() + 1, made));
            if (at.level() + 1 == path.size()) {
                learn(lane, made.get());
            }
        }
        return Either.right(id(lane));
    }

    private static PortFailure failure(Lane lane, PartAnswer answer) {
        String what = what(lane);
        return answer.outcome().isLeft()
                ? Failures.ofContacts(answer.outcome().getLeft(), what)
                : new PortFailure.Unavailable(Reason.of(
                        "graph-truncated",
                        what + ": the answer does not name it",
                        "nothing to do unless it lasts: it is tried again in the next run"));
    }

    /** For messages. */
    static String what(Lane lane) {
        return "contact folder "
                + lane.folder().map(name -> "\"" + name + "\" ").getOrElse("") + "of "
                + lane.mailbox().address();
    }

    private static String key(Lane lane) {
        return lane.kind() + "\n" + lane.mailbox().address() + "\n"
                + lane.folder().getOrElse("");
    }
}
