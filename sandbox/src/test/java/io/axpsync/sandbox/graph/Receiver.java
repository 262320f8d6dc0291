package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Receives notifications on a free loopback port: {@code /changes} and {@code /lifecycle}; {@code /rude} refuses all. */
final class Receiver implements AutoCloseable {

    final List<ObjectNode> changes = Collections.synchronizedList(new ArrayList<>());
    final List<ObjectNode> lifecycle = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;

    /** @param traffic hears each notification */
    Receiver(Traffic traffic) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/changes", exchange -> receive(exchange, changes, 202, traffic));
        server.createContext("/lifecycle", exchange -> receive(exchange, lifecycle, 202, traffic));
        server.createContext("/broken", exchange -> receive(exchange, new ArrayList<>(), 500, traffic));
        server.createContext("/rude", exchange -> answer(exchange, 400, ""));
        server.createContext("/forgetful", exchange -> answer(exchange, 200, "another token"));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void receive(HttpExchange exchange, List<ObjectNode> into, int status, Traffic traffic)
            throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null && query.contains("validationToken=")) {
            answer(exchange, 200, Call.decode(query.substring(query.indexOf("validationToken=") + 16)));
            return;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        traffic.seen(
                "notification",
                new Request(
                        "",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        Headers.EMPTY,
                        body.getBytes(StandardCharsets.UTF_8)),
                Response.empty(status));
        into.add((ObjectNode) Call.object(body).path("value").path(0));
        answer(exchange, status, "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
