package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which properties of folders a client asked for ({@code FolderShape}), and how a folder then looks. */
record FolderShape(Set<String> uris, Set<PropertyKey> keys) {

    static final FolderShape ID_ONLY = new FolderShape(Set.of("folder:FolderId"), Set.of());

    private static final Map<String, Set<String>> BASE = Map.of(
            "IdOnly", Set.of("folder:FolderId"),
            "Default",
                    Set.of(
                            "folder:FolderId",
                            "folder:DisplayName",
                            "folder:TotalCount",
                            "folder:ChildFolderCount",
                            "folder:UnreadCount"),
            "AllProperties", allButPermissions());

    private static final Map<FolderKind, String> ELEMENTS = Map.of(
            FolderKind.CALENDAR, "t:CalendarFolder",
            FolderKind.CONTACTS, "t:ContactsFolder",
            FolderKind.TASKS, "t:TasksFolder");

    /** Permissions come only when they are named. */
    private static Set<String> allButPermissions() {
        Set<String> uris = new LinkedHashSet<>(SchemaNames.FOLDER_URIS);
        uris.remove("folder:PermissionSet");
        return Set.copyOf(uris);
    }

    static FolderShape read(Xml shape, Version version) {
        Xml baseShape = shape.required("t:BaseShape");
        Set<String> base = BASE.get(baseShape.text().strip());
        if (base == null) {
            throw Values.invalid(baseShape);
        }
        Set<String> uris = new LinkedHashSet<>(base);
        if (!version.atLeast(Version.EXCHANGE_2007_SP1)) {
            uris.remove("folder:EffectiveRights");
        }
        if (!version.atLeast(Version.EXCHANGE_2013)) {
            uris.remove("folder:DistinguishedFolderId");
        }
        Set<PropertyKey> keys = new LinkedHashSet<>();
        for (Xml path : shape.child("t:AdditionalProperties").map(Xml::children).orElse(List.of())) {
            FieldPath field = FieldPath.of(path);
            if (field instanceof FieldPath.Extended extended) {
                keys.add(extended.key());
            } else if (field instanceof FieldPath.Field known) {
                uris.add(known.uri());
            }
        }
        return new FolderShape(uris, keys);
    }

    static String element(FolderKind kind) {
        return ELEMENTS.getOrDefault(kind, "t:Folder");
    }

    Xml render(Call call, Mailbox mailbox, Folder folder) {
        Access access = Access.in(call, mailbox, folder.id());
        List<Xml> parts = new ArrayList<>();
        parts.add(id("t:FolderId", folder));
        add(parts, "ParentFolderId", f -> id("t:ParentFolderId", parent(mailbox, f)), folder);
        add(parts, "FolderClass", f -> Xml.text("t:FolderClass", f.kind().folderClass()), folder);
        add(parts, "DisplayName", f -> Xml.text("t:DisplayName", f.displayName()), folder);
        add(parts, "TotalCount", f -> Xml.text("t:TotalCount", count(mailbox, f)), folder);
        add(parts, "ChildFolderCount", f -> Xml.text("t:ChildFolderCount", children(mailbox, f)), folder);
        for (PropertyKey key : keys) {
            FolderValues.property(mailbox, folder, key)
                    .map(FolderShape::property)
                    .ifPresent(parts::add);
        }
        add(parts, "EffectiveRights", f -> access.ofFolder(), folder);
        if (folder.distinguished()) {
            add(
                    parts,
                    "DistinguishedFolderId",
                    f -> Xml.text("t:DistinguishedFolderId", f.kind().distinguishedName()),
                    folder);
        }
        String element = SearchFolders.is(folder) ? "t:SearchFolder" : element(folder.kind());
        if (!element.equals("t:CalendarFolder") && access.level() == PermissionLevel.OWNER) {
            add(parts, "PermissionSet", f -> Access.permissionSet(mailbox, f), folder);
        }
        if (!element.equals("t:CalendarFolder") && !element.equals("t:ContactsFolder")) {
            add(parts, "UnreadCount", f -> Xml.text("t:UnreadCount", unread(mailbox, f)), folder);
        }
        if (uris.contains("folder:SearchParameters")) {
            SearchFolders.parameters(folder).ifPresent(parts::add);
        }
        return Xml.of(element, parts);
    }

    private void add(List<Xml> parts, String name, Function<Folder, Xml> emit, Folder folder) {
        if (uris.contains("folder:" + name)) {
            parts.add(emit.apply(folder));
        }
    }

    private static Xml property(ExtendedProperty property) {
        return ItemShape.element(property.key(), property.values());
    }

    private static Xml id(String element, Folder folder) {
        return Xml.of(element).with("Id", folder.id()).with("ChangeKey", folder.changeKey());
    }

    private static Folder parent(Mailbox mailbox, Folder folder) {
        return mailbox.folder(folder.parentId()).orElse(folder);
    }

    private static List<Stored> items(Mailbox mailbox, Folder folder) {
        boolean empty =
                SearchFolders.is(folder) && SearchFolders.parameters(folder).isEmpty();
        return empty ? List.of() : Stored.in(mailbox, folder);
    }

    private static long count(Mailbox mailbox, Folder folder) {
        return items(mailbox, folder).size();
    }

    private static long unread(Mailbox mailbox, Folder folder) {
        return items(mailbox, folder).stream()
                .filter(stored -> stored instanceof Stored.Other other
                        && other.item().content() instanceof MessageItem message
                        && !message.read())
                .count();
    }

    private static long children(Mailbox mailbox, Folder folder) {
        return mailbox.folders().stream()
                .filter(f -> f.parentId().equals(folder.id()))
                .count();
    }
}
