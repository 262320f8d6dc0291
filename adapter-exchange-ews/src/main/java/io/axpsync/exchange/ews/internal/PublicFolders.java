package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.axpsync.exchange.ews.internal.wire.Route;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.service.DeleteMode;
import microsoft.exchange.webservices.data.property.complex.FolderId;

/** The public folders of published lanes, by their paths. What was found is kept as long as the side lives. */
final class PublicFolders implements Places {

    private final FolderLevels levels;
    private final Map<Lane, String> ids = new LinkedHashMap<>();
    private final Set<Lane> seen = new HashSet<>();

    /** @param gateway to where the hierarchy is kept */
    PublicFolders(Gateway gateway) {
        this.levels = new FolderLevels(gateway);
    }

    /** To where the tree of public folders is kept. */
    static Gateway hierarchy(Gateway gateway, EwsConfig config) {
        return gateway.via(config.publicFolderRoutes()
                .map(routes -> new Route(routes.anchor(), routes.hierarchy()))
                .getOrElse(Route.MAILBOX));
    }

    /** To where the items in public folders are kept. */
    static Gateway content(Gateway gateway, EwsConfig config) {
        return gateway.via(config.publicFolderRoutes()
                .map(routes -> new Route(routes.content(), routes.content()))
                .getOrElse(Route.MAILBOX));
    }

    static FolderId root() {
        return new FolderId(WellKnownFolderName.PublicFoldersRoot);
    }

    @Override
    public Either<PortFailure, Option<FolderId>> there(Lane lane) {
        if (!ids.containsKey(lane)) {
            Either<PortFailure, FolderLevels.Reached> reached = levels.walk(lane, root());
            if (reached.isLeft() || !reached.get().missing().isEmpty()) {
                return reached.map(some -> Option.none());
            }
            Either<PortFailure, String> known = keep(lane, reached.get().at().get());
            if (known.isLeft()) {
                return Either.left(known.getLeft());
            }
        }
        return Folders.folderId(java.util.Objects.requireNonNull(ids.get(lane))).map(Option::some);
    }

    @Override
    public Either<PortFailure, FolderId> made(Lane lane) {
        return there(lane)
                .flatMap(there -> there.isDefined()
                        ? Either.right(there.get())
                        : levels.made(lane, root())
                                .flatMap(node -> keep(lane, node))
                                .flatMap(Folders::folderId));
    }

    private Either<PortFailure, String> keep(Lane lane, FolderNode node) {
        if (!node.type().isEmpty() && !node.type().startsWith(Folders.CONTACTS)) {
            return Either.left(new PortFailure.Rejected(Reason.of(
                    "ews-no-contact-folder",
                    Folders.holder(lane) + " is not a folder of contacts but of " + node.type(),
                    "name another folder, or put one for contacts (" + Folders.CONTACTS + ") in its place")));
        }
        know(lane, node.id());
        return Either.right(node.id());
    }

    /** The folder that was found for the lane is not the one any more. */
    void forget(Lane lane) {
        ids.remove(lane);
    }

    /** Takes a folder for the lane's that was seen to be it. */
    void know(Lane lane, String id) {
        ids.put(lane, id);
        seen.add(lane);
    }

    /** The id under which the lane's folder was found before. */
    Option<String> known(Lane lane) {
        return Option.of(ids.get(lane));
    }

    /** Whether this side ever found the folder. */
    boolean wasThere(Lane lane) {
        return seen.contains(lane);
    }

    @Override
    public Either<PortFailure, String> id(Lane lane) {
        return there(lane).flatMap(there -> there.map(FolderId::getUniqueId).toEither(() -> missing(lane)));
    }

    static PortFailure missing(Lane lane) {
        return new PortFailure.Missing(Reason.of(
                Folders.NO_FOLDER,
                Folders.holder(lane) + " is not there, or the account may not see it",
                "check the path, and that the account may see each folder on it"));
    }

    /** An item that is moved out gets another id elsewhere; one that came back is in the folder. */
    @Override
    public Either<PortFailure, Seq<String>> wherever(Lane lane) {
        return there(lane).map(there -> there.map(FolderId::getUniqueId).toVector());
    }

    /**
     * An id leads to the item only as long as it is in its folder. The folder that the item names is not compared: the
     * mailbox that holds the content may name it in other letters than the one that holds the hierarchy.
     */
    @Override
    public Either<PortFailure, Standing> standing(Lane lane, String folder) {
        return Either.right(Standing.IN_LANE);
    }

    /** There are no Deleted Items; who owns the folder can get it back. */
    @Override
    public DeleteMode removal() {
        return DeleteMode.SoftDelete;
    }
}
