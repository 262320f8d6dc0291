package io.axpsync.sandbox.d365;

import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;

/** Shows one part of a batch, as an HTTP request of its own, to what stands before the service. */
final class PartExchange {

    private PartExchange() {}

    /**
     * The answer of {@code handler}, unless what stands before it answers in its place. What stands before may call it
     * not at all or twice.
     */
    static ODataResponse through(
            UnaryOperator<Handler> before, ODataRequest request, Function<ODataRequest, ODataResponse> handler) {
        byte[] body = bytes(request.getBody());
        Map<Response, ODataResponse> own = new IdentityHashMap<>();
        Response said = before.apply(seen -> {
                    request.setBody(new ByteArrayInputStream(body));
                    ODataResponse answer = handler.apply(request);
                    Response outline = outline(answer);
                    own.put(outline, answer);
                    return outline;
                })
                .handle(http(request, body));
        ODataResponse answer = own.get(said);
        return answer == null ? odata(said) : answer;
    }

    private static Request http(ODataRequest request, byte[] body) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getAllHeaders().forEach((name, values) -> fields.put(name, List.copyOf(values)));
        return new Request(
                "batch", request.getMethod().name(), URI.create(request.getRawRequestUri()), new Headers(fields), body);
    }

    /** Status and headers; the body stays with Olingo, which may stream it. */
    private static Response outline(ODataResponse answer) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.getAllHeaders().forEach((name, values) -> fields.put(name, List.copyOf(values)));
        return new Response(answer.getStatusCode(), new Headers(fields), new byte[0]);
    }

    private static ODataResponse odata(Response said) {
        ODataResponse response = new ODataResponse();
        response.setStatusCode(said.status());
        said.headers().fields().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContent(new ByteArrayInputStream(said.body()));
        return response;
    }

    private static byte[] bytes(InputStream body) {
        try {
            return body == null ? new byte[0] : body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
