package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** GetFolder, FindFolder and SyncFolderHierarchy. {@link FolderWrites} has the others. */
final class Folders {

    static final String MISSING = "ErrorFolderNotFound";

    private Folders() {}

    static List<Xml> get(Call call, Xml request) {
        FolderShape shape = FolderShape.read(request.required("m:FolderShape"), call.version());
        return new Batch(call, "GetFolder", Xml.of("m:Folders")).each(request.list("m:FolderIds"), id -> {
            Call.In<Folder> folder = Ids.folder(call, id, MISSING);
            Access.in(call, folder).sees();
            return List.of(Xml.of("m:Folders", shape.render(call, folder.mailbox(), folder.what())));
        });
    }

    static List<Xml> find(Call call, Xml request) {
        String traversal = request.choice("Traversal", List.of("Shallow", "Deep", "SoftDeleted"));
        FolderShape shape = FolderShape.read(request.required("m:FolderShape"), call.version());
        return new Batch(call, "FindFolder").each(request.list("m:ParentFolderIds"), id -> {
            Call.In<Folder> parent = Ids.folder(call, id, MISSING);
            Mailbox mailbox = parent.mailbox();
            Access.in(call, parent).sees();
            Predicate<Folder> restriction = request.child("m:Restriction")
                    .map(Xml::only)
                    .map(new Restriction<Folder>((path, code) -> FolderValues.of(mailbox, path, code))::read)
                    .orElse(folder -> true);
            if (traversal.equals("Deep")) {
                Ids.refusePublic(call, parent.mailbox(), "A deep search");
            }
            List<Folder> found = traversal.equals("SoftDeleted")
                    ? List.of()
                    : below(parent.mailbox(), parent.what(), traversal.equals("Deep")).stream()
                            .filter(folder -> Access.in(call, mailbox, folder.id())
                                    .level()
                                    .sees())
                            .filter(restriction)
                            .toList();
            Paging<Folder> page = Paging.of(request, "FolderView", found, Integer.MAX_VALUE);
            return List.of(page.root(Xml.of(
                    "t:Folders",
                    page.rows().stream()
                            .map(f -> shape.render(call, mailbox, f))
                            .toList())));
        });
    }

    private static List<Folder> below(Mailbox mailbox, Folder parent, boolean deep) {
        return deep
                ? mailbox.foldersBelow(parent)
                : mailbox.folders().stream()
                        .filter(f -> f.parentId().equals(parent.id()))
                        .toList();
    }

    /** Folders are new by their id and changed by their change key. */
    static List<Xml> sync(Call call, Xml request) {
        FolderShape shape = FolderShape.read(request.required("m:FolderShape"), call.version());
        String encoded = request.childText("m:SyncState").orElse("");
        Batch batch = new Batch(
                call, "SyncFolderHierarchy", Xml.of("m:SyncState"), Xml.text("m:IncludesLastFolderInRange", true));
        return List.of(batch.one(() -> {
            Call.In<Folder> root = request.child("m:SyncFolderId")
                    .map(Xml::only)
                    .map(id -> Ids.folder(call, id, "ErrorSyncFolderNotFound"))
                    .orElseGet(
                            () -> new Call.In<>(call.mailbox(), call.mailbox().folder(FolderKind.ROOT)));
            Mailbox mailbox = root.mailbox();
            Ids.refusePublic(call, mailbox, "SyncFolderHierarchy");
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
                    changes.add(Xml.of(change, shape.render(call, mailbox, folder)));
                }
            }
            Stream.concat(mailbox.folders().stream().map(Folder::id), mailbox.removedFolders().stream())
                    .filter(id -> state.given().contains(SyncState.mark(id)) && !now.contains(SyncState.mark(id)))
                    .map(id -> Xml.of("t:Delete", Xml.of("t:FolderId").with("Id", id)))
                    .forEach(changes::add);
            return List.of(
                    Xml.text("m:SyncState", new SyncState(subject, epoch, 0, 0, now).encoded()),
                    Xml.text("m:IncludesLastFolderInRange", true),
                    Xml.of("m:Changes", changes));
        }));
    }
}
