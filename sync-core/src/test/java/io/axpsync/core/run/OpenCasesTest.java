package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.Seq;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One bad item stops nothing else: it is tried again with growing pauses, or waits, until somebody does something. */
class OpenCasesTest {

    private final TwoSides company = new TwoSides();

    @Test
    void aRefusedItemIsTriedFiveTimesWithGrowingPausesAndThenLeftToAPerson() {
        company.put(Side.D365, appointment("poison"));
        company.put(Side.D365, appointment("fine"));
        company.exchange.behave(Hostility.builder().rejectedTitle("poison").build());
        assertThat(company.run().total(RunReport.Counts::created))
                .as("the other one goes on")
                .isEqualTo(1);
        assertThat(refusedIn(Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(refusedIn(Duration.ofMinutes(8))).as("the pause grows").isZero();
        assertThat(refusedIn(Duration.ofMinutes(10))).isEqualTo(1);
        assertThat(refusedIn(Duration.ofMinutes(50))).isZero();
        assertThat(refusedIn(Duration.ofMinutes(60))).isEqualTo(1);
        assertThat(refusedIn(Duration.ofHours(5))).isZero();
        assertThat(refusedIn(Duration.ofHours(6))).isEqualTo(1);
        assertThat(theCase().tries()).isEqualTo(5);
        assertThat(refusedIn(Duration.ofHours(4))).as("a person's now").isZero();
        assertThat(theCase().state()).isEqualTo(OpenCase.State.FAILING);
    }

    @Test
    void aRefusedItemThatIsEditedIsTriedAtOnceAndItsCaseCloses() {
        ItemRef poison = company.put(Side.D365, appointment("poison"));
        company.exchange.behave(Hostility.builder().rejectedTitle("poison").build());
        company.run();
        refusedIn(Duration.ofMinutes(1));
        company.user(Side.D365).edit(company.lane, poison, Field.SUBJECT, Value.text("harmless"));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("harmless");
        assertThat(cases()).isEmpty();
    }

    @Test
    void aWaitingItemHasNoLimitAndGoesOnAtOnceWhenItCan() {
        ItemRef series = company.put(Side.EXCHANGE, appointment("Weekly"));
        company.user(Side.EXCHANGE).setUnreadable(series, Reason.of("series", "is a series", "Wait."));
        for (int i = 0; i < 20; i++) {
            company.time.updateAndGet(t -> t.plus(Duration.ofHours(7)));
            company.run();
        }
        assertThat(theCase().state()).isEqualTo(OpenCase.State.WAITING);
        assertThat(theCase().tries()).isZero();
        company.user(Side.EXCHANGE).setReadable(series);
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Weekly");
        assertThat(cases()).isEmpty();
    }

    private int refusedIn(Duration later) {
        company.time.updateAndGet(t -> t.plus(later).minusSeconds(60));
        return company.run().total(RunReport.Counts::refused);
    }

    private OpenCase theCase() {
        return cases().single();
    }

    private Seq<OpenCase> cases() {
        return company.store.cases().ofLane(company.lane.id());
    }
}
