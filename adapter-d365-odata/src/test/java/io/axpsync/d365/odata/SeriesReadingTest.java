package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Search;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.Tuple;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series that users of D365 made: master, recurrence and occurrences are one item. */
class SeriesReadingTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.companion(), WATCH);

    private final SeriesScene s = new SeriesScene(SCENERY);

    @BeforeEach
    void smallPages() {
        SCENERY.sandbox.d365().use(D365Options.companion().withPageSize(20));
    }

    @AfterEach
    void closeSide() {
        s.close();
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }

    @Test
    void anExceptionIsPartOfItsSeriesAndSaysOnlyWhatDiffers() {
        ItemRef master = s.master();
        s.exception(
                master,
                "2026-03-05T08:00:00Z",
                "Purpose",
                "Jour fixe",
                "Location",
                "Lobby",
                "StartDateTime",
                "2026-03-05T12:00:00Z",
                "EndDateTime",
                "2026-03-05T13:00:00Z");
        s.occurrence(master, "2026-03-06T08:00:00Z", "Cancelled", "");

        assertThat(s.exceptions(master).toJavaMap())
                .containsOnlyKeys("2026-03-05t09:00", "2026-03-06t09:00")
                .containsEntry("2026-03-06t09:00", "cancelled")
                .containsEntry(
                        "2026-03-05t09:00",
                        "changed\nPERIOD=p2026-03-05T12:00:00Z/2026-03-05T13:00:00Z\nLOCATION=tLobby");
    }

    @Test
    void occurrencesKeepTheirLocalTimeThroughDaylightSaving() {
        ItemRef master = s.master();
        s.occurrence(master, "2026-03-28T08:00:00Z", "Cancelled", "");
        s.occurrence(master, "2026-03-29T07:00:00Z", "Cancelled", "");
        s.occurrence(master, "2026-03-30T08:00:00Z", "Cancelled", ""); // no occurrence: 10:00 in Berlin by then

        assertThat(s.exceptions(master).keySet()).containsExactlyInAnyOrder("2026-03-28t09:00", "2026-03-29t09:00");
    }

    @Test
    void anOccurrenceInTheGapIsNamedByTheTimeThatItWouldHave() {
        ItemRef master = s.master();
        s.scenery.patch(master, "StartDateTime", "2026-03-04T01:30:00Z"); // 02:30 in Berlin
        s.occurrence(master, "2026-03-29T01:30:00Z", "Cancelled", ""); // 02:30 is not: 03:30

        assertThat(s.exceptions(master).keySet()).containsExactly("2026-03-29t02:30");
    }

    @ParameterizedTest
    @CsvSource({
        "W. Europe Standard Time,Europe/Berlin",
        "New Zealand Standard Time,Pacific/Auckland",
        "India Standard Time,Asia/Calcutta",
        "Asia/Kathmandu,Asia/Kathmandu",
        "UTC,UTC",
        "'',Europe/Berlin"
    })
    void zonesAreNamedAsWindowsDoesOrAsIanaDoes(String name, String zone) {
        assertThat(s.period(s.master("TimeZone", name)))
                .isInstanceOfSatisfying(
                        Value.Recurring.class, r -> assertThat(r.zone()).isEqualTo(zone));
    }

    @Test
    void anAllDaySeriesIsOfDates() {
        ItemRef master = s.master("NoEndDate", "No", "Occurrences", 5);
        s.scenery.patch(master, "AllDay", "Yes");
        s.scenery.patch(master, "EndDateTime", "2026-03-04T23:00:00Z");
        s.scenery.patch(master, "StartDateTime", "2026-03-03T23:00:00Z"); // midnight in Berlin
        s.occurrence(master, "2026-03-05T12:00:00Z", "Cancelled", ""); // as D365 writes dates
        s.occurrence(master, "2026-03-05T23:00:00Z", "Cancelled", ""); // midnight of the 6th

        assertThat(s.period(master))
                .isEqualTo(new Value.Recurring(
                        new Value.Days(LocalDate.of(2026, 3, 4), LocalDate.of(2026, 3, 5)), "FREQ=DAILY;COUNT=5", ""));
        assertThat(s.exceptions(master).keySet()).containsExactlyInAnyOrder("2026-03-05", "2026-03-06");
    }

    @Test
    void theFirstOccurrenceIsTheFirstDayOfThePattern() {
        ItemRef master = s.master("RecurrenceType", "Weekly", "DaysOfWeek", 2); // Mondays; it starts on a Wednesday

        assertThat(((Value.Recurring) s.period(master)).first())
                .isEqualTo(
                        new Value.Period(Instant.parse("2026-03-09T08:00:00Z"), Instant.parse("2026-03-09T09:00:00Z")));
    }

    @Test
    void whatIsAnOccurrenceOfASeriesIsNoItem() {
        ItemRef master = s.master();
        ItemRef exception = s.exception(master, "2026-03-05T08:00:00Z");
        Checkpoint since = s.full().next();
        s.scenery.patch(exception, "Location", "Lobby");

        assertThat(s.full().items().map(Observed::ref)).containsExactly(master);
        assertThat(s.observe(SeriesScene.WINDOW, Option.some(since)).items().map(Observed::ref))
                .contains(master)
                .doesNotContain(exception);
        assertThat(s.fetched(exception)).isInstanceOf(Observed.Unreadable.class);
        assertThat(s.side.find(Vector.of(new Search(
                                s.lane,
                                SeriesScene.WINDOW,
                                Option.none(),
                                Option.none(),
                                new Value.Period(
                                        Instant.parse("2026-07-01T09:00:00Z"), Instant.parse("2026-07-01T10:00:00Z")))))
                        .head()
                        .get())
                .isEmpty();
    }

    @Test
    void aChangedOccurrenceIsAChangeOfItsSeries() {
        ItemRef master = s.master();
        ItemRef exception = s.exception(master, "2026-03-05T08:00:00Z");
        Present before = s.present(master);
        s.scenery.patch(exception, "Location", "Lobby");
        assertThat(s.present(master).version()).isNotEqualTo(before.version());
        assertThat(s.exceptions(master).get("2026-03-05t09:00").get()).contains("LOCATION=tLobby");
    }

    @Test
    void whoDeletesTheActivityOfAnOccurrenceCancelsIt() {
        ItemRef master = s.master();
        ItemRef exception = s.exception(master, "2026-03-05T08:00:00Z");
        s.scenery.sandbox.d365().delete("Activities", Scenery.keys(exception));

        assertThat(s.exceptions(master).toJavaMap()).containsExactly(Map.entry("2026-03-05t09:00", "cancelled"));
    }

    @Test
    void anExceptionThatNoSeriesHasIsParkedAndNeverDropped() {
        ItemRef orphan = SCENERY.put(s.lane, "Orphan", "RecurrenceState", "Exception");
        ItemRef single = SCENERY.put(s.lane, "Single");

        assertThat(s.full().items().map(Observed::ref)).containsExactlyInAnyOrder(orphan, single);
        assertThat(code(s.fetched(orphan))).isEqualTo("series");
    }

    @Test
    void aModifiedOccurrenceWithoutItsActivityParksItsSeriesAlone() {
        ItemRef master = s.master();
        s.occurrence(master, "2026-03-05T08:00:00Z", "Modified", "");
        ItemRef other = s.master();

        assertThat(code(s.fetched(master))).isEqualTo("series-occurrence");
        assertThat(s.fetched(other)).isInstanceOf(Present.class);
        assertThat(s.full().items().map(o -> o instanceof Present)).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void noSeriesTakesTheActivityOfAnotherWorkerForItsOccurrence() {
        ItemRef master = s.master();
        ItemRef secret = SCENERY.put(SCENERY.newLane(), "Secret", "RecurrenceState", "Exception");
        s.occurrence(master, "2026-03-05T08:00:00Z", "Modified", secret.id().substring(5));

        assertThat(code(s.fetched(master))).isEqualTo("series-occurrence");
    }

    @Test
    void twoOccurrencesCannotHaveOneActivity() {
        ItemRef master = s.master();
        ItemRef exception = s.exception(master, "2026-03-05T08:00:00Z");
        s.occurrence(master, "2026-03-06T08:00:00Z", "Modified", exception.id().substring(5));

        assertThat(code(s.fetched(master))).isEqualTo("series-occurrence");
    }

    @ParameterizedTest
    @CsvSource({
        "Interval,0,series-pattern",
        "Interval,-3,series-pattern",
        "Interval,2147483647,series-pattern",
        "RecurrenceType,Weekly,series-pattern", // without days
        "RecurrenceType,Monthly,series-pattern", // without a day
        "RecurrenceType,YearlyNth,series-pattern",
        "NoEndDate,No,series-pattern", // and no end either
        "TimeZone,tzone://Microsoft/Custom,series-zone",
        "TimeZone,'Robert''); DROP TABLE smmActivities;--',series-zone"
    })
    void whatIsNoRecurrenceParksThatItemAloneAndNamesIt(String column, String value, String code) {
        ItemRef broken = s.master(column, number(value));
        ItemRef good = s.master();

        assertThat(code(s.fetched(broken))).isEqualTo(code);
        assertThat(((Observed.Unreadable) s.fetched(broken)).reason().remedy()).isNotEmpty();
        assertThat(s.full().items().filter(o -> o instanceof Present).map(Observed::ref))
                .containsExactly(good);
    }

    private static Object number(String value) {
        return value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;
    }

    @Test
    void anEndBeforeTheStartIsNoSeries() {
        assertThat(code(s.fetched(s.master("NoEndDate", "No", "PatternEndDateTime", "2026-03-01T12:00:00Z"))))
                .isEqualTo("series-pattern");
    }

    @Test
    void aSeriesThatBeganLongAgoIsInTheWindowWhileItGoesOn() {
        ItemRef goesOn = s.master();
        ItemRef ended = s.master("NoEndDate", "No", "PatternEndDateTime", "2026-03-10T12:00:00Z");
        Window later = new Window(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));

        assertThat(s.observe(later, Option.none()).items().map(Observed::ref)).containsExactly(goesOn);
        ItemRef moved = s.exception(ended, "2026-03-05T08:00:00Z");
        s.scenery.patch(moved, "StartDateTime", "2026-06-15T09:00:00Z");
        s.scenery.patch(moved, "EndDateTime", "2026-06-15T10:00:00Z");
        assertThat(s.observe(later, Option.none()).items().map(Observed::ref))
                .as("an occurrence was moved into the window")
                .containsExactlyInAnyOrder(goesOn, ended);
    }

    @Test
    void aMovedWindowTellsOfSeriesThatComeAndGoOnly() {
        Clock anHourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)); // behind what the feed overlaps
        try (Scenery quiet = new Scenery(D365Options.companion(), WATCH, anHourAgo);
                SeriesScene q = new SeriesScene(quiet)) {
            ItemRef leaves = q.master("NoEndDate", "No", "PatternEndDateTime", "2026-03-10T12:00:00Z");
            q.master(); // goes on
            ItemRef comes = q.master("RecurrenceType", "YearlyNth", "Instance", 5, "DaysOfWeek", 2, "MonthOfYearId", 7);
            Checkpoint since =
                    q.observe(window("2026-03-01", "2026-07-01"), Option.none()).next();
            Seq<Observed> told = q.observe(window("2026-04-01", "2026-08-01"), Option.some(since))
                    .items();

            assertThat(told.toMap(o -> Tuple.of(o.ref(), ((Present) o).place())).toJavaMap())
                    .containsOnly(
                            Map.entry(leaves, Observed.Place.OUTSIDE_WINDOW), Map.entry(comes, Observed.Place.IN_LANE));
        }
    }

    private static Window window(String from, String to) {
        return new Window(Instant.parse(from + "T00:00:00Z"), Instant.parse(to + "T00:00:00Z"));
    }

    @Test
    void aSeriesIsFoundByWhenItTakesPlaceWhateverItsZoneIsCalled() {
        ItemRef daily = s.master();
        s.master("Interval", 2);
        Value vienna = new Value.Recurring(SeriesScene.series("").first(), "FREQ=DAILY", "Europe/Vienna");

        assertThat(s.side.find(Vector.of(new Search(s.lane, SeriesScene.WINDOW, Option.none(), Option.none(), vienna)))
                        .head()
                        .get()
                        .map(Present::ref))
                .containsExactly(daily);
    }

    @Test
    void manyExceptionsAreReadPageByPage() {
        ItemRef master = s.master();
        Instant start = Instant.parse("2026-04-01T07:00:00Z");
        for (int i = 0; i < 50; i++) {
            s.occurrence(master, start.plusSeconds(86_400L * i).toString(), "Cancelled", "");
        }
        assertThat(s.exceptions(master).size()).isEqualTo(50);
    }

    @Test
    @Timeout(20)
    void thousandsOfExceptionsAreReadInReasonableTime() {
        ItemRef master = s.master();
        SCENERY.sandbox.d365().use(D365Options.companion());
        LocalDate day = LocalDate.of(2026, 4, 1);
        for (int i = 0; i < 2_000; i++) {
            Instant original = day.plusDays(i)
                    .atTime(9, 0)
                    .atZone(ZoneId.of("Europe/Berlin"))
                    .toInstant();
            s.occurrence(master, original.toString(), "Cancelled", "");
        }
        assertThat(s.exceptions(master).size()).isEqualTo(2_000);
    }

    @Test
    void lightAndFullObservationsAgree() {
        ItemRef master = s.master();
        s.exception(master, "2026-03-05T08:00:00Z");
        Present light = (Present) s.full().items().head();
        Present full = s.present(master);

        assertThat(light.version()).isEqualTo(full.version());
        assertThat(NormalForm.same(Field.PERIOD, light.period(), full.period())).isTrue();
        assertThat(full.period()).isEqualTo(full.item().get().value(Field.PERIOD));
    }

    private static String code(Observed seen) {
        assertThat(seen).isInstanceOf(Observed.Unreadable.class);
        return ((Observed.Unreadable) seen).reason().code();
    }
}
