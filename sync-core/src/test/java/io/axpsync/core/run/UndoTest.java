package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.plan.Verb;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person takes back what a run did, and what everybody sees after the next one. */
class UndoTest {

    private final TwoSides company = new TwoSides();

    private Undo undo() {
        return new Undo(company.store, TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT);
    }

    private UndoReport undo(String run) {
        company.time.updateAndGet(t -> t.plusSeconds(60));
        return undo().undo(new UndoScope.OfRun(run), Vector.of(company.setup()));
    }

    private UndoReport undo(ItemRef item) {
        company.time.updateAndGet(t -> t.plusSeconds(60));
        return undo().undo(new UndoScope.OfItem(item), Vector.of(company.setup()));
    }

    private static Seq<String> codes(UndoReport report) {
        return report.refused().map(r -> r.reason().code());
    }

    private void edit(Side side, Field field, String text) {
        company.user(side).edit(company.lane, company.onlyRef(side), field, Value.text(text));
    }

    private int writes() {
        return company.d365.written().size() + company.exchange.written().size();
    }

    // ---- create

    @ParameterizedTest
    @EnumSource(Side.class)
    void anUndoneCreateRemovesTheItemAndReleasesThePair(Side side) {
        company.put(side, appointment("Offer"));
        String run = company.run().run();
        company.assertQuiet();
        UndoReport report = undo(run);
        assertThat(report.refused()).isEmpty();
        assertThat(report.run().total(RunReport.Counts::removed)).isEqualTo(1);
        company.assertQuiet();
        assertThat(company.all(side.other())).isEmpty();
        assertThat(company.all(side)).hasSize(1);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);

        company.user(side).removeMarker(company.lane, company.onlyRef(side));
        company.settle();
        company.user(side).setMarker(company.lane, company.onlyRef(side));
        company.settle();
        assertThat(company.only(side.other()).title()).as("marked anew").isEqualTo("Offer");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aCreatedItemThatSomebodyEditedSinceStays(Side side) {
        company.put(side, appointment("Offer"));
        String run = company.run().run();
        edit(side.other(), Field.LOCATION, "Room 4");
        UndoReport report = undo(run);
        assertThat(codes(report)).containsExactly("edited-since");
        assertThat(report.refused().head().reason().text()).contains("LOCATION");
        company.settle();
        assertThat(company.only(side).value(Field.LOCATION)).isEqualTo(Value.text("Room 4"));
    }

    @Test
    void aCreateThatInvitedIsNotUndoneByCancelling() {
        company.put(Side.D365, appointment("Fair").with(Field.ATTENDEES, people("a@x.example", "b@fabrikon.example")));
        String run = company.run().run();
        UndoReport report = undo(run);
        assertThat(codes(report)).containsExactly("would-cancel");
        assertThat(report.recipients())
                .as("invitations that nobody can take back")
                .isEqualTo(2);
        assertThat(report.mails().head().mailed()).isEqualTo(new JournalEntry.Mailed("invitation", 1, 1));
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);

        company.rules = SyncRules.builder().cancelMeetings(true).build();
        assertThat(undo(run).refused()).isEmpty();
        assertThat(company.all(Side.EXCHANGE)).isEmpty();
        assertThat(company.exchange.mails()).as("invitation and cancellation").hasSize(2);
    }

    // ---- update

    @ParameterizedTest
    @EnumSource(Side.class)
    void anUndoneUpdateIsPutBackAndFlowsToTheOtherSide(Side side) {
        company.put(side, appointment("Offer").with(Field.LOCATION, Value.text("Room 1")));
        company.settle();
        edit(side, Field.SUBJECT, "Offer, wrong");
        company.user(side).edit(company.lane, company.onlyRef(side), Field.LOCATION, Value.NOTHING);
        String run = company.run().run();
        UndoReport report = undo(run);
        assertThat(report.refused()).isEmpty();
        assertThat(report.run().total(RunReport.Counts::updated)).isEqualTo(1);
        assertThat(company.only(side.other()).title()).isEqualTo("Offer");
        assertThat(company.only(side).title()).as("flows with the next run").isEqualTo("Offer, wrong");
        company.settle();
        for (Side each : Side.values()) {
            assertThat(company.only(each).title()).isEqualTo("Offer");
            assertThat(company.only(each).value(Field.LOCATION)).isEqualTo(Value.text("Room 1"));
        }
    }

    @Test
    void theLoserOfAConflictComesBack() {
        company.rules = SyncRules.builder().policy(FieldPolicy.D365).build();
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "by D365");
        edit(Side.EXCHANGE, Field.SUBJECT, "by Exchange");
        String run = company.run().run();
        undo(run);
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("by Exchange");
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("by Exchange");
    }

    @Test
    void attendeesThatARunOverwroteComeBackWhole() {
        company.put(Side.EXCHANGE, appointment("Fair").with(Field.ATTENDEES, people("a@x.example", "b@x.example")));
        company.settle();
        company.user(Side.EXCHANGE)
                .edit(company.lane, company.onlyRef(Side.EXCHANGE), Field.ATTENDEES, people("c@x.example"));
        String run = company.run().run();
        assertThat(company.only(Side.D365).value(Field.ATTENDEES)).isEqualTo(people("c@x.example"));
        assertThat(undo(run).refused()).isEmpty();
        assertThat(company.only(Side.D365).value(Field.ATTENDEES)).isEqualTo(people("a@x.example", "b@x.example"));
    }

    @Test
    void fieldsEditedSinceAreRefusedAndTheOthersPutBack() {
        company.put(Side.D365, appointment("Offer").with(Field.LOCATION, Value.text("Room 1")));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "Offer, wrong");
        edit(Side.D365, Field.LOCATION, "Room 2");
        String run = company.run().run();
        edit(Side.EXCHANGE, Field.LOCATION, "Room 3");
        UndoReport report = undo(run);
        assertThat(codes(report)).containsExactly("edited-since");
        assertThat(report.refused().head().reason().text()).contains("LOCATION").doesNotContain("SUBJECT");
        company.settle();
        for (Side each : Side.values()) {
            assertThat(company.only(each).title()).isEqualTo("Offer");
            assertThat(company.only(each).value(Field.LOCATION)).isEqualTo(Value.text("Room 3"));
        }
    }

    // ---- delete

    @ParameterizedTest
    @EnumSource(Side.class)
    void anUndoneDeletionIsMadeAgainUnderItsOldLinkAndMailsNobody(Side side) {
        company.put(
                Side.EXCHANGE,
                appointment("Fair")
                        .with(Field.BODY, Value.text("Agenda"))
                        .with(Field.ATTENDEES, people("a@x.example")));
        company.rules = SyncRules.builder().cancelMeetings(true).build();
        company.settle();
        LinkId id = company.onlyLink().id();
        company.user(side).delete(company.onlyRef(side));
        String run = company.run().run();
        assertThat(company.all(side.other())).isEmpty();
        int mails = company.exchange.mails().size();
        UndoReport report = undo(run);
        assertThat(report.refused()).isEmpty();
        assertThat(report.run().total(RunReport.Counts::created)).isEqualTo(1);
        assertThat(company.only(side.other()).value(Field.BODY)).isEqualTo(Value.text("Agenda"));
        assertThat(company.only(side.other()).value(Field.ATTENDEES).isNothing())
                .isTrue();
        assertThat(company.user(side.other())
                        .stamp(company.onlyRef(side.other()))
                        .map(Stamp::link))
                .contains(id);
        company.settle();
        assertThat(company.only(side).title()).as("the next run").isEqualTo("Fair");
        assertThat(company.onlyLink().id()).isEqualTo(id);
        assertThat(company.exchange.mails()).hasSize(mails);
    }

    @Test
    void whatIsThereAgainIsNotMadeTwice() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(Side.D365).delete(company.onlyRef(Side.D365));
        String run = company.run().run();
        company.put(Side.EXCHANGE, appointment("Offer"));
        company.settle();
        assertThat(codes(undo(run))).containsExactly("there-again");
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
    }

    // ---- release

    @ParameterizedTest
    @EnumSource(Side.class)
    void anUndoneReleaseMarksAgainAndThePairResumes(Side side) {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        company.user(side).removeMarker(company.lane, company.onlyRef(side));
        String run = company.run().run();
        assertThat(undo(run).refused()).isEmpty();
        company.settle();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    // ---- what is refused, for any verb

    @Test
    void whatAnotherInstallationStampedIsLeftAlone() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "Offer, wrong");
        String run = company.run().run();
        company.user(Side.EXCHANGE)
                .setStamp(company.onlyRef(Side.EXCHANGE), Option.some(Stamp.of("other", new LinkId("id-9"))));
        int before = writes();
        assertThat(codes(undo(run))).containsExactly("other-installation");
        assertThat(writes()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aSecondUndoOfTheSameRunDoesNothing(Side side) {
        company.put(side, appointment("Offer"));
        company.settle();
        edit(side, Field.SUBJECT, "Offer, wrong");
        String run = company.run().run();
        undo(run);
        int before = writes();
        UndoReport again = undo(run);
        assertThat(codes(again)).containsExactly("already-undone");
        assertThat(again.run().operations()).isZero();
        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void anUndoIsUndoneByItsOwnId() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "Offer, final");
        String run = company.run().run();
        String undone = undo(run).run().run();
        assertThat(undo(undone).refused()).isEmpty();
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Offer, final");
        assertThat(undo(run).refused())
                .as("it is done again, so it can be undone again")
                .isEmpty();
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Offer");
    }

    @Test
    void anItemIsUndoneStepByStep() {
        company.put(Side.D365, appointment("one"));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "two");
        company.run();
        edit(Side.D365, Field.SUBJECT, "three");
        company.run();
        ItemRef item = company.onlyRef(Side.D365);
        assertThat(undo(item).refused()).isEmpty();
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("two");
        assertThat(undo(item).found())
                .as("the carrying back counts as the newest run")
                .isEqualTo(1);
    }

    @Test
    void aWriteWithoutAnswerIsNotUndone() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "Offer, wrong");
        String run = company.run().run();
        Seq<JournalEntry> lines = company.store.journal().ofRun(run);
        TwoSides cut = company;
        cut.store
                .journal()
                .append(lines.filter(e -> e.phase() == JournalEntry.Phase.INTENT)
                        .map(e -> e.withRun("cut-off")));
        assertThat(codes(undo("cut-off"))).containsExactly("no-answer");
    }

    @Test
    void whatRetentionErasedCannotBeUndone() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "Offer, wrong");
        String run = company.run().run();
        company.store.journal().erase(company.clock.instant().plusSeconds(1));
        assertThat(codes(undo(run))).containsExactly("erased");
    }

    @Test
    void anItemThatIsGoneIsSaidToBe() {
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        edit(Side.D365, Field.SUBJECT, "Offer, wrong");
        String run = company.run().run();
        company.user(Side.EXCHANGE).delete(company.onlyRef(Side.EXCHANGE));
        assertThat(codes(undo(run))).containsExactly("gone-since");
    }

    @Test
    void lanesThatAreNotConfiguredAreRefused() {
        company.put(Side.D365, appointment("Offer"));
        String run = company.run().run();
        UndoReport report = undo().undo(new UndoScope.OfRun(run), Vector.empty());
        assertThat(codes(report)).containsExactly("lane-not-here");
        assertThat(report.refused().head().reason().text())
                .contains(company.lane.id().id());
    }

    @Test
    void aRunThatIsNotInTheJournalHasNothingToUndo() {
        UndoReport report = undo("run-9");
        assertThat(report.found()).isZero();
        assertThat(report.run().operations()).isZero();
    }

    // ---- plan, guard, journal

    @Test
    void aDryRunWritesNothing() {
        company.put(Side.D365, appointment("Offer"));
        String run = company.run().run();
        int before = writes();
        int lines = company.store.journal().newest(company.lane.id(), 99).size();
        UndoReport report = undo().plan(new UndoScope.OfRun(run), Vector.of(company.setup()));
        assertThat(report.run().operations()).isEqualTo(1);
        assertThat(writes()).isEqualTo(before);
        assertThat(company.store.journal().newest(company.lane.id(), 99)).hasSize(lines);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @Test
    void tooMuchIsHeldUntilAPersonReleasesItAndTheUndoIsAskedForAgain() {
        company.rules = SyncRules.builder()
                .limits(new GuardLimits(HashMap.of(Verb.DELETE, new GuardLimits.Limit(5, 10)), 200, 50))
                .build();
        Vector.range(0, 20).forEach(i -> company.put(Side.D365, appointment("Offer " + i)));
        company.settle();
        Vector.range(0, 6).forEach(i -> company.put(Side.D365, appointment("More " + i)));
        String run = company.run().run();
        UndoReport report = undo(run);
        assertThat(report.run().held()).isEqualTo(6);
        assertThat(company.all(Side.EXCHANGE)).hasSize(26);
        company.assertQuiet();
        Seq<Held> held = company.store.held().ofLane(company.lane.id());
        assertThat(held).as("a run in between leaves it waiting").hasSize(6);
        company.store.held().replace(company.lane.id(), held.map(h -> h.with(Held.Word.RELEASE)));
        assertThat(undo(run).run().held()).isZero();
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(20);
        assertThat(company.store.held().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void theJournalTellsWhichRunWasUndone() {
        company.put(Side.D365, appointment("Offer"));
        String run = company.run().run();
        String undo = undo(run).run().run();
        Seq<JournalEntry> lines = company.store.journal().ofRun(undo);
        assertThat(lines.map(JournalEntry::phase)).containsExactly(JournalEntry.Phase.INTENT, JournalEntry.Phase.DONE);
        assertThat(lines.flatMap(JournalEntry::undoes)).containsExactly(run, run);
        assertThat(lines.head().before().keySet()).as("all that is removed").contains(Field.SUBJECT, Field.PERIOD);
    }

    @Test
    void aLaneThatIsBeingSynchronisedIsLeftAlone() {
        company.put(Side.D365, appointment("Offer"));
        String run = company.run().run();
        company.store
                .leases()
                .take(
                        company.lane.id(),
                        "somebody",
                        company.clock.instant(),
                        company.clock.instant().plusSeconds(999));
        UndoReport report = undo(run);
        assertThat(report.run().failedLanes()).isEqualTo(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);
        Link link = company.onlyLink();
        assertThat(link.state()).isEqualTo(LinkState.LINKED);
    }
}
