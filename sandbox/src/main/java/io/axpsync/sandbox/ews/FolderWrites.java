package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** CreateFolder, UpdateFolder, MoveFolder, EmptyFolder and DeleteFolder. The id of a folder stays, its change key moves. */
final class FolderWrites {

    private static final List<String> DISPOSALS = List.of("HardDelete", "SoftDelete", "MoveToDeletedItems");

    private static final Map<String, FolderKind> KINDS = Map.of(
            "t:CalendarFolder", FolderKind.CALENDAR,
            "t:ContactsFolder", FolderKind.CONTACTS,
            "t:TasksFolder", FolderKind.TASKS,
            "t:SearchFolder", FolderKind.SEARCH_FOLDERS,
            "t:Folder", FolderKind.INBOX);

    private FolderWrites() {}

    static List<Xml> create(Call call, Xml request) {
        Xml parentId = request.required("m:ParentFolderId").only();
        return new Batch(call, "CreateFolder", Xml.of("m:Folders")).each(request.list("m:Folders"), element -> {
            Call.In<Folder> parent = Ids.folder(call, parentId, "ErrorParentFolderNotFound");
            Access.in(call, parent).makesFolders();
            Mailbox mailbox = parent.mailbox();
            String name = element.childText("t:DisplayName").orElse("");
            if (name.isBlank()) {
                throw new EwsError("ErrorFolderSave", "The folder save operation failed: it has no name.");
            }
            List<ExtendedProperty> properties = new ArrayList<>(element.children("t:ExtendedProperty").stream()
                    .map(ItemElements::extended)
                    .toList());
            element.child("t:SearchParameters")
                    .ifPresent(parameters -> properties.add(SearchFolders.read(call, mailbox, parameters)));
            Folder made = mailbox.createFolder(kind(element), parent.what().id(), name);
            element.child("t:PermissionSet")
                    .map(Access::read)
                    .ifPresent(table -> mailbox.rights().grant(made.id(), table));
            Folder written = properties.isEmpty() ? made : mailbox.writeFolder(made.id(), name, properties, List.of());
            return List.of(Xml.of("m:Folders", FolderShape.ID_ONLY.render(call, mailbox, written)));
        });
    }

    private static FolderKind kind(Xml element) {
        FolderKind kind = KINDS.get(element.name());
        if (kind == null) {
            throw new EwsError("ErrorInvalidOperation", "Folders of this kind are not offered here.");
        }
        Optional<String> folderClass = element.childText("t:FolderClass");
        if (kind != FolderKind.INBOX || folderClass.isEmpty()) {
            return kind;
        }
        return Stream.concat(KINDS.values().stream(), Stream.of(FolderKind.NOTES, FolderKind.JOURNAL))
                .filter(k -> k.folderClass().equals(folderClass.get()))
                .findFirst()
                .orElse(kind);
    }

    /** UpdateFolder: the name and MAPI properties. */
    static List<Xml> update(Call call, Xml request) {
        List<Xml> changes = request.list("m:FolderChanges");
        return new Batch(call, "UpdateFolder", Xml.of("m:Folders")).each(changes, change -> {
            Call.In<Folder> folder = Ids.folder(call, change.first(), Folders.MISSING);
            Access.in(call, folder).owns();
            String name = folder.what().displayName();
            List<ExtendedProperty> set = new ArrayList<>();
            List<PropertyKey> removed = new ArrayList<>();
            for (Xml update : change.required("t:Updates").children()) {
                FieldPath path = FieldPath.within(update);
                boolean sets = update.name().equals("t:SetFolderField");
                if (path instanceof FieldPath.Extended extended && sets) {
                    set.add(ItemElements.extended(value(update, "t:ExtendedProperty")));
                } else if (path instanceof FieldPath.Extended extended
                        && update.name().equals("t:DeleteFolderField")) {
                    removed.add(extended.key());
                } else if (sets && path.equals(new FieldPath.Field("folder:DisplayName"))) {
                    name = value(update, "t:DisplayName").text();
                } else if (sets && path.equals(new FieldPath.Field("folder:PermissionSet"))) {
                    Map<String, PermissionLevel> table = Access.read(value(update, "t:PermissionSet"));
                    folder.mailbox().rights().grant(folder.what().id(), table);
                } else if (sets
                        && SearchFolders.is(folder.what())
                        && path.equals(new FieldPath.Field("folder:SearchParameters"))) {
                    Xml parameters = value(update, "t:SearchParameters");
                    set.add(SearchFolders.read(call, folder.mailbox(), parameters));
                } else {
                    throw new EwsError("ErrorInvalidPropertySet", "The property of the folder cannot be changed.");
                }
            }
            if (folder.what().distinguished() && !name.equals(folder.what().displayName())) {
                throw new EwsError("ErrorFolderSave", "A default folder cannot be renamed.");
            }
            Folder after = folder.mailbox().writeFolder(folder.what().id(), name, set, removed);
            return List.of(Xml.of("m:Folders", FolderShape.ID_ONLY.render(call, folder.mailbox(), after)));
        });
    }

    private static Xml value(Xml update, String name) {
        Xml holder = update.last();
        if (holder.children().size() != 1) {
            throw new EwsError(
                    "ErrorIncorrectUpdatePropertyCount",
                    "An object within a change description must contain one and only one property to modify.");
        }
        return holder.required(name);
    }

    /** DeleteFolder: for good, or with its content into Deleted Items. */
    static List<Xml> delete(Call call, Xml request) {
        String type = request.choice("DeleteType", DISPOSALS);
        return new Batch(call, "DeleteFolder").each(request.list("m:FolderIds"), id -> {
            Call.In<Folder> folder = Ids.folder(call, id, Folders.MISSING);
            Access.in(call, folder).owns();
            Mailbox mailbox = folder.mailbox();
            Folder what = folder.what();
            if (what.distinguished()) {
                throw new EwsError("ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.");
            }
            Optional<Folder> bin = mailbox.folder(FolderKind.DELETED_ITEMS.distinguishedName());
            if (type.equals("MoveToDeletedItems") && bin.isPresent() && !within(mailbox, bin.get(), what)) {
                mailbox.moveFolder(what.id(), bin.get().id());
            } else {
                mailbox.deleteFolder(what.id());
            }
            return List.of();
        });
    }

    private static boolean within(Mailbox mailbox, Folder parent, Folder folder) {
        return mailbox.foldersBelow(parent).contains(folder);
    }

    static List<Xml> move(Call call, Xml request) {
        Xml target = request.required("m:ToFolderId").only();
        return new Batch(call, "MoveFolder", Xml.of("m:Folders")).each(request.list("m:FolderIds"), id -> {
            Call.In<Folder> parent = Ids.folder(call, target, "ErrorToFolderNotFound");
            Call.In<Folder> folder = Ids.folder(call, id, Folders.MISSING);
            Access.in(call, parent).makesFolders();
            Access.in(call, folder).owns();
            if (folder.mailbox() != parent.mailbox()) {
                throw new EwsError("ErrorCrossMailboxMoveCopy", "Folders cannot be moved to another mailbox here.");
            }
            Folder moved = folder.mailbox()
                    .moveFolder(folder.what().id(), parent.what().id());
            return List.of(Xml.of("m:Folders", FolderShape.ID_ONLY.render(call, folder.mailbox(), moved)));
        });
    }

    /** EmptyFolder: what is in it goes for good; calendars are refused, as Exchange does. */
    static List<Xml> empty(Call call, Xml request) {
        request.choice("DeleteType", DISPOSALS);
        boolean subfolders = Values.bool(request, "DeleteSubFolders");
        return new Batch(call, "EmptyFolder").each(request.list("m:FolderIds"), id -> {
            Call.In<Folder> folder = Ids.folder(call, id, Folders.MISSING);
            Ids.refusePublic(call, folder.mailbox(), "EmptyFolder");
            Access.in(call, folder).deletes();
            if (folder.what().kind() == FolderKind.CALENDAR || folder.what().kind() == FolderKind.ROOT) {
                throw new EwsError("ErrorCannotEmptyFolder", "This folder cannot be emptied.");
            }
            folder.mailbox().emptyFolder(folder.what().id(), subfolders);
            return List.of();
        });
    }
}
