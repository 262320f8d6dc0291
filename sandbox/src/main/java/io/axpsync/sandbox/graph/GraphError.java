package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.MailboxFault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An answer other than success, in Graph's error shape. */
final class GraphError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Headers headers;

    GraphError(int status, String code, String message, Headers headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    GraphError(int status, String code, String message) {
        this(status, code, message, Headers.EMPTY);
    }

    static GraphError of(MailboxFault fault) {
        String message = String.valueOf(fault.getMessage());
        return switch (fault.code()) {
            case "ErrorItemNotFound", "ErrorFolderNotFound" -> new GraphError(404, fault.code(), message);
            case "ErrorIrresolvableConflict" -> new GraphError(412, fault.code(), message);
            case "ErrorFolderExists" -> new GraphError(409, fault.code(), message);
            default -> new GraphError(400, fault.code(), message);
        };
    }

    static GraphError badBody(String message) {
        return new GraphError(400, "RequestBodyRead", message);
    }

    static GraphError badRequest(String code, String message) {
        return new GraphError(400, code, message);
    }

    static GraphError notFound() {
        return of(MailboxFault.notFound());
    }

    static GraphError noSegment(String segment) {
        return badRequest("BadRequest", "Resource not found for the segment '" + segment + "'.");
    }

    static GraphError method(String method) {
        return new GraphError(405, "MethodNotAllowed", "The method " + method + " is not allowed here.");
    }

    Response response(String requestId, String clientRequestId, Instant now) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("code", code).put("message", getMessage());
        error.putObject("innerError")
                .put("date", now.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""))
                .put("request-id", requestId)
                .put("client-request-id", clientRequestId);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("error", error);
        Response response = Response.text(status, "application/json", root.toString());
        for (String name : headers.fields().keySet()) {
            response = response.with(name, headers.first(name).orElse(""));
        }
        return response;
    }
}
