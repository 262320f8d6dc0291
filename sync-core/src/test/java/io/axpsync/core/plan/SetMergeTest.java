package io.axpsync.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.vavr.collection.HashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

/** Attendees, categories: what one side added, removed or changed flows, element by element. */
class SetMergeTest {

    private static final String BEN = "ben@fabrikon.example";
    private static final Value.Entry REQUIRED = new Value.Entry(BEN, "REQUIRED", "");
    private static final Value.Entry OPTIONAL = new Value.Entry(BEN, "OPTIONAL", "");
    private static final Value.Entry RESOURCE = new Value.Entry(BEN, "RESOURCE", "");

    private final Fingerprints fingerprints =
            new Fingerprints("key", "a key for trials".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    @Test
    void whatOneSideAddedIsOnBoth() {
        assertThat(merged(some(), some(), some(REQUIRED), Side.D365)).isEqualTo(some(REQUIRED));
        assertThat(merged(some(), some(REQUIRED), some(), Side.EXCHANGE)).isEqualTo(some(REQUIRED));
    }

    @Test
    void whatOneSideRemovedIsOnNeither() {
        assertThat(merged(some(REQUIRED), some(), some(REQUIRED), Side.EXCHANGE))
                .isEqualTo(some());
        assertThat(merged(some(REQUIRED), some(REQUIRED), some(), Side.D365)).isEqualTo(some());
    }

    @Test
    void whatOneSideRemovedAndTheOtherChangedStays() {
        assertThat(merged(some(REQUIRED), some(), some(OPTIONAL), Side.D365)).isEqualTo(some(OPTIONAL));
        assertThat(merged(some(REQUIRED), some(OPTIONAL), some(), Side.EXCHANGE))
                .isEqualTo(some(OPTIONAL));
    }

    @Test
    void whatOneSideChangedFlowsWhoeverWouldWin() {
        assertThat(merged(some(REQUIRED), some(OPTIONAL), some(REQUIRED), Side.EXCHANGE))
                .isEqualTo(some(OPTIONAL));
        assertThat(merged(some(REQUIRED), some(REQUIRED), some(OPTIONAL), Side.D365))
                .isEqualTo(some(OPTIONAL));
    }

    @Test
    void whatBothChangedIsTheWinners() {
        assertThat(merged(some(REQUIRED), some(OPTIONAL), some(RESOURCE), Side.D365))
                .isEqualTo(some(OPTIONAL));
        assertThat(merged(some(REQUIRED), some(OPTIONAL), some(RESOURCE), Side.EXCHANGE))
                .isEqualTo(some(RESOURCE));
    }

    @Test
    void withoutAnAgreementNothingCountsAsRemoved() {
        SetMerge sets = new SetMerge(fingerprints);

        assertThat(sets.merge(Field.ATTENDEES, some(REQUIRED), some(), Option.none(), Option.none(), Side.EXCHANGE))
                .isEqualTo(some(REQUIRED));
        assertThat(sets.merge(Field.ATTENDEES, some(), some(REQUIRED), Option.none(), Option.none(), Side.D365))
                .isEqualTo(some(REQUIRED));
    }

    private static Value.Entries some(Value.Entry... entries) {
        return Value.Entries.of(Vector.of(entries));
    }

    private Value merged(Value before, Value d365, Value exchange, Side winner) {
        Option<Baseline> agreed = Option.some(fingerprints.baseline(
                MemoryHabits.D365.capabilities(),
                Item.empty(Kind.APPOINTMENT).with(Field.ATTENDEES, before),
                new ItemVersion("1"),
                HashMap.empty()));
        return new SetMerge(fingerprints).merge(Field.ATTENDEES, d365, exchange, agreed, agreed, winner);
    }
}
