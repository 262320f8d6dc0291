package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code delta} over folders and task lists: what differs from the round that a link ended. */
final class FolderFeed {

    private final GraphFaults faults;

    /** What each link given out has seen; its position counts from one. */
    private final List<Map<String, ObjectNode>> seen = new ArrayList<>();

    FolderFeed(GraphFaults faults) {
        this.faults = faults;
    }

    /** @param now the folders by id */
    synchronized Response answer(MailboxCall call, String type, Map<String, ObjectNode> now) {
        String scope = type + " " + call.mailbox().address();
        DeltaToken token = DeltaToken.of(call, scope, faults);
        if (token.position() > seen.size()) {
            throw GraphError.badRequest("BadRequest", "Badly formed token.");
        }
        Map<String, ObjectNode> before = token.position() == 0 ? Map.of() : seen.get((int) token.position() - 1);
        List<ObjectNode> page = new ArrayList<>();
        now.forEach((id, folder) -> {
            if (!folder.equals(before.get(id))) {
                page.add(folder);
            }
        });
        before.keySet().stream().filter(id -> !now.containsKey(id)).forEach(id -> {
            ObjectNode node = Call.JSON.createObjectNode();
            node.put("@odata.type", "#microsoft.graph." + type).put("id", id);
            node.putObject("@removed").put("reason", "deleted");
            page.add(node);
        });
        seen.add(Map.copyOf(now));
        faults.disturb(page);
        ObjectNode root = Call.JSON.createObjectNode();
        root.put("@odata.context", call.call().base() + "/$metadata#Collection(" + type + ")");
        root.put(
                "@odata.deltaLink",
                call.call().address() + "?$deltatoken=" + token.at(seen.size()).text());
        root.putArray("value").addAll(page);
        return Response.json(200, root.toString());
    }
}
