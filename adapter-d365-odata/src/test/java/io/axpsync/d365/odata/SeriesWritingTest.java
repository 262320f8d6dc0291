package io.axpsync.d365.odata;

import static io.axpsync.d365.odata.SeriesScene.exceptions;
import static io.axpsync.d365.odata.SeriesScene.item;
import static io.axpsync.d365.odata.SeriesScene.series;
import static io.axpsync.d365.odata.SeriesScene.titled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the rows of a series after a write. */
class SeriesWritingTest {

    private static final RecurrenceOverride CANCELLED = RecurrenceOverride.CANCELLED;
    private static final String THIRD = "2026-03-06t09:00";
    private static final String SECOND = "2026-03-05t09:00";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.companion(), WATCH);

    private final SeriesScene s = new SeriesScene(SCENERY);

    @BeforeEach
    void startAfresh() {
        SCENERY.sandbox.d365().use(D365Options.companion());
    }

    @AfterEach
    void closeSide() {
        s.close();
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }

    private ItemRef made(Value exceptions) {
        return s.written(s.create(item(series("FREQ=DAILY")).with(Field.EXCEPTIONS, exceptions)))
                .ref();
    }

    @Test
    void aSeriesIsAMasterWithItsRecurrence() {
        ItemRef ref = s.written(s.create(item(series("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU;COUNT=4"))))
                .ref();
        JsonNode row = s.recurrenceOf(ref);

        assertThat(SCENERY.row(ref).path("RecurrenceState").asText()).isEqualTo("Master");
        assertThat(SCENERY.row(ref).path("MasterAppointment").asText()).isEqualTo("Yes");
        assertThat(row.path("RecurrenceType").asText()).isEqualTo("Weekly");
        assertThat(row.path("DaysOfWeek").asInt()).as("Monday 2, Wednesday 8").isEqualTo(10);
        assertThat(row.path("FirstDayOfWeek").asText()).isEqualTo("Sunday");
        assertThat(row.path("Interval").asInt()).isEqualTo(2);
        assertThat(row.path("Occurrences").asInt()).isEqualTo(4);
        assertThat(row.path("PatternEndDateTime").asText())
                .as("the day that the count reaches")
                .startsWith("2026-03-30T");
        assertThat(row.path("TimeZone").asText()).isEqualTo(SeriesScene.BERLIN);
        assertThat(row.path("DurationMinutes").asInt()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Vienna,W. Europe Standard Time",
        "Asia/Kolkata,India Standard Time",
        "Europe/Kyiv,FLE Standard Time",
        "America/Nuuk,Greenland Standard Time",
        "Africa/Casablanca,Morocco Standard Time",
        "UTC,UTC",
        "Antarctica/Troll,Antarctica/Troll"
    })
    void aZoneIsNamedSoThatTheOccurrencesStayTheSame(String zone, String name) {
        Value.Recurring daily = new Value.Recurring(series("").first(), "FREQ=DAILY", zone);
        Present made = s.written(s.create(item(daily)));

        assertThat(s.recurrenceOf(made.ref()).path("TimeZone").asText()).isEqualTo(name);
        assertThat(NormalForm.same(Field.PERIOD, made.item().get().value(Field.PERIOD), daily))
                .isTrue();
    }

    @Test
    void aModifiedOccurrenceIsAnActivityOfItsOwnAndNoItem() {
        ItemRef ref = made(exceptions(SECOND, titled("For once"), THIRD, CANCELLED));
        JsonNode exception = s.activities()
                .find(row -> row.path("RecurrenceState").asText().equals("Exception"))
                .get();

        assertThat(exception.path("Purpose").asText()).isEqualTo("For once");
        assertThat(exception.path("StartDateTime").asText()).isEqualTo("2026-03-05T08:00:00Z");
        assertThat(exception.path("OriginalStartDate").asText()).isEqualTo("2026-03-05T08:00:00Z");
        assertThat(exception.path("MasterAppointment").asText()).isEqualTo("No");
        assertThat(exception.path("OutlookCategories").asText())
                .as("the marker is the master's")
                .isEmpty();
        assertThat(s.occurrencesOf(ref)
                        .map(row -> row.path("State").asText() + " "
                                + row.path("OriginalStartDateTime").asText() + " "
                                + row.path("ActivityNumber").asText()))
                .containsExactlyInAnyOrder(
                        "Modified 2026-03-05T08:00:00Z "
                                + exception.path("ActivityNumber").asText(),
                        "Cancelled 2026-03-06T08:00:00Z ");
        assertThat(s.full().items().map(o -> o.ref())).containsExactly(ref);
    }

    @Test
    void whatTheSeriesSaysItsExceptionsSayUnlessTheyDiffer() {
        ItemRef ref = made(exceptions(SECOND, titled("For once")));
        s.written(s.update(s.present(ref), Field.LOCATION, Value.text("Lobby")));
        Present now = s.written(s.update(s.present(ref), Field.SUBJECT, Value.text("Renamed")));

        assertThat(s.activities()
                        .map(row -> row.path("Purpose").asText() + " in "
                                + row.path("Location").asText()))
                .containsExactlyInAnyOrder("Renamed in Lobby", "For once in Lobby");
        assertThat(now.item().get().value(Field.EXCEPTIONS)).isEqualTo(exceptions(SECOND, titled("For once")));
    }

    @Test
    void anExceptionCanBeCancelledAndComeBack() {
        ItemRef ref = made(exceptions(SECOND, titled("For once")));
        s.written(s.update(s.present(ref), Field.EXCEPTIONS, exceptions(SECOND, CANCELLED)));
        assertThat(s.activities()).as("its activity is gone").hasSize(1);
        assertThat(s.occurrencesOf(ref).map(r -> r.path("State").asText())).containsExactly("Cancelled");

        s.written(s.update(s.present(ref), Field.EXCEPTIONS, exceptions(SECOND, titled("Again"))));
        assertThat(s.activities()).hasSize(2);
        assertThat(s.occurrencesOf(ref).map(r -> r.path("State").asText())).containsExactly("Modified");

        s.written(s.update(s.present(ref), Field.EXCEPTIONS, Value.NOTHING));
        assertThat(s.activities()).hasSize(1);
        assertThat(s.occurrencesOf(ref)).isEmpty();
    }

    @Test
    void aSeriesThatBecomesASingleLeavesNothingBehind() {
        ItemRef ref = made(exceptions(SECOND, titled("For once"), THIRD, CANCELLED));
        s.written(s.update(s.present(ref), Field.PERIOD, series("").first()));

        assertThat(s.activities()).hasSize(1);
        assertThat(s.occurrencesOf(ref)).isEmpty();
        assertThat(s.rows(
                        "AxpActivityRecurrences",
                        "ActivityNumber",
                        Scenery.keys(ref).path("ActivityNumber").asText()))
                .isEmpty();
        assertThat(SCENERY.row(ref).path("RecurrenceState").asText()).isEqualTo("NotRecurring");
        assertThat(SCENERY.row(ref).path("MasterAppointment").asText()).isEqualTo("No");
    }

    @Test
    void anotherPatternTakesAwayTheActivitiesOfDatesThatAreNoOccurrences() {
        ItemRef ref = made(exceptions(SECOND, titled("For once"), THIRD, titled("Stays")));
        s.written(s.update(s.present(ref), Field.PERIOD, series("FREQ=DAILY;INTERVAL=2")));

        assertThat(s.activities().map(row -> row.path("Purpose").asText()))
                .containsExactlyInAnyOrder("Jour fixe", "Stays");
        assertThat(s.exceptions(ref).keySet()).containsExactly(THIRD);
    }

    @Test
    void aRemovedSeriesTakesAllItsRowsWithIt() {
        ItemRef ref = made(exceptions(SECOND, titled("For once"), THIRD, CANCELLED));
        assertThat(s.write(s.remove(s.present(ref)))).isInstanceOf(Outcome.Removed.class);

        assertThat(s.activities()).isEmpty();
        assertThat(s.occurrencesOf(ref)).isEmpty();
    }

    @Test
    void masterAndRecurrenceChangeTogetherOrNotAtAll() {
        ItemRef ref = made(Value.NOTHING);
        Present before = s.present(ref);
        SCENERY.sandbox
                .d365()
                .use(D365Options.companion().withNotEditable(java.util.Set.of("AxpActivityRecurrences.Interval")));
        Value.Recurring later = new Value.Recurring(
                new Value.Period(Instant.parse("2026-03-04T10:00:00Z"), Instant.parse("2026-03-04T11:00:00Z")),
                "FREQ=DAILY;INTERVAL=2",
                "Europe/Berlin");

        assertThat(s.write(s.update(before, Field.PERIOD, later))).isInstanceOf(Outcome.Refused.class);
        assertThat(s.present(ref).item()).isEqualTo(before.item());
    }

    @Test
    void anActivityThatAnInterruptedAttemptLeftBehindIsUsed() {
        ItemRef ref = made(Value.NOTHING);
        String mark = "occ:" + Scenery.keys(ref).path("ActivityNumber").asText() + "/2026-03-05T08:00:00Z";
        SCENERY.put(s.lane, "Left behind", "RecurrenceState", "Exception", "OutlookSharedObjectId", mark);
        s.written(s.update(s.present(ref), Field.EXCEPTIONS, exceptions(SECOND, titled("For once"))));

        assertThat(s.activities().map(row -> row.path("Purpose").asText()))
                .containsExactlyInAnyOrder("Jour fixe", "For once");
        assertThat(s.exceptions(ref).keySet()).containsExactly(SECOND);
    }

    @Test
    void aCreateThatWasInterruptedIsCompletedByTheNextOne() {
        Write.Create create =
                s.create(item(series("FREQ=DAILY")).with(Field.EXCEPTIONS, exceptions(SECOND, titled("For once"))));
        ItemRef ref = SCENERY.put(
                s.lane,
                "Jour fixe",
                "StartDateTime",
                "2026-03-04T08:00:00Z",
                "EndDateTime",
                "2026-03-04T09:00:00Z",
                "RecurrenceState",
                "Master",
                "MasterAppointment",
                "Yes",
                "OutlookEntryId",
                create.stamp().bare().text());

        assertThat(s.written(create).ref()).isEqualTo(ref);
        assertThat(s.exceptions(ref).keySet()).containsExactly(SECOND);
        assertThat(s.written(create).ref()).as("and once more").isEqualTo(ref);
        assertThat(s.activities()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=MONTHLY;BYMONTHDAY=31",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                "FREQ=DAILY;INTERVAL=1000",
                "FREQ=DAILY;COUNT=10000",
                "FREQ=HOURLY",
                "FREQ=DAILY;BYSETPOS=0",
                "nonsense"
            })
    void whatD365CannotHoldIsRefusedAndNothingIsWritten(String rule) {
        Instant start = rule.contains("=31")
                ? Instant.parse("2026-03-31T08:00:00Z")
                : rule.contains("=29") ? Instant.parse("2028-02-29T08:00:00Z") : Instant.parse("2026-03-04T08:00:00Z");
        Value series = new Value.Recurring(new Value.Period(start, start.plusSeconds(3600)), rule, "Europe/Berlin");

        assertRefused(s.write(s.create(item(series))), "series-rule");
        assertThat(s.activities()).isEmpty();
    }

    private static void assertRefused(Outcome outcome, String code) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            PortFailure failure = refused.failure();
            assertThat(failure).isInstanceOf(PortFailure.Rejected.class);
            assertThat(failure.reason().code()).isEqualTo(code);
            assertThat(failure.reason().text()).contains("PERIOD");
        });
    }

    @Test
    void anOccurrenceThatD365CannotHoldIsRefusedAndNothingIsWritten() {
        ItemRef ref = made(Value.NOTHING);
        RecurrenceOverride far = RecurrenceOverride.changed(HashMap.of(
                Field.PERIOD,
                new Value.Period(Instant.parse("2200-01-01T08:00:00Z"), Instant.parse("2200-01-01T09:00:00Z"))));
        for (RecurrenceOverride bad : Vector.of(titled("x".repeat(256)), far)) {
            Outcome outcome = s.write(s.update(s.present(ref), Field.EXCEPTIONS, exceptions(SECOND, bad)));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            r -> assertThat(r.failure().reason().text()).contains("EXCEPTIONS", SECOND));
        }
        assertThat(s.activities()).hasSize(1);
        assertThat(s.occurrencesOf(ref)).isEmpty();
    }

    @Test
    void stockD365RefusesASeries() {
        SCENERY.sandbox.d365().use(D365Options.STOCK);
        try (SeriesScene stock = new SeriesScene(SCENERY)) {
            assertThat(stock.side.capabilities(stock.lane).get().series()).isFalse();
            assertRefused(stock.write(stock.create(item(series("FREQ=DAILY")))), "series");
        }
    }

    @Test
    void manySeriesCostAFewBatches() {
        Value exceptions = exceptions(SECOND, titled("For once"), THIRD, CANCELLED);
        Seq<Write> creates = Vector.range(0, 250)
                .map(i -> s.create(item(series("FREQ=DAILY")).with(Field.EXCEPTIONS, exceptions)));
        s.side.capabilities(s.lane);
        long before = SCENERY.requests();
        Seq<Outcome> made = s.side.write(creates);
        assertThat(made).allMatch(o -> o instanceof Outcome.Written);
        long creating = SCENERY.requests();
        assertThat(creating - before)
                .as("for each 100: stamps, rows, child rows, rows that name exceptions; read-back of rows, series,"
                        + " exceptions")
                .isEqualTo(3 * 7);

        Seq<Present> read = s.side.fetch(made.map(o -> new Look(
                        s.lane,
                        SeriesScene.WINDOW,
                        ((Outcome.Written) o).readBack().ref(),
                        Option.none())))
                .map(e -> (Present) e.get());
        long reading = SCENERY.requests();
        assertThat(reading - creating)
                .as("rows; 250 recurrences with occurrences; exceptions")
                .isEqualTo(3 + 2 + 1);

        assertThat(s.side.write(read.map(p -> (Write) s.update(p, Field.LOCATION, Value.text("Lobby")))))
                .allMatch(o -> o instanceof Outcome.Written);
        assertThat(SCENERY.requests() - reading)
                .as("for each 100: rows, exceptions; read-back of rows, series, exceptions")
                .isEqualTo(3 * 5);
        assertThat(HashSet.ofAll(s.activities().map(row -> row.path("Location").asText())))
                .containsExactly("Lobby");
    }
}
