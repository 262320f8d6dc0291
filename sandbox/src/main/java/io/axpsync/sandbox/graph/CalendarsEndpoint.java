package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import java.util.ArrayList;
import java.util.List;

/** {@code calendar}, {@code calendars} and the ways from there to events and views; without a calendar, the default one. */
final class CalendarsEndpoint {

    private final EventsEndpoint events;
    private final DeltaEndpoint delta;

    CalendarsEndpoint(EventsEndpoint events, DeltaEndpoint delta) {
        this.events = events;
        this.delta = delta;
    }

    /** @param rest the path after the user */
    Response answer(MailboxCall call, List<String> rest) {
        Folder own = call.mailbox().folder(FolderKind.CALENDAR);
        List<String> after = rest.subList(1, rest.size());
        return switch (rest.get(0)) {
            case "calendar" -> inCalendar(call, own, after);
            case "calendars" ->
                after.isEmpty()
                        ? all(call)
                        : inCalendar(call, find(call, after.get(0)), after.subList(1, after.size()));
            default -> inCalendar(call, own, rest);
        };
    }

    private Response inCalendar(MailboxCall call, Folder folder, List<String> rest) {
        if (rest.isEmpty()) {
            return calendar(call, folder);
        }
        return switch (rest.get(0).replaceFirst("^microsoft\\.graph\\.", "")) {
            case "events" -> events.answer(call, folder, rest.subList(1, rest.size()));
            case "calendarView" -> {
                if (rest.size() == 1) {
                    yield events.view(call, folder);
                }
                String function = rest.get(1).replace("microsoft.graph.", "").replace("()", "");
                if (rest.size() > 2 || !function.equals("delta")) {
                    throw GraphError.noSegment(rest.get(1));
                }
                yield delta.answer(call, folder);
            }
            case "permanentDelete" -> {
                call.call().allow("POST");
                call.mailbox().deleteFolder(folder.id());
                yield Response.empty(204);
            }
            default -> throw GraphError.noSegment(rest.get(0));
        };
    }

    private static Response calendar(MailboxCall call, Folder folder) {
        call.call().allow("GET", "PATCH", "DELETE");
        if (call.call().is("DELETE")) {
            call.mailbox().deleteFolder(folder.id());
            return Response.empty(204);
        }
        Folder now = folder;
        if (call.call().is("PATCH")) {
            now = write(call, folder, call.call().body());
        }
        return call.answer(200, "calendars/$entity", shown(call, json(call, now)));
    }

    private static Response all(MailboxCall call) {
        call.call().allow("GET", "POST");
        if (call.call().is("POST")) {
            ObjectNode body = call.call().body();
            EntityTypes.check(body, "calendar");
            String name = Values.text(body.path("name"));
            Folder parent = call.mailbox().folder(FolderKind.CALENDAR);
            Folder made = call.mailbox().createFolder(FolderKind.CALENDAR, parent.id(), name);
            return call.answer(201, "calendars/$entity", shown(call, json(call, write(call, made, body))));
        }
        List<ObjectNode> calendars = new ArrayList<>();
        for (Folder folder : call.mailbox().folders()) {
            if (folder.kind() == FolderKind.CALENDAR) {
                calendars.add(json(call, folder));
            }
        }
        return JsonList.of(call.call(), "calendar").answer(call.context("calendars"), calendars);
    }

    private static Folder find(MailboxCall call, String id) {
        return call.mailbox()
                .folder(id)
                .filter(folder ->
                        folder.kind() == FolderKind.CALENDAR && folder.id().equals(id))
                .orElseThrow(GraphError::notFound);
    }

    private static Folder write(MailboxCall call, Folder folder, ObjectNode body) {
        EntityTypes.check(body, "calendar");
        String name = body.hasNonNull("name") ? body.path("name").textValue() : folder.displayName();
        return PropertiesJson.write(call.mailbox(), folder, name, body);
    }

    private static ObjectNode shown(MailboxCall call, ObjectNode calendar) {
        return JsonList.of(call.call(), "calendar").shown(calendar);
    }

    /** With all its extended properties. */
    static ObjectNode json(MailboxCall call, Folder folder) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("id", folder.id());
        node.put("name", folder.displayName());
        node.put("color", "auto");
        node.put("hexColor", "");
        node.put("isDefaultCalendar", folder.distinguished());
        node.put("changeKey", folder.changeKey());
        node.put("canShare", true);
        node.put("canViewPrivateItems", true);
        node.put("canEdit", true);
        node.putArray("allowedOnlineMeetingProviders").add("teamsForBusiness");
        node.put("defaultOnlineMeetingProvider", "teamsForBusiness");
        node.put("isTallyingResponses", true);
        node.put("isRemovable", !folder.distinguished());
        node.set("owner", EventJson.person(call.mailbox().owner()));
        PropertiesJson.write(node, folder.properties(), folder.properties().keySet());
        return node;
    }
}
