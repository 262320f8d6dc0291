package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** GetFolder, FindFolder, CreateFolder and SyncFolderHierarchy. */
final class Folders {

    private static final String MISSING = "ErrorFolderNotFound";
    private static final Map<String, FolderKind> KINDS = Map.of(
            "t:CalendarFolder", FolderKind.CALENDAR,
            "t:ContactsFolder", FolderKind.CONTACTS,
            "t:TasksFolder", FolderKind.TASKS,
            "t:Folder", FolderKind.INBOX);

    private Folders() {}

    static List<Xml> get(Call call, Xml request) {
        FolderShape shape = FolderShape.read(request.required("m:FolderShape"), call.version());
        return new Batch("GetFolder", Xml.of("m:Folders")).each(request.list("m:FolderIds"), id -> {
            Call.In<Folder> folder = Ids.folder(call, id, MISSING);
            return List.of(Xml.of("m:Folders", shape.render(folder.mailbox(), folder.what())));
        });
    }

    static List<Xml> find(Call call, Xml request) {
        String traversal = request.choice("Traversal", List.of("Shallow", "Deep", "SoftDeleted"));
        FolderShape shape = FolderShape.read(request.required("m:FolderShape"), call.version());
        Optional<Xml> view = request.child("m:IndexedPageFolderView");
        return new Batch("FindFolder").each(request.list("m:ParentFolderIds"), id -> {
            Predicate<Folder> restriction = request.child("m:Restriction")
                    .map(Xml::only)
                    .map(new Restriction<Folder>(FolderValues::of)::read)
                    .orElse(folder -> true);
            Call.In<Folder> parent = Ids.folder(call, id, MISSING);
            List<Folder> found = traversal.equals("SoftDeleted")
                    ? List.of()
                    : below(parent.mailbox(), parent.what(), traversal.equals("Deep")).stream()
                            .filter(restriction)
                            .toList();
            view.ifPresent(v -> v.choice("BasePoint", List.of("Beginning", "End")));
            int from = Math.min(view.map(v -> Values.integer(v, "Offset")).orElse(0), found.size());
            int most = view.filter(v -> v.attribute("MaxEntriesReturned").isPresent())
                    .map(v -> Values.integer(v, "MaxEntriesReturned"))
                    .orElse(found.size());
            List<Folder> page = found.subList(from, Math.min(found.size(), from + most));
            Xml folders = Xml.of(
                    "t:Folders",
                    page.stream().map(f -> shape.render(parent.mailbox(), f)).toList());
            return List.of(Xml.of("m:RootFolder", folders)
                    .with("IndexedPagingOffset", from + page.size())
                    .with("TotalItemsInView", found.size())
                    .with("IncludesLastItemInRange", from + page.size() == found.size()));
        });
    }

    private static List<Folder> below(Mailbox mailbox, Folder parent, boolean deep) {
        List<Folder> found = new ArrayList<>();
        for (Folder folder : mailbox.folders()) {
            if (folder.parentId().equals(parent.id())) {
                found.add(folder);
                if (deep) {
                    found.addAll(below(mailbox, folder, true));
                }
            }
        }
        return found;
    }

    static List<Xml> create(Call call, Xml request) {
        Xml parentId = request.required("m:ParentFolderId").only();
        return new Batch("CreateFolder", Xml.of("m:Folders")).each(request.list("m:Folders"), element -> {
            Call.In<Folder> parent = Ids.folder(call, parentId, "ErrorParentFolderNotFound");
            Mailbox mailbox = parent.mailbox();
            String name = element.childText("t:DisplayName").orElse("");
            if (name.isBlank()) {
                throw new EwsError("ErrorFolderSave", "The folder save operation failed: it has no name.");
            }
            Folder made = mailbox.createFolder(kind(element), parent.what().id(), name);
            List<ExtendedProperty> properties = element.children("t:ExtendedProperty").stream()
                    .map(ItemElements::extended)
                    .toList();
            Folder written = properties.isEmpty() ? made : mailbox.writeFolder(made.id(), name, properties, List.of());
            return List.of(Xml.of("m:Folders", FolderShape.ID_ONLY.render(mailbox, written)));
        });
    }

    private static FolderKind kind(Xml element) {
        FolderKind kind = KINDS.get(element.name());
        if (kind == null) {
            throw new EwsError("ErrorInvalidOperation", "Search folders are not offered here.");
        }
        Optional<String> folderClass = element.childText("t:FolderClass");
        if (kind != FolderKind.INBOX || folderClass.isEmpty()) {
            return kind;
        }
        return KINDS.values().stream()
                .filter(k -> k.folderClass().equals(folderClass.get()))
                .findFirst()
                .orElse(kind);
    }

    /** Folders are new by their id and changed by their change key. */
    static List<Xml> sync(Call call, Xml request) {
        FolderShape shape = FolderShape.read(request.required("m:FolderShape"), call.version());
        String encoded = request.childText("m:SyncState").orElse("");
        Batch batch =
                new Batch("SyncFolderHierarchy", Xml.of("m:SyncState"), Xml.text("m:IncludesLastFolderInRange", true));
        return List.of(batch.one(() -> {
            Call.In<Folder> root = request.child("m:SyncFolderId")
                    .map(Xml::only)
                    .map(id -> Ids.folder(call, id, "ErrorSyncFolderNotFound"))
                    .orElseGet(
                            () -> new Call.In<>(call.mailbox(), call.mailbox().folder(FolderKind.ROOT)));
            Mailbox mailbox = root.mailbox();
            String subject = "folders " + mailbox.address() + ' ' + root.what().id();
            int epoch = call.company().behaviour().epoch();
            SyncState state = SyncState.resumed(encoded, subject, epoch);
            Set<Long> now = new LinkedHashSet<>();
            List<Xml> changes = new ArrayList<>();
            for (Folder folder : below(mailbox, root.what(), true)) {
                long id = SyncState.mark(folder.id());
                long version = SyncState.mark(folder.id() + folder.changeKey());
                now.add(id);
                now.add(version);
                if (!state.given().contains(version)) {
                    String change = state.given().contains(id) ? "t:Update" : "t:Create";
                    changes.add(Xml.of(change, shape.render(mailbox, folder)));
                }
            }
            return List.of(
                    Xml.text("m:SyncState", new SyncState(subject, epoch, 0, 0, now).encoded()),
                    Xml.text("m:IncludesLastFolderInRange", true),
                    Xml.of("m:Changes", changes));
        }));
    }

    /** UpdateFolder: the name and MAPI properties. */
    static List<Xml> update(Call call, Xml request) {
        List<Xml> changes = request.list("m:FolderChanges");
        return new Batch("UpdateFolder", Xml.of("m:Folders")).each(changes, change -> {
            Call.In<Folder> folder = Ids.folder(call, change.first(), MISSING);
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
                } else {
                    throw new EwsError("ErrorInvalidPropertySet", "The property of the folder cannot be changed.");
                }
            }
            if (folder.what().distinguished() && !name.equals(folder.what().displayName())) {
                throw new EwsError("ErrorFolderSave", "A default folder cannot be renamed.");
            }
            Folder after = folder.mailbox().writeFolder(folder.what().id(), name, set, removed);
            return List.of(Xml.of("m:Folders", FolderShape.ID_ONLY.render(folder.mailbox(), after)));
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
}
