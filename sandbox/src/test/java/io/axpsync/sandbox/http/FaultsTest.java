package io.axpsync.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

    private static final String TRUE_ANSWER = "{\"value\":\"Grüße aus Zürich\"}";

    private final Faults faults = new Faults();
    private final AtomicInteger handled = new AtomicInteger();
    private final List<String> heard = new ArrayList<>();
    private final Port port = Port.open(
            0,
            Optional.empty(),
            List.of(new Route(
                    "graph",
                    "/v1.0",
                    request -> {
                        handled.incrementAndGet();
                        return Response.json(200, TRUE_ANSWER);
                    },
                    new Recorder(handled))),
            faults,
            (frontEnd, request, response) -> heard.add(frontEnd + " " + response.status() + " "
                    + response.headers().first(Faults.HEADER).orElse("true")));

    /** Says in the status what was asked for. */
    private record Recorder(AtomicInteger handled) implements Mischief {
        @Override
        public Response withoutEffect(Request request, Handler handler) {
            return Response.text(211, "text/plain", "no effect");
        }

        @Override
        public Response twice(Request request, Handler handler) {
            handler.handle(request);
            return handler.handle(request);
        }

        @Override
        public Response withExtraMail(Request request, Handler handler) {
            return Response.text(212, "text/plain", "mail");
        }
    }

    @AfterEach
    void close() {
        port.close();
    }

    private HttpResponse<byte[]> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(port.base() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> call() throws Exception {
        return call("PATCH", "/v1.0/users/a/events/1?x=1", "{}");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void withoutAFaultTheTrueAnswerComes() throws Exception {
        assertThat(text(call())).isEqualTo(TRUE_ANSWER);
        assertThat(heard).containsExactly("graph 200 true");
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        assertThat(call("GET", "/other", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aThrottledAnswerTellsHowLongToWaitAndTheServerDidNothing() throws Exception {
        faults.add(FaultRule.of(Fault.throttled(Duration.ofMillis(1500))).build());
        HttpResponse<byte[]> response = call();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("2");
        assertThat(response.headers().firstValue(Faults.HEADER)).isEmpty();
        assertThat(handled).hasValue(0);
        assertThat(heard).containsExactly("graph 429 STATUS");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"LOGIN_PAGE", "REDIRECT", "EMPTY_NOT_FOUND", "GARBAGE", "EMPTY", "HUGE"})
    void madeUpAnswersNeverReachTheServer(Fault.Kind kind) throws Exception {
        faults.add(FaultRule.of(kind).build());
        HttpResponse<byte[]> response = call();
        assertThat(response.statusCode())
                .isEqualTo(
                        switch (kind) {
                            case REDIRECT -> 302;
                            case EMPTY_NOT_FOUND -> 404;
                            default -> 200;
                        });
        assertThat(text(response)).isNotEqualTo(TRUE_ANSWER);
        assertThat(handled).hasValue(0);
        assertThat(text(call())).isEqualTo(TRUE_ANSWER);
    }

    @Test
    void aGatewaySpeaksHtml() throws Exception {
        faults.add(FaultRule.of(Fault.gateway(503)).build());
        HttpResponse<byte[]> response = call();
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void aResetEndsTheConnectionBeforeTheServerSawAnything() {
        faults.add(FaultRule.of(Fault.Kind.RESET).times(-1).build());
        assertThatThrownBy(this::call).isInstanceOf(IOException.class);
        assertThat(handled).hasValue(0);
    }

    @Test
    void aServerThatIsDownRefusesConnectionsUntilTheFaultsAreCleared() throws Exception {
        faults.add(FaultRule.of(Fault.Kind.DOWN).build());
        assertThatThrownBy(this::call).isInstanceOf(IOException.class);
        assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
        assertThat(handled).hasValue(0);
        faults.clear();
        assertThat(text(call())).isEqualTo(TRUE_ANSWER);
    }

    @Test
    void aHugeAnswerIsLongerThanClientsShouldTake() throws Exception {
        faults.add(FaultRule.of(Fault.Kind.HUGE).build());
        assertThat(call().body()).hasSizeGreaterThan(4 << 20);
    }

    @Test
    void aWatcherHearsWhatRulesAreTriedOn() throws Exception {
        List<String> watched = new ArrayList<>();
        faults.watch((frontEnd, request) -> watched.add(frontEnd + " " + request.method()));
        call();
        assertThat(watched).containsExactly("graph PATCH");
    }

    @Test
    void aLostAnswerWasDone() {
        faults.add(FaultRule.of(Fault.Kind.LOST_ANSWER).times(-1).build());
        assertThatThrownBy(this::call).isInstanceOf(IOException.class);
        assertThat(handled.get()).isPositive();
    }

    @Test
    void aCutAnswerEndsHalfway() {
        faults.add(FaultRule.of(Fault.Kind.CUT).times(-1).build());
        assertThatThrownBy(this::call).isInstanceOf(IOException.class);
        assertThat(handled.get()).isPositive();
    }

    @Test
    void aSlowAnswerIsTrueAndLate() throws Exception {
        faults.add(FaultRule.of(Fault.slow(Duration.ofMillis(300))).build());
        long before = System.nanoTime();
        assertThat(text(call())).isEqualTo(TRUE_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aWrongCharsetIsNotWhatTheHeaderSays() throws Exception {
        faults.add(FaultRule.of(Fault.Kind.WRONG_CHARSET).build());
        HttpResponse<byte[]> response = call();
        assertThat(text(response)).isNotEqualTo(TRUE_ANSWER);
        assertThat(new String(response.body(), StandardCharsets.ISO_8859_1)).isEqualTo(TRUE_ANSWER);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).contains("charset=utf-8");
    }

    @Test
    void effectsAreLeftToTheServer() throws Exception {
        faults.add(FaultRule.of(Fault.Kind.NO_EFFECT).build());
        assertThat(call().statusCode()).isEqualTo(211);
        assertThat(handled).hasValue(0);
        faults.add(FaultRule.of(Fault.Kind.EXTRA_MAIL).build());
        assertThat(call().statusCode()).isEqualTo(212);
        faults.add(FaultRule.of(Fault.Kind.DOUBLE_EFFECT).build());
        assertThat(call().statusCode()).isEqualTo(200);
        assertThat(handled).hasValue(2);
    }

    @Test
    void aRuleStrikesTheNthRequestThatFitsAndSoManyTimes() throws Exception {
        faults.add(FaultRule.of(Fault.gateway(503)).after(1).times(2).build());
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            statuses.add(call().statusCode());
        }
        assertThat(statuses).containsExactly(200, 503, 503, 200, 200);
        assertThat(faults.rules()).isEmpty();
    }

    @Test
    void aRuleNamesFrontEndMethodPathBodyAndOperation() throws Exception {
        faults.add(FaultRule.of(Fault.gateway(503)).frontEnd("ews").build());
        faults.add(FaultRule.of(Fault.gateway(503)).method("POST").build());
        faults.add(FaultRule.of(Fault.gateway(503)).path("/events/2$").build());
        faults.add(FaultRule.of(Fault.gateway(503)).body("subject").build());
        faults.add(FaultRule.of(Fault.gateway(503)).operation("UpdateItem").build());
        assertThat(call().statusCode()).isEqualTo(200);
        assertThat(call("POST", "/v1.0/x", "").statusCode()).isEqualTo(503);
        assertThat(call("GET", "/v1.0/events/2", "").statusCode()).isEqualTo(503);
        assertThat(call("PATCH", "/v1.0/x", "{\"subject\":1}").statusCode()).isEqualTo(503);
        String soap = "<s:Envelope><s:Body>\n<m:UpdateItem ConflictResolution='x'/></s:Body></s:Envelope>";
        assertThat(call("PATCH", "/v1.0/x", soap).statusCode()).isEqualTo(503);
        assertThat(faults.rules()).hasSize(1);
    }

    @Test
    void aRuleCanBeTakenBack() throws Exception {
        int id = faults.add(FaultRule.of(Fault.gateway(503)).build());
        assertThat(faults.remove(id)).isTrue();
        assertThat(faults.remove(id)).isFalse();
        assertThat(call().statusCode()).isEqualTo(200);
    }
}
