package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.graph.EntityStore.Entity;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.ItemChange;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MailboxFault;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tasks of the mailbox, which EWS shows too, as entities. To Do deletes them for good. */
final class TaskEntities {

    private static final String KIND = "Task";

    private TaskEntities() {}

    static List<Entity> list(Mailbox mailbox, Predicate<String> parent) {
        return mailbox.locked(() -> mailbox.folders().stream()
                .filter(folder -> parent.test(folder.id()))
                .flatMap(folder -> mailbox.others().in(folder.id()).stream())
                .flatMap(item -> entity(mailbox, item).stream())
                .toList());
    }

    static Entity find(Mailbox mailbox, Predicate<String> parent, String id) {
        return mailbox.locked(() -> mailbox.others()
                .find(id)
                .or(() -> mailbox.others().find(EventJson.classicId(id)))
                .flatMap(item -> entity(mailbox, item))
                .filter(entity -> parent.test(entity.parent()))
                .orElseThrow(GraphError::notFound));
    }

    static List<Entity> changes(Mailbox mailbox, String folder, long after) {
        return mailbox.locked(() -> mailbox.changes(folder, after).stream()
                .flatMap(change -> changed(mailbox, folder, change).stream())
                .toList());
    }

    private static Optional<Entity> changed(Mailbox mailbox, String folder, ItemChange change) {
        if (change.kind() == ItemChange.Kind.DELETED) {
            return Optional.of(gone(folder, change));
        }
        return mailbox.others().find(change.immutableId()).flatMap(item -> entity(mailbox, item));
    }

    static Entity create(Mailbox mailbox, String folder, ObjectNode body) {
        TaskItem task = TaskJson.edited(TaskItem.builder().build(), body, zone(mailbox));
        return entity(mailbox, mailbox.others().create(folder, KIND, task)).orElseThrow();
    }

    static Entity update(Mailbox mailbox, Entity before, @Nullable String expected, ObjectNode body) {
        return refusing(() -> entity(
                        mailbox,
                        mailbox.others()
                                .update(
                                        before.id(),
                                        expected,
                                        kept -> TaskJson.edited((TaskItem) kept, body, zone(mailbox))))
                .orElseThrow());
    }

    static void delete(Mailbox mailbox, Entity before, @Nullable String expected) {
        refusing(() -> {
            mailbox.others().delete(before.id(), expected, Deletion.HARD);
            return before;
        });
    }

    private static Entity refusing(java.util.function.Supplier<Entity> write) {
        try {
            return write.get();
        } catch (MailboxFault fault) {
            throw GraphError.of(fault);
        }
    }

    private static Optional<Entity> entity(Mailbox mailbox, OtherItem item) {
        return item.content() instanceof TaskItem task
                ? Optional.of(new Entity(
                        EntityKind.TASK,
                        item.identity().immutableId(),
                        item.identity().folderId(),
                        item.identity().changeNumber(),
                        false,
                        TaskJson.write(task, item.identity(), zone(mailbox)),
                        item.identity().changeKey(),
                        EventJson.restId(item.identity().classicId())))
                : Optional.empty();
    }

    private static Entity gone(String folder, ItemChange change) {
        return new Entity(
                EntityKind.TASK,
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
