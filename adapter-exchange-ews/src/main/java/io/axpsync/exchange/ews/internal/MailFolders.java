package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.service.error.ServiceErrorHandling;
import microsoft.exchange.webservices.data.core.request.GetFolderRequest;

/**
 * Which folders of a mailbox mails are imported from: all but Deleted Items, Junk, Drafts and Outbox, and whatever lies in
 * those. Read when something turned up, never in a quiet cycle.
 */
final class MailFolders {

    private static final Vector<WellKnownFolderName> LEFT_OUT = Vector.of(
            WellKnownFolderName.DeletedItems,
            WellKnownFolderName.JunkEmail,
            WellKnownFolderName.Drafts,
            WellKnownFolderName.Outbox);

    private static final Vector<WellKnownFolderName> KNOWN = LEFT_OUT.append(WellKnownFolderName.SentItems);

    /** A mailbox need not have each of them. */
    private static final Set<String> NO_SUCH_FOLDER =
            HashSet.of("ErrorFolderNotFound", "ErrorItemNotFound", "ErrorObjectTypeChanged");

    private final Gateway gateway;
    private final Folders folders;
    private final java.util.Map<String, Vector<String>> known = new LinkedHashMap<>();
    private final java.util.Map<String, Tree> trees = new LinkedHashMap<>();

    MailFolders(Gateway gateway, Folders folders) {
        this.gateway = gateway;
        this.folders = folders;
    }

    /**
     * The folders of a mailbox.
     *
     * @param all ids
     * @param mail those that are made for mails and that mails are imported from
     * @param sent Sent Items
     */
    record Tree(Set<String> all, Set<String> leftOut, Vector<String> mail, String sent) {

        boolean isLeftOut(String folder) {
            return leftOut.contains(folder);
        }

        boolean isSent(String folder) {
            return !folder.isEmpty() && folder.equals(sent);
        }

        Tree knowing(Set<String> more) {
            return new Tree(all.addAll(more), leftOut, mail, sent);
        }
    }

    /** As it is now: folders move. */
    Either<PortFailure, Tree> now(Lane lane) {
        return known(lane)
                .flatMap(ids -> folders.all(lane).map(nodes -> tree(ids, nodes)))
                .peek(tree -> trees.put(lane.mailbox().address(), tree));
    }

    /** As it was read last, unless there are folders in use that it does not know. */
    Either<PortFailure, Tree> knowing(Lane lane, Set<String> used) {
        Tree last = trees.get(lane.mailbox().address());
        if (last != null && last.all().containsAll(used)) {
            return Either.right(last);
        }
        // what lies in no folder that is told lies at the root, and is asked about once
        return now(lane)
                .map(tree -> tree.knowing(used))
                .peek(tree -> trees.put(lane.mailbox().address(), tree));
    }

    private static Tree tree(Vector<String> known, Seq<FolderNode> nodes) {
        Map<String, String> parents = Folders.parents(nodes);
        Vector<String> out = known.take(LEFT_OUT.size()).filter(id -> !id.isEmpty());
        Set<String> leftOut = HashSet.ofAll(
                        nodes.map(FolderNode::id).filter(id -> out.exists(bin -> Folders.lies(id, bin, parents))))
                .addAll(out);
        return new Tree(
                HashSet.ofAll(nodes.map(FolderNode::id)).addAll(known),
                leftOut,
                nodes.filter(n -> (n.type().isEmpty() || n.type().startsWith("IPF.Note")) && !leftOut.contains(n.id()))
                        .map(FolderNode::id)
                        .toVector(),
                known.last());
    }

    /** The ids of {@link #KNOWN}, empty for one that there is not; one request for each mailbox. */
    private Either<PortFailure, Vector<String>> known(Lane lane) {
        String address = lane.mailbox().address();
        Vector<String> last = known.get(address);
        if (last != null) {
            return Either.right(last);
        }
        Vector<String> ids = Vector.empty();
        for (Either<Fault, String> answer : gateway.each(address, KNOWN, false, (service, names) -> {
            GetFolderRequest request = new GetFolderRequest(service, ServiceErrorHandling.ReturnErrors);
            names.forEach(name -> request.getFolderIds().add(folders.known(lane, name)));
            request.setPropertySet(PropertySet.IdOnly);
            return Vector.ofAll(request.execute()).map(told -> FolderNode.idOf(told.getFolder()));
        })) {
            if (answer.isLeft() && !NO_SUCH_FOLDER.contains(answer.getLeft().code())) {
                return Either.left(Failures.of(answer.getLeft(), "folders of " + address));
            }
            ids = ids.append(answer.getOrElse(""));
        }
        known.put(address, ids);
        return Either.right(ids);
    }
}
