package io.axpsync.exchange.graph;

import static io.axpsync.exchange.graph.ScriptedGraph.Answer.batch;
import static io.axpsync.exchange.graph.ScriptedGraph.Answer.empty;
import static io.axpsync.exchange.graph.ScriptedGraph.Answer.error;
import static io.axpsync.exchange.graph.ScriptedGraph.Answer.hangsUp;
import static io.axpsync.exchange.graph.ScriptedGraph.Answer.html;
import static io.axpsync.exchange.graph.ScriptedGraph.Answer.json;
import static io.axpsync.exchange.graph.Words.ANNA;
import static io.axpsync.exchange.graph.Words.YEAR;
import static io.axpsync.exchange.graph.Words.appointment;
import static io.axpsync.exchange.graph.Words.create;
import static io.axpsync.exchange.graph.Words.fetch;
import static io.axpsync.exchange.graph.Words.observe;
import static io.axpsync.exchange.graph.Words.refused;
import static io.axpsync.exchange.graph.Words.remove;
import static io.axpsync.exchange.graph.Words.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Circuit;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.exchange.graph.ScriptedGraph.Answer;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that misbehave: nothing is done twice, nothing thrown, and each failure says what to do. */
class GraphTroubleTest {

    private static final Lane BOB = SandboxGraph.lane("000002", "bob");
    private static final Lane CAROL = SandboxGraph.lane("000003", "carol");

    private static void against(BiConsumer<SyncSide, ScriptedGraph> test, Answer... answers) {
        try (ScriptedGraph server = new ScriptedGraph(answers);
                SyncSide side = GraphSide.open(server.config().build())) {
            test.accept(side, server);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aWriteThatAGatewayAnswersIsSentOnceAndLost(int status) {
        against(
                (side, server) -> {
                    assertThat(write(side, create(ANNA, "l1", appointment("One"))))
                            .isInstanceOf(Outcome.Lost.class);
                    assertThat(server.requests()).isEqualTo(1);
                },
                html(status));
    }

    @Test
    void aWriteWhoseConnectionBreaksIsSentOnceAndLost() {
        against(
                (side, server) -> {
                    assertThat(write(side, create(ANNA, "l1", appointment("One"))))
                            .isInstanceOf(Outcome.Lost.class);
                    assertThat(server.requests()).isEqualTo(1);
                },
                hangsUp());
    }

    @Test
    void aReadIsTriedAgainAsOftenAsConfigured() {
        against(
                (side, server) -> {
                    PortFailure failure = fetch(side, ANNA, "x").getLeft();
                    assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
                    assertThat(server.requests()).isEqualTo(3);
                    assertThat(server.pauses).hasSize(2).allMatch(pause -> !pause.isZero());
                },
                html(503));
    }

    @Test
    void aThrottledPartIsSentAgainAloneAfterThePauseAskedFor() {
        against(
                (side, server) -> {
                    Vector<Outcome> outcomes = side.write(Vector.of(remove(ANNA, "a"), remove(ANNA, "b")))
                            .toVector();
                    assertThat(outcomes).allMatch(Outcome.Removed.class::isInstance);
                    assertThat(server.pauses).containsExactly(Duration.ofSeconds(7));
                    assertThat(server.bodies.get(1)).contains("/events/b").doesNotContain("/events/a");
                },
                batch(204, "null", 429, error("ApplicationThrottled")),
                batch(204, "null"));
    }

    @Test
    void aPartOfAFailedPredecessorIsSentAgain() {
        against(
                (side, server) -> assertThat(write(side, remove(ANNA, "a"))).isInstanceOf(Outcome.Removed.class),
                batch(424, error("FailedDependency")),
                batch(204, "null"));
    }

    @Test
    void aServerThatAsksForTooLongAPauseIsGivenUpOn() {
        against(
                (side, server) -> {
                    PortFailure failure = refused(write(side, remove(ANNA, "a")));
                    assertThat(failure)
                            .isInstanceOfSatisfying(
                                    PortFailure.Throttled.class,
                                    throttled ->
                                            assertThat(throttled.retryAfter()).isEqualTo(Duration.ofHours(1)));
                    assertThat(server.pauses).isEmpty();
                },
                json(429, error("TooManyRequests")).with("Retry-After", "3600"));
    }

    @Test
    void whatOneMailboxIsToldToWaitTheOthersOfTheAccountWaitAsWell() {
        Object[] first = new Object[40];
        for (int i = 0; i < 40; i += 2) {
            first[i] = i == 0 ? 429 : 204;
            first[i + 1] = i == 0 ? error("ApplicationThrottled") : "null";
        }
        against(
                (side, server) -> {
                    Vector<Outcome> outcomes = side.write(
                                    Vector.range(0, 25).map(i -> remove(i == 0 ? ANNA : BOB, "i" + i)))
                            .toVector();
                    assertThat(outcomes).allMatch(Outcome.Removed.class::isInstance);
                    assertThat(server.pauses).containsExactly(Duration.ofSeconds(7));
                    assertThat(server.requests())
                            .as("the other five waited, too")
                            .isEqualTo(2);
                    assertThat(server.bodies.get(1)).contains("/events/i0", "/events/i24");
                },
                batch(first),
                batch(204, "null", 204, "null", 204, "null", 204, "null", 204, "null", 204, "null"));
    }

    @Test
    void anAccountThatMustWaitForTooLongSendsNothingForAnyMailbox() {
        against(
                (side, server) -> {
                    for (Lane lane : Vector.of(ANNA, BOB, ANNA)) {
                        side.begin();
                        assertThat(fetch(side, lane, "x").getLeft())
                                .isInstanceOfSatisfying(
                                        PortFailure.Throttled.class,
                                        t -> assertThat(t.retryAfter())
                                                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
                    }
                    assertThat(server.requests()).isEqualTo(1);
                    assertThat(server.pauses).isEmpty();
                },
                json(429, error("TooManyRequests")).with("Retry-After", "3600"));
    }

    @Test
    void aServerThatIsOutOfOrderIsNotAskedForOneMailboxAfterTheOther() {
        against(
                (side, server) -> {
                    PortFailure first = fetch(side, ANNA, "x").getLeft();
                    Vector.of(BOB, CAROL).appendAll(Vector.fill(20, BOB)).forEach(lane -> {
                        PortFailure next = fetch(side, lane, "x").getLeft();
                        assertThat(next).isInstanceOf(PortFailure.Unavailable.class);
                        assertThat(next.reason().code())
                                .isEqualTo(first.reason().code());
                    });
                    assertThat(server.requests()).isEqualTo(Circuit.THRESHOLD * 3);
                    assertThat(write(side, remove(ANNA, "a")))
                            .as("never sent, so not lost")
                            .isInstanceOf(Outcome.Refused.class);
                    assertThat(server.requests()).isEqualTo(Circuit.THRESHOLD * 3);
                    side.begin();
                    fetch(side, ANNA, "x");
                    assertThat(server.requests()).as("the next run asks anew").isEqualTo((Circuit.THRESHOLD + 1) * 3);
                },
                html(503));
    }

    @Test
    void oneMailboxThatFailsAgainAndAgainStopsNoOther() {
        against(
                (side, server) -> {
                    Vector.range(0, 10).forEach(i -> fetch(side, ANNA, "x"));
                    assertThat(server.requests()).isEqualTo(30);
                },
                html(503));
    }

    @Test
    void mailboxesThatMayNotBeReadStopNoOther() {
        against(
                (side, server) -> {
                    Vector.fill(10, Vector.of(ANNA, BOB, CAROL))
                            .flatMap(all -> all)
                            .forEach(lane -> assertThat(fetch(side, lane, "x").getLeft())
                                    .isInstanceOf(PortFailure.Denied.class));
                    assertThat(server.requests()).isEqualTo(30);
                },
                batch(403, error("ErrorAccessDenied")));
    }

    @Test
    void anHtmlPageInsteadOfJsonIsNamed() {
        against(
                (side, server) -> {
                    PortFailure failure =
                            observe(side, ANNA, YEAR, Option.none()).getLeft();
                    assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
                    assertThat(failure.reason().text()).contains("text/html").contains("anna@contoso.example");
                    assertThat(failure.reason().remedy()).contains("login page");
                },
                html(200));
    }

    @Test
    void anEmptyErrorIsAFailureLikeAnyOther() {
        against(
                (side, server) -> assertThat(fetch(side, ANNA, "x").getLeft())
                        .isInstanceOfSatisfying(
                                PortFailure.Missing.class,
                                missing -> assertThat(missing.reason().text()).contains("empty body")),
                empty(404));
    }

    @Test
    void aTruncatedAnswerIsNoAnswer() {
        against(
                (side, server) -> {
                    assertThat(fetch(side, ANNA, "x").getLeft()).isInstanceOf(PortFailure.Unavailable.class);
                    assertThat(write(side, remove(ANNA, "x"))).isInstanceOf(Outcome.Lost.class);
                },
                json(200, "{\"responses\":[{\"id\":\"1\",\"status\":2"));
    }

    @Test
    void aPartThatTheBatchLeavesOutIsLost() {
        against(
                (side, server) -> assertThat(write(side, remove(ANNA, "x"))).isInstanceOf(Outcome.Lost.class),
                json(200, "{\"responses\":[]}"));
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (ScriptedGraph foreign = new ScriptedGraph(batch(200, "{}"))) {
            String there = foreign.address().toString().replace("localhost", "127.0.0.1");
            against(
                    (side, server) -> {
                        PortFailure failure = fetch(side, ANNA, "x").getLeft();
                        assertThat(failure).isInstanceOf(PortFailure.Unavailable.class);
                        assertThat(failure.reason().text()).contains("127.0.0.1");
                        assertThat(foreign.requests()).isZero();
                    },
                    empty(307).with("Location", there + "/v1.0/$batch"));
        }
    }

    @Test
    void aLinkToAnotherHostIsNotFollowed() {
        String page = "{\"value\":[],\"@odata.nextLink\":\"https://elsewhere.example/v1.0/users/anna/x?$skiptoken=1\"}";
        against(
                (side, server) -> {
                    PortFailure failure =
                            observe(side, ANNA, YEAR, Option.none()).getLeft();
                    assertThat(failure.reason().code()).isEqualTo("graph-foreign-link");
                    assertThat(server.requests()).isEqualTo(1);
                },
                batch(200, page));
    }

    @Test
    void aPageWithoutALinkIsNotTakenForTheLast() {
        against(
                (side, server) -> assertThat(
                                observe(side, ANNA, YEAR, Option.none()).getLeft())
                        .isInstanceOf(PortFailure.Unavailable.class),
                batch(200, "{\"value\":[]}"));
    }

    @Test
    void withoutATokenNothingIsSent() {
        try (ScriptedGraph server = new ScriptedGraph(batch(200, "{}"));
                SyncSide side = GraphSide.open(server.config()
                        .credentials(new GraphCredentials.Bearer(() -> ""))
                        .build())) {
            assertThat(fetch(side, ANNA, "x").getLeft()).isInstanceOf(PortFailure.Denied.class);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void everyRequestCarriesTheTokenAndAnIdToAskFor() {
        against(
                (side, server) -> {
                    fetch(side, ANNA, "x");
                    assertThat(server.headers.get(0).get("Authorization")).containsExactly("Bearer secret-token");
                    assertThat(server.headers.get(0).get("Client-request-id")).hasSize(1);
                },
                batch(404, error("ErrorItemNotFound")));
    }

    @Test
    void deniedMailboxesSayWhoHasToActAndHow() {
        String scoped = "{\"error\":{\"code\":\"ErrorAccessDenied\",\"message\":\"Access to OData is disabled.\"}}";
        against(
                (side, server) -> {
                    PortFailure failure = fetch(side, ANNA, "x").getLeft();
                    assertThat(failure).isInstanceOf(PortFailure.Denied.class);
                    assertThat(failure.reason().remedy()).contains("access policy");
                },
                batch(403, scoped));
    }

    @Test
    void aMissingItemIsGoneAndAMissingMailboxIsAFailure() {
        against(
                (side, server) -> {
                    assertThat(fetch(side, ANNA, "x").get()).isInstanceOf(Observed.Gone.class);
                    assertThat(fetch(side, ANNA, "x").getLeft()).isInstanceOf(PortFailure.Missing.class);
                },
                batch(404, error("ErrorItemNotFound")),
                batch(404, error("MailboxNotEnabledForRESTAPI")));
    }

    @Test
    void anUnreachableHostIsUnavailableAlsoForWrites() {
        ScriptedGraph server = new ScriptedGraph(empty(500));
        GraphConfig config = server.config().build();
        server.close();
        try (SyncSide side = GraphSide.open(config)) {
            assertThat(refused(write(side, create(ANNA, "l1", appointment("One")))))
                    .isInstanceOf(PortFailure.Unavailable.class);
        }
    }

    @Test
    void theSameWriteTwiceHasTheSameBodyTwice() {
        against(
                (side, server) -> {
                    write(side, create(ANNA, "l1", appointment("One")));
                    write(side, create(ANNA, "l1", appointment("One")));
                    assertThat(server.bodies.get(0)).contains("\"subject\":\"One\"");
                    assertThat(server.bodies.get(1)).isEqualTo(server.bodies.get(0));
                },
                batch(400, error("ErrorInvalidRequest")));
    }

    @Test
    void aBatchThatIsRefusedForOneOfItsPartsIsSentPartByPart() {
        against(
                (side, server) -> {
                    Vector<Outcome> outcomes = side.write(Vector.of(remove(ANNA, "bad"), remove(ANNA, "good")))
                            .toVector();
                    assertThat(refused(outcomes.get(0))).isInstanceOf(PortFailure.Rejected.class);
                    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Removed.class);
                },
                json(400, error("BadRequest")),
                json(400, error("BadRequest")),
                batch(204, "null"));
    }

    @Test
    void largeBodiesAreSpreadOverRequests() {
        String text = "0123456789".repeat(60_000);
        against(
                (side, server) -> {
                    side.write(Vector.range(0, 3)
                            .map(i -> create(ANNA, "l" + i, appointment("Large").with(Field.BODY, Value.text(text)))));
                    assertThat(server.requests()).isEqualTo(3);
                    assertThat(server.bodies).allMatch(body -> body.length() < 4 << 20);
                },
                batch(400, error("ErrorInvalidRequest")));
    }

    @Test
    void aServerThatDoesNotTellCalendarsIsAskedWithoutFromThenOn() {
        String event = """
                {"id": "x", "changeKey": "k", "subject": "Visit", "type": "singleInstance",
                 "start": {"dateTime": "2026-06-01T09:00:00", "timeZone": "UTC"},
                 "end": {"dateTime": "2026-06-01T10:00:00", "timeZone": "UTC"}}""";
        against(
                (side, server) -> {
                    assertThat(fetch(side, ANNA, "x").get()).isInstanceOf(Observed.Present.class);
                    assertThat(fetch(side, ANNA, "x").get()).isInstanceOf(Observed.Present.class);
                    assertThat(server.bodies).hasSize(3);
                    assertThat(server.bodies.get(0)).contains("calendar%28");
                    assertThat(server.bodies.get(1)).doesNotContain("calendar%28");
                    assertThat(server.bodies.get(2)).doesNotContain("calendar%28");
                },
                batch(400, error("ErrorInvalidUrlQuery")),
                batch(200, event));
    }
}
