package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.axpsync.sandbox.SandboxClock;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Two mailboxes behind Graph on a free loopback port, and a plain HTTP client for it. */
final class GraphRig implements AutoCloseable {

    static {
        // without it each answer waits for the client's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static final String ANNA = "anna@contoso.example";
    static final String BEN = "ben@contoso.example";
    static final String VIENNA = "W. Europe Standard Time";

    final SandboxClock clock = new SandboxClock(Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC));
    final Mailboxes boxes = new Mailboxes(clock);
    final Mailbox anna = boxes.add(ANNA, "Anna Gruber", VIENNA);
    final Mailbox ben = boxes.add(BEN, "Ben Okafor", "GMT Standard Time");
    final GraphService graph = new GraphService(boxes);

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param traffic hears every exchange; the classes give their contract watch */
    GraphRig(Traffic traffic) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, graph, traffic));
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1.0";
    }

    String annasCalendar() {
        return anna.folder(FolderKind.CALENDAR).id();
    }

    private static void serve(HttpExchange exchange, Handler handler, Traffic traffic) throws IOException {
        try (exchange) {
            URI uri = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            Request request = new Request(
                    exchange.getRemoteAddress().toString(),
                    exchange.getRequestMethod(),
                    uri,
                    new Headers(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            Response response = handler.handle(request);
            traffic.seen("graph", request, response);
            response.headers()
                    .fields()
                    .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
            byte[] body = response.body();
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** Sends a request; the path begins after the version, or is a whole link; headers are name and value in turn. */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base() + path));
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends a request that is wrong on purpose, marked so for the contract watch. */
    HttpResponse<String> bad(String method, String path, String body) {
        return send(method, path, body, ContractWatch.DELIBERATE, "a test of the server");
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** Creates an event of an hour in Anna's calendar, immutable ids preferred. */
    ObjectNode created(String subject, String start, String more) {
        HttpResponse<String> response =
                post("/users/" + ANNA + "/events", event(subject, start, more), "Prefer", "IdType=\"ImmutableId\"");
        if (response.statusCode() != 201) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response);
    }

    /** @param start local, to the hour: {@code 2026-03-02T10} */
    static String event(String subject, String start, String more) {
        int hour = Integer.parseInt(start.substring(11));
        String end = start.substring(0, 11) + String.format("%02d", hour + 1);
        return """
                {"subject": "%s", "start": {"dateTime": "%s:00:00", "timeZone": "%s"},
                 "end": {"dateTime": "%s:00:00.0000000", "timeZone": "%s"}%s}""".formatted(subject, start, VIENNA, end, VIENNA, more.isEmpty() ? "" : ", " + more);
    }

    static ObjectNode json(HttpResponse<String> response) {
        return Call.object(response.body());
    }

    static JsonNode error(HttpResponse<String> response) {
        return json(response).path("error");
    }

    static ArrayNode value(HttpResponse<String> response) {
        return (ArrayNode) json(response).path("value");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
