package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MasterCategory;
import io.axpsync.sandbox.mailbox.Zones;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The user, the mailbox's settings, its category list, time zones, the translation of ids, and mail folders. */
final class SettingsEndpoint {

    /** A user's directory id, which stands for the address in paths. */
    static String userId(Mailbox mailbox) {
        return UUID.nameUUIDFromBytes(mailbox.address().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The users of the directory. */
    Response users(Call call, List<Mailbox> mailboxes) {
        call.allow("GET");
        return new JsonList(call, "user", 100, 999)
                .answer("users", mailboxes.stream().map(SettingsEndpoint::user).toList());
    }

    Response user(Call call, Mailbox mailbox) {
        call.allow("GET");
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("@odata.context", call.base() + "/$metadata#users/$entity");
        node.setAll(JsonList.of(call, "user").shown(user(mailbox)));
        return Response.json(200, node.toString());
    }

    private static ObjectNode user(Mailbox mailbox) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("displayName", mailbox.displayName());
        int blank = mailbox.displayName().lastIndexOf(' ');
        node.put("givenName", blank < 0 ? null : mailbox.displayName().substring(0, blank));
        node.put("surname", mailbox.displayName().substring(blank + 1));
        node.put("mail", mailbox.address());
        node.put("userPrincipalName", mailbox.address());
        return node.put("id", userId(mailbox));
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
            return JsonList.whole(call.call(), "outlookCategory")
                    .answer(
                            call.context("outlook/masterCategories"),
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
}
