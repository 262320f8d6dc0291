package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.graph.EntityStore.Entity;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Collections of what is no event: list, create, read, update, delete, follow. */
final class EntitiesEndpoint {

    private static final int DELTA_PAGE = 50;

    private final EntityStore store;
    private final GraphFaults faults;

    EntitiesEndpoint(EntityStore store, GraphFaults faults) {
        this.store = store;
        this.faults = faults;
    }

    /**
     * @param home where new ones go
     * @param within whether what stands there is part of the collection, by the id of its folder
     * @param rest the path after the collection
     */
    Response answer(MailboxCall call, EntityKind kind, String home, Predicate<String> within, List<String> rest) {
        if (rest.isEmpty()) {
            call.call().allow("GET", "POST");
            call.allow(home, call.call().is("POST") ? PermissionLevel::creates : PermissionLevel::reads);
            if (call.call().is("POST")) {
                Entity made =
                        store.create(call.mailbox(), kind, home, call.call().body());
                withLinkedResources(call, made);
                return entity(call, 201, made)
                        .with(
                                "Location",
                                call.call().address() + "/"
                                        + made.id(call.call().prefer()));
            }
            List<ObjectNode> all =
                    new LazyList<>(store.list(call.mailbox(), kind, within), entity -> shown(call, entity));
            return JsonList.of(call.call(), kind.type()).answer(call.context(kind.segment()), all);
        }
        String first = rest.get(0).replaceFirst("^microsoft\\.graph\\.", "").replaceFirst("\\(\\)$", "");
        if (rest.size() == 1 && first.equals("delta")) {
            call.call().allow("GET");
            call.allow(home, PermissionLevel::reads);
            return call.mailbox().locked(() -> delta(call, kind, home));
        }
        if (rest.size() == 1 && first.equals("$count")) {
            call.call().allow("GET");
            int count = store.list(call.mailbox(), kind, within).size();
            return Response.text(200, "text/plain", String.valueOf(count));
        }
        Entity found = store.find(call.mailbox(), kind, within, rest.get(0));
        call.allow(found.parent(), PermissionLevel::reads);
        if (GraphFaults.take(faults.preconditionFailures())) {
            throw GraphError.of(io.axpsync.sandbox.mailbox.MailboxFault.conflict());
        }
        return rest.size() == 1 ? one(call, found) : below(call, found, rest.subList(1, rest.size()));
    }

    /** A task may be made together with what it is linked to. */
    private void withLinkedResources(MailboxCall call, Entity made) {
        if (made.kind() != EntityKind.TASK) {
            return;
        }
        String segment = EntityKind.LINKED_RESOURCE.segment();
        call.call().body().path(segment).forEach(resource -> {
            if (!(resource instanceof ObjectNode body)) {
                throw GraphError.badRequest("invalidRequest", "A linkedResource is an object.");
            }
            store.create(call.mailbox(), EntityKind.LINKED_RESOURCE, made.id(), body);
        });
    }

    private Response one(MailboxCall call, Entity found) {
        String expected = call.call().ifMatch().orElse(null);
        call.call().allow("GET", "PATCH", "DELETE");
        if (call.call().is("DELETE")) {
            call.allow(found.parent(), EntitiesEndpoint::deletes);
            store.delete(call.mailbox(), found, expected, Deletion.TO_DELETED_ITEMS);
            return Response.empty(204);
        }
        if (call.call().is("PATCH")) {
            call.allow(found.parent(), level -> level.edits().covers(false));
            return entity(
                    call,
                    200,
                    store.update(call.mailbox(), found, expected, call.call().body()));
        }
        return entity(call, 200, found);
    }

    private static boolean deletes(PermissionLevel level) {
        return level.deletes().covers(false);
    }

    private Response below(MailboxCall call, Entity found, List<String> rest) {
        String segment = rest.get(0).replaceFirst("^microsoft\\.graph\\.", "");
        for (EntityKind part : List.of(EntityKind.LINKED_RESOURCE, EntityKind.CHECKLIST_ITEM)) {
            if (found.kind() == EntityKind.TASK && segment.equals(part.segment())) {
                return answer(call, part, found.id(), found.id()::equals, rest.subList(1, rest.size()));
            }
        }
        if (found.kind() == EntityKind.MESSAGE && !segment.equals("permanentDelete")) {
            return MessageParts.answer(call, found, rest, moved -> entity(call, 201, moved));
        }
        boolean deletable = found.kind() == EntityKind.CONTACT || found.kind() == EntityKind.MESSAGE;
        if (!deletable || rest.size() > 1 || !segment.equals("permanentDelete")) {
            throw GraphError.noSegment(segment);
        }
        call.call().allow("POST");
        call.allow(found.parent(), EntitiesEndpoint::deletes);
        store.delete(call.mailbox(), found, null, Deletion.HARD);
        return Response.empty(204);
    }

    private Response entity(MailboxCall call, int status, Entity entity) {
        ObjectNode shown = JsonList.of(call.call(), entity.kind().type()).shown(shown(call, entity));
        return call.answer(status, entity.kind().segment() + "/$entity", shown).with("ETag", entity.etag());
    }

    /** With the parts of a task and the files of a message where they are expanded. */
    private ObjectNode shown(MailboxCall call, Entity entity) {
        ObjectNode node = entity.shown();
        node.put("id", entity.id(call.call().prefer()));
        if (entity.kind() == EntityKind.MESSAGE) {
            MessageParts.show(call, entity, node);
        }
        if (entity.kind() == EntityKind.TASK) {
            for (EntityKind part : List.of(EntityKind.LINKED_RESOURCE, EntityKind.CHECKLIST_ITEM)) {
                if (call.call().option("$expand").orElse("").contains(part.segment())) {
                    ArrayNode parts = node.putArray(part.segment());
                    store.list(call.mailbox(), part, entity.id()::equals).forEach(p -> parts.add(p.shown()));
                }
            }
        }
        return node;
    }

    private Response delta(MailboxCall call, EntityKind kind, String folder) {
        Set<String> allowed = switch (kind) {
            case CONTACT -> Set.of("$select");
            case MESSAGE -> MessageParts.DELTA_OPTIONS;
            default -> Set.of("$select", "$top", "$expand");
        };
        call.call().query().keySet().stream()
                .filter(name -> !allowed.contains(name) && !name.equals("$skiptoken") && !name.equals("$deltatoken"))
                .findFirst()
                .ifPresent(name -> {
                    throw GraphError.badRequest(
                            "ErrorInvalidUrlQuery", "Change tracking over this resource does not take '" + name + "'.");
                });
        DeltaToken token = DeltaToken.of(call, folder, faults);
        List<ObjectNode> page = new ArrayList<>();
        long position = token.position();
        boolean more = GraphFaults.take(faults.emptyPages());
        int preferred = call.call().prefer().maxPageSize();
        int size = preferred > 0 ? preferred : DELTA_PAGE;
        Predicate<Entity> told =
                kind == EntityKind.MESSAGE ? MessageParts.followed(call, token.position()) : any -> true;
        Iterator<Entity> changes = store.changes(call.mailbox(), kind, folder, position)
                .limit(more ? 0 : Long.MAX_VALUE)
                .iterator();
        while (changes.hasNext()) {
            Entity entity = changes.next();
            if (page.size() >= size) {
                more = true;
                break;
            }
            if (told.test(entity)) {
                page.add(entity.gone() ? removed(call, entity) : listed(call, entity));
            }
            position = entity.number();
        }
        faults.disturb(page);
        ObjectNode root = Call.JSON.createObjectNode();
        root.put("@odata.context", call.call().base() + "/$metadata#Collection(" + kind.type() + ")");
        StringBuilder select = new StringBuilder();
        call.call().query().forEach((name, value) -> {
            if (name.equals("$select") || kind == EntityKind.MESSAGE && allowed.contains(name)) {
                select.append('&').append(name).append('=').append(MailboxCall.encoded(value));
            }
        });
        String link = call.call().address() + (more ? "?$skiptoken=" : "?$deltatoken=");
        root.put(
                more ? "@odata.nextLink" : "@odata.deltaLink",
                link + token.at(position).text() + select);
        root.putArray("value").addAll(page);
        return Response.json(200, root.toString());
    }

    private ObjectNode listed(MailboxCall call, Entity entity) {
        return JsonList.of(call.call(), entity.kind().type()).shown(shown(call, entity));
    }

    private static ObjectNode removed(MailboxCall call, Entity entity) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("@odata.type", "#microsoft.graph." + entity.kind().type())
                .put("id", entity.id(call.call().prefer()));
        node.putObject("@removed").put("reason", "deleted");
        return node;
    }
}
