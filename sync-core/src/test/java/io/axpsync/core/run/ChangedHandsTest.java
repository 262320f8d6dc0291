package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An activity whose responsible worker changes in D365 moves from one mailbox to the other. */
class ChangedHandsTest {

    private final TwoSides company = new TwoSides(MemoryHabits.D365, MemoryHabits.EWS);
    private final Lane other = TwoSides.lane("000202", "bert@fabrikon.example");

    @BeforeEach
    void hire() {
        company.d365.open(other);
        company.exchange.open(other);
        company.put(Side.D365, appointment("Another"));
    }

    private RunReport run(boolean bothLanes) {
        company.time.updateAndGet(t -> t.plusSeconds(600));
        LaneSetup first = company.setup();
        return new SyncRun(company.store, company.directory, company.clock, company.ids, RunListener.SILENT)
                .sync(bothLanes ? Vector.of(first, first.withLane(other)) : Vector.of(first));
    }

    private void settled() {
        assertThat(run(true).total(RunReport.Counts::writes)).isZero();
    }

    private Seq<String> titles(Lane lane, Side side) {
        return company.user(side).seeAll(lane).map(Item::title).sorted();
    }

    private ItemRef row(String subject) {
        return company.user(Side.D365)
                .list(company.lane)
                .find(ref ->
                        company.user(Side.D365).see(company.lane, ref).title().equals(subject))
                .get();
    }

    private Seq<OpenCase> cases(Lane lane) {
        return company.store.cases().ofLane(lane.id());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anAppointmentGoesToTheNewWorkerAndThenLeavesTheOld(Side madeOn) {
        company.put(madeOn, appointment("Visit"));
        run(true);
        company.user(Side.D365).give(row("Visit"), other);
        run(true);
        run(true);
        assertThat(titles(company.lane, Side.EXCHANGE)).containsExactly("Another");
        assertThat(titles(other, Side.EXCHANGE)).containsExactly("Visit");
        assertThat(titles(other, Side.D365)).containsExactly("Visit");
        assertThat(company.exchange.mails()).isEmpty();
        assertThat(cases(company.lane)).isEmpty();
        settled();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsNotTakenAwayBeforeTheOtherHasIt(boolean ever) {
        company.put(Side.D365, appointment("Visit"));
        run(true);
        company.user(Side.D365).give(row("Visit"), other);
        run(false);
        assertThat(titles(company.lane, Side.EXCHANGE)).containsExactly("Another", "Visit");
        if (ever) {
            run(true);
            assertThat(titles(other, Side.EXCHANGE)).containsExactly("Visit");
        }
    }

    @Test
    void aMeetingIsLeftWhereItIsAndWaitsForAPerson() {
        company.put(Side.EXCHANGE, appointment("Review").with(Field.ATTENDEES, people("guest@outside.example")));
        run(true);
        company.user(Side.D365).give(row("Review"), other);
        run(true);
        run(true);
        assertThat(titles(company.lane, Side.EXCHANGE)).containsExactly("Another", "Review");
        assertThat(titles(other, Side.EXCHANGE)).isEmpty();
        assertThat(company.exchange.mails()).isEmpty();
        assertThat(cases(company.lane).map(c -> c.reason().code())).containsExactly("meeting-changes-hands");
        assertThat(cases(other).map(c -> c.reason().code())).containsExactly("meeting-changes-hands");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatTheOldWorkerEditedMeanwhileStaysWithHim(Side madeOn) {
        company.put(madeOn, appointment("Visit"));
        run(true);
        ItemRef item = company.user(Side.EXCHANGE)
                .list(company.lane)
                .find(ref -> company.user(Side.EXCHANGE)
                        .see(company.lane, ref)
                        .title()
                        .equals("Visit"))
                .get();
        company.user(Side.D365).give(row("Visit"), other);
        run(true);
        company.user(Side.EXCHANGE).edit(company.lane, item, Field.LOCATION, Value.text("My room"));
        run(true);
        assertThat(titles(company.lane, Side.EXCHANGE)).containsExactly("Another", "Visit");
        assertThat(titles(other, Side.EXCHANGE)).containsExactly("Visit");
        settled();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void itComesBackWhenItIsGivenBack(Side madeOn) {
        company.put(madeOn, appointment("Visit"));
        run(true);
        ItemRef row = row("Visit");
        company.user(Side.D365).put(other, appointment("Bert's own"), true);
        company.user(Side.D365).give(row, other);
        run(true);
        run(true);
        company.user(Side.D365).give(row, company.lane);
        run(true);
        run(true);
        assertThat(titles(company.lane, Side.EXCHANGE)).containsExactly("Another", "Visit");
        assertThat(titles(other, Side.EXCHANGE)).containsExactly("Bert's own");
        settled();
    }
}
