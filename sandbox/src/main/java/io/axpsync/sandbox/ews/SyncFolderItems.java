package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.ItemChange;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SyncFolderItems: what changed in a folder since the client's sync state, without a filter; series appear as their
 * masters only. A page shows deletions first, then the newest change first.
 */
final class SyncFolderItems implements Operation {

    private static final int LARGEST_PAGE = 512;

    /** A page of changes and the state after it. */
    private record Page(List<Xml> changes, SyncState next, boolean last) {}

    @Override
    public List<Xml> answer(Call call, Xml request) {
        Xml wanted = request.required("m:ItemShape");
        Xml folderId = request.required("m:SyncFolderId").only();
        int most = Values.integer(request.required("m:MaxChangesReturned"));
        if (most < 1 || most > LARGEST_PAGE) {
            throw Values.invalid(request.required("m:MaxChangesReturned"));
        }
        String state = request.childText("m:SyncState").orElse("");
        Set<String> ignored = new LinkedHashSet<>();
        request.child("m:Ignore")
                .ifPresent(list -> list.children().forEach(id -> ignored.add(id.requiredAttribute("Id"))));
        Xml refused = Xml.of("m:SyncState");
        Batch batch = new Batch(call, "SyncFolderItems", refused, Xml.text("m:IncludesLastItemInRange", true));
        return List.of(batch.one(() -> {
            ItemShape shape = ItemShape.read(wanted, call.version(), true);
            Call.In<Folder> folder = Ids.folder(call, folderId, "ErrorSyncFolderNotFound");
            Ids.refusePublic(call, folder.mailbox(), "SyncFolderItems");
            Access.in(call, folder).reads();
            if (SearchFolders.is(folder.what())) {
                throw new EwsError("ErrorInvalidOperation", "SyncFolderItems is not supported for search folders.");
            }
            Page page = folder.mailbox().locked(() -> page(call, folder, shape, state, most, ignored));
            return List.of(
                    Xml.text("m:SyncState", page.next().encoded()),
                    Xml.text("m:IncludesLastItemInRange", page.last()),
                    Xml.of("m:Changes", page.changes()));
        }));
    }

    private static Page page(
            Call call, Call.In<Folder> folder, ItemShape shape, String encoded, int most, Set<String> ignored) {
        Mailbox mailbox = folder.mailbox();
        String folderId = folder.what().id();
        String subject = "items " + mailbox.address() + ' ' + folderId;
        int epoch = call.company().behaviour().epoch();
        SyncState state = SyncState.resumed(encoded, subject, epoch);
        Map<String, ItemChange.Kind> sinceBase = new HashMap<>();
        mailbox.changes(folderId, state.base()).forEach(c -> sinceBase.put(c.immutableId(), c.kind()));
        List<ItemChange> all = mailbox.changes(folderId, state.position());
        List<ItemChange> taken = all.subList(0, Math.min(most, all.size()));
        Set<Long> given = new LinkedHashSet<>(state.given());
        List<Xml> deletes = new ArrayList<>();
        List<Xml> others = new ArrayList<>();
        for (ItemChange change : taken) {
            long mark = SyncState.mark(change.immutableId());
            ItemChange.Kind kind = sinceBase.get(change.immutableId());
            boolean known = given.contains(mark);
            if (ignored.contains(change.classicId())) {
                continue;
            }
            if (change.kind() == ItemChange.Kind.DELETED) {
                if (known || kind == ItemChange.Kind.DELETED) {
                    deletes.add(Xml.of("t:Delete", Xml.of("t:ItemId").with("Id", change.classicId())));
                    given.remove(mark);
                }
            } else {
                boolean fresh = kind == ItemChange.Kind.CREATED && !known;
                Stored.find(mailbox, change.immutableId())
                        .ifPresent(item -> others.add(0, present(call, mailbox, item, shape, fresh)));
                if (kind == ItemChange.Kind.CREATED) {
                    given.add(mark);
                }
            }
        }
        deletes.addAll(others);
        if (taken.size() == all.size()) {
            // what came and went stands behind the last change that is told: the round ends behind it too
            long end = mailbox.position(folderId);
            return new Page(deletes, new SyncState(subject, epoch, end, end, Set.of()), true);
        }
        long position = taken.get(taken.size() - 1).number();
        return new Page(deletes, new SyncState(subject, epoch, state.base(), position, given), false);
    }

    private static Xml present(Call call, Mailbox mailbox, Stored item, ItemShape shape, boolean fresh) {
        return Xml.of(fresh ? "t:Create" : "t:Update", call.render(mailbox, item, shape, true));
    }
}
