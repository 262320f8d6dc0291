package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Folder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code events} and what can be done with one event. Writes mail by Graph's rule: nobody can ask for silence. */
final class EventsEndpoint {

    private static final int PAGE = 10;
    private static final int MOST = 1000;
    private static final Duration LONGEST_VIEW = Duration.ofDays(1825);
    private static final Set<String> LIST_OPTIONS = Set.of(
            "$select", "$filter", "$orderby", "$expand", "$top", "$skip", "$count", "startDateTime", "endDateTime");

    private final GraphFaults faults;

    EventsEndpoint(GraphFaults faults) {
        this.faults = faults;
    }

    /** @param rest the path after {@code events} */
    Response answer(MailboxCall call, Folder folder, List<String> rest) {
        if (rest.equals(List.of("$count"))) {
            call.call().allow("GET");
            return Response.text(
                    200,
                    "text/plain",
                    String.valueOf(filtered(call, wholes(call, folder)).size()));
        }
        if (rest.isEmpty()) {
            call.call().allow("GET", "POST");
            return call.call().is("POST") ? create(call, folder) : list(call, wholes(call, folder));
        }
        CalendarItem item = call.item(rest.get(0));
        if (GraphFaults.take(faults.preconditionFailures())) {
            throw GraphError.of(io.axpsync.sandbox.mailbox.MailboxFault.conflict());
        }
        if (rest.size() == 1) {
            return one(call, item);
        }
        String action = rest.get(1).replaceFirst("^microsoft\\.graph\\.", "").replaceFirst("\\(\\)$", "");
        if (action.equals("instances")) {
            call.call().allow("GET");
            return list(call, instances(call, item));
        }
        if (action.equals("attachments")) {
            return AttachmentsEndpoint.answer(call, Files.of(call.mailbox(), item), rest.subList(2, rest.size()));
        }
        call.call().allow("POST");
        return EventActions.act(call, item, action);
    }

    /** Single events and masters; exceptions are found through their master and in views only. */
    private static List<CalendarItem> wholes(MailboxCall call, Folder folder) {
        return call.mailbox().items(folder.id()).stream()
                .filter(item -> item.seriesMasterId().isEmpty())
                .toList();
    }

    Response view(MailboxCall call, Folder folder) {
        call.call().allow("GET");
        Instant[] window = window(call.call());
        return list(call, call.mailbox().view(folder.id(), window[0], window[1]));
    }

    /** The window that views must have: from, to. */
    static Instant[] window(Call call) {
        String from = call.option("startDateTime")
                .or(() -> call.option("StartDateTime"))
                .orElse("");
        String to =
                call.option("endDateTime").or(() -> call.option("EndDateTime")).orElse("");
        if (from.isEmpty() || to.isEmpty()) {
            throw GraphError.badRequest(
                    "ErrorInvalidParameter",
                    "This request requires a time window specified by the query string parameters StartDateTime and"
                            + " EndDateTime.");
        }
        Instant start = Values.queryTime("startDateTime", from);
        Instant end = Values.queryTime("endDateTime", to);
        if (end.isBefore(start)) {
            throw GraphError.badRequest("ErrorInvalidParameter", "The window ends before it starts.");
        }
        if (Duration.between(start, end).compareTo(LONGEST_VIEW) > 0) {
            throw GraphError.badRequest(
                    "ErrorInvalidParameter", "The window is longer than 1825 days, the most that a view may have.");
        }
        return new Instant[] {start, end};
    }

    private static List<CalendarItem> instances(MailboxCall call, CalendarItem master) {
        if (master.recurrence().isEmpty()) {
            throw GraphError.badRequest(
                    "ErrorInvalidRequest", "Your request can't be completed. The event is not a series master.");
        }
        Instant[] window = window(call.call());
        return call.mailbox().instances(master, window[0], window[1]);
    }

    private Response create(MailboxCall call, Folder folder) {
        CalendarItem draft = call.reader().create(call.call().body());
        CalendarItem created = call.mailbox().create(folder.id(), draft, call.notifying());
        String id = call.json().id(created);
        return call.answer(201, "events/$entity", call.event(created, Expansion.of(call.call()), true))
                .with("Location", call.call().address() + "/" + id);
    }

    private static Response one(MailboxCall call, CalendarItem item) {
        String expected = call.call().ifMatch().orElse(null);
        String id = item.identity().immutableId();
        switch (call.call().method()) {
            case "GET" -> {
                return entity(call, item);
            }
            case "PATCH" -> {
                ObjectNode body = call.call().body();
                CalendarItem written = call.mailbox()
                        .update(id, expected, before -> call.reader().update(before, body), call.notifying());
                return entity(call, written);
            }
            case "DELETE" -> {
                call.mailbox().delete(id, expected, Deletion.TO_DELETED_ITEMS, call.notifying(), "");
                return Response.empty(204);
            }
            default -> throw GraphError.method(call.call().method());
        }
    }

    private static Response entity(MailboxCall call, CalendarItem item) {
        return call.answer(200, "events/$entity", call.event(item, Expansion.of(call.call()), true))
                .with("ETag", EventJson.etag(item));
    }

    private static Response list(MailboxCall call, List<CalendarItem> all) {
        Call request = call.call();
        request.query().keySet().stream()
                .filter(name -> !LIST_OPTIONS.contains(name)
                        && !name.equalsIgnoreCase("startDateTime")
                        && !name.equalsIgnoreCase("endDateTime"))
                .findFirst()
                .ifPresent(name -> {
                    throw GraphError.badRequest(
                            "ErrorInvalidUrlQuery", "The query option '" + name + "' is not supported here.");
                });
        List<CalendarItem> items = filtered(call, all).stream()
                .sorted(order(request.option("$orderby").orElse("")))
                .toList();
        int top = Math.min(MOST, JsonList.number(request, "$top", PAGE));
        int page = request.prefer().maxPageSize() > 0
                ? Math.min(top, request.prefer().maxPageSize())
                : top;
        int skip = JsonList.number(request, "$skip", 0);
        Expansion expansion = Expansion.of(request);
        ObjectNode body = Call.JSON.createObjectNode();
        if (request.option("$count").map("true"::equals).orElse(false)) {
            body.put("@odata.count", items.size());
        }
        ArrayNode value = body.putArray("value");
        items.stream().skip(skip).limit(page).forEach(item -> value.add(call.event(item, expansion, false)));
        if ((long) skip + page < items.size()) {
            body.put("@odata.nextLink", JsonList.next(request, skip + page));
        }
        return call.answer(200, "events", body);
    }

    private static List<CalendarItem> filtered(MailboxCall call, List<CalendarItem> all) {
        return call.call()
                .option("$filter")
                .map(text -> Filter.parse(text, new EventFields()))
                .map(filter -> all.stream().filter(filter).toList())
                .orElse(all);
    }

    private static Comparator<CalendarItem> order(String orderBy) {
        String[] words = orderBy.strip().split("\\s+");
        Comparator<CalendarItem> order = switch (words[0]) {
            case "" -> Comparator.comparingLong(item -> 0);
            case "start/dateTime" -> Comparator.comparing(item -> item.start().instant());
            case "end/dateTime" -> Comparator.comparing(item -> item.end().instant());
            case "subject" -> Comparator.comparing(item -> item.subject().toLowerCase(Locale.ROOT));
            case "createdDateTime" ->
                Comparator.comparing(item -> item.identity().created());
            case "lastModifiedDateTime" ->
                Comparator.comparing(item -> item.identity().modified());
            default ->
                throw GraphError.badRequest("ErrorInvalidUrlQuery", "Events can't be ordered by '" + words[0] + "'.");
        };
        return words.length > 1 && words[1].equals("desc") ? order.reversed() : order;
    }
}
