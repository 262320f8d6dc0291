package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.Links;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a run holds in memory at once depends on what is touched, not on how many lanes there are. */
class BoundedMemoryTest {

    private final TwoSides world = new TwoSides();
    private final List<WeakReference<Link>> handedOut = new ArrayList<>();
    /** At each how manieth lane it is looked what is still held: collecting garbage takes its time. */
    private int looking = 1;

    private int loaded;
    private int most;

    @Test
    @Tag("promise-8")
    void aFullComparisonOfManyLanesHoldsTheLinksOfOneLaneAtATime() {
        int lanes = 3 * Rounds.LISTED / 2;
        int items = 2;
        looking = 10;
        Seq<Lane> company = company(lanes, items);
        world.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));

        RunReport report = run(company).plan(company.map(this::setup));

        assertThat(report.operations()).isZero();
        assertThat(report.failedLanes()).isZero();
        assertThat(handedOut).hasSize(lanes * items);
        assertThat(most).as("links in memory at once").isLessThanOrEqualTo(2 * items);
    }

    @Test
    @Tag("promise-8")
    void lanesInWhichSomethingChangedAreWorkedOnTogetherButOnlySoMany() {
        int lanes = 8;
        int known = Rounds.LINKS / 4;
        Seq<Lane> company = company(lanes, 1);
        company.forEach(lane -> world.store.links().save(asleep(lane, known)));
        company.forEach(lane -> world.user(Side.EXCHANGE)
                .edit(lane, world.user(Side.EXCHANGE).list(lane).head(), Field.LOCATION, Value.text("Hall 4")));

        RunReport report = run(company).sync(company.map(this::setup));

        assertThat(report.total(RunReport.Counts::updated)).isEqualTo(lanes);
        assertThat(handedOut).hasSize(lanes * (known + 1));
        assertThat(most).as("links in memory at once").isBetween(2 * known, Rounds.LINKS + known + 2 * lanes);
    }

    /** So many lanes, each with its appointments on both sides, and nothing to do. */
    private Seq<Lane> company(int lanes, int items) {
        Seq<Lane> company = Vector.range(0, lanes)
                .map(i -> TwoSides.lane(String.format("%06d", 200 + i), "worker" + i + "@fabrikon.example"));
        for (Lane lane : company) {
            world.d365.open(lane);
            world.exchange.open(lane);
            Vector.range(0, items)
                    .forEach(i -> world.user(Side.D365).put(lane, TwoSides.appointment("Round " + i), true));
        }
        SyncRun run = new SyncRun(world.store, TwoSides.NOBODY, world.clock, world.ids, RunListener.SILENT);
        run.sync(company.map(this::setup));
        assertThat(run.sync(company.map(this::setup)).operations()).isZero();
        return company;
    }

    private LaneSetup setup(Lane lane) {
        return world.setup().withLane(lane);
    }

    private static Seq<Link> asleep(Lane lane, int count) {
        return Vector.range(0, count)
                .map(i -> Link.builder()
                        .id(new LinkId(lane.id() + "-" + i))
                        .lane(lane.id())
                        .state(LinkState.DORMANT)
                        .since(TwoSides.TODAY)
                        .build());
    }

    private SyncRun run(Seq<Lane> company) {
        Links links = (Links) Proxy.newProxyInstance(
                Links.class.getClassLoader(),
                new Class<?>[] {Links.class},
                (proxy, method, args) -> method.getName().equals("ofLane")
                        ? handOut((LaneId) args[0])
                        : method.invoke(world.store.links(), args));
        Store store = (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, args) ->
                        method.getReturnType() == Links.class ? links : method.invoke(world.store, args));
        return new SyncRun(store, TwoSides.NOBODY, world.clock, world.ids, RunListener.SILENT);
    }

    /** Copies, so that only the run holds them; and counts how many of those before are still held. */
    private Seq<Link> handOut(LaneId lane) {
        Seq<Link> copies =
                world.store.links().ofLane(lane).map(l -> Link.builder().from(l).build());
        copies.forEach(l -> handedOut.add(new WeakReference<>(l)));
        if (++loaded % looking == 0) {
            System.gc();
            most = Math.max(most, (int)
                    handedOut.stream().filter(r -> !r.refersTo(null)).count());
        }
        return copies;
    }
}
