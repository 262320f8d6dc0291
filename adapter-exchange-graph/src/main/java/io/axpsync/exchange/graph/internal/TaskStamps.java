package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.axpsync.core.item.Stamp;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.control.Option;

/** A task has no extended properties: its stamp is the {@code externalId} of a linked resource, which its user sees. */
final class TaskStamps {

    static final String EXPAND = "$expand=linkedResources";
    private static final String APPLICATION = "AXPExchangeSync";

    private TaskStamps() {}

    static Option<Stamp> read(JsonObject task) {
        return ours(task).flatMap(r -> Json.text(r, "externalId")).flatMap(Stamp::parse);
    }

    /** The id of the linked resource that holds it. */
    static Option<String> resource(JsonObject task) {
        return ours(task).flatMap(r -> Json.text(r, "id"));
    }

    static void write(JsonObject task, Stamp stamp) {
        JsonArray resources = new JsonArray();
        resources.add(body(stamp));
        task.add("linkedResources", resources);
    }

    static JsonObject body(Stamp stamp) {
        JsonObject resource = new JsonObject();
        resource.addProperty("applicationName", APPLICATION);
        resource.addProperty("displayName", "Dynamics 365");
        resource.addProperty("externalId", stamp.text());
        return resource;
    }

    private static Option<JsonObject> ours(JsonObject task) {
        return Json.objects(task, "linkedResources")
                .find(r -> Json.text(r, "externalId").flatMap(Stamp::parse).isDefined());
    }
}
