package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.MemoryHabits;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that may mail about anything: the marker of a meeting is not taken off there. The pair rests all the same. */
class StuckMarkerTest {

    private final TwoSides company = new TwoSides(
            MemoryHabits.D365,
            MemoryHabits.GRAPH.withCapabilities(
                    MemoryHabits.GRAPH.capabilities().withPrivateFieldsAreSilent(false)));

    @BeforeEach
    void aMeetingOfWhichD365TakesTheMarkerOff() {
        company.put(Side.EXCHANGE, appointment("Review").with(Field.ATTENDEES, people("a@example.com")));
        company.settle();
        company.user(Side.D365).removeMarker(company.lane, company.onlyRef(Side.D365));
        company.settle();
    }

    private void days(int days) {
        for (int i = 0; i < days; i++) {
            company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
            assertThat(company.run().operations()).isZero();
        }
    }

    @Test
    void itStaysReleasedThroughAllLaterComparisons() {
        days(3);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
    }

    @Test
    void itGoesOnWhenD365SetsItAgain() {
        days(2);
        company.user(Side.D365).setMarker(company.lane, company.onlyRef(Side.D365));
        company.settle();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @Test
    void itGoesOnWhenTheMailboxTakesItOffAndSetsItAgain() {
        company.user(Side.EXCHANGE).removeMarker(company.lane, company.onlyRef(Side.EXCHANGE));
        days(2);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
        company.user(Side.EXCHANGE).setMarker(company.lane, company.onlyRef(Side.EXCHANGE));
        company.settle();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }
}
