package io.axpsync.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;

/**
 * One thing that the admin surface can do.
 *
 * @param path exact, or the beginning of the path when it ends with a slash
 * @param what one line for the index
 */
public record AdminCall(String method, String path, String what, Work work) {

    /** Does it. @see AdminSurface for what an exception becomes */
    @FunctionalInterface
    public interface Work {
        /** @param body the request's JSON; a missing node when there is none */
        Response answer(Request request, JsonNode body);
    }

    boolean fits(Request request) {
        boolean methodFits = method.equals("*") || method.equals(request.method());
        return methodFits
                && (path.endsWith("/") && path.length() > 1
                        ? request.path().startsWith(path)
                        : request.path().equals(path));
    }
}
