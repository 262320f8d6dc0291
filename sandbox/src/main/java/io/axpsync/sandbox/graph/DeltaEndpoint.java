package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.EventType;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.ItemChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code calendarView/delta}: what changed in a window. Each page follows the folder's change log, so the first round is
 * the whole window and an item that changes while a client pages comes again. An item that left the window comes as
 * removed, like a deleted one. A series comes with its occurrences, on one page.
 */
final class DeltaEndpoint {

    private static final int PAGE = 50;
    private static final List<String> REFUSED = List.of("$select", "$filter", "$expand", "$orderby", "$search");

    private final GraphFaults faults;

    DeltaEndpoint(GraphFaults faults) {
        this.faults = faults;
    }

    Response answer(MailboxCall call, Folder folder) {
        call.call().allow("GET");
        for (String option : REFUSED) {
            if (call.call().query().containsKey(option)
                    && faults.refusesDeltaOptions().get()) {
                throw GraphError.badRequest(
                        "ErrorInvalidUrlQuery",
                        "The following parameters are not supported with change tracking over the 'CalendarView'"
                                + " resource: '$orderby, $filter, $select, $expand, $search'.");
            }
        }
        return call.mailbox().locked(() -> page(call, folder, token(call, folder)));
    }

    private DeltaToken token(MailboxCall call, Folder folder) {
        if (!DeltaToken.given(call.call())) {
            Instant[] window = EventsEndpoint.window(call.call());
            return new DeltaToken(
                    folder.id(),
                    window[0],
                    window[1],
                    0,
                    call.mailboxes().behaviour().epoch());
        }
        return DeltaToken.of(call, folder.id(), faults);
    }

    private Response page(MailboxCall call, Folder folder, DeltaToken token) {
        if (GraphFaults.take(faults.emptyPages())) {
            return answer(call, List.of(), "@odata.nextLink", "$skiptoken", token);
        }
        int size = call.call().prefer().maxPageSize() > 0 ? call.call().prefer().maxPageSize() : PAGE;
        List<ObjectNode> page = new ArrayList<>();
        long position = token.position();
        boolean more = false;
        for (ItemChange change : call.mailbox().changes(folder.id(), token.position())) {
            if (page.size() >= size) {
                more = true;
                break;
            }
            page.addAll(entries(call, folder, token, change));
            position = change.number();
        }
        faults.disturb(page);
        return more
                ? answer(call, page, "@odata.nextLink", "$skiptoken", token.at(position))
                : answer(call, page, "@odata.deltaLink", "$deltatoken", token.at(position));
    }

    private List<ObjectNode> entries(MailboxCall call, Folder folder, DeltaToken token, ItemChange change) {
        List<ObjectNode> entries = new ArrayList<>();
        CalendarItem item = change.item().orElse(null);
        if (item != null && within(call, item, token)) {
            entries.add(call.json().event(item));
            if (item.recurrence().isPresent()) {
                series(call, item, token, entries);
            }
        } else if ((item == null || faults.removesOutOfWindow().get())
                && call.mailbox()
                        .overlappedAt(folder.id(), token.position(), change.immutableId(), token.from(), token.to())) {
            String id =
                    call.call().prefer().immutableIds() ? change.immutableId() : EventJson.restId(change.classicId());
            entries.add(removed(id));
        }
        return entries;
    }

    private void series(MailboxCall call, CalendarItem master, DeltaToken token, List<ObjectNode> entries) {
        for (CalendarItem instance : call.mailbox().instances(master, token.from(), token.to())) {
            boolean sparse = instance.type() == EventType.OCCURRENCE
                    && faults.sparseOccurrences().get();
            entries.add(sparse ? call.json().sparse(instance) : call.json().event(instance));
        }
        if (faults.marksCancelledOccurrences().get() && token.position() > 0) {
            master.cancelledDates()
                    .forEach(date -> entries.add(removed(call.json().occurrenceId(master, date))));
        }
    }

    private static boolean within(MailboxCall call, CalendarItem item, DeltaToken token) {
        if (item.recurrence().isPresent()) {
            return !call.mailbox().instances(item, token.from(), token.to()).isEmpty();
        }
        return item.start().instant().isBefore(token.to())
                && item.end().instant().isAfter(token.from());
    }

    private static ObjectNode removed(String id) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("@odata.type", "#microsoft.graph.event").put("id", id);
        node.putObject("@removed").put("reason", "deleted");
        return node;
    }

    private static Response answer(
            MailboxCall call, List<ObjectNode> page, String link, String parameter, DeltaToken token) {
        ObjectNode root = Call.JSON.createObjectNode();
        root.put("@odata.context", call.call().base() + "/$metadata#Collection(event)");
        root.put(link, call.call().address() + "?" + parameter + "=" + token.text());
        root.putArray("value").addAll(page);
        return Response.json(200, root.toString());
    }
}
