package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code calendar}, {@code calendars} and the ways from there to events and views; without a calendar, the default one. */
final class CalendarsEndpoint {

    private static final Set<String> COMPUTED = Set.of(
            "id",
            "allowedOnlineMeetingProviders",
            "canEdit",
            "canShare",
            "canViewPrivateItems",
            "changeKey",
            "color",
            "defaultOnlineMeetingProvider",
            "hexColor",
            "isDefaultCalendar",
            "isRemovable",
            "isTallyingResponses",
            "owner");

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
        return switch (rest.get(0)) {
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
            default -> throw GraphError.noSegment(rest.get(0));
        };
    }

    private static Response calendar(MailboxCall call, Folder folder) {
        call.call().allow("GET", "PATCH");
        Folder now = folder;
        if (call.call().is("PATCH")) {
            now = write(call, folder, call.call().body());
        }
        return call.answer(200, "calendars/$entity", json(call, now));
    }

    private static Response all(MailboxCall call) {
        call.call().allow("GET", "POST");
        if (call.call().is("POST")) {
            ObjectNode body = call.call().body();
            String name = Values.text(body.path("name"));
            Folder parent = call.mailbox().folder(FolderKind.CALENDAR);
            Folder made = call.mailbox().createFolder(FolderKind.CALENDAR, parent.id(), name);
            return call.answer(201, "calendars/$entity", json(call, write(call, made, body)));
        }
        List<ObjectNode> calendars = new ArrayList<>();
        for (Folder folder : call.mailbox().folders()) {
            if (folder.kind() == FolderKind.CALENDAR) {
                calendars.add(json(call, folder));
            }
        }
        return call.list("calendars", calendars);
    }

    private static Folder find(MailboxCall call, String id) {
        return call.mailbox()
                .folder(id)
                .filter(folder ->
                        folder.kind() == FolderKind.CALENDAR && folder.id().equals(id))
                .orElseThrow(GraphError::notFound);
    }

    private static Folder write(MailboxCall call, Folder folder, ObjectNode body) {
        List<ExtendedProperty> set = new ArrayList<>();
        List<PropertyKey> removed = new ArrayList<>();
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            switch (name) {
                case PropertiesJson.SINGLE, PropertiesJson.MULTI ->
                    PropertiesJson.read(name, body.path(name))
                            .forEach((key, property) -> property.ifPresentOrElse(set::add, () -> removed.add(key)));
                case "name" -> Values.text(body.path(name));
                default -> {
                    if (!COMPUTED.contains(name) && !name.contains("@odata.")) {
                        throw Values.unknown(name, "calendar");
                    }
                }
            }
        }
        String name = Optional.ofNullable(body.get("name")).map(Values::text).orElse(folder.displayName());
        return call.mailbox().writeFolder(folder.id(), name, set, removed);
    }

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
        PropertiesJson.write(
                node, folder.properties(), Expansion.of(call.call()).properties());
        return node;
    }
}
