package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.WellKnownFolderName;
import microsoft.exchange.webservices.data.core.enumeration.search.FolderTraversal;
import microsoft.exchange.webservices.data.core.enumeration.service.DeleteMode;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.complex.Mailbox;
import microsoft.exchange.webservices.data.search.FindFoldersResults;
import microsoft.exchange.webservices.data.search.FolderView;

/** The folders of mailboxes. What was learned of a mailbox is kept as long as the side lives: folder ids stay. */
final class Folders implements Places {

    private static final int PAGE = 500;

    /** Exchange keeps mailboxes below some thousands of folders; a server that tells more goes round in circles. */
    private static final int MOST = 100_000;

    private static final String CALENDAR = "IPF.Appointment";
    private static final String TASKS = "IPF.Task";
    static final String CONTACTS = "IPF.Contact";

    /** The code of a {@link PortFailure.Missing} where there is no folder of that name. */
    static final String NO_FOLDER = "ews-no-folder";

    private final Gateway gateway;
    private final FolderLevels levels;
    private final boolean impersonate;
    private final java.util.Map<Lane, String> ids = new LinkedHashMap<>();
    private final java.util.Map<String, String> deleted = new LinkedHashMap<>();

    Folders(Gateway gateway, boolean impersonate) {
        this.gateway = gateway;
        this.levels = new FolderLevels(gateway);
        this.impersonate = impersonate;
    }

    /** The default folder of the lane's kind. */
    private static WellKnownFolderName home(Lane lane) {
        return switch (lane.kind()) {
            case TASK -> WellKnownFolderName.Tasks;
            case CONTACT -> WellKnownFolderName.Contacts;
            case MESSAGE -> WellKnownFolderName.MsgFolderRoot;
            default -> WellKnownFolderName.Calendar;
        };
    }

    /** What people call the folders of the lane's kind. */
    static String word(Lane lane) {
        return switch (lane.kind()) {
            case TASK -> "task folder";
            case CONTACT -> "contact folder";
            case MESSAGE -> "mail folders";
            default -> "calendar";
        };
    }

    /** Whether the lane's folder is a public one. */
    static boolean isPublic(Lane lane) {
        return lane.publication().exists(p -> p.place() == Publication.Place.PUBLIC_FOLDERS);
    }

    /** What holds the lane's items, for people: its mailbox, or the published folder. */
    static String holder(Lane lane) {
        return lane.isPublished()
                ? (isPublic(lane) ? "public folder \"" : "contact folder \"")
                        + lane.folder().getOrElse("")
                        + (isPublic(lane) ? "\"" : "\" of " + lane.mailbox().address())
                : lane.mailbox().address();
    }

    /** The lane's folder, for people. */
    static String what(Lane lane) {
        return lane.isPublished() ? holder(lane) : "the " + word(lane) + " of " + holder(lane);
    }

    /** A calendar or task folder, with its name for people. */
    record Calendar(String id, String name) {}

    /** The lane's folder as a request names it: the default calendar needs no search. */
    Either<PortFailure, FolderId> of(Lane lane) {
        return lane.folder().isEmpty() ? Either.right(known(lane, home(lane))) : id(lane).flatMap(Folders::folderId);
    }

    @Override
    public Either<PortFailure, String> id(Lane lane) {
        String found = ids.get(lane);
        if (found != null) {
            return Either.right(found);
        }
        Either<PortFailure, String> asked = lane.folder().isEmpty()
                ? bound(lane, home(lane)).map(Calendar::id)
                : named(lane, lane.folder().get());
        asked.forEach(id -> ids.put(lane, id));
        return asked;
    }

    /** As {@link #of}. */
    @Override
    public Either<PortFailure, Option<FolderId>> there(Lane lane) {
        Either<PortFailure, FolderId> found = of(lane);
        return found.isLeft() && isMissing(lane, found.getLeft())
                ? Either.right(Option.none())
                : found.map(Option::some);
    }

    @Override
    public Either<PortFailure, FolderId> made(Lane lane) {
        Either<PortFailure, FolderId> found = of(lane);
        return found.isLeft() && isMissing(lane, found.getLeft()) ? make(lane) : found;
    }

    /** Whether the lane's folder of contacts is only still to be made. */
    private static boolean isMissing(Lane lane, PortFailure failure) {
        return lane.kind() == Kind.CONTACT && failure.reason().code().equals(NO_FOLDER);
    }

    private Either<PortFailure, FolderId> make(Lane lane) {
        FolderId home = known(lane, home(lane));
        return (lane.isPublished()
                        ? levels.made(lane, home)
                        : levels.make(lane, home, lane.folder().get()))
                .map(FolderNode::id)
                .peek(id -> ids.put(lane, id))
                .flatMap(Folders::folderId);
    }

    @Override
    public Either<PortFailure, Standing> standing(Lane lane, String folder) {
        Either<PortFailure, Boolean> here = there(lane)
                .flatMap(there -> there.isEmpty() ? Either.right("") : id(lane))
                .map(own -> folder.isEmpty() || own.equals(folder));
        return here.flatMap(yes -> yes
                ? Either.right(Standing.IN_LANE)
                : isDeletedItems(lane, folder).map(bin -> bin ? Standing.DELETED : Standing.ELSEWHERE));
    }

    @Override
    public Either<PortFailure, Seq<String>> wherever(Lane lane) {
        return calendars(lane).map(all -> all.map(Calendar::id));
    }

    @Override
    public DeleteMode removal() {
        return DeleteMode.MoveToDeletedItems;
    }

    /** Whether the folder is Deleted Items: what lies there is deleted. */
    Either<PortFailure, Boolean> isDeletedItems(Lane lane, String folder) {
        String address = lane.mailbox().address();
        String found = deleted.get(address);
        if (found == null) {
            Either<PortFailure, Calendar> asked = bound(lane, WellKnownFolderName.DeletedItems);
            if (asked.isLeft()) {
                return Either.left(asked.getLeft());
            }
            found = asked.get().id();
            deleted.put(address, found);
        }
        return Either.right(found.equals(folder));
    }

    /** A well-known folder of the lane's mailbox. */
    FolderId known(Lane lane, WellKnownFolderName name) {
        return impersonate
                ? new FolderId(name)
                : new FolderId(name, new Mailbox(lane.mailbox().address()));
    }

    Either<PortFailure, Calendar> bound(Lane lane, WellKnownFolderName name) {
        return gateway.read(lane.mailbox().address(), service -> {
                    Folder folder = Folder.bind(
                            service,
                            known(lane, name),
                            new PropertySet(BasePropertySet.IdOnly, FolderSchema.DisplayName));
                    return new Calendar(folder.getId().getUniqueId(), Blanks.shown(folder.getDisplayName()));
                })
                .mapLeft(fault -> Failures.of(
                        fault, "folder " + name + " of " + lane.mailbox().address()));
    }

    /** All folders of the lane's kind in the mailbox that are not deleted. */
    Either<PortFailure, Seq<Calendar>> calendars(Lane lane) {
        return all(lane).flatMap(folders -> alive(lane, folders));
    }

    private Either<PortFailure, Seq<Calendar>> alive(Lane lane, Seq<FolderNode> folders) {
        return bound(lane, WellKnownFolderName.DeletedItems).map(bin -> alive(folders, bin.id(), lane));
    }

    /** All folders below the root of what its user sees, read to the end. */
    Either<PortFailure, Seq<FolderNode>> all(Lane lane) {
        Vector<FolderNode> all = Vector.empty();
        for (boolean more = true; more; ) {
            int offset = all.size();
            Either<Fault, FindFoldersResults> page = gateway.read(lane.mailbox().address(), service -> {
                FolderView view = new FolderView(PAGE, offset);
                view.setTraversal(FolderTraversal.Deep);
                view.setPropertySet(new PropertySet(
                        BasePropertySet.IdOnly,
                        FolderSchema.DisplayName,
                        FolderSchema.FolderClass,
                        FolderSchema.ParentFolderId));
                return service.findFolders(known(lane, WellKnownFolderName.MsgFolderRoot), view);
            });
            if (page.isLeft()) {
                return Either.left(Failures.of(
                        page.getLeft(), "folders of " + lane.mailbox().address()));
            }
            all = all.appendAll(Vector.ofAll(page.get().getFolders()).map(FolderNode::of));
            more = page.get().isMoreAvailable();
            if (more && (all.size() == offset || all.size() > MOST)) {
                return Either.left(new PortFailure.Unavailable(Reason.of(
                        "ews-folders-stuck",
                        "folders of " + lane.mailbox().address() + ": the server never says which is the last",
                        "nothing to do unless it lasts: it is tried again in the next run")));
            }
        }
        return Either.right(all);
    }

    private static Seq<Calendar> alive(Seq<FolderNode> folders, String bin, Lane lane) {
        String wanted = switch (lane.kind()) {
            case TASK -> TASKS;
            case CONTACT -> CONTACTS;
            default -> CALENDAR;
        };
        Map<String, String> parents = parents(folders);
        return folders.filter(f -> f.type().startsWith(wanted) && !lies(f.id(), bin, parents))
                .map(f -> new Calendar(f.id(), f.name()));
    }

    static Map<String, String> parents(Seq<FolderNode> folders) {
        return folders.foldLeft(HashMap.empty(), (map, f) -> map.put(f.id(), f.parent()));
    }

    /** Whether the folder is that one, or lies in it at any depth. */
    static boolean lies(String folder, String bin, Map<String, String> parents) {
        String at = folder;
        for (int depth = 0; depth < parents.size() && !at.isEmpty(); depth++) {
            if (at.equals(bin)) {
                return true;
            }
            at = parents.get(at).getOrElse("");
        }
        return at.equals(bin);
    }

    private Either<PortFailure, String> named(Lane lane, String name) {
        return all(lane)
                .flatMap(all -> alive(lane, all).flatMap(alive -> {
                    Seq<Calendar> fitting = alive.filter(c -> lane.isPublished()
                            ? path(c.id(), all, FolderLevels.names(lane).size())
                                    .equalsIgnoreCase(FolderLevels.names(lane).mkString("/"))
                            : c.name().equalsIgnoreCase(name));
                    return fitting.size() == 1
                            ? Either.right(fitting.get().id())
                            : Either.left(new PortFailure.Missing(Reason.of(
                                    fitting.isEmpty() ? NO_FOLDER : "ews-two-folders",
                                    "the mailbox " + lane.mailbox().address() + " has "
                                            + (fitting.isEmpty() ? "no" : "more than one") + " " + word(lane) + " \""
                                            + name
                                            + "\"",
                                    "check the name of the folder")));
                }));
    }

    /** The names of a folder and of those that it lies in, as many of them as that. */
    private static String path(String folder, Seq<FolderNode> all, int levels) {
        Vector<String> names = Vector.empty();
        Option<FolderNode> at = all.find(f -> f.id().equals(folder));
        while (at.isDefined() && names.size() < levels) {
            String parent = at.get().parent();
            names = names.prepend(at.get().name());
            at = all.find(f -> f.id().equals(parent));
        }
        return names.mkString("/");
    }

    static Either<PortFailure, FolderId> folderId(String id) {
        try {
            return Either.right(new FolderId(id));
        } catch (Exception e) {
            throw new IllegalStateException("an empty folder id", e);
        }
    }
}
