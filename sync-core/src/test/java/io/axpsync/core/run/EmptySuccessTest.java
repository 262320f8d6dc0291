package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that answers success, and has done nothing: noticed at the latest in the next run, and done again. */
@ParameterizedClass
@EnumSource(EmptySuccessTest.Backend.class)
class EmptySuccessTest {

    /** Over EWS, and in D365, what is written is read back by a request of its own; over Graph the answer is all. */
    enum Backend {
        GRAPH,
        EWS,
        /** Nor does D365 read back: there is nothing but words. */
        WORDS
    }

    private final TwoSides company;
    private final boolean readsBack;

    EmptySuccessTest(Backend backend) {
        readsBack = backend == Backend.EWS;
        company = switch (backend) {
            case GRAPH -> new TwoSides();
            case EWS -> new TwoSides(MemoryHabits.D365, MemoryHabits.EWS);
            case WORDS ->
                new TwoSides(
                        MemoryHabits.D365.withCapabilities(
                                MemoryHabits.D365.capabilities().withReadsBack(false)),
                        MemoryHabits.GRAPH);
        };
    }

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

    @Test
    void whatWasNotChangedAndIsEditedMeanwhileIsNoUsersRevert() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365)
                .edit(company.lane, company.onlyRef(Side.D365), Field.SUBJECT, Value.text("Better offer"));
        pretending(Side.EXCHANGE);
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.LOCATION, Value.text("Room 5"));
        company.settle();
        for (Side at : Side.values()) {
            assertThat(company.only(at).title()).isEqualTo("Better offer");
            assertThat(company.only(at).value(Field.LOCATION)).isEqualTo(Value.text("Room 5"));
        }
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aSetThatWasNotChangedIsChanged(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        Value red = Value.Entries.of(Vector.of(new Value.Entry("red", "", "Red")));
        company.user(side.other()).edit(company.lane, company.onlyRef(side.other()), Field.CATEGORIES, red);
        pretending(side);
        company.settle();
        assertThat(company.only(side).value(Field.CATEGORIES)).isEqualTo(red);
        assertThat(company.only(side.other()).value(Field.CATEGORIES)).isEqualTo(red);
    }

    /** Exchange names the organiser of the new meeting, which D365 is told in a second write of the same run. */
    @Test
    void theSecondWriteOfARunDoesNotHideThatTheFirstHadNoEffect() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365)
                .edit(company.lane, company.onlyRef(Side.D365), Field.ATTENDEES, people("guest@client.example"));
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.LOCATION, Value.text("Room 5"));
        pretending(Side.D365);
        company.run();
        company.settle();
        for (Side at : Side.values()) {
            assertThat(company.only(at).value(Field.LOCATION)).isEqualTo(Value.text("Room 5"));
        }
    }

    @Test
    void aMeetingThatWasNotMadeIsMadeAndNothingIsRemoved() {
        company.put(Side.D365, appointment("Fair").with(Field.ATTENDEES, people("guest@client.example")));
        pretending(Side.EXCHANGE);
        company.run();
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Fair");
        assertThat(company.only(Side.D365).title()).isEqualTo("Fair");
        assertThat(company.exchange.mails()).hasSize(1);
    }

    @Test
    void aMeetingThatItsOrganiserDeletesBeforeAnyFeedToldOfItIsNotMadeAnew() {
        company.put(Side.D365, appointment("Fair").with(Field.ATTENDEES, people("guest@client.example")));
        company.put(Side.D365, appointment("Other"));
        company.run();
        company.user(Side.EXCHANGE)
                .delete(company.user(Side.EXCHANGE).called(company.lane, "Fair").single());
        company.exchange.forgetCheckpoints();
        company.run();
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Other");
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Other");
        assertThat(company.exchange.mails()).hasSize(1);
    }

    /** The limit that docs/guarantees.md states: nobody can tell this from an edit, so what it overwrites is kept. */
    @Test
    void whereEachReadingHasAnotherVersionTheOldValueCountsAsAnEditAndTheOtherIsInTheJournal() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365)
                .edit(company.lane, company.onlyRef(Side.D365), Field.SUBJECT, Value.text("Better offer"));
        Hostility flapping =
                Hostility.builder().versions(Hostility.Versions.FLAPPING).build();
        company.exchange.behave(flapping.withEmptySuccesses(1));
        company.run();
        company.exchange.behave(flapping);
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.LOCATION, Value.text("Room 5"));
        company.settle();
        String title = company.only(Side.EXCHANGE).title();
        assertThat(company.only(Side.D365).title()).isEqualTo(title);
        if (readsBack) {
            assertThat(title).isEqualTo("Better offer");
        } else {
            assertThat(title).isEqualTo("Offer");
            assertThat(company.store.journal().newest(company.lane.id(), 500))
                    .anyMatch(e -> e.before().get(Field.SUBJECT).contains(Value.text("Better offer")));
        }
    }

    /** One run against a side that pretends. */
    private void pretending(Side side) {
        MemorySide at = side == Side.D365 ? company.d365 : company.exchange;
        at.behave(Hostility.builder().emptySuccesses(1).build());
        company.run();
        at.behave(Hostility.NONE);
    }
}
