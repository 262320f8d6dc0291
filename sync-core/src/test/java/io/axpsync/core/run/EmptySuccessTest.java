package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemorySide;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that answers success, and has done nothing: noticed at the latest in the next run, and done again. */
class EmptySuccessTest {

    private final TwoSides company = new TwoSides();

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatWasNotMadeIsMade(Side side) {
        company.put(side.other(), appointment("Offer"));
        pretending(side);
        assertThat(company.all(side)).isEmpty();
        company.settle();
        assertThat(company.only(side).title()).isEqualTo("Offer");
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatWasNotMadeIsNoDeletionForAFullComparison(Side side) {
        company.put(side.other(), appointment("Offer"));
        pretending(side);
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));
        company.settle();
        assertThat(company.only(side).title()).isEqualTo("Offer");
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatWasNotChangedIsChangedAndNotTakenForAUsersEdit(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        ItemRef edited = company.onlyRef(side.other());
        company.user(side.other()).edit(company.lane, edited, Field.SUBJECT, Value.text("Better offer"));
        company.user(side.other()).edit(company.lane, edited, Field.REMINDER, new Value.Whole(20));
        pretending(side);
        assertThat(company.only(side).title()).isEqualTo("Offer");
        company.settle();
        for (Side at : Side.values()) {
            assertThat(company.only(at).title()).isEqualTo("Better offer");
            assertThat(company.only(at).value(Field.REMINDER)).isEqualTo(new Value.Whole(20));
        }
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatWasNotRemovedStaysLinkedAndIsRemoved(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        company.user(side.other())
                .delete(company.user(side.other()).called(company.lane, "Offer").single());
        pretending(side);
        assertThat(company.all(side)).hasSize(2);
        assertThat(company.store.links().count()).isEqualTo(2);
        company.run();
        company.settle();
        assertThat(company.only(side).title()).isEqualTo("Other");
        assertThat(company.only(side.other()).title()).isEqualTo("Other");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void theMarkerThatWasNotTakenOffIsTakenOff(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(side.other()).removeMarker(company.lane, company.onlyRef(side.other()));
        pretending(side);
        assertThat(company.user(side).isMarked(company.lane, company.onlyRef(side)))
                .isTrue();
        company.settle();
        for (Side at : Side.values()) {
            assertThat(company.user(at).isMarked(company.lane, company.onlyRef(at)))
                    .isFalse();
        }
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void theMarkerAndTheStampThatWereNotPutOnArePutOn(Side side) {
        company.put(side.other(), appointment("Offer"));
        company.user(side).put(company.lane, appointment("Offer"), false);
        pretending(side);
        company.settle();
        for (Side at : Side.values()) {
            assertThat(company.user(at).isMarked(company.lane, company.onlyRef(at)))
                    .isTrue();
            assertThat(company.user(at).stamp(company.onlyRef(at))).isNotEmpty();
        }
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    /** One run against a side that pretends. */
    private void pretending(Side side) {
        MemorySide at = side == Side.D365 ? company.d365 : company.exchange;
        at.behave(Hostility.builder().emptySuccesses(1).build());
        company.run();
        at.behave(Hostility.NONE);
    }
}
