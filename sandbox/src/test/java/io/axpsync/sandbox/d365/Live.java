package io.axpsync.sandbox.d365;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.axpsync.sandbox.SandboxClock;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A D365 service on a free loopback port, and a client of it. */
final class Live implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    /** Marks a request that the contract does not document and that the server takes all the same. */
    static final String TOLERATED = "X-Tolerated";

    static final Instant START = Instant.parse("2026-03-25T08:00:00Z");

    final SandboxClock clock = new SandboxClock(Clock.fixed(START, ZoneOffset.UTC));
    final D365Service service;
    private final Traffic traffic;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newHttpClient();

    Live(Company company, D365Options options, Traffic traffic) {
        this.traffic = traffic;
        service = new D365Service(company, clock, options);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static Live stock(Traffic traffic) {
        return new Live(Company.sample(), D365Options.STOCK, traffic);
    }

    static Live companion(Traffic traffic) {
        return new Live(Company.sample(), D365Options.companion(), traffic);
    }

    String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/data";
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI target = exchange.getRequestURI();
            URI uri = target.isAbsolute()
                    ? target
                    : URI.create("http://" + exchange.getRequestHeaders().getFirst("Host") + target);
            Request request = new Request(
                    "1",
                    exchange.getRequestMethod(),
                    uri,
                    new Headers(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            Response response = service.handle(request);
            if (request.headers().first(TOLERATED).isEmpty()) {
                traffic.seen("d365", request, response);
            }
            response.headers()
                    .fields()
                    .forEach((name, values) -> values.forEach(
                            value -> exchange.getResponseHeaders().add(name, value)));
            exchange.sendResponseHeaders(response.status(), response.body().length == 0 ? -1 : response.body().length);
            if (response.body().length > 0) {
                exchange.getResponseBody().write(response.body());
            }
        }
    }

    /** Sends a request; {@code path} is relative to the service root and may hold unencoded blanks and quotes. */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        String address = path.startsWith("http") ? path : root() + "/" + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        address.replace(" ", "%20").replace("\"", "%22").replace("<", "%3C")))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !String.join(",", headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request that is wrong on purpose and must be refused. */
    HttpResponse<String> bad(String method, String path, String body, String... headers) {
        return send(method, path, body, with(ContractWatch.DELIBERATE, "a test of the server", headers));
    }

    /** Sends a request that no client of ours may send, and that the server takes. */
    HttpResponse<String> tolerated(String method, String path, String body, String... headers) {
        return send(method, path, body, with(TOLERATED, "a test of the server", headers));
    }

    private static String[] with(String name, String value, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    /** The body of a successful GET. */
    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return parse(response.body());
    }

    static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    /** An object of alternating names and texts. */
    static ObjectNode object(String... namesAndValues) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
