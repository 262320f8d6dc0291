package io.axpsync.exchange.ews;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.SandboxClock;
import io.axpsync.sandbox.ews.EwsBehaviour;
import io.axpsync.sandbox.ews.EwsService;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The sandbox's EWS on a free loopback port, its mailboxes, and adapters for it. */
final class SandboxEws implements AutoCloseable {

    static final String TOKEN = "a-token-of-the-sandbox";
    static final String SERVICE = "svc-axpsync";
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Of the server and of the adapter. */
    final SandboxClock clock = new SandboxClock(Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC));

    final Mailboxes boxes = new Mailboxes(clock);
    final EwsBehaviour behaviour = new EwsBehaviour();
    final EwsService ews = new EwsService(boxes, behaviour);
    final AtomicInteger requests = new AtomicInteger();

    /** What was asked, and by which headers it found its way, where it was about a public folder. */
    final List<String> anchors = new CopyOnWriteArrayList<>();

    final List<Duration> pauses = new ArrayList<>();

    private volatile String losing = "";
    private int losses;
    private int busyIn = -1;
    private Runnable busy = () -> {};
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private final Traffic traffic;
    private final List<SyncSide> sides = new ArrayList<>();

    /** @param traffic hears every message: tests give their contract watch */
    SandboxEws(Traffic traffic) {
        this.traffic = traffic;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    EwsConfig.Builder config() {
        EwsConfig.Builder config = EwsConfig.builder();
        config.url(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/EWS/Exchange.asmx"))
                .credentials(new EwsCredentials.Bearer(() -> TOKEN))
                .pageSize(20)
                .clock(clock)
                .pause(pauses::add);
        return config;
    }

    SyncSide side() {
        return side(config().build());
    }

    SyncSide side(EwsConfig config) {
        SyncSide side = EwsSide.open(config);
        sides.add(side);
        return side;
    }

    /** A lane with an empty mailbox of its own in Berlin. */
    Lane open(String number, String name) {
        boxes.add(name + "@contoso.example", name, "W. Europe Standard Time");
        return lane(number, name);
    }

    static Lane lane(String number, String name) {
        return Lane.builder()
                .id(LaneId.of(number, Kind.APPOINTMENT))
                .kind(Kind.APPOINTMENT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber(number)
                        .address(name + "@contoso.example")
                        .displayName(name)
                        .company("usmf")
                        .zone(BERLIN)
                        .build())
                .build();
    }

    /** The next answer of that operation gets lost, although the server did what was asked. */
    void loseAnswerOf(String operation) {
        losing = operation;
        losses = 1;
    }

    /** All answers of that operation get lost. */
    void loseAnswersOf(String operation) {
        losing = operation;
        losses = Integer.MAX_VALUE;
    }

    /** After so many more requests the server is busy once. */
    void busyAt(int request, EwsBehaviour.Busy shape, long millis) {
        at(request, () -> behaviour.busy(shape, 1, millis));
    }

    /** What happens after so many more requests, before the next. */
    void at(int request, Runnable happening) {
        busyIn = request;
        busy = happening;
    }

    private synchronized boolean loses(Request request) {
        return losses > 0 && request.text().contains("<m:" + losing) && losses-- > 0;
    }

    private synchronized void mayBeBusy() {
        if (busyIn-- == 0) {
            busy.run();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            URI uri = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI());
            Request request = new Request(
                    exchange.getRemoteAddress().toString(),
                    exchange.getRequestMethod(),
                    uri,
                    new Headers(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            mayBeBusy();
            request.headers()
                    .first("X-PublicFolderMailbox")
                    .ifPresent(where -> anchors.add(String.join(
                            " ",
                            request.text().replaceFirst("(?s).*<soap:Body><m:(\\w+).*", "$1"),
                            request.headers().first("X-AnchorMailbox").orElse(""),
                            where)));
            boolean known = request.headers().first("Authorization").orElse("").equals("Bearer " + TOKEN);
            Response response = known
                    ? ews.handle(new Request(
                            request.connection(),
                            request.method(),
                            request.uri(),
                            request.headers().with(EwsService.USER, SERVICE),
                            request.body()))
                    : Response.text(401, "text/plain", "");
            traffic.seen("ews", request, response);
            if (loses(request)) {
                return;
            }
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

    @Override
    public void close() {
        sides.forEach(SyncSide::close);
        server.stop(0);
        threads.shutdownNow();
    }
}
