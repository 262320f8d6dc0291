package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static io.axpsync.core.run.TwoSides.people;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same run, cut at every port call and started again, ends as if it had not been cut. */
class CrashTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunThatIsCutAnywhereIsFinishedByTheNext(boolean afterEffect) {
        Seq<String> expected = outcome(prepared(), Integer.MAX_VALUE, afterEffect);
        int cuts = 0;
        for (int at = 1; ; at++) {
            TwoSides company = prepared();
            CuttingPorts ports = new CuttingPorts(at, afterEffect);
            if (!isCut(company, ports)) {
                break;
            }
            cuts++;
            company.time.updateAndGet(t -> t.plus(java.time.Duration.ofHours(1)));
            company.run();
            company.run();
            company.assertQuiet();
            assertThat(state(company)).as("cut at call %d", at).isEqualTo(expected);
        }
        assertThat(cuts).isGreaterThan(30);
    }

    @Test
    void theScenarioDoesSomething() {
        assertThat(outcome(prepared(), Integer.MAX_VALUE, false)).hasSizeGreaterThan(8);
    }

    private static Seq<String> outcome(TwoSides company, int at, boolean afterEffect) {
        isCut(company, new CuttingPorts(at, afterEffect));
        company.assertQuiet();
        return state(company);
    }

    private static boolean isCut(TwoSides company, CuttingPorts ports) {
        LaneSetup setup = LaneSetup.builder()
                .lane(company.lane)
                .rules(company.rules)
                .d365(ports.side(company.d365))
                .exchange(ports.side(company.exchange))
                .build();
        SyncRun run = new SyncRun(
                ports.store(company.store), TwoSides.NOBODY, company.clock, company.ids, RunListener.SILENT);
        try {
            run.sync(Vector.of(setup));
            return false;
        } catch (CuttingPorts.Cut cut) {
            return true;
        }
    }

    /** A settled pair of each sort, and then something to do of each sort. */
    private static TwoSides prepared() {
        TwoSides company = new TwoSides();
        for (String name : Vector.of("edited", "merged", "unmarked", "deleted", "stays")) {
            company.put(Side.D365, appointment(name));
        }
        company.settle();
        edit(company, Side.D365, "edited", Field.LOCATION, "Room 1");
        edit(company, Side.D365, "merged", Field.LOCATION, "Room 2");
        edit(company, Side.EXCHANGE, "merged", Field.BODY, "text");
        company.user(Side.EXCHANGE).removeMarker(company.lane, find(company, Side.EXCHANGE, "unmarked"));
        company.user(Side.D365).delete(find(company, Side.D365, "deleted"));
        company.put(Side.D365, appointment("new in D365").with(Field.ATTENDEES, people("bo@client.example")));
        company.put(Side.EXCHANGE, appointment("new in Outlook"));
        company.user(Side.EXCHANGE).put(company.lane, appointment("both"), false);
        company.user(Side.D365).put(company.lane, appointment("both"), true);
        return company;
    }

    private static void edit(TwoSides company, Side side, String name, Field field, String text) {
        company.user(side).edit(company.lane, find(company, side, name), field, Value.text(text));
    }

    private static ItemRef find(TwoSides company, Side side, String name) {
        return company.user(side)
                .list(company.lane)
                .find(r -> company.user(side).see(company.lane, r).title().equals(name))
                .get();
    }

    private static Seq<String> state(TwoSides company) {
        return Vector.of(Side.values())
                .flatMap(side -> company.all(side)
                        .map(i -> side + " " + i.title() + " " + i.value(Field.LOCATION) + " " + i.value(Field.BODY)))
                .append("links "
                        + company.store
                                .links()
                                .ofLane(company.lane.id())
                                .map(l -> l.state())
                                .sorted())
                .append("mails " + company.exchange.mails().size())
                .sorted();
    }
}
