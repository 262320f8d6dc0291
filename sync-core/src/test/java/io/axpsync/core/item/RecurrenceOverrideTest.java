package io.axpsync.core.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecurrenceOverrideTest {

    @Property(tries = 500)
    void printAndParseAreInverses(@ForAll("overrides") RecurrenceOverride override) {
        assertThat(RecurrenceOverride.parse(override.print())).isEqualTo(override);
        assertThat(RecurrenceOverride.of(override.entry("2026-03-04T10:00"))).isEqualTo(override);
    }

    @Provide
    Arbitrary<RecurrenceOverride> overrides() {
        Arbitrary<Value> text = Arbitraries.strings()
                .withChars('a', '\\', '\n', 'n', '=', '\r', ' ', '/', 'ä')
                .ofMinLength(1)
                .map(Value.Text::new);
        Arbitrary<Value> day = Arbitraries.integers()
                .between(0, 20_000)
                .map(n -> new Value.Days(LocalDate.ofEpochDay(n), LocalDate.ofEpochDay(n + 1)));
        Arbitrary<Value> period = Arbitraries.longs()
                .between(0, 4_000_000_000L)
                .map(n -> new Value.Period(Instant.ofEpochSecond(n), Instant.ofEpochSecond(n + 60)));
        Arbitrary<Map<Field, Value>> fields = Arbitraries.maps(
                        Arbitraries.of(RecurrenceOverride.FIELDS.asJava()),
                        Arbitraries.oneOf(
                                text,
                                day,
                                period,
                                Arbitraries.just(Value.NOTHING),
                                Arbitraries.longs().map(Value.Whole::new),
                                Arbitraries.of("BUSY", "FREE").map(Value::choice)))
                .map(HashMap::ofAll);
        return Arbitraries.oneOf(
                fields.map(RecurrenceOverride::changed), Arbitraries.just(RecurrenceOverride.CANCELLED));
    }

    @Test
    void whatAServerMayRewriteIsNoChangeYetIsCarried() {
        RecurrenceOverride written = body("one\r\n\r\ntwo ");
        RecurrenceOverride readBack = body("one\ntwo");
        assertThat(written.entry("2026-03-04t10:00").value())
                .isEqualTo(readBack.entry("2026-03-04t10:00").value());
        assertThat(RecurrenceOverride.of(written.entry("2026-03-04t10:00"))).isEqualTo(written);
    }

    private static RecurrenceOverride body(String text) {
        return RecurrenceOverride.changed(HashMap.of(Field.BODY, new Value.Text(text)));
    }

    @Test
    void anOccurrenceIsItsSeriesWithWhatDiffers() {
        Value first = new Value.Days(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 4));
        Value moved = new Value.Days(LocalDate.of(2026, 3, 11), LocalDate.of(2026, 3, 12));
        Item series = Item.empty(Kind.APPOINTMENT)
                .with(Field.SUBJECT, Value.text("Stand-up"))
                .with(Field.LOCATION, Value.text("Room 1"))
                .with(Field.PERIOD, new Value.Recurring(first, "FREQ=WEEKLY;BYDAY=TU", ""));
        Item occurrence = series.with(Field.PERIOD, moved).with(Field.LOCATION, Value.NOTHING);
        Value planned = new Value.Days(LocalDate.of(2026, 3, 10), LocalDate.of(2026, 3, 11));

        RecurrenceOverride override = RecurrenceOverride.between(series, planned, occurrence);
        assertThat(override)
                .isEqualTo(RecurrenceOverride.changed(HashMap.of(Field.PERIOD, moved, Field.LOCATION, Value.NOTHING)));
        assertThat(override.applied(series, planned)).isEqualTo(occurrence);
        assertThat(RecurrenceOverride.between(
                                series,
                                planned,
                                occurrence.with(Field.PERIOD, planned).with(Field.LOCATION, Value.text("Room 1")))
                        .isNone())
                .isTrue();
    }

    @Test
    void anOccurrenceHasNoAttendeesOfItsOwn() {
        assertThatThrownBy(() -> RecurrenceOverride.changed(HashMap.of(Field.ATTENDEES, Value.NOTHING)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
