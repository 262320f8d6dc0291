package io.axpsync.exchange.graph;

import static io.axpsync.exchange.graph.Words.appointment;
import static io.axpsync.exchange.graph.Words.create;
import static io.axpsync.exchange.graph.Words.fetch;
import static io.axpsync.exchange.graph.Words.refused;
import static io.axpsync.exchange.graph.Words.update;
import static io.axpsync.exchange.graph.Words.write;
import static io.axpsync.exchange.graph.Words.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Notify;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series over Graph: what the server's calendar shows, what its users do to it, and what it costs. */
class GraphSeriesTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String SECOND = "2026-03-24t09:00";
    private static final String THIRD = "2026-03-31t09:00";

    private final SandboxGraph sandbox = new SandboxGraph(WATCH);
    private SyncSide side;
    private Lane lane;
    private Mailbox box;

    @BeforeEach
    void open() {
        side = sandbox.side();
        lane = sandbox.open("1", "anna");
        box = sandbox.boxes.find("anna@contoso.example").orElseThrow();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private static Value.Recurring series(String local, String rule, String zone) {
        Instant start = LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
        return new Value.Recurring(new Value.Period(start, start.plusSeconds(3600)), rule, zone);
    }

    private static Item weekly() {
        return appointment("Weekly")
                .with(Field.PERIOD, series("2026-03-17T09:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=5", "Europe/Berlin"));
    }

    private Observed.Present read(Observed.Present of) {
        return (Observed.Present) fetch(side, lane, of.ref().id()).get();
    }

    private static Value exceptions(Value.Entry... entries) {
        return Value.Entries.of(Vector.of(entries));
    }

    private static Value.Entry changed(String key, Field field, Value value) {
        return RecurrenceOverride.changed(HashMap.of(field, value)).entry(key);
    }

    private CalendarItem instance(Observed.Present series, String date) {
        CalendarItem master = box.item(series.ref().id()).orElseThrow();
        return box
                .instances(master, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"))
                .stream()
                .filter(i -> i.start().local().toLocalDate().equals(LocalDate.parse(date)))
                .findFirst()
                .orElseThrow();
    }

    /** The calendar of the server shows the instants that the rule means, on both sides of a change of the clocks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-23T02:30 | FREQ=DAILY;COUNT=10                                      | Europe/Vienna",
                "2026-03-30T09:00 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=9                | Australia/Lord_Howe",
                "2026-01-31T10:00 | FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=9  | America/New_York",
                "2026-01-30T17:00 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=8     | America/Sao_Paulo",
                "2026-02-10T08:15 | FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;UNTIL=20261130           | Asia/Kathmandu",
                "2026-04-05T01:00 | FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=5;COUNT=3                | Pacific/Auckland",
                "2026-10-25T02:30 | FREQ=YEARLY;BYMONTH=10;BYDAY=SU;BYSETPOS=-1;COUNT=3       | Europe/Kyiv"
            })
    void theServerShowsWhatTheRuleMeans(String local, String rule, String zone) {
        Value.Recurring period = Recurrence.of(series(local, rule, zone)).get().value();
        Observed.Present made = written(side, create(lane, "l", appointment("S").with(Field.PERIOD, period)));
        assertThat(read(made).item().get().value(Field.PERIOD)).isEqualTo(period);

        CalendarItem master = box.item(made.ref().id()).orElseThrow();
        List<Instant> shown = box
                .instances(master, Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2031-01-01T00:00:00Z"))
                .stream()
                .map(i -> i.start().instant())
                .toList();
        assertThat(shown)
                .isEqualTo(Recurrence.of(period)
                        .get()
                        .occurrences()
                        .map(o -> ((Value.Period) o.period()).start())
                        .toJavaList());
    }

    @Test
    void whatItsUserDoesToOneOccurrenceIsSeen() {
        Observed.Present made = written(side, create(lane, "l", weekly()));
        box.delete(
                instance(made, "2026-03-24").identity().immutableId(),
                null,
                Deletion.TO_DELETED_ITEMS,
                Notify.AS_NEEDED,
                "");
        box.update(
                instance(made, "2026-03-31").identity().immutableId(),
                null,
                i -> i.with(b -> b.subject("Only once")),
                Notify.AS_NEEDED);
        assertThat(read(made).item().get().value(Field.EXCEPTIONS))
                .isEqualTo(exceptions(
                        RecurrenceOverride.CANCELLED.entry(SECOND),
                        changed(THIRD, Field.SUBJECT, Value.text("Only once"))));
    }

    @Test
    void theFeedTellsOfItAsAChangeOfTheSeries() {
        Observed.Present made = written(side, create(lane, "l", weekly()));
        Checkpoint since = observe(Option.none()).next();
        box.delete(
                instance(made, "2026-03-24").identity().immutableId(),
                null,
                Deletion.TO_DELETED_ITEMS,
                Notify.AS_NEEDED,
                "");
        assertThat(observe(Option.some(since)).items().filter(o -> o instanceof Observed.Present))
                .singleElement()
                .satisfies(o -> assertThat(o.ref()).isEqualTo(made.ref()));
    }

    private Snapshot observe(Option<Checkpoint> since) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(Vector.of(new LaneQuery(lane, Words.YEAR, since)), answers::add);
        return answers.get(0).snapshot().get();
    }

    @Test
    void aSeriesThatIsCutAndGoesOnAsAnotherIsTwoSeries() {
        Observed.Present made = written(side, create(lane, "l", weekly()));
        Observed.Present cut = written(
                side,
                update(
                        lane,
                        read(made),
                        Field.PERIOD,
                        series("2026-03-17T09:00", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260330", "Europe/Berlin")));
        written(
                side,
                create(
                        lane,
                        "m",
                        weekly().with(
                                        Field.PERIOD,
                                        series("2026-03-31T11:00", "FREQ=WEEKLY;BYDAY=TU;COUNT=3", "Europe/Berlin"))));
        assertThat(observe(Option.none()).items()).hasSize(2);
        assertThat(Recurrence.of((Value.Recurring) read(cut).item().get().value(Field.PERIOD))
                        .get()
                        .occurrences()
                        .toVector())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:00:00+01:00, FREQ=MONTHLY;BYMONTHDAY=31, BYMONTHDAY=31",
        "2026-01-31T09:00:00+01:00, FREQ=DAILY;INTERVAL=1000, 999",
        "2026-01-28T09:00:00+01:00, FREQ=MONTHLY;INTERVAL=100;BYMONTHDAY=28, 99",
        "2026-10-25T02:30:00+01:00, FREQ=DAILY;COUNT=3, autumn"
    })
    void whatOutlookCannotSayIsRefusedAndNotApproximated(OffsetDateTime start, String rule, String told) {
        Value first = new Value.Period(start.toInstant(), start.toInstant().plusSeconds(3600));
        PortFailure why = refused(write(
                side,
                create(lane, "l", weekly().with(Field.PERIOD, new Value.Recurring(first, rule, "Europe/Berlin")))));
        assertThat(why).isInstanceOf(PortFailure.Rejected.class);
        assertThat(why.reason().text()).contains("PERIOD", told);
        assertThat(why.reason().remedy()).isNotEmpty();
        assertThat(observe(Option.none()).items()).isEmpty();
    }

    @Test
    void aCancelledOccurrenceOfAMeetingIsNotBroughtBackByInvitingEverybodyAnew() {
        Item meeting =
                weekly().with(Field.ATTENDEES, exceptions(new Value.Entry("bob@outside.example", "REQUIRED", "Bob")));
        Observed.Present made = written(side, create(lane, "l", meeting));
        Observed.Present cancelled = written(
                side,
                update(lane, read(made), Field.EXCEPTIONS, exceptions(RecurrenceOverride.CANCELLED.entry(SECOND))));
        int mails = sandbox.boxes.outbox().mails().size();
        PortFailure why = refused(write(side, update(lane, read(cancelled), Field.EXCEPTIONS, Value.NOTHING)));
        assertThat(why.reason().code()).isEqualTo("series-cancelled-occurrence");
        assertThat(sandbox.boxes.outbox().mails()).hasSize(mails);
    }

    @Test
    void anOccurrenceThatWouldCrossItsNeighbourIsRefusedByTheServersWord() {
        Observed.Present made = written(side, create(lane, "l", weekly()));
        Instant far = Instant.parse("2026-04-09T09:00:00Z");
        PortFailure why = refused(write(
                side,
                update(
                        lane,
                        read(made),
                        Field.EXCEPTIONS,
                        exceptions(changed(SECOND, Field.PERIOD, new Value.Period(far, far.plusSeconds(3600)))))));
        assertThat(why).isInstanceOf(PortFailure.Rejected.class);
    }

    @Test
    void readingFortySeriesCostsTwoRequestsForEachTwenty() {
        Vector<Write> creates = Vector.range(0, 40).map(i -> create(lane, "l" + i, weekly()));
        side.write(creates);
        Vector<Look> looks = Vector.ofAll(observe(Option.none()).items())
                .map(o -> new Look(lane, Words.YEAR, o.ref(), Option.none()));
        int before = sandbox.requests.get();
        assertThat(side.fetch(looks)).allMatch(answer -> answer.get() instanceof Observed.Present);
        assertThat(sandbox.requests.get() - before).isEqualTo(4);
    }
}
