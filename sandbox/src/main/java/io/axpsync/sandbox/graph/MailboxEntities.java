package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.graph.EntityStore.Entity;
import io.axpsync.sandbox.mailbox.ContactItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.ItemChange;
import io.axpsync.sandbox.mailbox.Kept;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MailboxFault;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks, contacts and messages of the mailbox, which EWS shows too, as entities. To Do deletes its tasks for good. */
final class MailboxEntities {

    private MailboxEntities() {}

    static List<Entity> list(Mailbox mailbox, EntityKind kind, Predicate<String> parent) {
        List<OtherItem> items = mailbox.locked(() -> mailbox.folders().stream()
                .filter(folder -> holds(folder, kind) && parent.test(folder.id()))
                .flatMap(folder -> mailbox.others().in(folder.id()).stream())
                .filter(item -> isOf(kind, item))
                .toList());
        return new LazyList<>(items, item -> entity(mailbox, kind, item).orElseThrow());
    }

    static Entity find(Mailbox mailbox, EntityKind kind, Predicate<String> parent, String id) {
        return mailbox.locked(() -> mailbox.others()
                .find(id)
                .or(() -> mailbox.others().find(EventJson.classicId(id)))
                .flatMap(item -> entity(mailbox, kind, item))
                .filter(entity -> parent.test(entity.parent()))
                .filter(entity -> mailbox.folder(entity.parent())
                        .filter(folder -> holds(folder, kind))
                        .isPresent())
                .orElseThrow(GraphError::notFound));
    }

    /** Made one by one as they are asked for: call it, and walk it, under the mailbox's lock. */
    static Stream<Entity> changes(Mailbox mailbox, EntityKind kind, String folder, long after) {
        return mailbox.changes(folder, after).stream()
                .flatMap(change -> changed(mailbox, kind, folder, change).stream());
    }

    private static Optional<Entity> changed(Mailbox mailbox, EntityKind kind, String folder, ItemChange change) {
        if (change.kind() == ItemChange.Kind.DELETED) {
            return Optional.of(gone(kind, folder, change));
        }
        return mailbox.others().find(change.immutableId()).flatMap(item -> entity(mailbox, kind, item));
    }

    static Entity create(Mailbox mailbox, EntityKind kind, String folder, ObjectNode body) {
        Kept blank = switch (kind) {
            case TASK -> TaskItem.builder().build();
            case MESSAGE -> MessageItem.builder().build();
            default -> ContactItem.EMPTY;
        };
        String element = switch (kind) {
            case TASK -> "Task";
            case MESSAGE -> "Message";
            default -> "Contact";
        };
        return refusing(() -> entity(
                        mailbox, kind, mailbox.others().create(folder, element, edited(mailbox, blank, body)))
                .orElseThrow());
    }

    static Entity update(Mailbox mailbox, Entity before, @Nullable String expected, ObjectNode body) {
        return refusing(() -> entity(
                        mailbox,
                        before.kind(),
                        mailbox.others().update(before.id(), expected, kept -> edited(mailbox, kept, body)))
                .orElseThrow());
    }

    private static Kept edited(Mailbox mailbox, Kept before, ObjectNode body) {
        if (before instanceof MessageItem message) {
            return MessageJson.edited(message, body);
        }
        return before instanceof ContactItem contact
                ? ContactJson.edited(contact, body)
                : TaskJson.edited((TaskItem) before, body, zone(mailbox));
    }

    static void delete(Mailbox mailbox, Entity before, @Nullable String expected, Deletion deletion) {
        refusing(() -> {
            mailbox.others().delete(before.id(), expected, deletion);
            return before;
        });
    }

    /** Deleted contacts are contacts no more: they lie in a folder of mails. */
    private static boolean holds(Folder folder, EntityKind kind) {
        return kind == EntityKind.TASK
                || folder.kind().folderClass().equals(kind.folders().folderClass());
    }

    private static Entity refusing(java.util.function.Supplier<Entity> write) {
        try {
            return write.get();
        } catch (MailboxFault fault) {
            throw GraphError.of(fault);
        }
    }

    private static Optional<Entity> entity(Mailbox mailbox, EntityKind kind, OtherItem item) {
        return json(mailbox, kind, item)
                .map(json -> new Entity(
                        kind,
                        item.identity().immutableId(),
                        item.identity().folderId(),
                        item.identity().changeNumber(),
                        false,
                        json,
                        item.identity().changeKey(),
                        EventJson.restId(item.identity().classicId())));
    }

    private static boolean isOf(EntityKind kind, OtherItem item) {
        return switch (kind) {
            case TASK -> item.content() instanceof TaskItem;
            case MESSAGE -> item.content() instanceof MessageItem;
            case CONTACT -> item.content() instanceof ContactItem;
            default -> false;
        };
    }

    private static Optional<ObjectNode> json(Mailbox mailbox, EntityKind kind, OtherItem item) {
        if (kind == EntityKind.TASK && item.content() instanceof TaskItem task) {
            return Optional.of(TaskJson.write(task, item.identity(), zone(mailbox)));
        }
        if (kind == EntityKind.MESSAGE && item.content() instanceof MessageItem message) {
            return Optional.of(MessageJson.write(message, item.identity()));
        }
        return kind == EntityKind.CONTACT && item.content() instanceof ContactItem contact
                ? Optional.of(ContactJson.write(contact, item.identity()))
                : Optional.empty();
    }

    private static Entity gone(EntityKind kind, String folder, ItemChange change) {
        return new Entity(
                kind,
                change.immutableId(),
                folder,
                change.number(),
                true,
                Call.JSON.createObjectNode(),
                "",
                EventJson.restId(change.classicId()));
    }

    private static ZoneId zone(Mailbox mailbox) {
        return Zones.of(mailbox.zone());
    }
}
