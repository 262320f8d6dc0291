package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Going over to another key of fingerprints: nothing is done for it, and nothing is missed. */
class KeyRotationTest {

    private TwoSides company = new TwoSides();

    private void fill() {
        company.put(Side.D365, appointment("Offer").with(Field.CATEGORIES, names("red", "blue")));
        company.settle();
    }

    private static Value names(String... names) {
        return Value.Entries.of(Vector.of(names).map(n -> new Value.Entry(n, "", n)));
    }

    private void edit(Side side, Field field, Value value) {
        company.user(side).edit(company.lane, company.onlyRef(side), field, value);
    }

    private void aDayLater() {
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));
    }

    private Seq<String> keys() {
        return company.store
                .links()
                .ofLane(company.lane.id())
                .flatMap(l -> Vector.of(Side.values()).flatMap(l::baseline))
                .map(Baseline::keyId)
                .distinct();
    }

    private void assertNothingIsDone() {
        assertThat(company.run().total(RunReport.Counts::writes)).isZero();
        company.assertQuiet();
    }

    @Test
    void theNextRunDoesNothingWhenNothingChanged() {
        fill();
        company.store.rotateKeys();
        assertNothingIsDone();
        aDayLater();
        assertNothingIsDone();
        assertThat(keys())
                .as("after a full comparison")
                .containsExactly(company.store.fingerprintKey().id());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anEditFlowsWhetherItWasMadeBeforeTheRotationOrAfterIt(Side side) {
        fill();
        edit(side, Field.LOCATION, Value.text("Room 4"));
        company.store.rotateKeys();
        edit(side, Field.SUBJECT, Value.text("Offer, final"));
        company.settle();
        assertThat(company.only(side.other()).title()).isEqualTo("Offer, final");
        assertThat(company.only(side.other()).value(Field.LOCATION)).isEqualTo(Value.text("Room 4"));
        assertThat(keys()).containsExactly(company.store.fingerprintKey().id());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void setsMergeElementByElement(Side side) {
        fill();
        company.store.rotateKeys();
        edit(side, Field.CATEGORIES, names("red", "green"));
        edit(side.other(), Field.CATEGORIES, names("red", "blue", "yellow"));
        company.settle();
        for (Side each : Side.values()) {
            assertThat(company.only(each).value(Field.CATEGORIES)).isEqualTo(names("red", "green", "yellow"));
        }
    }

    @Test
    void whatCouldNotBeCarriedYetIsCarriedAfterTheRotation() {
        company = new TwoSides(
                MemoryHabits.D365,
                MemoryHabits.GRAPH.withCapabilities(
                        MemoryHabits.GRAPH.capabilities().withPrivateFieldsAreSilent(false)));
        company.put(Side.D365, appointment("Fair").with(Field.ATTENDEES, people("a@x.example")));
        company.settle();
        edit(Side.D365, Field.REMINDER, new Value.Whole(45));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(Field.REMINDER)).isNotEqualTo(new Value.Whole(45));
        company.store.rotateKeys();
        aDayLater();
        company.settle();
        edit(Side.D365, Field.SUBJECT, Value.text("Larger fair"));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(Field.REMINDER)).isEqualTo(new Value.Whole(45));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void withoutTheOldKeyUnchangedVersionsAreTakenOver(int days) {
        fill();
        company.store.loseKeys();
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(days)));
        assertNothingIsDone();
        aDayLater();
        assertNothingIsDone();
        assertThat(keys()).containsExactly(company.store.fingerprintKey().id());
        edit(Side.D365, Field.SUBJECT, Value.text("Offer, final"));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Offer, final");
    }

    @Test
    void withoutTheOldKeyWhatChangedFollowsFirstAgreement() {
        fill();
        company.store.loseKeys();
        edit(Side.D365, Field.SUBJECT, Value.text("by D365"));
        company.settle();
        assertThat(company.only(Side.D365).title()).as("Exchange is first").isEqualTo("Offer");
        assertThat(company.store.journal().newest(company.lane.id(), 99))
                .anyMatch(e -> e.before().get(Field.SUBJECT).contains(Value.text("by D365")));
    }
}
