package io.axpsync.core.run;

import static io.axpsync.core.run.TwoSides.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lanes in which something changed are read together, as many as fit, and never more. */
class PacksTest {

    private final TwoSides world = new TwoSides();
    /** How many items each request for items in full has asked for. */
    private final List<Integer> asked = new ArrayList<>();

    private final SyncSide exchange = (SyncSide) Proxy.newProxyInstance(
            SyncSide.class.getClassLoader(), new Class<?>[] {SyncSide.class}, (proxy, method, args) -> {
                if (method.getName().equals("fetch") && !((Seq<?>) args[0]).isEmpty()) {
                    asked.add(((Seq<?>) args[0]).size());
                }
                try {
                    return method.invoke(world.exchange, args);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });

    @Test
    void asManyLanesAsFitAreReadInOneRequest() {
        Seq<Lane> company = company(6, Rounds.ITEMS / 5);
        editAll(company);

        RunReport report = world.runner().plan(company.map(this::setup));

        assertThat(report.held()).isEqualTo(6 * (Rounds.ITEMS / 5));
        assertThat(asked).containsExactly(Rounds.ITEMS, Rounds.ITEMS / 5);
    }

    @Test
    void aLaneThatHasMoreThanFitIsReadAlone() {
        Seq<Lane> company = company(3, Rounds.ITEMS / 2 + 1);
        editAll(company);

        world.runner().plan(company.map(this::setup));

        assertThat(asked).containsExactly(Rounds.ITEMS / 2 + 1, Rounds.ITEMS / 2 + 1, Rounds.ITEMS / 2 + 1);
    }

    @Test
    void lanesInWhichNothingChangedAskForNothingAndAreReportedAllTheSame() {
        Seq<Lane> company = company(3, 2);
        editAll(company.take(1));
        world.time.updateAndGet(t -> t.plus(Duration.ofDays(1)));

        RunReport report = world.runner().sync(company.map(this::setup));

        assertThat(report.lanes()).hasSize(3).allMatch(l -> l.plan().isDefined());
        assertThat(report.total(RunReport.Counts::updated)).isEqualTo(2);
        for (Lane lane : company) {
            assertThat(world.store.checkpoints().of(lane.id()).compared()).contains(world.clock.instant());
        }
    }

    private void editAll(Seq<Lane> lanes) {
        for (Lane lane : lanes) {
            for (ItemRef copy : world.user(Side.EXCHANGE).list(lane)) {
                world.user(Side.EXCHANGE).edit(lane, copy, Field.LOCATION, Value.text("Hall 1"));
            }
        }
    }

    private Seq<Lane> company(int lanes, int items) {
        Seq<Lane> company = Vector.range(0, lanes)
                .map(i -> TwoSides.lane(String.format("%06d", 200 + i), "worker" + i + "@fabrikon.example"));
        for (Lane lane : company) {
            world.d365.open(lane);
            world.exchange.open(lane);
            for (int i = 0; i < items; i++) {
                world.user(Side.D365).put(lane, appointment("Round " + i), true);
            }
        }
        world.runner().sync(company.map(lane -> world.setup().withLane(lane)));
        assertThat(world.runner()
                        .sync(company.map(lane -> world.setup().withLane(lane)))
                        .operations())
                .isZero();
        world.time.updateAndGet(t -> t.plusSeconds(60));
        return company;
    }

    private LaneSetup setup(Lane lane) {
        return world.setup().withLane(lane).withExchange(exchange);
    }
}
