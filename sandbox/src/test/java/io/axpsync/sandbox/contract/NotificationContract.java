package io.axpsync.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.GraphModel.TypeRef;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.nio.file.Path;
import java.util.Set;

/** Graph's change notifications: the server is the client here, and its body is of a published type. */
final class NotificationContract implements Contract {

    private final GraphBody bodies;

    NotificationContract(Path folder) {
        bodies = new GraphBody(GraphModel.read(folder.resolve("v1.0-used.csdl")));
    }

    @Override
    public void request(Request request, Findings findings) {
        TypeRef type = new TypeRef("changeNotificationCollection", false, false);
        Json.read(request.text(), findings).ifPresent(json -> {
            for (JsonNode one : json.path("value")) {
                if (one.path("resourceData") instanceof ObjectNode data) {
                    JsonNode named = data.remove("@odata.type"); // of the item, in another spelling than elsewhere
                    String name = named == null ? "" : named.asText().replaceFirst("(?i)^#microsoft\\.graph\\.", "");
                    findings.must(
                            Set.of("Event", "Contact", "Message", "TodoTask").contains(name),
                            "resourceData has @odata.type " + named);
                }
            }
            bodies.check(json, type, "notification", findings);
        });
    }

    @Override
    public void answer(Request request, Response response, Findings findings) {
        findings.must(response.body().length == 0 || response.status() == 200, "a receiver answers without a body");
    }
}
