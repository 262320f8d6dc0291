package io.axpsync.exchange.graph.internal;

import static io.axpsync.exchange.graph.internal.wire.GraphAddress.path;

import com.google.gson.JsonObject;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Which folders of mails nothing is imported from: Deleted Items, Junk, Drafts, Outbox and whatever lies below them. Asked
 * only where a marked mail lies, and anew each time, since users move folders.
 */
final class MailPlaces {

    private static final Vector<String> LEFT_OUT = Vector.of("deleteditems", "junkemail", "drafts", "outbox");
    private static final String SENT = "sentitems";
    private static final String ROOT = "msgfolderroot";

    /** Folders lie in folders, but not for ever. */
    private static final int DEEPEST = 300;

    private final Batches batches;

    MailPlaces(Batches batches) {
        this.batches = batches;
    }

    /**
     * What is known of the folders that were asked for.
     *
     * @param sent ids of Sent Items and of what lies below it
     */
    record Tree(Set<String> leftOut, Set<String> sent) {

        static final Tree EMPTY = new Tree(HashSet.empty(), HashSet.empty());
    }

    /** @param folders ids, as mails name the folder that they lie in */
    Either<PortFailure, Tree> of(Lane lane, Set<String> folders) {
        if (folders.isEmpty()) {
            return Either.right(Tree.EMPTY);
        }
        Vector<String> names = LEFT_OUT.append(SENT).append(ROOT);
        Map<String, String> known = HashMap.empty();
        for (var answer : names.zip(batches.send(names.map(name -> part(lane, name))))) {
            Either<PortFailure, Option<JsonObject>> folder = folder(lane, answer._2);
            if (folder.isLeft()) {
                return Either.left(folder.getLeft());
            }
            Option<String> id = folder.get().flatMap(f -> Json.text(f, "id"));
            known = id.isEmpty() ? known : known.put(id.get(), answer._1);
        }
        return climbed(lane, folders, known);
    }

    /** From each folder to its parent, until one is known or hidden; a folder that is gone meanwhile holds nothing to import. */
    private Either<PortFailure, Tree> climbed(Lane lane, Set<String> folders, Map<String, String> known) {
        Map<String, String> parents = HashMap.empty();
        Set<String> open = folders.removeAll(known.keySet());
        for (int i = 0; i < DEEPEST && !open.isEmpty(); i++) {
            Vector<String> asked = open.toVector();
            open = HashSet.empty();
            for (var answer : asked.zip(batches.send(asked.map(id -> part(lane, id))))) {
                Either<PortFailure, Option<JsonObject>> folder = folder(lane, answer._2);
                if (folder.isLeft()) {
                    return Either.left(folder.getLeft());
                }
                String parent = folder.get()
                        .flatMap(f -> Json.text(f, "parentFolderId"))
                        .getOrElse("");
                parents = parents.put(answer._1, parent);
                open = open.add(parent);
            }
            open = open.remove("").removeAll(known.keySet()).removeAll(parents.keySet());
        }
        Tree tree = Tree.EMPTY;
        for (String folder : folders) {
            String at = folder;
            for (int i = 0; i < DEEPEST && !known.containsKey(at) && !at.isEmpty(); i++) {
                at = parents.get(at).getOrElse("");
            }
            String where = known.get(at).getOrElse("");
            boolean gone = where.isEmpty() && parents.get(folder).exists(String::isEmpty);
            tree = gone || LEFT_OUT.contains(where)
                    ? new Tree(tree.leftOut.add(folder), tree.sent)
                    : where.equals(SENT) ? new Tree(tree.leftOut, tree.sent.add(folder)) : tree;
        }
        return Either.right(tree);
    }

    private static Part part(Lane lane, String folder) {
        return Part.get(path(lane.mailbox().address(), "mailFolders", folder) + "?$select=id,parentFolderId");
    }

    /** None where there is no such folder. */
    private static Either<PortFailure, Option<JsonObject>> folder(Lane lane, PartAnswer answer) {
        if (answer.outcome().isRight()) {
            return Either.right(Option.some(answer.outcome().get()));
        }
        Fault fault = answer.outcome().getLeft();
        return Messages.isNoItem(fault)
                ? Either.right(Option.none())
                : Either.left(Failures.ofMessages(
                        fault, "read of the mail folders of " + lane.mailbox().address()));
    }
}
