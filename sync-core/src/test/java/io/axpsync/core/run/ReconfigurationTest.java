package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.RunEvent;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A changed filter, window, folder or mailbox: its impact is told first, and what leaves is released, never deleted. */
class ReconfigurationTest {

    private final TwoSides company = new TwoSides();
    private final List<RunEvent> events = new ArrayList<>();

    @Test
    void anotherMarkerIsReportedAndWhatLeavesIsHeldWhole() {
        fill(20);
        LaneSetup other = marker("CRM");

        assertThat(plan(other).impact()).contains(new RunReport.Impact(0, 20));
        RunReport report = run(other);

        assertThat(report.impact()).contains(new RunReport.Impact(0, 20));
        assertThat(report.summary()).contains("configured anew: 0 entering, 20 leaving");
        assertThat(report.held()).isEqualTo(20);
        assertThat(company.store.held().ofLane(company.lane.id()).map(Held::verb))
                .containsOnly("RELEASE");
        assertUntouched(20, LinkState.LINKED);
    }

    @Test
    void aChangeThatIsTakenBackWhileItIsHeldHasNoConsequence() {
        fill(20);
        run(marker("CRM"));
        run(marker("CRM"));

        company.run();
        company.assertQuiet();

        assertUntouched(20, LinkState.LINKED);
        assertThat(company.plan().impact()).isEmpty();
        company.user(Side.D365)
                .delete(company.user(Side.D365).list(company.lane).head());
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).as("deletions count again").hasSize(19);
    }

    @Test
    void whatAPersonReleasesIsNoLongerSynchronisedAndNothingIsDeleted() {
        fill(20);
        run(marker("CRM"));
        release();

        RunReport report = run(marker("CRM"));

        assertThat(report.total(RunReport.Counts::released)).isEqualTo(20);
        assertThat(report.total(RunReport.Counts::writes)).isZero();
        assertUntouched(20, LinkState.RELEASED);
        assertThat(run(marker("CRM")).impact())
                .as("it is told until it is done")
                .isEmpty();
    }

    @Test
    void aFewThatLeaveAreReleasedInTheRunThatTellsIt() {
        fill(20);
        ItemRef gone = company.user(Side.EXCHANGE).list(company.lane).head();
        company.user(Side.EXCHANGE).moveElsewhere(gone);

        RunReport report = run(configured("another folder"));

        assertThat(report.impact()).contains(new RunReport.Impact(0, 1));
        assertThat(report.total(RunReport.Counts::released)).isEqualTo(1);
        assertThat(company.all(Side.D365)).hasSize(20);
        assertThat(company.user(Side.EXCHANGE).isDeleted(gone)).isFalse();
        assertThat(indexOf(RunEvent.LaneReconfigured.class))
                .as("told before the lane is done: %s", events)
                .isLessThan(indexOf(RunEvent.LaneDone.class))
                .isNotNegative();
    }

    @Test
    void anotherMailboxDeletesNothingInThisRunOrALaterOne() {
        fill(20);
        LaneSetup moved = emptyMailbox();

        assertThat(run(moved).impact()).contains(new RunReport.Impact(0, 20));
        for (int day = 0; day < 4; day++) {
            company.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));
            RunReport later = run(moved);
            assertThat(later.held()).isEqualTo(20);
            assertThat(later.total(RunReport.Counts::removed)).isZero();
            assertThat(company.store.held().ofLane(company.lane.id()).map(Held::verb))
                    .as("no deletion, not even a held one")
                    .containsOnly("RELEASE");
        }

        assertThat(company.all(Side.D365)).hasSize(20);
        assertThat(links().map(Link::state)).containsOnly(LinkState.LINKED);
    }

    @Test
    void whatWasReleasedWithItsMailboxIsNotTakenForDeletedLater() {
        fill(3);
        LaneSetup moved = emptyMailbox();

        assertThat(run(moved).held()).as("all of a lane, though few").isEqualTo(3);
        release();
        assertThat(run(moved).total(RunReport.Counts::released)).isEqualTo(3);
        company.time.updateAndGet(t -> t.plus(Duration.ofDays(2)));
        assertThat(run(moved).operations()).isZero();

        assertThat(company.all(Side.D365)).hasSize(3);
        assertThat(links().map(Link::state)).containsOnly(LinkState.RELEASED);
    }

    @Test
    void aDeletionFromBeforeTheChangeIsReleasedAndOneAfterItIsCarriedOut() {
        fill(20);
        company.user(Side.D365)
                .delete(company.user(Side.D365).list(company.lane).head());

        RunReport report = run(configured("other"));

        assertThat(report.impact()).contains(new RunReport.Impact(0, 1));
        assertThat(company.all(Side.EXCHANGE)).hasSize(20);
        company.user(Side.D365)
                .delete(company.user(Side.D365).list(company.lane).head());
        assertThat(run(configured("other")).total(RunReport.Counts::removed)).isEqualTo(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(19);
    }

    @Test
    void aShorterWindowPutsToSleepAndALongerOneWakes() {
        Instant far = TwoSides.TODAY.plus(Duration.ofDays(100));
        fill(10);
        company.put(
                Side.D365, appointment("Far").with(Field.PERIOD, new Value.Period(far, far.plus(Duration.ofHours(1)))));
        company.settle();
        LaneSetup shorter = setup(company.setup().withAhead(Duration.ofDays(50)));

        RunReport left = run(shorter);
        assertThat(left.impact()).contains(new RunReport.Impact(0, 1));
        assertThat(left.held()).isZero();
        assertThat(links().count(l -> l.state() == LinkState.DORMANT)).isEqualTo(1);

        RunReport back = run(company.setup());
        assertThat(back.impact()).contains(new RunReport.Impact(1, 0));
        assertThat(links().map(Link::state)).containsOnly(LinkState.LINKED);
        assertUntouched(11, LinkState.LINKED);
    }

    @Test
    void whatALongerWindowShowsEnters() {
        Instant far = TwoSides.TODAY.plus(Duration.ofDays(300));
        fill(10);
        company.put(
                Side.D365, appointment("Far").with(Field.PERIOD, new Value.Period(far, far.plus(Duration.ofHours(1)))));
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(10);

        RunReport report = run(setup(company.setup().withAhead(Duration.ofDays(365))));

        assertThat(report.impact()).contains(new RunReport.Impact(1, 0));
        assertThat(company.all(Side.EXCHANGE)).hasSize(11);
    }

    @Test
    void anItemThatCannotBeReadKeepsTheLaneFromConcludingAnything() {
        fill(20);
        ItemRef hidden = company.user(Side.D365).list(company.lane).head();
        company.user(Side.D365).moveOutsideWindow(hidden);
        company.user(Side.D365).setUnreadable(hidden, Reason.of("broken", "is broken"));
        run(configured("other"));
        company.user(Side.D365).delete(hidden);

        assertThat(run(configured("other")).impact()).contains(new RunReport.Impact(0, 1));

        assertThat(company.all(Side.EXCHANGE)).hasSize(20);
    }

    @Test
    void theSameConfigurationHasNoImpact() {
        fill(2);
        assertThat(company.run().impact()).isEmpty();
    }

    private void fill(int n) {
        Vector.range(0, n).forEach(i -> company.put(Side.D365, appointment("no. " + i)));
        company.settle();
    }

    private void release() {
        company.store
                .held()
                .replace(
                        company.lane.id(),
                        company.store.held().ofLane(company.lane.id()).map(h -> h.with(Held.Word.RELEASE)));
    }

    private LaneSetup marker(String name) {
        return setup(company.setup().withLane(company.lane.withMarker(new Category(name))));
    }

    private LaneSetup configured(String configuration) {
        return company.setup().withConfiguration(configuration);
    }

    /** The lane with another mailbox, in which there is nothing. */
    private LaneSetup emptyMailbox() {
        MemorySide empty = MemorySide.exchange(company.clock, company.lane);
        return setup(company.setup()
                .withExchange(empty)
                .withLane(company.lane.withMailbox(company.lane.mailbox().withAddress("anna.maier@fabrikon.example"))));
    }

    /** With the fingerprint that belongs to what the setup says now. */
    private static LaneSetup setup(LaneSetup changed) {
        return LaneSetup.builder()
                .lane(changed.lane())
                .rules(changed.rules())
                .d365(changed.d365())
                .exchange(changed.exchange())
                .back(changed.back())
                .ahead(changed.ahead())
                .build();
    }

    private RunReport run(LaneSetup setup) {
        company.time.updateAndGet(t -> t.plusSeconds(60));
        events.clear();
        return new SyncRun(company.store, TwoSides.NOBODY, company.clock, company.ids, events::add)
                .sync(Vector.of(setup));
    }

    private RunReport plan(LaneSetup setup) {
        return company.runner().plan(Vector.of(setup));
    }

    private Vector<Link> links() {
        return company.store.links().ofLane(company.lane.id()).toVector();
    }

    private int indexOf(Class<? extends RunEvent> type) {
        return Option.of(events.stream().filter(type::isInstance).findFirst().orElse(null))
                .map(events::indexOf)
                .getOrElse(-1);
    }

    private void assertUntouched(int pairs, LinkState state) {
        assertThat(company.all(Side.D365)).hasSize(pairs);
        assertThat(company.all(Side.EXCHANGE)).hasSize(pairs);
        assertThat(links().map(Link::state)).hasSize(pairs).containsOnly(state);
    }
}
