package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of stamps and answers that got lost, of what servers add, and of items that turn private. */
class LostAnswersTest {

    private final TwoSides company = new TwoSides();

    @Test
    void aRestoredCopyWhoseAnswerWasLostIsLinkedAgain() {
        company.rules =
                SyncRules.builder().onExchangeDelete(SyncRules.OnDelete.RESTORE).build();
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        company.user(Side.EXCHANGE)
                .delete(company.user(Side.EXCHANGE)
                        .called(company.lane, "Offer")
                        .single());
        company.exchange.behave(lostAnswers());
        company.run();
        company.exchange.behave(Hostility.NONE);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(2);
        assertThat(company.store.links().ofLane(company.lane.id())).allMatch(l -> l.state() == LinkState.LINKED);
    }

    @Test
    void whatExchangeAddsToANewMeetingIsToldToD365InTheSameRun() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365)
                .edit(company.lane, company.onlyRef(Side.D365), Field.ATTENDEES, people("bo@client.example"));
        company.settle();
        for (Field field : new Field[] {Field.ORGANIZER, Field.RESPONSE_REQUESTED}) {
            assertThat(company.only(Side.D365).value(field))
                    .isEqualTo(company.only(Side.EXCHANGE).value(field));
        }
    }

    @Test
    void whatExchangeAddedReachesD365AlsoWhenTheFirstTryWasLost() {
        company.put(Side.D365, appointment("Offer").with(Field.ATTENDEES, people("bo@client.example")));
        company.d365.behave(lostRequests());
        company.run();
        company.d365.behave(Hostility.NONE);
        company.run();
        company.settle();
        assertThat(company.only(Side.D365).value(Field.ORGANIZER))
                .isEqualTo(company.only(Side.EXCHANGE).value(Field.ORGANIZER));
    }

    @Test
    void whatExchangeAddedReachesD365AlsoWhenTwoTriesWereLost() {
        company.put(Side.D365, appointment("Offer").with(Field.ATTENDEES, people("bo@client.example")));
        company.d365.behave(lostRequests());
        company.run();
        company.run();
        company.d365.behave(Hostility.NONE);
        company.time.updateAndGet(t -> t.plus(Duration.ofHours(1)));
        company.run();
        company.settle();
        assertThat(company.only(Side.D365).value(Field.ORGANIZER))
                .isEqualTo(company.only(Side.EXCHANGE).value(Field.ORGANIZER));
    }

    @Test
    void anAttendeesCopyThatBecomesPublicTakesNoGuestsFromD365() {
        ItemRef copy = company.user(Side.EXCHANGE)
                .receive(
                        company.lane,
                        appointment("Offer")
                                .with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                                .with(Field.ATTENDEES, people("anna.huber@fabrikon.example")),
                        true,
                        "uid-1");
        company.settle();
        company.user(Side.EXCHANGE).edit(company.lane, copy, Field.SENSITIVITY, Value.choice("NORMAL"));
        ItemRef row = company.onlyRef(Side.D365);
        company.user(Side.D365).edit(company.lane, row, Field.SENSITIVITY, Value.choice("NORMAL"));
        company.user(Side.D365).edit(company.lane, row, Field.ATTENDEES, people("bo@client.example"));
        company.settle();
        assertThat(company.only(Side.D365).value(Field.ATTENDEES))
                .as("its organiser decides who is invited")
                .isEqualTo(company.only(Side.EXCHANGE).value(Field.ATTENDEES));
    }

    @Test
    void whatItsUserBroughtBackIsNotRemovedAgainWhenOurRemovalsAnswerWasLost() {
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        ItemRef deleted =
                company.user(Side.EXCHANGE).called(company.lane, "Offer").single();
        company.user(Side.EXCHANGE).delete(deleted);
        company.d365.behave(lostAnswers());
        company.run();
        company.d365.behave(Hostility.NONE);
        company.user(Side.EXCHANGE).restore(deleted);
        company.run();
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(2);
        assertThat(company.all(Side.D365)).hasSize(2);
    }

    @Test
    void whatWasEditedWhileItWasMaskedFlowsAlsoWhenTheFirstTryWasLost() {
        ItemRef row = company.put(Side.D365, appointment("Offer"));
        company.settle();
        ItemRef event = company.onlyRef(Side.EXCHANGE);
        company.user(Side.EXCHANGE).edit(company.lane, event, Field.REMINDER, new Value.Whole(20));
        company.user(Side.EXCHANGE).edit(company.lane, event, Field.SENSITIVITY, Value.choice("PRIVATE"));
        company.d365.behave(lostRequests());
        company.run();
        company.d365.behave(Hostility.NONE);
        company.user(Side.EXCHANGE).edit(company.lane, event, Field.SENSITIVITY, Value.choice("NORMAL"));
        company.run();
        company.settle();
        assertThat(company.user(Side.D365).see(company.lane, row).value(Field.REMINDER))
                .isEqualTo(new Value.Whole(20));
    }

    @Test
    void whetherAnswersAreWantedComesFromExchangeWhereD365DoesNotSay() {
        ItemRef row = company.put(Side.D365, appointment("Offer").with(Field.ATTENDEES, people("bo@client.example")));
        company.settle();
        company.user(Side.D365).edit(company.lane, row, Field.RESPONSE_REQUESTED, Value.NOTHING);
        company.settle();
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(Field.RESPONSE_REQUESTED)).isEqualTo(Value.choice("YES"));
        }
    }

    @Test
    void anItemThatAConflictMakesPublicIsNotMasked() {
        company.rules = SyncRules.builder().policy(FieldPolicy.D365).build();
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.SENSITIVITY, Value.choice("PRIVATE"));
        company.user(Side.D365)
                .edit(company.lane, company.onlyRef(Side.D365), Field.SENSITIVITY, Value.choice("PERSONAL"));
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Offer");
    }

    @Test
    void categoriesSetOnBothSidesWhileAnItemTurnsPublicAreOnBoth() {
        company.put(Side.D365, appointment("Offer").with(Field.SENSITIVITY, Value.choice("PRIVATE")));
        company.settle();
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.SENSITIVITY, Value.choice("NORMAL"));
        for (Side side : Side.values()) {
            company.user(side).edit(company.lane, company.onlyRef(side), Field.CATEGORIES, category(side.name()));
        }
        company.settle();
        for (Side side : Side.values()) {
            assertThat(NormalForm.text(Field.CATEGORIES, company.only(side).value(Field.CATEGORIES)))
                    .isEqualTo("ed365-made=\nexchange-made=");
        }
    }

    private static Value category(String name) {
        return Value.Entries.of(Vector.of(new Value.Entry(name + "-made", "", name)));
    }

    @Test
    void whereThePolicySkipsPrivateItemsALinkedItemMadePrivateTellsD365Nothing() {
        company.rules = SyncRules.builder().privacy(SyncRules.Privacy.SKIP).build();
        ItemRef ref = company.put(Side.EXCHANGE, appointment("Offer"));
        company.settle();
        company.user(Side.EXCHANGE).edit(company.lane, ref, Field.SENSITIVITY, Value.choice("PRIVATE"));
        company.user(Side.EXCHANGE).edit(company.lane, ref, Field.SUBJECT, Value.text("Surgery"));
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Offer");
    }

    @Test
    void anItemThatNeverGotItsStampAndMovesIsNotTakenForDeleted() {
        TwoSides ews = new TwoSides(MemoryHabits.D365, MemoryHabits.EWS);
        ItemRef ref = ews.put(Side.EXCHANGE, appointment("Offer"));
        ews.put(Side.EXCHANGE, appointment("Other"));
        ews.exchange.behave(lostRequests());
        ews.run();
        ews.exchange.behave(Hostility.NONE);
        ews.user(Side.EXCHANGE).moveElsewhere(ref);
        ews.settle();
        assertThat(ews.all(Side.D365)).hasSize(2);
    }

    @Test
    void anItemThatMovesAwayAndBackUnderNewIdsIsNotDoubled() {
        TwoSides ews = new TwoSides(MemoryHabits.D365, MemoryHabits.EWS);
        ItemRef ref = ews.put(Side.EXCHANGE, appointment("Offer"));
        ews.settle();
        ItemRef away = ews.user(Side.EXCHANGE).moveElsewhere(ref);
        ews.settle();
        ews.user(Side.EXCHANGE).moveBack(away);
        ews.settle();
        assertThat(ews.all(Side.D365)).hasSize(1);
        assertThat(ews.onlyLink().state()).isEqualTo(LinkState.RELEASED);
    }

    @Test
    void aMeetingDeletedInOutlookIsNotMadeAnewBecauseThatWouldInviteEverybodyAgain() {
        company.rules =
                SyncRules.builder().onExchangeDelete(SyncRules.OnDelete.RESTORE).build();
        company.put(Side.D365, appointment("Offer").with(Field.ATTENDEES, people("bo@client.example")));
        company.settle();
        company.user(Side.EXCHANGE).delete(company.onlyRef(Side.EXCHANGE));
        company.settle();
        assertThat(company.exchange.mails()).hasSize(1);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
    }

    /** It cannot be read, so that it is not found by its stamp; the server knows the repeated create and makes no second. */
    @ParameterizedTest
    @EnumSource(Side.class)
    void whatWasEditedBeforeItsMakingIsRepeatedFlowsBack(Side side) {
        company.put(side.other(), appointment("Offer"));
        MemorySide at = side == Side.D365 ? company.d365 : company.exchange;
        at.behave(lostAnswers());
        company.run();
        at.behave(Hostility.NONE);
        ItemRef made = company.onlyRef(side);
        at.user().setUnreadable(made, Reason.of("odd", "cannot be mapped"));
        at.user().edit(company.lane, made, Field.SENSITIVITY, Value.choice("PERSONAL"));
        at.user().edit(company.lane, made, Field.LOCATION, Value.text("Room 5"));
        company.run();
        at.user().setReadable(made);
        company.run();
        company.settle();
        for (Side each : Side.values()) {
            assertThat(company.only(each).value(Field.LOCATION)).isEqualTo(Value.text("Room 5"));
            assertThat(company.only(each).value(Field.SENSITIVITY)).isEqualTo(Value.choice("PERSONAL"));
        }
    }

    @Test
    void aStampThatDidNotGetToItsItemIsPutOnItInTheNextRun() {
        ItemRef ref = company.put(Side.EXCHANGE, appointment("Offer"));
        company.exchange.behave(lostRequests());
        company.run();
        company.exchange.behave(Hostility.NONE);
        company.settle();
        assertThat(company.user(Side.EXCHANGE).stamp(ref)).isNotEmpty();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @Test
    void aMeetingThatIsOverIsNotCancelledWhereExchangeAlwaysMails() {
        company.rules = SyncRules.builder().cancelMeetings(true).build();
        company.put(Side.D365, appointment("Offer").with(Field.ATTENDEES, people("bo@client.example")));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(3)));
        company.user(Side.D365)
                .delete(company.user(Side.D365).called(company.lane, "Offer").single());
        company.settle();
        assertThat(company.exchange.mails()).hasSize(1);
    }

    private static Hostility lostAnswers() {
        return Hostility.builder().lostAnswers(1).build();
    }

    private static Hostility lostRequests() {
        return Hostility.builder().lostRequests(1).build();
    }
}
