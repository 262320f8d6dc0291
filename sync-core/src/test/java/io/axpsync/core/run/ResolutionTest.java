package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person decides about conflicts and disputes, and what the next run makes of it. */
class ResolutionTest {

    private final TwoSides company = new TwoSides();

    @Test
    void aConflictWaitsForAPersonAndEverythingElseFlows() {
        conflict();
        company.user(Side.D365).edit(company.lane, company.onlyRef(Side.D365), Field.BODY, Value.text("agenda"));
        RunReport report = company.run();
        assertThat(report.openCases()).isEqualTo(1);
        assertThat(at(Side.D365, Field.LOCATION)).isEqualTo(Value.text("by D365"));
        assertThat(at(Side.EXCHANGE, Field.LOCATION)).isEqualTo(Value.text("by Exchange"));
        assertThat(at(Side.EXCHANGE, Field.BODY)).isEqualTo(Value.text("agenda"));
        company.assertQuiet();
        assertThat(theCase().state()).isEqualTo(OpenCase.State.DISPUTED);
    }

    @Test
    void aConflictIsShownWithBothValuesAndJournaledOnce() {
        conflict();
        company.run();
        company.run();
        Resolution.Conflict shown = resolution().conflicts(theCase()).single();
        assertThat(shown.field()).isEqualTo(Field.LOCATION);
        assertThat(shown.on(Side.D365)).isEqualTo(Value.text("by D365"));
        assertThat(shown.on(Side.EXCHANGE)).isEqualTo(Value.text("by Exchange"));
        assertThat(company.store
                        .journal()
                        .newest(company.lane.id(), 500)
                        .count(e -> e.verb().equals("conflict")))
                .as("one line for each side, however often it is seen")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void thePersonsSideWinsAndTheLoserIsInTheJournal(Side side) {
        conflict();
        company.run();
        assertThat(resolution().take(theCase(), side, HashSet.empty()).get()).containsExactly(Field.LOCATION);
        company.settle();
        String winner = side == Side.D365 ? "by D365" : "by Exchange";
        String loser = side == Side.D365 ? "by Exchange" : "by D365";
        assertThat(at(Side.D365, Field.LOCATION)).isEqualTo(Value.text(winner));
        assertThat(at(Side.EXCHANGE, Field.LOCATION)).isEqualTo(Value.text(winner));
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
        assertThat(company.store.journal().newest(company.lane.id(), 500))
                .anyMatch(e -> e.verb().equals("resolve")
                        && e.before().get(Field.LOCATION).contains(Value.text(loser)))
                .as("the write itself keeps what it overwrites")
                .anyMatch(e -> e.verb().equals("update")
                        && e.before().get(Field.LOCATION).contains(Value.text(loser)));
    }

    @Test
    void fieldsAreTakenOneByOne() {
        conflict();
        edit(Side.D365, Field.SUBJECT, "D365's name");
        edit(Side.EXCHANGE, Field.SUBJECT, "Exchange's name");
        company.run();
        assertThat(resolution().conflicts(theCase()).map(Resolution.Conflict::field))
                .containsExactly(Field.SUBJECT, Field.LOCATION);
        resolution().take(theCase(), Side.D365, HashSet.of(Field.SUBJECT));
        company.run();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("D365's name");
        assertThat(at(Side.EXCHANGE, Field.LOCATION)).isEqualTo(Value.text("by Exchange"));
        assertThat(resolution().conflicts(theCase()).map(Resolution.Conflict::field))
                .containsExactly(Field.LOCATION);
        company.assertQuiet();
    }

    @Test
    void whatWasEditedSinceThePersonLookedIsAskedAgain() {
        conflict();
        company.run();
        edit(Side.EXCHANGE, Field.LOCATION, "edited once more");
        resolution().take(theCase(), Side.D365, HashSet.empty());
        company.run();
        assertThat(at(Side.EXCHANGE, Field.LOCATION)).isEqualTo(Value.text("edited once more"));
        assertThat(resolution().conflicts(theCase()).single().exchange()).isEqualTo(Value.text("edited once more"));
    }

    @Test
    void anEditThatMakesBothSidesAgreeClosesTheConflict() {
        conflict();
        company.run();
        edit(Side.EXCHANGE, Field.LOCATION, "by D365");
        company.settle();
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void anAnswerThatWouldMailMoreThanAllowedIsHeldLikeAnythingElse() {
        company.rules = SyncRules.builder()
                .policy(FieldPolicy.ASK)
                .limits(new GuardLimits(GuardLimits.APPOINTMENTS.byVerb(), 200, 0))
                .build();
        company.put(
                Side.EXCHANGE,
                appointment("Fair").with(Field.ATTENDEES, TwoSides.people("a@client.example", "b@client.example")));
        company.settle();
        edit(Side.D365, Field.LOCATION, "by D365");
        edit(Side.EXCHANGE, Field.LOCATION, "by Exchange");
        company.run();
        resolution().take(theCase(), Side.D365, HashSet.empty());
        assertThat(company.run().held()).isEqualTo(1);
        assertThat(at(Side.EXCHANGE, Field.LOCATION)).isEqualTo(Value.text("by Exchange"));
        assertThat(company.exchange.mails()).isEmpty();
    }

    @Test
    void aFieldThatIsNotInConflictCannotBeTaken() {
        conflict();
        company.run();
        Either<Reason, Seq<Field>> answer = resolution().take(theCase(), Side.D365, HashSet.of(Field.SUBJECT));
        assertThat(answer.getLeft().code()).isEqualTo("no-such-conflict");
        assertThat(answer.getLeft().remedy()).contains("LOCATION");
        assertThat(resolution()
                        .pair(theCase(), company.onlyRef(Side.EXCHANGE))
                        .getLeft()
                        .remedy())
                .contains("--take");
    }

    @Test
    void aDisputeIsSettledByNamingThePair() {
        ItemRef item = dispute();
        ItemRef meant = company.user(Side.EXCHANGE).list(company.lane).last();
        assertThat(resolution().pair(theCase(), meant).get()).isEqualTo(item);
        RunReport report = company.settle();
        assertThat(report.total(RunReport.Counts::adopted)).isEqualTo(1);
        assertThat(company.onlyLink().exchange()).contains(meant);
        assertThat(company.all(Side.EXCHANGE)).as("nothing was made").hasSize(2);
        assertThat(company.user(Side.EXCHANGE).isMarked(company.lane, meant)).isTrue();
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void aDisputedItemThatIsNoneOfTheCandidatesGetsACounterpartOfItsOwn() {
        ItemRef item = dispute();
        assertThat(resolution().separate(theCase()).get()).isEqualTo(item);
        RunReport report = company.settle();
        assertThat(report.total(RunReport.Counts::created)).isEqualTo(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(3);
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @Test
    void onlyACandidateCanBeNamed() {
        dispute();
        ItemRef stranger = company.user(Side.EXCHANGE).put(company.lane, appointment("another"), false);
        Either<Reason, ItemRef> answer = resolution().pair(theCase(), stranger);
        assertThat(answer.getLeft().code()).isEqualTo("no-candidate");
        assertThat(company.store.links().count()).isZero();
        assertThat(resolution()
                        .take(theCase(), Side.D365, HashSet.empty())
                        .getLeft()
                        .code())
                .isEqualTo("no-conflict");
    }

    private ItemRef dispute() {
        ItemRef item = company.put(Side.D365, appointment("doubtful"));
        company.user(Side.EXCHANGE).put(company.lane, appointment("doubtful"), false);
        company.user(Side.EXCHANGE).put(company.lane, appointment("doubtful"), false);
        company.run();
        return item;
    }

    private void conflict() {
        company.rules = SyncRules.builder().policy(FieldPolicy.ASK).build();
        company.put(Side.D365, appointment("Offer"));
        company.settle();
        edit(Side.D365, Field.LOCATION, "by D365");
        edit(Side.EXCHANGE, Field.LOCATION, "by Exchange");
    }

    private void edit(Side side, Field field, String text) {
        company.user(side).edit(company.lane, company.onlyRef(side), field, Value.text(text));
    }

    private Value at(Side side, Field field) {
        Item item = company.only(side);
        return item.value(field);
    }

    private OpenCase theCase() {
        return company.store.cases().ofLane(company.lane.id()).single();
    }

    private Resolution resolution() {
        return new Resolution(company.store, company.ids, company.clock, "by-hand");
    }
}
