package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.Mail;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The plan says who would be mailed about what, and one budget holds for the whole run. */
class MailBudgetTest {

    private final TwoSides company = new TwoSides();

    @Test
    void thePlanListsEachMailWithItsRecipientsInsideAndOutside() {
        company.put(
                Side.D365,
                appointment("Fair")
                        .with(Field.ATTENDEES, people("bob@fabrikon.example", "c@client.example", "d@client.example")));
        Mail invitation = mails(company.plan()).single();
        assertThat(invitation.what()).isEqualTo("invitation");
        assertThat(invitation.inside()).containsExactly("bob@fabrikon.example");
        assertThat(invitation.outside()).hasSize(2);
        company.settle();

        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.LOCATION, Value.text("Hall 2"));
        assertThat(mails(company.plan()).single().what()).isEqualTo("update");
        company.settle();

        company.rules = SyncRules.builder().cancelMeetings(true).build();
        company.user(Side.D365).delete(company.onlyRef(Side.D365));
        Mail cancellation = mails(company.plan()).single();
        assertThat(cancellation.what()).isEqualTo("cancellation");
        assertThat(cancellation.recipients()).isEqualTo(3);
    }

    @Test
    void aMailboxIsNotMailedByItself() {
        company.put(
                Side.EXCHANGE,
                appointment("Alone")
                        .with(Field.ATTENDEES, people(company.lane.mailbox().address())));
        company.put(Side.EXCHANGE, appointment("Other"));
        company.settle();
        company.user(Side.D365)
                .delete(company.user(Side.D365).called(company.lane, "Alone").single());
        assertThat(mails(company.plan())).isEmpty();
        company.run();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Other");
        assertThat(company.exchange.mails()).isEmpty();
    }

    @Test
    void theBudgetIsOneForAllLanesOfARun() {
        Lane second = TwoSides.lane("000102", "bob.maier@fabrikon.example");
        company.d365.open(second);
        company.exchange.open(second);
        company.rules = budget(200, 3);
        company.put(
                Side.D365, appointment("First").with(Field.ATTENDEES, people("a@client.example", "b@client.example")));
        company.user(Side.D365)
                .put(
                        second,
                        appointment("Second").with(Field.ATTENDEES, people("a@client.example", "b@client.example")),
                        true);
        LaneSetup setup = company.setup();
        RunReport report = company.runner().sync(Vector.of(setup, setup.withLane(second)));
        assertThat(report.lanes().map(l -> l.plan().get().held().size()))
                .as("the second lane has one left")
                .containsExactly(0, 1);
        assertThat(company.exchange.mails()).hasSize(1);
    }

    @Test
    void recipientsInsideHaveABudgetOfTheirOwn() {
        company.rules = budget(1, 50);
        company.put(
                Side.D365,
                appointment("Staff").with(Field.ATTENDEES, people("b@fabrikon.example", "c@fabrikon.example")));
        assertThat(company.run().held()).isEqualTo(1);
        assertThat(company.exchange.mails()).isEmpty();
    }

    @Test
    void whatIsMailedAboutNobodyPassesAnEmptyBudget() {
        company.rules = budget(0, 0);
        company.put(Side.D365, appointment("Alone"));
        company.put(
                Side.D365,
                appointment("Over")
                        .with(Field.ATTENDEES, people("a@client.example"))
                        .with(
                                Field.PERIOD,
                                new Value.Period(
                                        TwoSides.TEN.minus(Duration.ofDays(9)),
                                        TwoSides.TEN.minus(Duration.ofDays(8)))));
        company.user(Side.EXCHANGE)
                .put(
                        company.lane,
                        appointment("Imported")
                                .with(Field.ATTENDEES, people("a@client.example"))
                                .with(
                                        Field.PERIOD,
                                        new Value.Period(
                                                TwoSides.TEN.plus(Duration.ofDays(2)),
                                                TwoSides.TEN.plus(Duration.ofDays(3)))),
                        true);
        RunReport report = company.settle();
        assertThat(report.held()).isZero();
        assertThat(company.exchange.mails()).isEmpty();
        assertThat(company.all(Side.D365)).hasSize(3);
        assertThat(company.all(Side.EXCHANGE)).hasSize(3);
    }

    private static SyncRules budget(int inside, int outside) {
        return SyncRules.builder()
                .limits(new GuardLimits(GuardLimits.APPOINTMENTS.byVerb(), inside, outside))
                .build();
    }

    private static Seq<Mail> mails(RunReport report) {
        return report.lanes().flatMap(RunReport.LaneReport::plan).flatMap(SyncPlan::mails);
    }
}
