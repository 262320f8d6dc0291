package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.ItemChange;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of tasks of all mailboxes as JSON, with a change log for each; tasks themselves, contacts and messages are
 * the mailbox's. Guarded by the mailbox's lock.
 */
final class EntityStore {

    /**
     * @param parent the id of the folder, or of the task that it belongs to
     * @param number of the change that made it so
     * @param gone what is left is a tombstone
     * @param otherId the id by which it is shown to who did not ask for immutable ids
     */
    record Entity(
            EntityKind kind,
            String id,
            String parent,
            long number,
            boolean gone,
            ObjectNode json,
            String changeKey,
            String otherId) {

        Entity(EntityKind kind, String id, String parent, long number, boolean gone, ObjectNode json) {
            this(kind, id, parent, number, gone, json, EntityStore.changeKey(id, number), id);
        }

        String etag() {
            return "W/\"" + changeKey + "\"";
        }

        String id(Preferences prefer) {
            return prefer.immutableIds() ? id : otherId;
        }

        /** As it is shown: with its id and etag. */
        ObjectNode shown() {
            ObjectNode node = Call.JSON.createObjectNode();
            node.put("@odata.etag", etag()).put("id", id);
            if (kind == EntityKind.CONTACT || kind == EntityKind.MESSAGE) {
                node.put("changeKey", changeKey).put("parentFolderId", parent);
            }
            node.setAll(json.deepCopy());
            return node;
        }
    }

    /** Hears of each change. */
    @FunctionalInterface
    interface Listener {
        void changed(Mailbox mailbox, ItemChange.Kind kind, Entity entity);
    }

    private static final class Box {
        final Map<String, Entity> entities = new LinkedHashMap<>();
        long changes;
    }

    private final Map<String, Box> boxes = new ConcurrentHashMap<>();
    private final Clock clock;
    private Listener listener = (mailbox, kind, entity) -> {};

    EntityStore(Clock clock) {
        this.clock = clock;
    }

    void tell(Listener newListener) {
        listener = newListener;
    }

    private Box box(Mailbox mailbox) {
        return boxes.computeIfAbsent(mailbox.address(), address -> new Box());
    }

    List<Entity> list(Mailbox mailbox, EntityKind kind, Predicate<String> parent) {
        if (kind.isOfMailbox()) {
            return MailboxEntities.list(mailbox, kind, parent);
        }
        return mailbox.locked(() -> box(mailbox).entities.values().stream()
                .filter(e -> e.kind() == kind && !e.gone() && parent.test(e.parent()))
                .toList());
    }

    Entity find(Mailbox mailbox, EntityKind kind, Predicate<String> parent, String id) {
        if (kind.isOfMailbox()) {
            return MailboxEntities.find(mailbox, kind, parent, id);
        }
        return mailbox.locked(() -> Optional.ofNullable(box(mailbox).entities.get(id))
                .filter(e -> e.kind() == kind && !e.gone() && parent.test(e.parent()))
                .orElseThrow(GraphError::notFound));
    }

    /** Everything of a folder that changed after that number, tombstones too, in the order of the changes. */
    Stream<Entity> changes(Mailbox mailbox, EntityKind kind, String parent, long after) {
        if (kind.isOfMailbox()) {
            return MailboxEntities.changes(mailbox, kind, parent, after);
        }
        return mailbox.locked(() -> box(mailbox).entities.values().stream()
                .filter(e -> e.kind() == kind && e.parent().equals(parent) && e.number() > after)
                .filter(e -> !e.gone() || after > 0)
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList()
                .stream());
    }

    Entity create(Mailbox mailbox, EntityKind kind, String parent, ObjectNode body) {
        if (kind.isOfMailbox()) {
            EntityTypes.check(body, kind.type());
            return told(mailbox, ItemChange.Kind.CREATED, MailboxEntities.create(mailbox, kind, parent, body));
        }
        return mailbox.locked(() -> {
            Box box = box(mailbox);
            ObjectNode json = kind.blank(clock.instant());
            if (kind != EntityKind.LINKED_RESOURCE && kind != EntityKind.CHECKLIST_ITEM) {
                json.put("createdDateTime", Values.instant(clock.instant()));
            }
            String id = hash("e" + mailbox.address() + kind, box.changes + 1, 54);
            return put(mailbox, new Entity(kind, id, parent, 0, false, json), body, ItemChange.Kind.CREATED);
        });
    }

    Entity update(Mailbox mailbox, Entity before, @Nullable String expected, ObjectNode body) {
        if (before.kind().isOfMailbox()) {
            EntityTypes.check(body, before.kind().type());
            return told(mailbox, ItemChange.Kind.UPDATED, MailboxEntities.update(mailbox, before, expected, body));
        }
        return mailbox.locked(() -> {
            Entity now = checked(mailbox, before, expected);
            return put(mailbox, now, body, ItemChange.Kind.UPDATED);
        });
    }

    void delete(Mailbox mailbox, Entity before, @Nullable String expected, Deletion deletion) {
        if (before.kind().isOfMailbox()) {
            Deletion how = before.kind() == EntityKind.TASK ? Deletion.HARD : deletion;
            MailboxEntities.delete(mailbox, before, expected, how);
            told(mailbox, ItemChange.Kind.DELETED, before);
            return;
        }
        mailbox.locked(() -> {
            Entity now = checked(mailbox, before, expected);
            Box box = box(mailbox);
            Entity gone = new Entity(now.kind(), now.id(), now.parent(), ++box.changes, true, now.json());
            box.entities.put(gone.id(), gone);
            listener.changed(mailbox, ItemChange.Kind.DELETED, gone);
            return gone;
        });
    }

    private Entity told(Mailbox mailbox, ItemChange.Kind change, Entity entity) {
        listener.changed(mailbox, change, entity);
        return entity;
    }

    private Entity checked(Mailbox mailbox, Entity before, @Nullable String expected) {
        Entity now = find(mailbox, before.kind(), before.parent()::equals, before.id());
        if (expected != null && !now.etag().equals("W/\"" + expected + "\"")) {
            throw GraphError.of(io.axpsync.sandbox.mailbox.MailboxFault.conflict());
        }
        return now;
    }

    private Entity put(Mailbox mailbox, Entity before, ObjectNode body, ItemChange.Kind change) {
        EntityTypes.check(body, before.kind().type());
        ObjectNode json = before.json().deepCopy();
        body.properties().forEach(field -> {
            String name = field.getKey();
            if (name.equals(PropertiesJson.SINGLE) || name.equals(PropertiesJson.MULTI)) {
                json.set(name, merged(json.path(name), name, field.getValue()));
            } else if (!name.contains("@") && !before.kind().isComputed(name)) {
                json.set(name, field.getValue().deepCopy());
            }
        });
        if (before.kind() != EntityKind.LINKED_RESOURCE && before.kind() != EntityKind.CHECKLIST_ITEM) {
            json.put("lastModifiedDateTime", Values.instant(clock.instant()));
        }
        Box box = box(mailbox);
        Entity after = new Entity(before.kind(), before.id(), before.parent(), ++box.changes, false, json);
        box.entities.remove(after.id());
        box.entities.put(after.id(), after);
        listener.changed(mailbox, change, after);
        return after;
    }

    /** Properties are written one by one; those that are not named stay. */
    private static ArrayNode merged(JsonNode before, String collection, JsonNode written) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        before.forEach(property -> all.put(property.path("id").asText(), property));
        PropertiesJson.read(collection, written).forEach((key, property) -> {
            all.remove(key.graphId());
            property.ifPresent(p -> {
                ObjectNode one = Call.JSON.createObjectNode();
                PropertiesJson.write(one, Map.of(key, p), java.util.Set.of(key));
                all.put(key.graphId(), one.path(collection).path(0));
            });
        });
        ArrayNode array = Call.JSON.createArrayNode();
        array.addAll(new ArrayList<>(all.values()));
        return array;
    }

    private static String changeKey(String id, long number) {
        return hash("k" + id, number, 18);
    }

    private static String hash(String of, long number, int bytes) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-512").digest((of + '|' + number).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(java.util.Arrays.copyOf(hash, bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
