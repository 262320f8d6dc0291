package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ODataServerError;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.processor.ErrorProcessor;

/**
 * Error bodies as captured: an empty code, a generic message, and everything that helps in {@code innererror}.
 */
final class Errors implements ErrorProcessor {

    private final Set<ODataResponse> refusedWrites = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public void init(OData odata, ServiceMetadata metadata) {
        // Nothing of the model is needed.
    }

    /** The refusal in the exception type that Olingo carries to the error processor. */
    static ODataApplicationException wrap(Refusal refusal) {
        return new ODataApplicationException(refusal.getMessage(), refusal.status(), Locale.ROOT, refusal);
    }

    @Override
    public void processError(
            ODataRequest request, ODataResponse response, ODataServerError error, ContentType requestedFormat) {
        Throwable cause =
                error.getException() == null ? null : error.getException().getCause();
        String type = cause instanceof Refusal ? ((Refusal) cause).type() : "Microsoft.OData.ODataException";
        String message = error.getMessage() == null ? "" : error.getMessage();
        write(response, error.getStatusCode(), type, message);
        if (cause instanceof Refusal && ((Refusal) cause).isWrite()) {
            refusedWrites.add(response);
        }
    }

    /** Whether this answer, made for the current request, says that X++ refused a write. */
    boolean refusedWrite(ODataResponse response) {
        return refusedWrites.contains(response);
    }

    static void write(ODataResponse response, int status, String type, String message) {
        response.setStatusCode(status);
        response.setHeader("Content-Type", "application/json; odata.metadata=minimal");
        response.setContent(new ByteArrayInputStream(body(type, message).getBytes(StandardCharsets.UTF_8)));
    }

    static String body(String type, String message) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("code", "")
                .put("message", "An error has occurred.")
                .putObject("innererror")
                .put("message", message)
                .put("type", type)
                .put(
                        "stacktrace",
                        "   at Microsoft.Dynamics.Platform.Integration.Services.OData.Update.UpdateProcessor.Process()\r\n"
                                + "   at Microsoft.Dynamics.Platform.Integration.Services.OData.DelegatingHandlers.Invoke()");
        return root.toString();
    }
}
