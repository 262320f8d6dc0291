package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MasterCategory;
import io.axpsync.sandbox.mailbox.Zones;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The user, the mailbox's settings, its category list, time zones, the translation of ids, and mail folders. */
final class SettingsEndpoint {

    private static final int MOST_IDS = 1000;
    private static final Set<String> ID_TYPES = Set.of("ewsId", "restId", "restImmutableEntryId");

    /** A user's directory id, which stands for the address in paths. */
    static String userId(Mailbox mailbox) {
        return UUID.nameUUIDFromBytes(mailbox.address().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    Response user(Call call, Mailbox mailbox) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("@odata.context", call.base() + "/$metadata#users/$entity");
        node.put("displayName", mailbox.displayName());
        int blank = mailbox.displayName().lastIndexOf(' ');
        node.put("givenName", blank < 0 ? null : mailbox.displayName().substring(0, blank));
        node.put("surname", mailbox.displayName().substring(blank + 1));
        node.put("mail", mailbox.address());
        node.put("userPrincipalName", mailbox.address());
        node.put("id", userId(mailbox));
        Set<String> selected = call.selected();
        if (!selected.isEmpty()) {
            selected.add("@odata.context");
            node.retain(selected);
        }
        return Response.json(200, node.toString());
    }

    Response mailboxSettings(MailboxCall call, List<String> rest) {
        call.call().allow("GET");
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("timeZone", call.mailbox().zone());
        node.put("dateFormat", "yyyy-MM-dd").put("timeFormat", "HH:mm");
        node.put("userPurpose", "user");
        node.putObject("language").put("locale", "en-US").put("displayName", "English (United States)");
        ObjectNode hours = node.putObject("workingHours");
        hours.putArray("daysOfWeek")
                .add("monday")
                .add("tuesday")
                .add("wednesday")
                .add("thursday")
                .add("friday");
        hours.put("startTime", "08:00:00.0000000").put("endTime", "17:00:00.0000000");
        hours.putObject("timeZone").put("name", call.mailbox().zone());
        if (rest.size() == 1) {
            return call.answer(200, "mailboxSettings", node);
        }
        JsonNode value = node.get(rest.get(1));
        if (rest.size() > 2 || value == null) {
            throw GraphError.noSegment(rest.get(rest.size() - 1));
        }
        ObjectNode wrapped = Call.JSON.createObjectNode();
        wrapped.set("value", value);
        return call.answer(200, "mailboxSettings/" + rest.get(1), wrapped);
    }

    Response outlook(MailboxCall call, List<String> rest) {
        String first = rest.isEmpty() ? "" : rest.get(0).replace("microsoft.graph.", "");
        if (first.startsWith("supportedTimeZones")) {
            call.call().allow("GET");
            return timeZones(call, first.toLowerCase(Locale.ROOT).contains("'iana'"));
        }
        if (!first.equals("masterCategories")) {
            throw GraphError.noSegment(first.isEmpty() ? "outlook" : first);
        }
        return rest.size() == 1 ? categories(call) : category(call, rest.get(1));
    }

    private static Response timeZones(MailboxCall call, boolean iana) {
        List<ObjectNode> zones = new ArrayList<>();
        for (String name : iana ? Zones.allIana() : Zones.allWindows()) {
            zones.add(Call.JSON.createObjectNode().put("alias", name).put("displayName", name));
        }
        ObjectNode body = Call.JSON.createObjectNode();
        body.put("@odata.context", call.call().base() + "/$metadata#Collection(microsoft.graph.timeZoneInformation)");
        body.putArray("value").addAll(zones);
        return Response.json(200, body.toString());
    }

    private static Response categories(MailboxCall call) {
        call.call().allow("GET", "POST");
        if (call.call().is("GET")) {
            return call.list(
                    "outlook/masterCategories",
                    call.mailbox().categories().stream()
                            .map(SettingsEndpoint::json)
                            .toList());
        }
        ObjectNode body = Values.object(call.call().body(), "outlookCategory", Set.of("displayName", "color", "id"));
        String name = Values.text(body.path("displayName"));
        boolean taken = call.mailbox().categories().stream()
                .anyMatch(c -> c.displayName().equalsIgnoreCase(name));
        if (taken) {
            throw new GraphError(
                    409, "CategoryNameDuplicate", "There is a category of the name '" + name + "' already.");
        }
        MasterCategory made = new MasterCategory(UUID.randomUUID().toString(), name, color(body, "none"));
        return call.answer(
                201, "outlook/masterCategories/$entity", json(call.mailbox().put(made)));
    }

    private static Response category(MailboxCall call, String id) {
        call.call().allow("GET", "PATCH", "DELETE");
        MasterCategory category = call.mailbox().categories().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(GraphError::notFound);
        if (call.call().is("DELETE")) {
            call.mailbox().removeCategory(id);
            return Response.empty(204);
        }
        if (call.call().is("PATCH")) {
            ObjectNode body = Values.object(call.call().body(), "outlookCategory", Set.of("displayName", "color"));
            if (body.has("displayName")) {
                throw GraphError.badRequest("ErrorInvalidRequest", "The name of a category can't be changed.");
            }
            category =
                    call.mailbox().put(new MasterCategory(id, category.displayName(), color(body, category.color())));
        }
        return call.answer(200, "outlook/masterCategories/$entity", json(category));
    }

    private static String color(ObjectNode body, String otherwise) {
        if (!body.hasNonNull("color")) {
            return otherwise;
        }
        String color = Values.text(body.path("color"));
        if (!color.matches("none|None|preset(\\d|1\\d|2[0-4])")) {
            throw GraphError.badBody("Requested value '" + color + "' was not found.");
        }
        return color.toLowerCase(Locale.ROOT);
    }

    private static ObjectNode json(MasterCategory category) {
        return Call.JSON
                .createObjectNode()
                .put("id", category.id())
                .put("displayName", category.displayName())
                .put("color", category.color());
    }

    Response translate(MailboxCall call) {
        call.call().allow("POST");
        Map<String, JsonNode> body = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        call.call().body().properties().forEach(e -> body.put(e.getKey(), e.getValue()));
        List<String> ids =
                Values.texts(Optional.ofNullable(body.get("inputIds")).orElseThrow(SettingsEndpoint::noIds));
        String target =
                Values.text(Optional.ofNullable(body.get("targetIdType")).orElseThrow(SettingsEndpoint::noIds));
        String source =
                Values.text(Optional.ofNullable(body.get("sourceIdType")).orElseThrow(SettingsEndpoint::noIds));
        if (ids.size() > MOST_IDS) {
            throw GraphError.badRequest("ErrorInvalidRequest", "1000 ids can be translated at once at most.");
        }
        if (!ID_TYPES.contains(source) || !ID_TYPES.contains(target)) {
            throw GraphError.badRequest("ErrorInvalidRequest", "This server translates " + ID_TYPES + " only.");
        }
        List<ObjectNode> results = new ArrayList<>();
        for (String id : ids) {
            ObjectNode result = Call.JSON.createObjectNode().put("sourceId", id);
            Optional<CalendarItem> item = call.mailbox().item(source.equals("restId") ? EventJson.classicId(id) : id);
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

    private static String translated(CalendarItem item, String target) {
        return switch (target) {
            case "ewsId" -> item.identity().classicId();
            case "restId" -> EventJson.restId(item.identity().classicId());
            default -> item.identity().immutableId();
        };
    }

    private static GraphError noIds() {
        return GraphError.badBody("inputIds, sourceIdType and targetIdType are needed.");
    }

    Response mailFolders(MailboxCall call, List<String> rest) {
        call.call().allow("GET");
        List<Folder> folders = call.mailbox().folders().stream()
                .filter(f -> f.kind().folderClass().equals("IPF.Note") && f.kind() != FolderKind.ROOT)
                .toList();
        if (rest.isEmpty()) {
            return call.list(
                    "mailFolders", folders.stream().map(SettingsEndpoint::json).toList());
        }
        if (rest.size() > 1) {
            throw GraphError.noSegment(rest.get(1));
        }
        Folder folder = call.mailbox()
                .folder(rest.get(0).toLowerCase(Locale.ROOT))
                .or(() -> call.mailbox().folder(rest.get(0)))
                .filter(folders::contains)
                .orElseThrow(GraphError::notFound);
        return call.answer(200, "mailFolders/$entity", json(folder));
    }

    private static ObjectNode json(Folder folder) {
        return Call.JSON
                .createObjectNode()
                .put("id", folder.id())
                .put("displayName", folder.displayName())
                .put("parentFolderId", folder.parentId())
                .put("childFolderCount", 0)
                .put("unreadItemCount", 0)
                .put("totalItemCount", 0)
                .put("isHidden", false);
    }
}
