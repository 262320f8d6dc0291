package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
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
import microsoft.exchange.webservices.data.core.service.folder.ContactsFolder;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.complex.Mailbox;
import microsoft.exchange.webservices.data.search.FindFoldersResults;
import microsoft.exchange.webservices.data.search.FolderView;

/** The folders of mailboxes. What was learned of a mailbox is kept as long as the side lives: folder ids stay. */
final class Folders {

    private static final int PAGE = 500;

    /** Exchange keeps mailboxes below some thousands of folders; a server that tells more goes round in circles. */
    private static final int MOST = 100_000;

    private static final String CALENDAR = "IPF.Appointment";
    private static final String TASKS = "IPF.Task";
    private static final String CONTACTS = "IPF.Contact";

    /** The code of a {@link PortFailure.Missing} where there is no folder of that name. */
    static final String NO_FOLDER = "ews-no-folder";

    private final Gateway gateway;
    private final boolean impersonate;
    private final java.util.Map<Lane, String> ids = new LinkedHashMap<>();
    private final java.util.Map<String, String> deleted = new LinkedHashMap<>();

    Folders(Gateway gateway, boolean impersonate) {
        this.gateway = gateway;
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

    /** A calendar or task folder, with its name for people. */
    record Calendar(String id, String name) {}

    /** The lane's folder as a request names it: the default calendar needs no search. */
    Either<PortFailure, FolderId> of(Lane lane) {
        return lane.folder().isEmpty() ? Either.right(known(lane, home(lane))) : id(lane).flatMap(Folders::folderId);
    }

    /** The id of the lane's folder. */
    Either<PortFailure, String> id(Lane lane) {
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

    /** As {@link #of}; none where it is only still to be made. */
    Either<PortFailure, Option<FolderId>> there(Lane lane) {
        Either<PortFailure, FolderId> found = of(lane);
        return found.isLeft() && isMissing(lane, found.getLeft())
                ? Either.right(Option.none())
                : found.map(Option::some);
    }

    /** As {@link #of}, and makes a folder of contacts that is not there yet. */
    Either<PortFailure, FolderId> made(Lane lane) {
        Either<PortFailure, FolderId> found = of(lane);
        return found.isLeft() && isMissing(lane, found.getLeft()) ? make(lane) : found;
    }

    /** Whether the lane's folder of contacts is only still to be made. */
    private static boolean isMissing(Lane lane, PortFailure failure) {
        return lane.kind() == Kind.CONTACT && failure.reason().code().equals(NO_FOLDER);
    }

    private Either<PortFailure, FolderId> make(Lane lane) {
        return gateway.read(lane.mailbox().address(), service -> {
                    ContactsFolder folder = new ContactsFolder(service);
                    folder.setDisplayName(lane.folder().get());
                    folder.save(known(lane, home(lane)));
                    return folder.getId().getUniqueId();
                })
                .mapLeft(fault -> Failures.of(
                        fault,
                        "making of contact folder \"" + lane.folder().get() + "\" of "
                                + lane.mailbox().address()))
                .peek(id -> ids.put(lane, id))
                .flatMap(Folders::folderId);
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
        return all(lane)
                .flatMap(folders ->
                        bound(lane, WellKnownFolderName.DeletedItems).map(bin -> alive(folders, bin.id(), lane)));
    }

    /** A folder, the one that it lies in, its name and its class. */
    record Node(String id, String parent, String name, String type) {

        static Node of(Folder folder) {
            return new Node(idOf(folder), parentOf(folder), nameOf(folder), classOf(folder));
        }
    }

    /** All folders below the root of what its user sees, read to the end. */
    Either<PortFailure, Seq<Node>> all(Lane lane) {
        Vector<Node> all = Vector.empty();
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
            all = all.appendAll(Vector.ofAll(page.get().getFolders()).map(Node::of));
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

    private static Seq<Calendar> alive(Seq<Node> folders, String bin, Lane lane) {
        String wanted = switch (lane.kind()) {
            case TASK -> TASKS;
            case CONTACT -> CONTACTS;
            default -> CALENDAR;
        };
        Map<String, String> parents = parents(folders);
        return folders.filter(f -> f.type().startsWith(wanted) && !lies(f.id(), bin, parents))
                .map(f -> new Calendar(f.id(), f.name()));
    }

    static Map<String, String> parents(Seq<Node> folders) {
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
        return calendars(lane).flatMap(all -> {
            Seq<Calendar> fitting = all.filter(c -> c.name().equalsIgnoreCase(name));
            return fitting.size() == 1
                    ? Either.right(fitting.get().id())
                    : Either.left(new PortFailure.Missing(Reason.of(
                            fitting.isEmpty() ? NO_FOLDER : "ews-two-folders",
                            "the mailbox " + lane.mailbox().address() + " has "
                                    + (fitting.isEmpty() ? "no" : "more than one") + " " + word(lane) + " \"" + name
                                    + "\"",
                            "check the name of the folder")));
        });
    }

    static Either<PortFailure, FolderId> folderId(String id) {
        try {
            return Either.right(new FolderId(id));
        } catch (Exception e) {
            throw new IllegalStateException("an empty folder id", e);
        }
    }

    static String idOf(Folder folder) {
        return text(folder, f -> f.getId().getUniqueId());
    }

    private static String parentOf(Folder folder) {
        return text(folder, f -> f.getParentFolderId().getUniqueId());
    }

    private static String nameOf(Folder folder) {
        return text(folder, Folder::getDisplayName);
    }

    private static String classOf(Folder folder) {
        return text(folder, Folder::getFolderClass);
    }

    private static String text(Folder folder, Getter getter) {
        try {
            return Blanks.shown(getter.of(folder));
        } catch (Exception notTold) {
            return "";
        }
    }

    /** A property of a folder. */
    @FunctionalInterface
    private interface Getter {
        @org.jspecify.annotations.Nullable String of(Folder folder) throws Exception;
    }
}
