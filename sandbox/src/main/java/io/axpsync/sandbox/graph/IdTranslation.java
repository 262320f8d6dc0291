package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code translateExchangeIds}: the ids of events and tasks in their five forms. Entry ids are the others' bytes in another coat. */
final class IdTranslation {

    private static final int MOST_IDS = 1000;
    private static final Set<String> ID_TYPES =
            Set.of("ewsId", "restId", "restImmutableEntryId", "entryId", "immutableEntryId");

    private IdTranslation() {}

    static Response answer(MailboxCall call) {
        call.call().allow("POST");
        Map<String, JsonNode> body = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        call.call().body().properties().forEach(e -> body.put(e.getKey(), e.getValue()));
        List<String> ids =
                Values.texts(Optional.ofNullable(body.get("inputIds")).orElseThrow(IdTranslation::noIds));
        String target =
                Values.text(Optional.ofNullable(body.get("targetIdType")).orElseThrow(IdTranslation::noIds));
        String source =
                Values.text(Optional.ofNullable(body.get("sourceIdType")).orElseThrow(IdTranslation::noIds));
        if (ids.size() > MOST_IDS) {
            throw GraphError.badRequest("ErrorInvalidRequest", "1000 ids can be translated at once at most.");
        }
        if (!ID_TYPES.contains(source) || !ID_TYPES.contains(target)) {
            throw GraphError.badRequest("ErrorInvalidRequest", "Ids are of the types " + ID_TYPES + ".");
        }
        List<ObjectNode> results = new ArrayList<>();
        for (String id : ids) {
            ObjectNode result = Call.JSON.createObjectNode().put("sourceId", id);
            Optional<ItemIdentity> item = identity(call, plain(id, source));
            item.ifPresentOrElse(
                    found -> result.put("targetId", translated(found, target)),
                    () -> result.putNull("targetId")
                            .putObject("errorDetails")
                            .put("code", "ErrorInvalidId")
                            .put("message", "The id can't be translated."));
            results.add(result);
        }
        ObjectNode answer = Call.JSON.createObjectNode();
        answer.put("@odata.context", call.call().base() + "/$metadata#Collection(microsoft.graph.convertIdResult)");
        answer.putArray("value").addAll(results);
        return Response.json(200, answer.toString());
    }

    /** Of events and of tasks, which are kept beside them. */
    private static Optional<ItemIdentity> identity(MailboxCall call, String id) {
        return call.mailbox()
                .item(id)
                .map(CalendarItem::identity)
                .or(() -> call.mailbox().others().find(id).map(OtherItem::identity));
    }

    private static String translated(ItemIdentity identity, String target) {
        return switch (target) {
            case "ewsId" -> identity.classicId();
            case "restId" -> EventJson.restId(identity.classicId());
            case "entryId" -> coated(identity.classicId());
            case "immutableEntryId" -> coated(identity.immutableId());
            default -> identity.immutableId();
        };
    }

    /** The id by which the mailbox finds the item; any text that is none for what cannot be read. */
    private static String plain(String id, String form) {
        try {
            return switch (form) {
                case "restId" -> EventJson.classicId(id);
                case "entryId", "immutableEntryId" ->
                    new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
                default -> id;
            };
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static String coated(String id) {
        return Base64.getUrlEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static GraphError noIds() {
        return GraphError.badBody("inputIds, sourceIdType and targetIdType are needed.");
    }
}
