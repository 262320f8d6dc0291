package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Gone;
import io.axpsync.core.change.Observed.Trace;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a targeted read proves. */
class FetchingTest {

    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.companion(), WATCH);
    private static final Lane LANE = SCENERY.newLane();

    @BeforeEach
    void calmDown() {
        SCENERY.sandbox.faults().clear();
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }

    private static Either<PortFailure, Observed> fetch(Profile profile, String id) {
        try (D365Side side = D365Side.open(SCENERY.config().withProfile(profile))) {
            return side.fetch(Vector.of(new Look(LANE, WINDOW, ItemRef.d365(id), Option.none())))
                    .head();
        }
    }

    @Test
    void aDeletedRowIsProvenByItsTombstoneOrByTheServersWord() {
        ItemRef ref = SCENERY.put(LANE, "Deleted");
        SCENERY.sandbox.d365().delete("Activities", Scenery.keys(ref));

        assertThat(fetch(Profile.DISCOVER, ref.id()).get()).isEqualTo(new Gone(ref, Trace.TOMBSTONE));
        assertThat(fetch(Profile.STOCK, ref.id()).get()).isEqualTo(new Gone(ref, Trace.NOT_FOUND));
    }

    @Test
    void inACompanyThatShowsNothingARowIsNotBelievedToBeGone() {
        SCENERY.sandbox
                .d365()
                .create(
                        "LegalEntities",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("LegalEntityId", "leer")
                                .put("Name", "Empty"));

        PortFailure failure = fetch(Profile.STOCK, "leer/A-1").getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Denied.class);
        assertThat(failure.reason().code()).isEqualTo("company-silent");
    }

    @Test
    void whatNobodyCanHaveMadeIsNotThere() {
        for (String id :
                Vector.of("nord/no such", "nowhere/A-1", "nonsense", "nord/A'b", "nord/*", "nord/a/b", "/", "nord/")) {
            assertThat(fetch(Profile.DISCOVER, id).get()).as(id).isEqualTo(new Gone(ItemRef.d365(id), Trace.NOT_FOUND));
        }
    }

    @Test
    void aServerThatDoesNotAnswerProvesNothing() {
        ItemRef ref = SCENERY.put(LANE, "There");
        for (Fault fault : Vector.of(
                Fault.of(Fault.Kind.EMPTY_NOT_FOUND),
                Fault.of(Fault.Kind.GARBAGE),
                Fault.of(Fault.Kind.CUT),
                Fault.of(Fault.Kind.RESET),
                Fault.gateway(502))) {
            SCENERY.sandbox
                    .faults()
                    .add(FaultRule.of(fault).path("batch").times(-1).build());
            assertThat(fetch(Profile.DISCOVER, ref.id()).isLeft())
                    .as("%s %s", fault.kind(), fault.status())
                    .isTrue();
            SCENERY.sandbox.faults().clear();
        }
    }
}
