package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** What exceeds a limit is held whole and waits for a person; everything else goes on. */
class GuardTest {

    private final TwoSides company = new TwoSides();

    @Test
    void tooManyDeletionsAreHeldWholeAndTheOtherVerbsGoOn() {
        fill(20);
        deleteOnD365(6);
        ItemRef edited = company.user(Side.D365).list(company.lane).head();
        company.user(Side.D365).edit(company.lane, edited, Field.LOCATION, Value.text("Room 1"));
        RunReport report = company.run();
        assertThat(report.held()).isEqualTo(6);
        assertThat(company.all(Side.EXCHANGE)).hasSize(20);
        assertThat(company.all(Side.EXCHANGE).count(i -> i.value(Field.LOCATION).equals(Value.text("Room 1"))))
                .isEqualTo(1);
        assertThat(company.run().held()).as("they are planned again").isEqualTo(6);
    }

    @Test
    void aPersonsReleaseLetsExactlyThatDecisionPass() {
        fill(20);
        deleteOnD365(6);
        company.run();
        say(Held.Word.RELEASE);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(14);
    }

    @Test
    void whatAPersonRejectedIsNeitherAppliedNorCountedNorHeld() {
        fill(20);
        deleteOnD365(6);
        company.run();
        say(Held.Word.REJECT);
        deleteOnD365(5);
        RunReport report = company.run();
        assertThat(report.held()).as("the limit is for the five others").isZero();
        assertThat(report.total(RunReport.Counts::removed)).isEqualTo(5);
        assertThat(report.lanes().flatMap(l -> l.plan().get().rejected())).hasSize(6);
        company.assertQuiet();
        assertThat(company.all(Side.EXCHANGE)).hasSize(15);
        assertThat(company.store.held().ofLane(company.lane.id()).map(Held::word))
                .as("the word outlives the runs")
                .hasSize(6)
                .containsOnly(Held.Word.REJECT);
    }

    @Test
    void aRejectedDecisionThatChangesIsGuardedAnew() {
        nobodyOutside();
        ItemRef fair = company.put(Side.D365, appointment("Fair").with(Field.ATTENDEES, people("a@x.example")));
        company.put(Side.D365, appointment("Alone"));
        assertThat(company.run().held()).isEqualTo(1);
        say(Held.Word.REJECT);
        assertThat(company.run().held()).isZero();
        company.assertQuiet();
        assertThat(company.all(Side.EXCHANGE)).hasSize(1);

        company.user(Side.D365).edit(company.lane, fair, Field.SUBJECT, Value.text("Larger fair"));
        assertThat(company.run().held()).as("another decision, another word").isEqualTo(1);
        assertThat(company.store.held().ofLane(company.lane.id()).map(Held::word))
                .containsExactly(Held.Word.NONE);
    }

    @Test
    void aRejectionThatIsTakenBackIsApplied() {
        fill(20);
        deleteOnD365(6);
        company.run();
        say(Held.Word.REJECT);
        company.run();
        say(Held.Word.RELEASE);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(14);
        assertThat(company.store.held().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void whatStaysHeldIsJournaledOnce() {
        fill(20);
        deleteOnD365(6);
        company.run();
        company.run();
        assertThat(company.store
                        .journal()
                        .newest(company.lane.id(), 500)
                        .count(e -> e.verb().equals("hold")))
                .isEqualTo(6);
    }

    @Test
    void fiveDeletionsAreAlwaysAllowed() {
        fill(20);
        deleteOnD365(5);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(15);
    }

    @Test
    void theLastItemsOfALaneAreNotRemoved() {
        fill(3);
        deleteOnD365(3);
        assertThat(company.run().held()).isEqualTo(3);
        assertThat(company.all(Side.EXCHANGE)).hasSize(3);
    }

    @Test
    void invitationsOverTheBudgetAreHeld() {
        company.rules = SyncRules.builder()
                .limits(new GuardLimits(GuardLimits.APPOINTMENTS.byVerb(), 200, 2))
                .build();
        company.put(
                Side.D365,
                appointment("Fair").with(Field.ATTENDEES, people("a@x.example", "b@x.example", "c@x.example")));
        company.put(Side.D365, appointment("Alone"));
        RunReport report = company.run();
        assertThat(report.held()).isEqualTo(1);
        assertThat(company.exchange.mails()).isEmpty();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Alone");
    }

    @Test
    void aDryRunWritesNothingAnywhere() {
        company.put(Side.D365, appointment("Offer"));
        RunReport report = company.plan();
        assertThat(report.operations()).isEqualTo(2);
        assertThat(company.all(Side.EXCHANGE)).isEmpty();
        assertThat(company.store.links().count()).isZero();
        assertThat(company.store.journal().newest(company.lane.id(), 9)).isEmpty();
        assertThat(company.store.runs().newest(9)).isEmpty();
    }

    @Test
    void aWordThatIsSaidWhileARunGoesOnHoldsForTheNextOne() {
        fill(20);
        deleteOnD365(6);
        company.run();
        RunListener person = event -> {
            if (event instanceof RunEvent.LanePlanned) {
                say(Held.Word.RELEASE);
            }
        };
        company.runner(person).sync(Vector.of(company.setup()));
        assertThat(company.all(Side.EXCHANGE)).as("planned without it").hasSize(20);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(14);
    }

    @Test
    void aReleasedPairThatIsToBeMadeAnewStaysHeldUntilAPersonReleasesIt() {
        ItemRef fair = company.put(Side.D365, appointment("Fair").with(Field.ATTENDEES, people("a@x.example")));
        company.settle();
        company.user(Side.D365).removeMarker(company.lane, fair);
        company.settle();
        company.user(Side.EXCHANGE).delete(company.onlyRef(Side.EXCHANGE));
        company.user(Side.D365).setMarker(company.lane, fair);
        nobodyOutside();
        assertThat(company.run().held()).isEqualTo(1);
        assertThat(company.run().held()).as("its deletion is proven anew").isEqualTo(1);
        say(Held.Word.RELEASE);
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Fair");
    }

    @Test
    void aHeldCancellationOfWhatWasJustMadeStaysHeldUntilAPersonReleasesIt() {
        TwoSides stock = new TwoSides(MemoryHabits.STOCK_D365, MemoryHabits.EWS);
        stock.exchange.behave(Hostility.builder().lostAnswers(1).build());
        ItemRef fair = stock.put(Side.D365, appointment("Fair"));
        stock.run();
        stock.exchange.behave(Hostility.NONE);
        stock.user(Side.D365).delete(fair);
        stock.run();
        stock.user(Side.EXCHANGE)
                .edit(stock.lane, stock.onlyRef(Side.EXCHANGE), Field.ATTENDEES, people("a@x.example"));
        stock.rules = SyncRules.builder()
                .cancelMeetings(true)
                .limits(new GuardLimits(GuardLimits.APPOINTMENTS.byVerb(), 200, 0))
                .build();
        assertThat(stock.run().held()).isEqualTo(1);
        assertThat(stock.run().held()).as("its deletion is proven anew").isEqualTo(1);
        say(stock, Held.Word.RELEASE);
        stock.settle();
        assertThat(stock.all(Side.EXCHANGE)).isEmpty();
    }

    private void nobodyOutside() {
        company.rules = SyncRules.builder()
                .limits(new GuardLimits(GuardLimits.APPOINTMENTS.byVerb(), 200, 0))
                .build();
    }

    private void say(Held.Word word) {
        say(company, word);
    }

    private static void say(TwoSides company, Held.Word word) {
        Seq<Held> held = company.store.held().ofLane(company.lane.id());
        company.store.held().say(company.lane.id(), held.map(Held::digest).toSet(), word);
    }

    private void fill(int n) {
        Vector.range(0, n).forEach(i -> company.put(Side.D365, appointment("no. " + i)));
        company.settle();
    }

    private void deleteOnD365(int n) {
        company.user(Side.D365).list(company.lane).takeRight(n).forEach(company.user(Side.D365)::delete);
    }
}
