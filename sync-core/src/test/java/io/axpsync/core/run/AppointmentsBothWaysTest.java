package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.TEN;
import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.SyncRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users see after runs, one employee's calendar. Each scenario settles: a second run does nothing. */
class AppointmentsBothWaysTest {

    private final TwoSides company = new TwoSides();

    @ParameterizedTest
    @EnumSource(Side.class)
    void aMarkedItemAppearsOnTheOtherSide(Side side) {
        company.put(side, appointment("Offer"));
        company.settle();
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void textsArriveAsTheirUserWroteThem(Side side) {
        company.put(
                side,
                appointment("Offer:  second  draft")
                        .with(Field.BODY, Value.text("Agenda\n\n  1. price\n\n  2. date"))
                        .with(Field.LOCATION, Value.text("Room  4")));
        company.settle();
        company.user(side).edit(company.lane, company.onlyRef(side), Field.LOCATION, Value.text("Room  5"));
        company.settle();
        Item there = company.only(side.other());
        assertThat(there.value(Field.SUBJECT)).isEqualTo(Value.text("Offer:  second  draft"));
        assertThat(there.value(Field.BODY)).isEqualTo(Value.text("Agenda\n\n  1. price\n\n  2. date"));
        assertThat(there.value(Field.LOCATION)).isEqualTo(Value.text("Room  5"));
    }

    @Test
    void aSubjectThatFitsWithoutItsSuperfluousBlanksIsNotCut() {
        company.put(Side.EXCHANGE, appointment("Offer" + " ".repeat(300) + "draft"));
        company.settle();
        assertThat(company.only(Side.D365).value(Field.SUBJECT)).isEqualTo(Value.text("Offer draft"));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anUnmarkedItemIsLeftAlone(Side side) {
        company.user(side).put(company.lane, appointment("Dentist"), false);
        company.settle();
        assertThat(company.all(side.other())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anEditFlows(Side side) {
        ItemRef ref = company.put(side, appointment("Offer"));
        company.settle();
        company.user(side).edit(company.lane, ref, Field.LOCATION, Value.text("Room 4"));
        company.settle();
        assertThat(company.only(side.other()).value(Field.LOCATION)).isEqualTo(Value.text("Room 4"));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anEmptiedFieldIsEmptiedOnTheOtherSide(Side side) {
        ItemRef ref = company.put(side, appointment("Offer").with(Field.LOCATION, Value.text("Room 4")));
        company.settle();
        company.user(side).edit(company.lane, ref, Field.LOCATION, Value.NOTHING);
        company.settle();
        assertThat(company.only(side.other()).value(Field.LOCATION).isNothing()).isTrue();
    }

    @Test
    void editsOfDifferentFieldsMerge() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.LOCATION, Value.text("Room 4"));
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.SUBJECT, Value.text("Offer, final"));
        company.settle();
        for (Side side : Side.values()) {
            assertThat(company.only(side).title()).isEqualTo("Offer, final");
            assertThat(company.only(side).value(Field.LOCATION)).isEqualTo(Value.text("Room 4"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldPolicy.class,
            names = {"D365", "EXCHANGE", "NEWEST"})
    void aConflictFollowsItsPolicyAndTheLoserIsJournaled(FieldPolicy policy) {
        company.rules = SyncRules.builder().policy(policy).build();
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.SUBJECT, Value.text("by D365"));
        company.time.updateAndGet(t -> t.plusSeconds(60));
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.SUBJECT, Value.text("by Exchange"));
        company.settle();
        String winner = policy == FieldPolicy.D365 ? "by D365" : "by Exchange";
        String loser = policy == FieldPolicy.D365 ? "by Exchange" : "by D365";
        assertThat(company.only(Side.D365).title()).isEqualTo(winner);
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo(winner);
        assertThat(company.store.journal().newest(company.lane.id(), 50))
                .anyMatch(e -> e.before().get(Field.SUBJECT).contains(Value.text(loser)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void takingTheMarkerOffReleasesBothAndDeletesNothing(Side side) {
        company.put(side, appointment("Offer"));
        company.settle();
        company.user(side).removeMarker(company.lane, company.onlyRef(side));
        company.settle();
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
        assertThat(company.onlyLink().markerSeen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void markingAReleasedItemAnewResumesThePairAndDoublesNothing(Side side) {
        company.put(side, appointment("Offer"));
        company.settle();
        company.user(side).removeMarker(company.lane, company.onlyRef(side));
        company.settle();
        company.user(side.other())
                .edit(company.lane, company.onlyRef(side.other()), Field.LOCATION, Value.text("Room 4"));
        company.user(side.other()).setMarker(company.lane, company.onlyRef(side.other()));
        company.settle();
        assertThat(company.only(side).value(Field.LOCATION)).isEqualTo(Value.text("Room 4"));
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void deletingOnOneSideDeletesOnTheOther(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        ItemRef offer = company.user(side)
                .list(company.lane)
                .find(r -> company.user(side).see(company.lane, r).title().equals("Offer"))
                .get();
        company.user(side).delete(offer);
        company.settle();
        assertThat(company.all(side.other()).map(TwoSides::subject)).containsExactly("Other");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void editBeatsDelete(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        ItemRef deleted = find(side, "Offer");
        company.user(side.other())
                .edit(company.lane, find(side.other(), "Offer"), Field.SUBJECT, Value.text("Offer, edited"));
        company.user(side).delete(deleted);
        company.settle();
        assertThat(company.all(side).map(TwoSides::subject)).contains("Offer, edited");
        assertThat(company.all(side.other())).hasSize(2);
    }

    @Test
    void deletedOnBothSidesForgetsTheLink() {
        company.put(Side.D365, appointment("Offer"));
        company.put(Side.D365, appointment("Other"));
        company.settle();
        company.user(Side.D365).delete(find(Side.D365, "Offer"));
        company.user(Side.EXCHANGE).delete(find(Side.EXCHANGE, "Offer"));
        company.settle();
        assertThat(company.store.links().ofLane(company.lane.id())).hasSize(1);
    }

    @Test
    void aRowDeletedInStockD365IsNoticedByTheNextFullComparison() {
        TwoSides stock = new TwoSides(MemoryHabits.STOCK_D365, MemoryHabits.GRAPH);
        stock.put(Side.D365, appointment("Offer"));
        stock.put(Side.D365, appointment("Other"));
        stock.settle();
        stock.user(Side.D365).delete(stock.user(Side.D365).list(stock.lane).head());
        stock.settle();
        assertThat(stock.all(Side.EXCHANGE)).hasSize(2);
        stock.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));
        stock.settle();
        assertThat(stock.all(Side.EXCHANGE)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void leavingTheWindowDeletesNothing(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(side).moveOutsideWindow(company.onlyRef(side));
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void movingToAnotherFolderOrOwnerReleases(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(side).moveElsewhere(company.onlyRef(side));
        company.settle();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
        assertThat(company.user(side.other()).list(company.lane)).hasSize(1);
    }

    @Test
    void theFirstMeetingOfTwoEqualItemsMatchesInsteadOfCreating() {
        company.user(Side.D365).put(company.lane, appointment("Offer"), true);
        company.user(Side.EXCHANGE).put(company.lane, appointment("offer"), false);
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @Test
    void severalCandidatesAreDisputedAndNothingIsCreated() {
        company.user(Side.D365).put(company.lane, appointment("Offer"), true);
        company.user(Side.EXCHANGE).put(company.lane, appointment("Offer"), false);
        company.user(Side.EXCHANGE).put(company.lane, appointment("Offer"), false);
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(2);
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .single()
                        .reason()
                        .code())
                .isEqualTo("disputed");
    }

    @Test
    void attendeesAreInvitedOnceAndTheirAnswersFlowBack() {
        company.put(Side.D365, appointment("Offer").with(Field.ATTENDEES, people("bo@client.example")));
        company.settle();
        assertThat(company.exchange.mails()).hasSize(1);
        company.user(Side.EXCHANGE)
                .answer(company.lane, company.onlyRef(Side.EXCHANGE), "bo@client.example", "ACCEPTED");
        company.settle();
        assertThat(company.exchange.mails()).hasSize(1);
        assertThat(NormalForm.text(Field.RESPONSES, company.only(Side.D365).value(Field.RESPONSES)))
                .isEqualTo("ebo@client.example=ACCEPTED");
    }

    @Test
    void nobodyIsMailedAboutAMeetingThatIsOver() {
        company.time.set(TEN.plus(Duration.ofDays(2)));
        company.put(Side.D365, appointment("Offer").with(Field.ATTENDEES, people("bo@client.example")));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Offer");
        assertThat(company.exchange.mails()).isEmpty();
    }

    @Test
    void anAttendeesCopyIsImportedAndItsTimeFollowsTheOrganiser() {
        ItemRef copy = company.exchange
                .user()
                .receive(
                        company.lane,
                        appointment("Board").with(Field.ATTENDEES, people("anna.huber@fabrikon.example")),
                        true,
                        "uid-1");
        company.settle();
        company.user(Side.D365)
                .edit(company.lane, company.onlyRef(Side.D365), Field.SUBJECT, Value.text("my own name"));
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Board");
        assertThat(company.user(Side.EXCHANGE).see(company.lane, copy).title()).isEqualTo("Board");
        assertThat(company.exchange.mails()).isEmpty();
    }

    @Test
    void aPrivateItemIsMaskedAndTheMaskNeverFlowsBack() {
        company.put(
                Side.EXCHANGE,
                appointment("Surgery")
                        .with(Field.BODY, Value.text("bring papers"))
                        .with(Field.SENSITIVITY, Value.choice("PRIVATE")));
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Private");
        assertThat(company.only(Side.D365).value(Field.BODY).isNothing()).isTrue();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.SUBJECT, Value.text("??"));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Surgery");
    }

    @Test
    void aTextThatD365CutsKeepsItsRest() {
        String longSubject = "x".repeat(300);
        company.put(Side.EXCHANGE, appointment(longSubject));
        company.settle();
        String cut = company.only(Side.D365).title();
        assertThat(cut).hasSizeLessThanOrEqualTo(255);
        company.user(Side.D365)
                .edit(company.lane, company.onlyRef(Side.D365), Field.SUBJECT, Value.text("NEW " + cut.substring(4)));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).hasSize(300).startsWith("NEW x");
    }

    @Test
    void aCategoryAddedOnEachSideIsOnBoth() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.CATEGORIES, categories("Red"));
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.CATEGORIES, categories("Blue"));
        company.settle();
        for (Side side : Side.values()) {
            assertThat(NormalForm.text(Field.CATEGORIES, company.only(side).value(Field.CATEGORIES)))
                    .isEqualTo("eblue=\nred=");
        }
    }

    private static Value categories(String name) {
        return Value.Entries.of(io.vavr.collection.Vector.of(new Value.Entry(name, "", name)));
    }

    private ItemRef find(Side side, String subject) {
        return company.user(side)
                .list(company.lane)
                .find(r -> company.user(side).see(company.lane, r).title().equals(subject))
                .get();
    }
}
