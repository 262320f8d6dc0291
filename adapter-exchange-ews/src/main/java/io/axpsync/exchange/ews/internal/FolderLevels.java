package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.search.FolderTraversal;
import microsoft.exchange.webservices.data.core.service.folder.ContactsFolder;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.search.FindFoldersResults;
import microsoft.exchange.webservices.data.search.FolderView;

/**
 * Follows the path of a published folder level by level, and makes the levels that are missing: public folders allow no
 * deep search. Names are the same in whatever letters, as for Exchange.
 */
final class FolderLevels {

    private static final int PAGE = 500;

    /** Exchange advises against more than some thousands below one; a server that tells more goes round in circles. */
    private static final int MOST = 100_000;

    private final Gateway gateway;

    FolderLevels(Gateway gateway) {
        this.gateway = gateway;
    }

    /** The names of the lane's path, from the root. */
    static Seq<String> names(Lane lane) {
        return Vector.of(lane.folder().getOrElse("").split("/"))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    /**
     * How far the path leads.
     *
     * @param at the last folder that is there; none at the root
     * @param missing names that are not there
     */
    record Reached(Option<FolderNode> at, Seq<String> missing) {}

    Either<PortFailure, Reached> walk(Lane lane, FolderId root) {
        return walk(lane, root, Option.none(), names(lane));
    }

    private Either<PortFailure, Reached> walk(Lane lane, FolderId root, Option<FolderNode> from, Seq<String> names) {
        Option<FolderNode> at = from;
        for (Seq<String> left = names; ; left = left.tail()) {
            if (left.isEmpty()) {
                return Either.right(new Reached(at, left));
            }
            Either<PortFailure, Option<FolderNode>> child = child(lane, id(at, root), left.head());
            if (child.isLeft()) {
                return Either.left(child.getLeft());
            } else if (child.get().isEmpty()) {
                return Either.right(new Reached(at, left));
            }
            at = child.get();
        }
    }

    /** The folder at the end of the path; levels that are missing are made, as folders of contacts. */
    Either<PortFailure, FolderNode> made(Lane lane, FolderId root) {
        Either<PortFailure, Reached> reached = walk(lane, root);
        while (reached.isRight() && !reached.get().missing().isEmpty()) {
            Reached so = reached.get();
            String name = so.missing().head();
            Either<PortFailure, FolderNode> made = make(lane, id(so.at(), root), name);
            if (made.isLeft()) {
                return made;
            }
            reached = Either.right(new Reached(made.toOption(), so.missing().tail()));
        }
        return reached.map(end -> end.at().get());
    }

    private static FolderId id(Option<FolderNode> at, FolderId root) {
        return at.map(node -> Folders.folderId(node.id()).get()).getOrElse(root);
    }

    private Either<PortFailure, Option<FolderNode>> child(Lane lane, FolderId parent, String name) {
        int offset = 0;
        for (boolean more = true; more; ) {
            int from = offset;
            Either<Fault, FindFoldersResults> page = gateway.read(lane.mailbox().address(), service -> {
                FolderView view = new FolderView(PAGE, from);
                view.setTraversal(FolderTraversal.Shallow);
                view.setPropertySet(
                        new PropertySet(BasePropertySet.IdOnly, FolderSchema.DisplayName, FolderSchema.FolderClass));
                return service.findFolders(parent, view);
            });
            if (page.isLeft()) {
                return Either.left(Failures.of(page.getLeft(), "path of " + Folders.holder(lane)));
            }
            Vector<FolderNode> nodes = Vector.ofAll(page.get().getFolders()).map(FolderNode::of);
            Option<FolderNode> found = nodes.find(node -> node.name().equalsIgnoreCase(name));
            if (found.isDefined()) {
                return Either.right(found);
            }
            offset += nodes.size();
            more = page.get().isMoreAvailable();
            if (more && (nodes.isEmpty() || offset > MOST)) {
                return Either.left(new PortFailure.Unavailable(Reason.of(
                        "ews-folders-stuck",
                        "path of " + Folders.holder(lane) + ": the server never says which folder is the last",
                        "nothing to do unless it lasts: it is tried again in the next run")));
            }
        }
        return Either.right(Option.none());
    }

    /** Makes one level. */
    Either<PortFailure, FolderNode> make(Lane lane, FolderId parent, String name) {
        Either<Fault, FolderNode> made = gateway.read(lane.mailbox().address(), service -> {
            ContactsFolder folder = new ContactsFolder(service);
            folder.setDisplayName(name);
            folder.save(parent);
            return new FolderNode(FolderNode.idOf(folder), "", name, Folders.CONTACTS);
        });
        if (made.isRight()) {
            return Either.right(made.get());
        }
        if (made.getLeft().code().equals("ErrorFolderExists")) {
            // somebody was faster, or the first answer was lost; one that we may not see stays unseen
            return child(lane, parent, name)
                    .flatMap(found -> found.toEither(() -> new PortFailure.Denied(Reason.of(
                            "ews-folder-unseen",
                            "making of " + Folders.holder(lane) + ": there is a \"" + name
                                    + "\" that the account may not see",
                            "let the account see and read that folder (Folder visible, Reviewer or more)"))));
        }
        return Either.left(
                Failures.of(made.getLeft(), "making of folder \"" + name + "\" for " + Folders.holder(lane)));
    }
}
