package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.cli.run.Roster;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first of the list in docs/operating.md that applies. */
class ExitTest {

    private static final Lane LANE = Lane.builder()
            .id(LaneId.of("1", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .mailbox(Mailbox.builder()
                    .personnelNumber("1")
                    .address("anna@fabrikon.example")
                    .company("nord")
                    .zone(ZoneOffset.UTC)
                    .build())
            .build();
    private static final Reason WHY = Reason.of("why", "because");
    private static final Decision PARK =
            new Decision.Park(Option.none(), Decision.Parking.WAITING, Vector.of(ItemRef.d365("nord/1")), "title", WHY);
    private static final OpenCase OPEN = new OpenCase(
            LANE.id(),
            Vector.of(ItemRef.d365("nord/1")),
            OpenCase.State.WAITING,
            "title",
            WHY,
            0,
            Instant.EPOCH,
            Instant.EPOCH);

    private Seq<Decision> decisions = Vector.empty();
    private Seq<SyncPlan.HeldDecision> held = Vector.empty();
    private Option<Reason> failure = Option.none();
    private Seq<OpenCase> cases = Vector.empty();
    private Seq<Roster.LeftAlone> leftAlone = Vector.empty();
    private int lost;

    private Exit exit() {
        RunReport.LaneReport lane = new RunReport.LaneReport(
                LANE,
                Option.some(new SyncPlan(LANE, decisions, held, Vector.empty())),
                failure,
                new RunReport.Counts(0, 0, 0, 0, 0, 0, 0, lost, 0),
                cases,
                Option.none());
        RunReport report = new RunReport("run", true, Vector.of(lane));
        return Exit.of(new Synchronisation.Result(Option.some(report), leftAlone, Vector.empty(), Option.none()));
    }

    @Test
    void theCodesAreThoseThatAreDocumented() {
        assertThat(Vector.of(Exit.values()).map(Exit::code)).containsExactly(70, 2, 5, 4, 3, 1, 0);
    }

    @Test
    void nothingToSayIsZero() {
        assertThat(exit()).isEqualTo(Exit.OK);
    }

    @Test
    void whatIsOpenIsOne() {
        cases = Vector.of(OPEN);
        assertThat(exit()).isEqualTo(Exit.OPEN);
    }

    @Test
    void whatADryRunWouldOpenIsOne() {
        decisions = Vector.of(PARK);
        assertThat(exit()).isEqualTo(Exit.OPEN);
    }

    @Test
    void aMailboxThatIsLeftAloneIsOne() {
        leftAlone = Vector.of(new Roster.LeftAlone("anna@fabrikon.example", WHY));
        assertThat(exit()).isEqualTo(Exit.OPEN);
    }

    @Test
    void aLostAnswerIsOne() {
        lost = 1;
        assertThat(exit()).isEqualTo(Exit.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leased", "lease-lost", "stopped", "run-deadline"})
    void aLaneThatTheNextRunTakesUpIsOne(String code) {
        failure = Option.some(Reason.of(code, "elsewhere"));
        assertThat(exit()).isEqualTo(Exit.OPEN);
    }

    @Test
    void whatIsHeldComesBeforeWhatIsOpen() {
        cases = Vector.of(OPEN);
        held = Vector.of(new SyncPlan.HeldDecision(PARK, "digest", WHY));
        assertThat(exit()).isEqualTo(Exit.HELD);
    }

    @Test
    void anUnreachableSideComesBeforeWhatIsHeld() {
        held = Vector.of(new SyncPlan.HeldDecision(PARK, "digest", WHY));
        failure = Option.some(WHY);
        assertThat(exit()).isEqualTo(Exit.SIDE);
        assertThat(Exit.of(new Synchronisation.Result(Option.none(), Vector.empty(), Vector.empty(), Option.some(WHY))))
                .isEqualTo(Exit.SIDE);
    }
}
