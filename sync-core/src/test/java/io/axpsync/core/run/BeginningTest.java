package io.axpsync.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.Vector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever asks the sides tells each of them first, and once, that something begins: else a circuit would stay open. */
class BeginningTest {

    private final TwoSides world = new TwoSides();
    private final Vector<Lane> lanes =
            Vector.of("000201", "000202").map(worker -> TwoSides.lane(worker, worker + "@fabrikon.example"));
    private final List<String> d365 = new ArrayList<>();
    private final List<String> exchange = new ArrayList<>();
    private Vector<LaneSetup> setups = Vector.empty();

    @BeforeEach
    void open() {
        Lane[] all = lanes.toJavaArray(Lane[]::new);
        SyncSide rows = told(MemorySide.of(MemoryHabits.D365, world.clock, all), d365);
        SyncSide events = told(MemorySide.of(MemoryHabits.GRAPH, world.clock, all), exchange);
        setups = lanes.map(lane -> world.setup().withLane(lane).withD365(rows).withExchange(events));
    }

    @Test
    void aRunAndADryRun() {
        world.runner().sync(setups);
        assertBegunOnce();
        world.runner().plan(setups);
        assertBegunOnce();
    }

    @Test
    void anInquiry() {
        new Inquiry(world.store, world.clock, RunListener.SILENT).about(new Question("Offer"), setups);
        assertBegunOnce();
    }

    @Test
    void aTakeover() {
        Takeover takeover = new Takeover(world.store, world.clock, world.ids);
        takeover.look(setups);
        assertBegunOnce();
        takeover.take(setups, HashSet.empty());
        assertBegunOnce();
    }

    @Test
    void anUndo() {
        world.put(Side.D365, TwoSides.appointment("Offer"));
        String run = world.run().run();
        LaneSetup setup = world.setup();
        new Undo(world.store, TwoSides.NOBODY, world.clock, world.ids, RunListener.SILENT)
                .plan(
                        new UndoScope.OfRun(run),
                        Vector.of(setup.withD365(told(setup.d365(), d365))
                                .withExchange(told(setup.exchange(), exchange))));
        assertBegunOnce();
    }

    private void assertBegunOnce() {
        for (List<String> calls : List.of(d365, exchange)) {
            assertThat(calls).first().isEqualTo("begin");
            assertThat(calls).filteredOn("begin"::equals).hasSize(1);
            calls.clear();
        }
    }

    private static SyncSide told(SyncSide side, List<String> calls) {
        return (SyncSide) Proxy.newProxyInstance(
                SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, args) -> {
                    if (method.getDeclaringClass() == SyncSide.class) {
                        calls.add(method.getName());
                    }
                    try {
                        return method.invoke(side, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
