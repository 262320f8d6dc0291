package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Three Tuesdays at ten in Vienna: 3, 10 and 17 March 2026. */
class RecurrenceSetTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final String SECOND = "2026-03-10t10:00";
    private static final String THIRD = "2026-03-17t10:00";
    private static final Value.Entry THIRD_CANCELLED = RecurrenceOverride.CANCELLED.entry(THIRD);

    private static Item series(Value.Entry... exceptions) {
        Value first = hour("2026-03-03T09:00:00Z");
        return Item.empty(Kind.APPOINTMENT)
                .with(Field.SUBJECT, Value.text("Stand-up"))
                .with(Field.PERIOD, new Value.Recurring(first, "FREQ=WEEKLY;BYDAY=TU;COUNT=3", "Europe/Vienna"))
                .with(Field.EXCEPTIONS, Value.Entries.of(Vector.of(exceptions)));
    }

    private static Value hour(String start) {
        return new Value.Period(Instant.parse(start), Instant.parse(start).plus(Duration.ofHours(1)));
    }

    private static Value.Entry thirdMovedTo(String start) {
        return RecurrenceOverride.changed(HashMap.of(Field.PERIOD, hour(start))).entry(THIRD);
    }

    private static boolean touches(Item series, String from, String to) {
        return RecurrenceSet.of(series).get().touches(new Window(Instant.parse(from), Instant.parse(to)), VIENNA);
    }

    private static boolean isOver(Item series, String now) {
        return RecurrenceSet.of(series).get().isOver(Instant.parse(now), VIENNA);
    }

    @Test
    void aCancelledOccurrenceTouchesNoWindow() {
        assertThat(touches(series(), "2026-03-17T00:00:00Z", "2026-03-18T00:00:00Z"))
                .isTrue();
        assertThat(touches(series(THIRD_CANCELLED), "2026-03-17T00:00:00Z", "2026-03-18T00:00:00Z"))
                .isFalse();
    }

    @Test
    void aMovedOccurrenceTouchesWhereItTakesPlace() {
        Item moved = series(thirdMovedTo("2026-04-01T09:00:00Z"));
        assertThat(touches(moved, "2026-03-17T00:00:00Z", "2026-03-18T00:00:00Z"))
                .isFalse();
        assertThat(touches(moved, "2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z"))
                .isTrue();
    }

    @Test
    void aSeriesIsOverWhenItsLastOccurrenceIsAsItReallyTakesPlace() {
        assertThat(isOver(series(), "2026-03-17T09:30:00Z")).isFalse();
        assertThat(isOver(series(), "2026-03-17T10:00:00Z")).isTrue();
        assertThat(isOver(series(THIRD_CANCELLED), "2026-03-11T00:00:00Z")).isTrue();
        assertThat(isOver(series(thirdMovedTo("2026-04-01T09:00:00Z")), "2026-03-31T00:00:00Z"))
                .isFalse();
    }

    @Test
    void exceptionsToWhatIsNoOccurrenceDoNotCount() {
        Item series = series(THIRD_CANCELLED, RecurrenceOverride.CANCELLED.entry("2026-03-18t10:00"));
        assertThat(RecurrenceSet.within(series.value(Field.PERIOD), series.value(Field.EXCEPTIONS)))
                .isEqualTo(Value.Entries.of(Vector.of(THIRD_CANCELLED)));
        assertThat(RecurrenceSet.within(hour("2026-03-03T09:00:00Z"), series.value(Field.EXCEPTIONS)))
                .isEqualTo(Value.NOTHING);
    }

    @Test
    void aCalendarShowsEachOccurrenceAsItTakesPlace() {
        Value.Entry renamed = RecurrenceOverride.changed(HashMap.of(Field.SUBJECT, Value.text("Retro")))
                .entry(SECOND);
        Item series = series(renamed, THIRD_CANCELLED);
        Window march = new Window(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

        assertThat(RecurrenceSet.of(series).get().expand(series, march, VIENNA, 9))
                .containsExactly(
                        Item.empty(Kind.APPOINTMENT)
                                .with(Field.SUBJECT, Value.text("Stand-up"))
                                .with(Field.PERIOD, hour("2026-03-03T09:00:00Z")),
                        Item.empty(Kind.APPOINTMENT)
                                .with(Field.SUBJECT, Value.text("Retro"))
                                .with(Field.PERIOD, hour("2026-03-10T09:00:00Z")));
    }
}
