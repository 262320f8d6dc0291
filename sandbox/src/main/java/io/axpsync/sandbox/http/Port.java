package io.axpsync.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One loopback port of the sandbox on the JDK's HTTP server: reads, lets faults strike, tells the traffic, sends. */
public final class Port implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Port.class);
    private static final int LARGEST_BODY = 64 * 1024 * 1024;
    private static final AtomicInteger THREADS = new AtomicInteger();

    static {
        // without it each answer waits up to 40 ms for the client's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // a pooled connection must not die between two steps of a test that takes its time
        System.setProperty("sun.net.httpserver.idleInterval", "600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final Optional<SSLContext> tls;
    private final ExecutorService threads;
    private final List<Route> routes;
    private final Faults faults;
    private final Traffic traffic;
    private final int number;
    private HttpServer server;
    private boolean down;

    private Port(int number, Optional<SSLContext> tls, List<Route> routes, Faults faults, Traffic traffic) {
        this.tls = tls;
        this.routes = routes;
        this.faults = faults;
        this.traffic = traffic;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sandbox-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.server = listening(number);
        this.number = server.getAddress().getPort();
    }

    private String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /**
     * Opens the port on the loopback interface.
     *
     * @param number 0 = a free one
     * @param tls empty = plain HTTP
     * @throws UncheckedIOException when the port is taken
     */
    public static Port open(int number, Optional<SSLContext> tls, List<Route> routes, Faults faults, Traffic traffic) {
        Port port = new Port(number, tls, routes, faults, traffic);
        faults.whenCleared(port::up);
        return port;
    }

    /** @throws UncheckedIOException when the port is taken */
    private HttpServer listening(int wanted) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
            HttpServer fresh = tls.isPresent() ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
            if (fresh instanceof HttpsServer https) {
                https.setHttpsConfigurator(new HttpsConfigurator(tls.orElseThrow()));
            }
            fresh.setExecutor(threads);
            fresh.createContext("/", this::exchange);
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot open port " + wanted + ": " + e.getMessage(), e);
        }
    }

    private synchronized void down() {
        if (!down) {
            down = true;
            server.stop(0);
        }
    }

    private synchronized void up() {
        if (down) {
            server = listening(number);
            down = false;
        }
    }

    public int number() {
        return number;
    }

    /** {@code http(s)://localhost:number}, without a slash at its end. */
    public String base() {
        return scheme() + "://localhost:" + number();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try {
            Request request = read(exchange);
            Optional<Route> route =
                    routes.stream().filter(r -> r.serves(request)).findFirst();
            Answer answer = route.map(r -> answer(r, request)).orElseGet(() -> Answer.whole(Response.empty(404)));
            send(exchange, answer);
        } catch (IOException e) {
            LOG.debug("A client went away: {}", e.toString());
        } finally {
            exchange.close();
        }
    }

    private Answer answer(Route route, Request request) {
        Answer answer = request.body().length > LARGEST_BODY
                ? Answer.whole(Response.empty(413))
                : faults.answer(route.frontEnd(), request, safely(route.handler()), route.mischief());
        traffic.seen(route.frontEnd(), request, answer.response());
        return faults.rewritten(route.frontEnd(), answer);
    }

    private static Handler safely(Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (RuntimeException e) {
                LOG.error("The sandbox failed on {} {}", request.method(), request.path(), e);
                return Response.text(
                        500, "text/plain", "The sandbox failed: " + e.getClass().getName());
            }
        };
    }

    private Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        Headers headers = new Headers(exchange.getRequestHeaders());
        URI target = exchange.getRequestURI();
        String authority = headers.first("Host")
                .filter(h -> h.matches("[A-Za-z0-9.:\\[\\]_-]+"))
                .orElse("localhost:" + number());
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return new Request(
                exchange.getRemoteAddress().toString(),
                exchange.getRequestMethod(),
                URI.create(scheme() + "://" + authority + path + query),
                headers,
                body);
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.wire() == Answer.Wire.DOWN) {
            down();
        }
        if (answer.wire() == Answer.Wire.NONE || answer.wire() == Answer.Wire.DOWN) {
            return;
        }
        Response response = answer.response();
        response.headers().fields().forEach((name, values) -> {
            if (!name.equalsIgnoreCase(Faults.HEADER) && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, answer.wire() == Answer.Wire.HALF ? body.length / 2 : body.length);
            if (answer.wire() == Answer.Wire.HALF) {
                out.flush();
            } else {
                out.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
