package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.contract.GraphModel.TypeRef;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.nio.file.Path;

/** Graph's change notifications: the server is the client here, and its body is of a published type. */
final class NotificationContract implements Contract {

    private final GraphBody bodies;

    NotificationContract(Path folder) {
        bodies = new GraphBody(GraphModel.read(folder.resolve("v1.0-used.csdl")));
    }

    @Override
    public void request(Request request, Findings findings) {
        TypeRef type = new TypeRef("changeNotificationCollection", false, false);
        Json.read(request.text(), findings).ifPresent(json -> bodies.check(json, type, "notification", findings));
    }

    @Override
    public void answer(Request request, Response response, Findings findings) {
        findings.must(response.body().length == 0 || response.status() == 200, "a receiver answers without a body");
    }
}
