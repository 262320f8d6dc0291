package io.axpsync.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private static final ItemVersion VERSION = new ItemVersion("1");
    private static final Capabilities HOLDS_ALL = Capabilities.builder()
            .fields(Field.catalogue().toMap(f -> f, f -> Holding.READ_WRITE))
            .build();

    private final Fingerprints prints = fresh();

    @Test
    void whatIsRememberedOfManyValuesIsWhatWouldBeWorkedOutAnew() {
        Vector<Value> values = Vector.range(0, 3000).map(n -> Value.text("Hall " + n));
        for (Field field : Vector.of(Field.LOCATION, Field.SUBJECT, Field.BODY)) {
            for (Value value : values.appendAll(values.reverse())) {
                assertThat(print(prints, field, value)).isEqualTo(print(fresh(), field, value));
            }
        }
    }

    @Test
    void theSameTextInTwoFieldsHasTwoPrints() {
        assertThat(print(prints, Field.SUBJECT, Value.text("x")).says(print(prints, Field.LOCATION, Value.text("x"))))
                .isFalse();
    }

    @Test
    void anEmptySetIsNothing() {
        assertThat(print(prints, Field.CATEGORIES, Value.Entries.of(Vector.empty())))
                .isEqualTo(print(prints, Field.CATEGORIES, Value.NOTHING))
                .isNotEqualTo(print(prints, Field.CATEGORIES, categories("a")));
    }

    @Test
    void aPrintIsReadFromWhatItWrites() {
        FieldPrint.Single print = (FieldPrint.Single) print(prints, Field.SUBJECT, Value.text("Visit"));
        assertThat(print.print()).hasSize(16);
        assertThat(new FieldPrint.Single(print.print(), print.withheld())).isEqualTo(print);
        assertThatThrownBy(() -> new FieldPrint.Single("c2hvcnQ", Option.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyFieldsThatSayAnotherThingDiffer() {
        Item was = appointment("Visit", "a", "b");
        Baseline baseline = prints.baseline(HOLDS_ALL, was, VERSION, HashMap.empty());
        assertThat(prints.differing(baseline, was)).isEmpty();
        assertThat(prints.differing(baseline, was.with(Field.BODY, Value.text("x"))))
                .containsExactly(Field.BODY);
        assertThat(prints.differing(baseline, was.with(Field.SUBJECT, Value.text("  Visit\n"))))
                .isEmpty();
        for (Item other : Vector.of(
                appointment("Visit", "a"), appointment("Visit", "a", "c"), appointment("Visit", "a", "b", "c"))) {
            assertThat(prints.differing(baseline, other)).containsExactly(Field.CATEGORIES);
        }
    }

    @Test
    void whatWasMaskedOrNotHeldDoesNotDiffer() {
        Item was = appointment("Private");
        Baseline baseline = prints.baseline(
                HOLDS_ALL.withFields(HOLDS_ALL.fields().remove(Field.BODY)),
                was,
                VERSION,
                HashMap.of(Field.SUBJECT, Withheld.MASKED));
        Item now = was.with(Field.SUBJECT, Value.text("Doctor")).with(Field.BODY, Value.text("x"));
        assertThat(prints.differing(baseline, now)).isEmpty();
    }

    @Test
    void aRenewedBaselineIsOfTheNewKeyAndStillWithholdsWhatItWithheld() {
        Item was = appointment("Visit", "a");
        Fingerprints old = new Fingerprints("old", "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII));
        Baseline before = old.baseline(HOLDS_ALL, was, VERSION, HashMap.of(Field.BODY, Withheld.CUT));
        Baseline renewed = prints.renewed(before, was, new ItemVersion("2"));
        assertThat(renewed)
                .isEqualTo(prints.baseline(HOLDS_ALL, was, new ItemVersion("2"), HashMap.of(Field.BODY, Withheld.CUT)));
        assertThat(renewed.print(Field.SUBJECT)).isNotEqualTo(before.print(Field.SUBJECT));
    }

    @Test
    void onlyKnownKeysCompare() {
        Fingerprints old = new Fingerprints("old", "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII));
        Fingerprints both = Fingerprints.of("new", new byte[32], Vector.of(old));
        assertThat(both.of("old")).contains(old);
        assertThat(both.of("new")).contains(both);
        assertThat(both.of("other")).isEmpty();
    }

    private static Fingerprints fresh() {
        return new Fingerprints("new", new byte[32]);
    }

    private static FieldPrint print(Fingerprints by, Field field, Value value) {
        return by.print(field, value, Option.none());
    }

    private static Item appointment(String subject, String... categories) {
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(Field.SUBJECT, Value.text(subject), Field.CATEGORIES, categories(categories)));
    }

    private static Value categories(String... keys) {
        return Value.Entries.of(Vector.of(keys).map(key -> new Value.Entry(key, "", key)));
    }
}
