package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks for one item does not wait for the listings of a whole company: only lanes that know it are looked at. */
class InquiredLanesTest {

    private final TwoSides company = new TwoSides();
    private final Lane bobs = TwoSides.lane("000102", "bob.maier@fabrikon.example");
    private final LaneId anna = company.lane.id();
    private final LaneId bob = bobs.id();

    @BeforeEach
    void bothHaveAnItem() {
        company.put(Side.D365, appointment("Anna's offer"));
        side(Side.D365)
                .user()
                .put(bobs, appointment("Bob's visit").with(Field.ATTENDEES, people("eve@client.example")), true);
        side(Side.EXCHANGE).user().put(bobs, appointment("Bob's lunch"), true);
        run();
    }

    private MemorySide side(Side side) {
        return side == Side.D365 ? company.d365 : company.exchange;
    }

    private Seq<LaneSetup> setups() {
        return Vector.of(company.setup(), company.setup().withLane(bobs));
    }

    private RunReport run() {
        company.time.updateAndGet(t -> t.plusSeconds(60));
        return company.runner().sync(setups());
    }

    private Explanation.Answer ask(String question) {
        return new Inquiry(company.store, company.clock, RunListener.SILENT).about(new Question(question), setups());
    }

    private Seq<LaneId> lookedAt(String question) {
        return ask(question).looked().map(l -> l.lane().id());
    }

    private ItemRef bobsVisit(Side side) {
        return side(side).user().called(bobs, "Bob's visit").single();
    }

    @Test
    void aMailboxIsLookedAtAlone() {
        assertThat(lookedAt("Bob.Maier@fabrikon.example")).containsExactly(bob);
    }

    @Test
    void anAttendeeMayBeAnywhere() {
        assertThat(lookedAt("eve@client.example")).containsExactlyInAnyOrder(anna, bob);
        assertThat(ask("eve@client.example").found().map(Explanation::title)).containsExactly("Bob's visit");
    }

    @Test
    void aSubjectMayBeAnywhere() {
        assertThat(lookedAt("visit")).containsExactlyInAnyOrder(anna, bob);
        assertThat(ask("visit").found().map(Explanation::title)).containsExactly("Bob's visit");
    }

    @Test
    void aLinkIsKnownByOneLane() {
        String link = company.store.links().ofLane(anna).single().id().id();
        assertThat(lookedAt(link)).containsExactly(anna);
        assertThat(ask(link).found().map(Explanation::title)).containsExactly("Anna's offer");
    }

    @Test
    void aLinkedItemIsKnownByOneLaneOnEitherSide() {
        for (Side side : Side.values()) {
            assertThat(lookedAt(bobsVisit(side).id())).as("%s", side).containsExactly(bob);
            assertThat(ask(bobsVisit(side).id()).found().map(Explanation::title))
                    .containsExactly("Bob's visit");
        }
    }

    @Test
    void whatIsOpenIsKnownByOneLane() {
        ItemRef odd = side(Side.EXCHANGE).user().put(bobs, appointment("Odd"), true);
        side(Side.EXCHANGE).user().setUnreadable(odd, Reason.of("odd", "cannot be read"));
        run();
        assertThat(company.store.cases().ofLane(bob)).isNotEmpty();
        assertThat(lookedAt(odd.id())).containsExactly(bob);
    }

    @Test
    void whatNobodyKnowsIsLookedForEverywhere() {
        assertThat(lookedAt("nobody-knows-this")).containsExactlyInAnyOrder(anna, bob);
        assertThat(ask("nobody-knows-this").found()).isEmpty();
    }

    @Test
    void anItemOutsideTheWindowIsStillFoundByItsSubject() {
        Value period = side(Side.D365).user().see(bobs, bobsVisit(Side.D365)).value(Field.PERIOD);
        assertThat(period).isInstanceOf(Value.Period.class);
        ItemRef far = side(Side.D365).user().put(bobs, appointment("Far ahead"), true);
        side(Side.D365).user().edit(bobs, far, Field.PERIOD, later((Value.Period) period));
        assertThat(ask("Far ahead").found().map(e -> e.reason().code())).containsExactly("outside-window");
    }

    private static Value later(Value.Period period) {
        java.time.Duration years = java.time.Duration.ofDays(250);
        return new Value.Period(period.start().plus(years), period.end().plus(years));
    }
}
