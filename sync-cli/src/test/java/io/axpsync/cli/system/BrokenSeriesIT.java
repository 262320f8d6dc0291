package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that take a series and not its exceptions, and a process that is killed in between: nothing is lost. */
class BrokenSeriesIT {

    private static final String OWNER = "worker000001@fabrikon.example";
    private static final String WORKER = "000001";
    private static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");

    private static final String SERIES = """
            {"subject": "Stand-up", "categories": ["D365"],
             "start": {"dateTime": "2026-03-10T09:00:00", "timeZone": "Europe/Vienna"},
             "end": {"dateTime": "2026-03-10T09:15:00", "timeZone": "Europe/Vienna"},
             "recurrence": {"pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["tuesday"],
               "firstDayOfWeek": "monday"},
               "range": {"type": "numbered", "numberOfOccurrences": 5, "startDate": "2026-03-10"}}}""";

    private final Fabrikon fabrikon = new Fabrikon(
            Company.generated(1),
            D365Options.companion(),
            Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), MORNING)));
    private final Users users = fabrikon.users;
    private Duration later = Duration.ZERO;

    @AfterEach
    void close() {
        fabrikon.close();
    }

    private SyncRun run() {
        Clock clock = Clock.offset(fabrikon.sandbox.clock(), later);
        return new SyncRun(fabrikon.store, fabrikon.d365.directory(), clock, fabrikon.ids(), RunListener.SILENT);
    }

    private Seq<LaneSetup> lanes(String backend) {
        // the servers' calendar is not the one that their HTTP headers tell, so that each run compares all
        return fabrikon.lanes(backend.equals("ews") ? fabrikon.ews : fabrikon.graph)
                .map(lane -> lane.withCompareEvery(Duration.ofNanos(1)));
    }

    private void strikes(FaultRule rule) {
        fabrikon.sandbox.faults().add(rule);
    }

    /** One occurrence is cancelled, another gets a name. */
    private void exceptions() {
        String id = users.found(OWNER, "Stand-up");
        users.outlook("DELETE", OWNER, "/events/" + users.occurrence(OWNER, id, "2026-03-17"), "all", "");
        users.outlook(
                "PATCH",
                OWNER,
                "/events/" + users.occurrence(OWNER, id, "2026-03-24"),
                "all",
                "{\"subject\": \"Review\"}");
    }

    /** A run in which every request for exceptions on that side fails; {@code killed} at the end of the first write. */
    private void broken(Seq<LaneSetup> lanes, boolean killed, FaultRule... rules) {
        Vector.of(rules).forEach(this::strikes);
        if (killed) {
            Seq<LaneSetup> dying = lanes.map(l -> l.withExchange(killing(l.exchange())));
            assertThatThrownBy(() -> run().sync(dying)).hasMessage("killed");
        } else {
            run().sync(lanes);
        }
        fabrikon.sandbox.faults().clear();
        later = later.plus(Duration.ofHours(1));
    }

    private static SyncSide killing(SyncSide side) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(side, arguments);
                        if (method.getName().equals("write") && !((Seq<?>) arguments[0]).isEmpty()) {
                            throw new IllegalStateException("killed");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void heals(Seq<LaneSetup> lanes) {
        for (int i = 0; i < 2; i++) {
            assertThat(run().sync(lanes).failedLanes()).isZero();
            later = later.plus(Duration.ofHours(7));
        }
        assertThat(run().plan(lanes).operations()).isZero();
    }

    private JsonNode master() {
        return users.activitiesOf(WORKER)
                .filter(r -> r.path("MasterAppointment").asText().equals("Yes"))
                .single();
    }

    private Seq<String> occurrences() {
        JsonNode series = users.events(OWNER)
                .filter(e -> e.path("subject").asText().equals("Stand-up"))
                .single();
        return users.occurrences(OWNER, series)
                .map(o -> o.path("start").path("dateTime").asText().substring(0, 10) + " "
                        + o.path("subject").asText());
    }

    private static final FaultRule[] GRAPH = {
        FaultRule.of(Fault.gateway(500))
                .frontEnd("graph")
                .method("PATCH")
                .path("/events/")
                .after(1)
                .times(-1)
                .build(),
        FaultRule.of(Fault.gateway(500))
                .frontEnd("graph")
                .method("DELETE")
                .path("/events/")
                .times(-1)
                .build()
    };

    private static final FaultRule[] EWS = {
        FaultRule.of(Fault.gateway(500))
                .frontEnd("ews")
                .operation("UpdateItem")
                .after(1)
                .times(-1)
                .build(),
        FaultRule.of(Fault.gateway(500))
                .frontEnd("ews")
                .operation("DeleteItem")
                .times(-1)
                .build()
    };

    @ParameterizedTest
    @CsvSource({"graph, false", "graph, true", "ews, false", "ews, true"})
    void aPatternOfD365ThatIsWrittenHalfTakesNoExceptionAway(String backend, boolean killed) {
        Seq<LaneSetup> lanes = lanes(backend);
        users.outlook("POST", OWNER, "/events", "all", SERIES);
        run().sync(lanes);
        exceptions();
        run().sync(lanes);
        JsonNode master = master();
        fabrikon.sandbox
                .d365()
                .patch(
                        "AxpActivityRecurrences",
                        Users.keys(master),
                        JsonNodeFactory.instance.objectNode().put("Occurrences", 6));

        broken(lanes, killed, backend.equals("ews") ? EWS : GRAPH);
        assertThat(occurrences()).as("what broke").hasSize(6);
        heals(lanes);

        assertThat(occurrences())
                .containsExactly(
                        "2026-03-10 Stand-up",
                        "2026-03-24 Review",
                        "2026-03-31 Stand-up",
                        "2026-04-07 Stand-up",
                        "2026-04-14 Stand-up");
        assertThat(users.rows(
                                "AxpActivityOccurrences",
                                "MasterActivityNumber",
                                master.path("ActivityNumber").asText())
                        .map(o -> o.path("State").asText()))
                .containsExactlyInAnyOrder("Cancelled", "Modified");
    }

    @ParameterizedTest
    @CsvSource({"graph, false", "graph, true", "ews, false", "ews, true"})
    void aSeriesOfD365ThatIsMadeHalfGetsItsExceptions(String backend, boolean killed) {
        // made in Outlook first, because D365's forms are not at hand here, and then taken out of the mailbox
        Seq<LaneSetup> lanes = lanes(backend);
        users.outlook("POST", OWNER, "/events", "all", SERIES);
        run().sync(lanes);
        exceptions();
        run().sync(lanes);
        users.outlook("DELETE", OWNER, "/events/" + users.found(OWNER, "Stand-up"), "none", "");
        users.edit(master(), "Location", "Room 1");
        FaultRule patches = FaultRule.of(Fault.gateway(500))
                .frontEnd("graph")
                .method("PATCH")
                .path("/events/")
                .times(-1)
                .build();
        FaultRule updates = FaultRule.of(Fault.gateway(500))
                .frontEnd("ews")
                .operation("UpdateItem")
                .times(-1)
                .build();

        broken(lanes, killed, backend.equals("ews") ? updates : patches, backend.equals("ews") ? EWS[1] : GRAPH[1]);
        assertThat(occurrences()).as("what broke").hasSize(5);
        heals(lanes);

        assertThat(occurrences())
                .containsExactly(
                        "2026-03-10 Stand-up", "2026-03-24 Review", "2026-03-31 Stand-up", "2026-04-07 Stand-up");
    }

    @ParameterizedTest
    @CsvSource({"400", "500"})
    void exceptionsThatD365DoesNotTakeAreNotTakenForDeleted(int status) {
        Seq<LaneSetup> lanes = lanes("graph");
        users.outlook("POST", OWNER, "/events", "all", SERIES);
        run().sync(lanes);
        exceptions();
        broken(
                lanes,
                false,
                FaultRule.of(Fault.gateway(status))
                        .frontEnd("d365")
                        .path("/AxpActivityOccurrences")
                        .method("POST")
                        .times(-1)
                        .build());
        JsonNode master = master();
        String number = master.path("ActivityNumber").asText();
        assertThat(users.rows("AxpActivityOccurrences", "MasterActivityNumber", number))
                .as("what broke")
                .isEmpty();
        heals(lanes);

        assertThat(occurrences())
                .containsExactly(
                        "2026-03-10 Stand-up", "2026-03-24 Review", "2026-03-31 Stand-up", "2026-04-07 Stand-up");
        assertThat(users.rows("AxpActivityOccurrences", "MasterActivityNumber", number)
                        .map(o -> o.path("State").asText()))
                .containsExactlyInAnyOrder("Cancelled", "Modified");
    }
}
