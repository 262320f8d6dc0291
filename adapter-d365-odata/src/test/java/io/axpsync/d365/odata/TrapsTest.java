package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Window;
import io.axpsync.core.memory.NoPause;
import io.axpsync.core.port.Circuit;
import io.axpsync.core.port.Directory.Worker;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that answer what D365 never should, and the traps of the libraries below us. */
class TrapsTest {

    /** @param headers name, value, name, value … */
    private record Reply(int status, String body, String... headers) {}

    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    private final List<String> asked = new ArrayList<>();
    private final HttpServer server = listen();
    private final NoPause pause = new NoPause();
    private BiFunction<String, Integer, Reply> answers = (path, n) -> new Reply(404, "");
    private String token = "token";

    private HttpServer listen() {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            AtomicInteger count = new AtomicInteger();
            listening.createContext("/", exchange -> {
                try (exchange) {
                    asked.add(exchange.getRequestURI().toString());
                    Reply reply = answers.apply(exchange.getRequestURI().getPath(), count.getAndIncrement());
                    for (int i = 0; i < reply.headers().length; i += 2) {
                        exchange.getResponseHeaders().add(reply.headers()[i], reply.headers()[i + 1]);
                    }
                    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private D365Config config() {
        return D365Config.builder()
                .address(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .login(new D365Login.Token(() -> token))
                .pause(pause)
                .build();
    }

    private Either<PortFailure, Seq<Worker>> workers() {
        try (D365Side side = D365Side.open(config())) {
            return side.directory().workers(HashSet.of("anna@fabrikon.example"));
        }
    }

    private static Reply json(String body) {
        return new Reply(200, body, "Content-Type", "application/json;odata.metadata=minimal");
    }

    private static Reply page(String rows, String nextLink) {
        return json("{\"@odata.context\":\"http://x/data/$metadata#Workers\",\"value\":[" + rows + "]"
                + (nextLink.isEmpty() ? "" : ",\"@odata.nextLink\":\"" + nextLink + "\"") + "}");
    }

    private static String worker(String number) {
        return "{\"@odata.etag\":\"W/\\\"JzEs\\\"\",\"PersonnelNumber\":\"" + number
                + "\",\"Name\":\"Anna\",\"IdentityEmail\":\"Anna@Fabrikon.example\"}";
    }

    @Test
    void addressesThatTheServerChoosesAreNeverOpened() {
        for (String link : List.of(
                "http://127.0.0.1:9/data/Workers?$skiptoken=2", "Workers?$skiptoken=2", "//evil.example/Workers")) {
            asked.clear();
            answers = (path, n) -> {
                boolean first = asked.get(asked.size() - 1).contains("Workers")
                        && !asked.get(asked.size() - 1).contains("gt");
                return first
                        ? page(worker("000101"), link)
                        : page(path.endsWith("Workers") ? worker("000102") : "", "");
            };
            assertThat(workers().get().map(Worker::personnelNumber)).containsExactly("000101", "000102");
            assertThat(asked).noneMatch(a -> a.contains("skiptoken")).noneMatch(a -> a.contains("metadata"));
        }
    }

    @Test
    void aListingThatDoesNotAdvanceIsAFailureAndNoEndlessLoop() {
        answers = (path, n) -> page(worker("000101"), "Workers?$skiptoken=1");

        assertThat(workers().getLeft().reason().code()).isEqualTo("listing-stuck");
    }

    @Test
    void aRedirectIsNotFollowed() {
        answers = (path, n) -> new Reply(302, "", "Location", "/login");

        PortFailure failure = workers().getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Denied.class);
        assertThat(failure.reason().code()).isEqualTo("login-page");
        assertThat(asked).hasSize(1);
    }

    @Test
    void anHtmlPageIsNoData() {
        answers = (path, n) -> new Reply(200, "<!DOCTYPE html><html>Sign in</html>", "Content-Type", "text/html");

        assertThat(workers().getLeft()).isInstanceOf(PortFailure.Denied.class);
    }

    @Test
    void aRefusedTokenIsRenewedOnce() {
        answers = (path, n) -> new Reply(401, "", "WWW-Authenticate", "Bearer");

        assertThat(workers().getLeft()).isInstanceOf(PortFailure.Denied.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aTokenWithALineEndNeverReachesTheWire() {
        token = "abc\r\nX-Evil: 1";

        assertThat(workers().getLeft().reason().code()).isEqualTo("token-malformed");
        assertThat(asked).isEmpty();
    }

    @Test
    void retryAfterIsObeyed() {
        answers = (path, n) -> n == 0 ? new Reply(429, "", "Retry-After", "9") : page("", "");

        assertThat(workers().isRight()).isTrue();
        assertThat(pause.asked()).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void aServerThatAsksForTooLongAPauseIsNotWaitedFor() {
        answers = (path, n) -> new Reply(429, "", "Retry-After", "3600");

        assertThat(workers().getLeft()).isInstanceOf(PortFailure.Throttled.class);
        assertThat(pause.asked()).isEmpty();
    }

    @Test
    void aServerThatAskedForTooLongAPauseIsNotAskedAgainBeforeThat() {
        answers = (path, n) -> new Reply(429, "", "Retry-After", "3600");

        try (D365Side side = D365Side.open(config())) {
            for (int i = 0; i < 5; i++) {
                side.begin();
                assertThat(side.capabilities(Scenery.lane("000101")).getLeft())
                        .isInstanceOf(PortFailure.Throttled.class);
            }
        }
        assertThat(asked).hasSize(1);
        assertThat(pause.asked()).isEmpty();
    }

    @Test
    void aServerThatIsOutOfOrderIsNotAskedForOneLaneAfterTheOther() {
        answers = (path, n) -> new Reply(503, "", "X", "y");

        try (D365Side side = D365Side.open(config())) {
            for (int run = 1; run <= 3; run++) {
                side.begin();
                for (int i = 0; i < 20; i++) {
                    assertThat(side.capabilities(Scenery.lane("000101")).getLeft())
                            .isInstanceOf(PortFailure.Unavailable.class);
                }
                assertThat(asked)
                        .as("each run asks anew, and no more than that")
                        .hasSize(run * Circuit.THRESHOLD * config().attempts());
            }
            side.directory().workers(HashSet.of("anna@fabrikon.example"));
            assertThat(asked)
                    .as("who is who is asked before a run")
                    .hasSize((3 * Circuit.THRESHOLD + 1) * config().attempts());
        }
    }

    @Test
    void whatIsNoJsonIsUnavailableAndSaidInOneLine() {
        for (String body : List.of("", "{", "[]", "{\"value\":[{\"a\"", "\u0001}{")) {
            answers = (path, n) -> json(body);
            PortFailure failure = workers().getLeft();
            assertThat(failure).as(body).isInstanceOf(PortFailure.Unavailable.class);
            assertThat(failure.reason().text()).doesNotContain("\n").doesNotContain("Exception");
        }
    }

    @Test
    void anAnswerWithoutRowsIsNoEmptyListing() {
        answers = (path, n) -> json("{\"@odata.context\":\"http://x/data/$metadata#Workers\"}");

        assertThat(workers().isLeft()).isTrue();
    }

    @Test
    void anAnswerThatIsTooLongIsBrokenOff() {
        answers = (path, n) -> page(worker("000101"), "");
        try (D365Side side = D365Side.open(config().withLargestAnswer(50).withAttempts(1))) {
            PortFailure failure =
                    side.directory().workers(HashSet.of("a@b.example")).getLeft();
            assertThat(failure.reason().text()).contains("longer than 50 bytes");
        }
    }

    @Test
    void aThrottledPartOfABatchIsAskedForAgainAlone() {
        String row =
                "{\"@odata.context\":\"http://x/data/$metadata#Activities/$entity\",\"@odata.etag\":\"W/\\\"JzEs\\\"\","
                        + "\"dataAreaId\":\"nord\",\"ActivityNumber\":\"A\",\"Category\":\"Appointment\",\"Purpose\":\"Visit\","
                        + "\"StartDateTime\":\"2026-07-01T09:00:00Z\",\"EndDateTime\":\"2026-07-01T10:00:00Z\"}";
        answers = (path, n) -> switch (n) {
            case 0 ->
                json(
                        "{\"@odata.context\":\"http://x/data/$metadata\",\"value\":[{\"name\":\"Activities\",\"kind\":\"EntitySet\",\"url\":\"Activities\"}]}");
            case 1 -> batch(part(200, "", row), part(429, "Retry-After: 3\r\n", "{}"), part(200, "", row));
            default -> batch(part(200, "", row));
        };
        try (D365Side side = D365Side.open(config())) {
            Look look = new Look(Scenery.lane("000101"), WINDOW, ItemRef.d365("nord/A"), Option.none());
            assertThat(side.fetch(Vector.of(look, look, look))).allMatch(Either::isRight);
        }
        assertThat(pause.asked()).containsExactly(Duration.ofSeconds(3));
        assertThat(asked).hasSize(3);
    }

    private static String part(int status, String headers, String body) {
        return "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 " + status
                + " X\r\n" + headers + "Content-Type: application/json\r\n\r\n" + body + "\r\n";
    }

    private static Reply batch(String... parts) {
        return new Reply(200, String.join("", parts) + "--b--\r\n", "Content-Type", "multipart/mixed; boundary=b");
    }

    @Test
    void theStackTraceOfAServerStaysThere() {
        answers = (path, n) -> new Reply(500, """
                {"error":{"code":"","message":"An error has occurred.","innererror":{"message":"Infolog: Error: Broken.",\
                "type":"System.NullReferenceException","stacktrace":"   at Secret.Thing()"}}}""", "Content-Type", "application/json");

        PortFailure failure = workers().getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(failure.reason().text()).contains("Broken.").doesNotContain("Secret");
    }

    @Test
    void anUnreachableHostIsSaidByName() {
        server.stop(0);
        PortFailure failure = workers().getLeft();

        assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
        assertThat(failure.reason().code()).isEqualTo("unreachable");
        assertThat(failure.reason().text()).contains("127.0.0.1");
    }

    @Test
    void plainHttpIsRefusedExceptOnThisMachine() {
        D365Config.Builder builder = D365Config.builder().login(new D365Login.Token(() -> "t"));

        assertThatThrownBy(
                        () -> builder.address(URI.create("http://d365.example")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> D365Config.builder()
                        .login(new D365Login.Token(() -> "t"))
                        .address(URI.create("http://127.0.0.1.evil.example"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameThatNothingUsesIsAConfigurationError() {
        D365Config wrong = config().withNames(io.vavr.collection.HashMap.of("AxpActivityAtendees", "X"));

        assertThatThrownBy(() -> D365Side.open(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AxpActivityAtendees");
    }
}
