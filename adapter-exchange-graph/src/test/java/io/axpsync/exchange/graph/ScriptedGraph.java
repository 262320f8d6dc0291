package io.axpsync.exchange.graph;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that answers what a test says, in that order; the last answer goes on for ever. */
final class ScriptedGraph implements AutoCloseable {

    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    final List<Map<String, List<String>>> headers = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> pauses = new ArrayList<>();

    private final Deque<Answer> script = new ArrayDeque<>();
    private final HttpServer server;
    private final String scheme;

    ScriptedGraph(Answer... answers) {
        this(null, answers);
    }

    ScriptedGraph(@Nullable SSLContext tls, Answer... answers) {
        script.addAll(List.of(answers));
        scheme = tls == null ? "http" : "https";
        try {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            if (tls == null) {
                server = HttpServer.create(free, 0);
            } else {
                HttpsServer https = HttpsServer.create(free, 0);
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = https;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    GraphConfig.Builder config() {
        GraphConfig.Builder config = GraphConfig.builder();
        config.host(address())
                .credentials(new GraphCredentials.Bearer(() -> "secret-token"))
                .tries(3)
                .pause(pauses::add);
        return config;
    }

    int requests() {
        return bodies.size();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            Answer answer = script.size() > 1 ? script.removeFirst() : script.getFirst();
            if (answer.status() == 0) {
                return;
            }
            if (!answer.type().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", answer.type());
            }
            answer.fields()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * What the server says.
     *
     * @param status 0 = it hangs up without a word
     */
    record Answer(int status, String type, Map<String, String> fields, String body) {

        static Answer hangsUp() {
            return new Answer(0, "", Map.of(), "");
        }

        static Answer json(int status, String body) {
            return new Answer(status, "application/json", Map.of(), body);
        }

        static Answer html(int status) {
            return new Answer(status, "text/html; charset=utf-8", Map.of(), "<html><body>Sign in</body></html>");
        }

        static Answer empty(int status) {
            return new Answer(status, "", Map.of(), "");
        }

        /** A batch whose parts, numbered from 1, have these statuses and bodies in turn. */
        static Answer batch(Object... parts) {
            StringBuilder responses = new StringBuilder();
            for (int i = 0; i < parts.length; i += 2) {
                responses.append(i == 0 ? "" : ",").append("""
                        {"id":"%d","status":%s,"headers":{"Retry-After":"7"},"body":%s}""".formatted(i / 2 + 1, parts[i], parts[i + 1]));
            }
            return json(200, "{\"responses\":[" + responses + "]}");
        }

        static String error(String code) {
            return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"said by a test\"}}";
        }

        Answer with(String field, String value) {
            return new Answer(status, type, Map.of(field, value), body);
        }
    }
}
