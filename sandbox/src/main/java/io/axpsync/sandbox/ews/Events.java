package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.ews.Subscriptions.Subscription;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ItemChange;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to the items of a subscription's folders, oldest first; a {@code StatusEvent} when nothing did.
 *
 * @param position behind the last of them
 * @param any whether anything happened
 * @param more whether there was too much for one answer
 */
record Events(List<Xml> elements, long position, boolean any, boolean more) {

    private static final int MOST = 50;

    private record Happened(long number, String name, Xml element) {}

    /** The newest change number of a mailbox. */
    static long newest(Mailbox mailbox) {
        return mailbox.folders().stream()
                .mapToLong(folder -> mailbox.position(folder.id()))
                .max()
                .orElse(0);
    }

    static Events since(Call call, Subscription subscription, long position) {
        Mailbox mailbox = subscription.mailbox();
        return mailbox.locked(() -> {
            List<Happened> all = new ArrayList<>();
            for (Folder folder : mailbox.folders()) {
                if (subscription.folders().isEmpty() || subscription.folders().contains(folder.id())) {
                    mailbox.changes(folder.id(), position).stream()
                            .map(change -> happened(call, mailbox, folder, change, subscription.events()))
                            .filter(event -> subscription.events().contains(event.name()))
                            .forEach(all::add);
                }
            }
            all.sort(Comparator.comparingLong(Happened::number));
            List<Happened> told = all.subList(0, Math.min(MOST, all.size()));
            boolean more = told.size() < all.size();
            long end = more ? told.get(told.size() - 1).number() : Math.max(position, newest(mailbox));
            List<Xml> elements = told.isEmpty()
                    ? List.of(Xml.of("t:StatusEvent", Xml.text("t:Watermark", Watermark.write(end))))
                    : told.stream().map(Happened::element).toList();
            return new Events(elements, end, !told.isEmpty(), more);
        });
    }

    private static Happened happened(Call call, Mailbox mailbox, Folder folder, ItemChange change, Set<String> wanted) {
        Optional<ItemIdentity> now = Stored.find(mailbox, change.immutableId()).map(Stored::identity);
        boolean here = now.filter(i -> i.folderId().equals(folder.id())).isPresent();
        String name = here
                ? change.kind() == ItemChange.Kind.CREATED ? created(folder, wanted) : "ModifiedEvent"
                : now.isPresent() ? "MovedEvent" : "DeletedEvent";
        List<Xml> parts = new ArrayList<>();
        parts.add(Xml.text("t:Watermark", Watermark.write(change.number())));
        parts.add(Xml.text(
                "t:TimeStamp", XsDateTime.utc(now.map(ItemIdentity::modified).orElse(call.now()))));
        parts.add(now.map(i -> Xml.of("t:ItemId").with("Id", i.classicId()).with("ChangeKey", i.changeKey()))
                .orElseGet(() -> Xml.of("t:ItemId").with("Id", change.classicId())));
        parts.add(folderId(
                "t:ParentFolderId",
                now.flatMap(i -> mailbox.folder(i.folderId())).orElse(folder)));
        if (name.equals("MovedEvent")) {
            parts.add(Xml.of("t:OldItemId").with("Id", change.classicId()));
            parts.add(folderId("t:OldParentFolderId", folder));
        }
        return new Happened(change.number(), name, Xml.of("t:" + name, parts));
    }

    /** What arrives in the inbox is new mail to those who want to hear of that and not of all that is created. */
    private static String created(Folder folder, Set<String> wanted) {
        boolean mail = folder.kind() == FolderKind.INBOX && !wanted.contains("CreatedEvent");
        return mail ? "NewMailEvent" : "CreatedEvent";
    }

    private static Xml folderId(String element, Folder folder) {
        return Xml.of(element).with("Id", folder.id()).with("ChangeKey", folder.changeKey());
    }
}
