package io.axpsync.sandbox.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The door of the admin surface: JSON in, JSON out, behind a token ({@code Authorization: Bearer} or
 * {@code X-Sandbox-Token}) and a check of {@code Host}, so that no web page can reach it by rebinding a name. What can be
 * done is said by {@code GET /}. A call that throws {@link IllegalArgumentException} is answered 400 with its message.
 */
public final class AdminSurface implements Handler {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String token;
    private final List<AdminCall> calls;

    public AdminSurface(String token, List<AdminCall> calls) {
        this.token = token;
        this.calls = List.copyOf(calls);
    }

    @Override
    public Response handle(Request request) {
        String host = request.headers().first("Host").orElse("").replaceFirst(":\\d+$", "");
        if (!LOOPBACK.contains(host)) {
            return error(421, "This surface answers to loopback names only.");
        }
        if (!entitled(request)) {
            return error(401, "The admin token is missing or wrong.").with("WWW-Authenticate", "Bearer");
        }
        if (request.path().equals("/") && request.method().equals("GET")) {
            return Response.json(200, index().toString());
        }
        Optional<AdminCall> call = calls.stream().filter(c -> c.fits(request)).findFirst();
        if (call.isEmpty()) {
            return error(
                    404, "There is no " + request.method() + " " + request.path() + "; GET / lists what there is.");
        }
        try {
            JsonNode body = JSON.readTree(request.body());
            return call.get().work().answer(request, body);
        } catch (JsonProcessingException e) {
            return error(400, "The body is no JSON: " + e.getOriginalMessage());
        } catch (java.io.IOException e) {
            return error(400, "The body cannot be read.");
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return error(400, String.valueOf(e.getMessage()));
        }
    }

    private boolean entitled(Request request) {
        String sent = request.headers()
                .first("X-Sandbox-Token")
                .or(() -> request.headers()
                        .first("Authorization")
                        .filter(a -> a.startsWith("Bearer "))
                        .map(a -> a.substring(7)))
                .orElse("");
        return MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode index() {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        ArrayNode list = index.putArray("calls");
        calls.forEach(c ->
                list.addObject().put("method", c.method()).put("path", c.path()).put("what", c.what()));
        return index;
    }

    private static Response error(int status, String message) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("error", message);
        return Response.json(status, node.toString());
    }
}
