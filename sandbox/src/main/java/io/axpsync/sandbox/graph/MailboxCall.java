package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.FolderRights;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One request to one mailbox that exists and may be opened.
 *
 * @param asUser whether it comes from the user or the server and not from a client
 */
record MailboxCall(Call call, Mailbox mailbox, Mailboxes mailboxes, boolean asUser) {

    private static final Set<Integer> ID_LENGTHS = Set.of(72, 80, 140, 148);

    static GraphError denied() {
        return new GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
    }

    /**
     * What the caller may do in that folder: an application by its permissions, a user as the owner.
     *
     * @throws GraphError 403 when that is not enough
     */
    void allow(String folderId, Predicate<PermissionLevel> enough) {
        if (!asUser && !enough.test(level(folderId))) {
            throw denied();
        }
    }

    /** Whether the folder is there for the caller at all. */
    boolean sees(String folderId) {
        return asUser || level(folderId).sees();
    }

    private PermissionLevel level(String folderId) {
        String caller = call.request().headers().first(GraphService.USER).orElse(FolderRights.APPLICATION);
        return mailbox.rights().of(folderId, caller);
    }

    EventReader reader() {
        return new EventReader(asUser);
    }

    /** Graph decides who is mailed; only a user can keep the server quiet. */
    Notify notifying() {
        String wish = call.request().headers().first("X-Sandbox-Notify").orElse("");
        return asUser && wish.equals("none") ? Notify.NONE : Notify.AS_NEEDED;
    }

    EventJson json() {
        return new EventJson(call.prefer());
    }

    /** The item of an id in either form; what lies in Deleted Items is found only where the behaviour says so. */
    CalendarItem item(String id) {
        if (!ID_LENGTHS.contains(id.length())) {
            throw GraphError.badRequest("ErrorInvalidIdMalformed", "Id is malformed.");
        }
        CalendarItem item =
                mailbox.item(id).or(() -> mailbox.item(EventJson.classicId(id))).orElseThrow(GraphError::notFound);
        boolean deleted = item.identity()
                .folderId()
                .equals(mailbox.folder(FolderKind.DELETED_ITEMS).id());
        if (deleted && !mailboxes.behaviour().readsDeletedItems().get()) {
            throw GraphError.notFound();
        }
        return item;
    }

    /** The event with what {@code $expand} and {@code $select} ask for. */
    ObjectNode event(CalendarItem item, Expansion expansion, boolean single) {
        ObjectNode node = json().event(item);
        Set<String> selected = call.selected();
        if (single && selected.contains("cancelledOccurrences")) {
            json().cancelledOccurrences(node, item);
        }
        PropertiesJson.write(node, item.properties(), expansion.properties());
        if (single && expansion.exceptions()) {
            var exceptions = node.putArray("exceptionOccurrences");
            mailbox.exceptions(item.identity().immutableId())
                    .forEach(exception -> exceptions.add(json().event(exception)));
        }
        if (expansion.calendar()) {
            node.set("calendar", calendar(item));
        }
        if (expansion.attachments()) {
            var attachments = node.putArray("attachments");
            item.attachments()
                    .forEach(attachment ->
                            attachments.add(AttachmentsEndpoint.json(attachment, expansion.ofAttachments())));
        }
        return select(node, selected);
    }

    /** The calendar that an event stands in; null in Deleted Items. */
    private JsonNode calendar(CalendarItem item) {
        return mailbox.folder(item.identity().folderId())
                .filter(folder -> folder.kind() == FolderKind.CALENDAR)
                .<JsonNode>map(folder -> {
                    ObjectNode calendar = CalendarsEndpoint.json(this, folder);
                    calendar.remove(List.of(PropertiesJson.SINGLE, PropertiesJson.MULTI));
                    return calendar;
                })
                .orElse(NullNode.getInstance());
    }

    private static ObjectNode select(ObjectNode node, Set<String> selected) {
        if (!selected.isEmpty()) {
            List<String> always = List.of(
                    "id",
                    PropertiesJson.SINGLE,
                    PropertiesJson.MULTI,
                    "exceptionOccurrences",
                    "calendar",
                    "attachments");
            node.retain(Stream.of(List.copyOf(selected), always, List.of("@odata.etag"))
                    .flatMap(List::stream)
                    .toList());
        }
        return node;
    }

    /** An answer with a context address, as all of Graph's have. */
    Response answer(int status, String context, ObjectNode body) {
        ObjectNode root = Call.JSON.createObjectNode();
        root.put("@odata.context", call.base() + "/$metadata#" + context(context));
        root.setAll(body);
        return Response.json(status, root.toString());
    }

    /** A context below the user. */
    String context(String below) {
        return "users('" + encoded(mailbox.address()) + "')/" + below;
    }

    static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
