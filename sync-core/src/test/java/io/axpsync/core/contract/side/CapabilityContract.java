package io.axpsync.core.contract.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** Capabilities: what a side says of itself is true. */
public interface CapabilityContract extends SceneContract {
    @Test
    default void theAnswerDoesNotChange(Scene s) {
        assertThat(s.can()).isEqualTo(s.can());
    }

    @Test
    default void aSideHoldsWhatAnAppointmentNeeds(Scene s) {
        assertThat(s.can().writes(Field.SUBJECT)).isTrue();
        assertThat(s.can().writes(Field.PERIOD)).isTrue();
    }

    @Test
    default void fieldsThatASideDoesNotHoldAreNotShown(Scene s) {
        Present made = s.created(s.samples().meeting());
        Present read = s.fetched(made.ref());

        assertThat(made.item().get().values().keySet()).allMatch(s.can()::holds);
        assertThat(read.item().get().values().keySet()).allMatch(s.can()::holds);
    }

    @Test
    default void fieldsThatAreReadOnlyAreNotWritten(Scene s) {
        Map<Field, Value> readOnly = s.samples()
                .otherValues()
                .filterKeys(f -> s.can().holding(f).exists(h -> h.access() == Access.READ_ONLY));
        s.needs(!readOnly.isEmpty(), "of read-only fields");
        Present made = s.created(s.samples().meeting());
        s.written(s.update(made, readOnly.put(Field.LOCATION, Value.text("Lobby"))));

        Present now = s.fetched(made.ref());
        Scene.assertSays(now, Field.LOCATION, Value.text("Lobby"));
        for (Field field : readOnly.keySet()) {
            Scene.assertSays(now, field, made.item().get().value(field));
        }
    }

    @Test
    default void aTextOfTheGreatestLengthFits(Scene s) {
        for (Field field : limited(s)) {
            Item item = s.samples().appointment("Long").with(field, Value.text("ü".repeat(limit(s, field))));
            s.assertHolds(s.fetched(s.created(item).ref()), item);
        }
    }

    @Test
    default void aTextThatIsTooLongIsRejectedOrCutAtItsEnd(Scene s) {
        for (Field field : limited(s)) {
            String text = "0123456789".repeat(limit(s, field) / 10 + 2);
            Outcome outcome = s.write(s.create(s.samples().appointment("Long").with(field, Value.text(text))));
            if (outcome instanceof Outcome.Written written) {
                Value is = written.readBack().item().get().value(field);
                assertThat(is).isInstanceOf(Value.Text.class);
                assertThat(text).startsWith(((Value.Text) is).text());
                s.write(s.remove(written.readBack(), Notify.NOBODY));
            } else {
                assertThat(Scene.refusal(outcome)).isInstanceOf(PortFailure.Rejected.class);
            }
            assertThat(s.full().items()).isEmpty();
        }
    }

    @Test
    default void aChoiceThatASideLacksBecomesTheNearestThatItKnows(Scene s) {
        Seq<Field> lacking = Field.of(Kind.APPOINTMENT)
                .filter(f -> s.can().writes(f)
                        && s.can().holding(f).exists(h -> !h.fallbacks().isEmpty()));
        s.needs(!lacking.isEmpty(), "of choices that lack a name");
        for (Field field : lacking) {
            for (var fallback : s.can().holding(field).get().fallbacks()) {
                Item item = s.samples().appointment("Odd").with(field, Value.choice(fallback._1));
                Scene.assertSays(s.fetched(s.created(item).ref()), field, Value.choice(fallback._2));
            }
        }
    }

    @Test
    default void everyNameOfAChoiceArrives(Scene s) {
        for (var names : Vector.of(
                new Names(Field.SHOW_AS, "FREE", "TENTATIVE", "BUSY", "OUT_OF_OFFICE", "WORKING_ELSEWHERE"),
                new Names(Field.SENSITIVITY, "NORMAL", "PERSONAL", "PRIVATE", "CONFIDENTIAL"),
                new Names(Field.IMPORTANCE, "LOW", "NORMAL", "HIGH"))) {
            for (String name : names.names()) {
                Item item = s.samples().appointment(name).with(names.field(), Value.choice(name));
                s.assertHolds(s.fetched(s.created(item).ref()), item);
            }
        }
    }

    /** The names of a choice. */
    record Names(Field field, Vector<String> names) {
        Names(Field field, String... names) {
            this(field, Vector.of(names));
        }
    }

    private static Seq<Field> limited(Scene s) {
        Seq<Field> fields = Field.of(Kind.APPOINTMENT)
                .filter(f -> s.can().holding(f).exists(h -> h.maxLength().isDefined()))
                .filter(f -> f.shape() == Field.Shape.LINE || f.shape() == Field.Shape.PARAGRAPHS);
        s.needs(!fields.isEmpty(), "of texts that have a greatest length");
        return fields;
    }

    private static int limit(Scene s, Field field) {
        return s.can().holding(field).get().maxLength().get();
    }
}
