package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Reason;
import io.axpsync.core.memory.NoPause;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.axpsync.d365.odata.D365Side;
import io.axpsync.exchange.graph.GraphConfig;
import io.axpsync.exchange.graph.GraphCredentials;
import io.axpsync.exchange.graph.GraphSide;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Seq;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong on one side, in one mailbox or in one item ends with one clear reason, and the rest goes on. */
class BadInputIT {

    @Test
    void aMailboxThatExchangeDoesNotKnowFailsAloneAndIsNamed() {
        try (Bustle bustle = new Bustle()) {
            LaneSetup first = bustle.lanes.head();
            LaneSetup lost = first.withLane(
                    first.lane().withMailbox(first.lane().mailbox().withAddress("nobody@fabrikon.example")));
            RunReport report = bustle.fabrikon.run().sync(bustle.lanes.tail().prepend(lost));

            assertThat(onlyFailure(report).text()).contains("nobody@fabrikon.example");
            assertThat(onlyFailure(report).remedy()).isNotBlank();
            assertThat(report.total(RunReport.Counts::created)).isEqualTo(1);
            bustle.converges();
        }
    }

    @Test
    void aGraphThatCannotBeReachedFailsItsLanesOnly() {
        try (Bustle bustle = new Bustle();
                SyncSide closed = graph(URI.create("http://localhost:1/"), "token")) {
            RunReport report = firstLaneWith(bustle, closed);

            assertThat(onlyFailure(report).text()).contains("localhost");
            assertThat(onlyFailure(report).remedy()).contains("network");
            assertThat(report.total(RunReport.Counts::created)).isEqualTo(1);
            bustle.converges();
        }
    }

    @Test
    void aTokenThatGraphDoesNotTakeFailsItsLanesOnly() {
        try (Bustle bustle = new Bustle();
                SyncSide wrong = graph(
                        URI.create(bustle.fabrikon.sandbox.client().graphBase()).resolve("/"), "wrong")) {
            RunReport report = firstLaneWith(bustle, wrong);

            assertThat(onlyFailure(report).code()).isEqualTo("graph-not-authenticated");
            assertThat(onlyFailure(report).toString()).doesNotContain("wrong");
            bustle.converges();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreachable", "wrong token", "unknown certificate"})
    void aD365ThatDoesNotLetUsInFailsTheLanesAndNothingIsWritten(String trouble) {
        try (Bustle bustle = new Bustle();
                Sandbox secure =
                        Sandbox.start(SandboxOptions.builder().tls(true).build());
                D365Side side = D365Side.open(D365Config.builder()
                        .address(URI.create(
                                switch (trouble) {
                                    case "unreachable" -> "http://localhost:1";
                                    case "wrong token" ->
                                        bustle.fabrikon.sandbox.client().d365Base();
                                    default -> secure.client().d365Base();
                                }))
                        .login(new D365Login.Token(() -> "secret-token"))
                        .pause(new NoPause())
                        .build())) {
            RawState before = RawState.of(bustle.fabrikon.sandbox);
            RunReport report = bustle.fabrikon.run().sync(bustle.lanes.map(l -> l.withD365(side)));

            assertThat(report.failedLanes()).isEqualTo(4);
            for (Reason reason : Bustle.failures(report)) {
                assertThat(reason.text()).doesNotContain("secret-token", "Exception");
                assertThat(reason.remedy()).isNotBlank();
            }
            assertThat(RawState.of(bustle.fabrikon.sandbox)).isEqualTo(before);
            bustle.converges();
        }
    }

    @Test
    void aGraphWithACertificateThatNobodyVouchesForIsNotTrusted() {
        try (Bustle bustle = new Bustle();
                Sandbox secure =
                        Sandbox.start(SandboxOptions.builder().tls(true).build());
                SyncSide side = graph(URI.create(secure.client().graphBase()).resolve("/"), secure.exchangeToken())) {
            RunReport report = firstLaneWith(bustle, side);

            assertThat(onlyFailure(report).code()).isEqualTo("graph-tls");
            assertThat(onlyFailure(report).remedy()).contains("trust");
            assertThat(secure.counts().of("graph").requests()).isZero();
            bustle.converges();
        }
    }

    @Test
    void tokensThatExpireInTheMiddleAreRenewed() {
        try (Bustle bustle = new Bustle()) {
            bustle.fabrikon.sandbox.tokens().expireAll();
            assertThat(Bustle.failures(bustle.run())).isEmpty();
            bustle.converges();
        }
    }

    @Test
    void expiredPositionsAreReplacedByFullListingsAndNothingIsTakenForDeleted() {
        try (Bustle bustle = new Bustle()) {
            bustle.fabrikon.sandbox.mailboxes().behaviour().expireTokens();
            RunReport report = bustle.run();
            assertThat(Bustle.failures(report)).isEmpty();
            assertThat(report.total(RunReport.Counts::removed)).isEqualTo(2);
            bustle.converges();
        }
    }

    @Test
    void anUnknownMemberOfAnEnumParksItsItemOnly() {
        try (Bustle bustle = new Bustle()) {
            ObjectNode row =
                    (ObjectNode) bustle.users.activities("Visit 000003").get();
            row.put("Priority", "Someday");
            bustle.strikes(FaultRule.of(Fault.status(200, "application/json", row.toString()))
                    .frontEnd("d365")
                    .method("GET")
                    .path("/Activities\\(.*" + row.path("ActivityNumber").asText())
                    .times(-1)
                    .build());
            RunReport report = bustle.run();

            assertThat(Bustle.failures(report)).isEmpty();
            Seq<OpenCase> cases = report.lanes().flatMap(RunReport.LaneReport::cases);
            assertThat(cases).hasSize(1);
            assertThat(cases.head().reason().text()).contains("Priority", "Someday");
            assertThat(report.total(RunReport.Counts::created)).isEqualTo(2);
            bustle.converges();
        }
    }

    @Test
    void textsWithAnyCharactersArriveOrAreParkedAndNeverBounce() {
        try (Bustle bustle = new Bustle()) {
            String odd =
                    "tab\\tbell\\u0007 null\\u0000 vt\\u000b lone\\ud83d half \\ud83d\\ude00 rtl\\u202e nbsp\\u00a0 \\ufeff\\ufffe end";
            bustle.users.event(
                    Bustle.address(1), odd, 9, "\"body\": {\"contentType\": \"text\", \"content\": \"" + odd + "\"}");
            bustle.users.activity(
                    "000002", "bell\u0007 vt\u000b \ud83d\ude00 'quoted' \"double\" <b>&amp;</b> %27 {x}", 9);
            RunReport report = bustle.run();

            assertThat(Bustle.failures(report)).isEmpty();
            bustle.run();
            RunReport last = bustle.fabrikon.run().plan(bustle.lanes);
            assertThat(last.operations()).isZero();
            assertThat(last.lanes()
                            .flatMap(RunReport.LaneReport::cases)
                            .map(c -> c.reason().text()))
                    .doesNotContain("");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "d365"})
    void answersThatAreTooManyRequestsInsideBatchesAreAskedForAgain(String where) {
        try (Bustle bustle = new Bustle()) {
            bustle.strikes(FaultRule.of(Fault.status(429, "application/json", "{\"error\":{\"code\":\"x\"}}")
                            .with("Retry-After", "1"))
                    .frontEnd(where)
                    .path("graph".equals(where) ? "/events" : "/Activities\\(")
                    .times(3)
                    .build());
            RunReport report = bustle.run();

            assertThat(bustle.fabrikon.sandbox.faults().rules()).isEmpty();
            assertThat(Bustle.failures(report)).isEmpty();
            bustle.converges();
        }
    }

    @Test
    void aWriteWithoutEffectIsNoticedAndDoneAgain() {
        try (Bustle bustle = new Bustle()) {
            bustle.strikes(FaultRule.of(Fault.Kind.NO_EFFECT)
                    .frontEnd("d365")
                    .method("PATCH")
                    .path("/Activities\\(")
                    .build());
            RunReport report = bustle.run();

            assertThat(report.lanes()
                            .flatMap(RunReport.LaneReport::cases)
                            .map(c -> c.reason().code()))
                    .contains("no-effect");
            bustle.converges();
        }
    }

    private static RunReport firstLaneWith(Bustle bustle, SyncSide exchange) {
        return bustle.fabrikon
                .run()
                .sync(bustle.lanes.tail().prepend(bustle.lanes.head().withExchange(exchange)));
    }

    private static Reason onlyFailure(RunReport report) {
        assertThat(Bustle.failures(report)).hasSize(1);
        return Bustle.failures(report).head();
    }

    private static SyncSide graph(URI host, String token) {
        return GraphSide.open(GraphConfig.builder()
                .host(host)
                .credentials(new GraphCredentials.Bearer(() -> token))
                .pause(new NoPause())
                .build());
    }
}
