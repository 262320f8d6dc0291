package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cycle costs in which nothing happened: the same few requests, however many lanes there are. */
class QuietCycleTest {

    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final Window TOMORROW =
            new Window(WINDOW.from().plus(Duration.ofDays(1)), WINDOW.to().plus(Duration.ofDays(1)));

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private Scenery scenery = anHourAgo(D365Options.companion());

    private static Scenery anHourAgo(D365Options options) {
        return new Scenery(options, WATCH, Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)));
    }

    @AfterEach
    void close() {
        scenery.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000})
    void withTheCompanionSetsItTakesOneRequest(int lanes) {
        assertThat(requests(lanes, WINDOW)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1000})
    void onStockItTakesOneRequest(int lanes) {
        scenery.close();
        scenery = anHourAgo(D365Options.STOCK);
        assertThat(requests(lanes, WINDOW)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000})
    void aMovedWindowCostsOneMore(int lanes) {
        assertThat(requests(lanes, TOMORROW)).isEqualTo(2);
    }

    /** The feed of versions, and that of the private contacts. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void ofContactsItTakesTwoRequests(int lanes) {
        assertThat(requests(ContactScene.contacts(scenery.newLane()), lanes, WINDOW))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void ofContactsOnStockItTakesOneRequest(int lanes) {
        scenery.close();
        scenery = anHourAgo(D365Options.STOCK);
        assertThat(requests(ContactScene.contacts(scenery.newLane()), lanes, WINDOW))
                .isEqualTo(1);
    }

    /** Requests of the second cycle, an hour after the last change of anything. */
    private long requests(int count, Window next) {
        Lane real = scenery.newLane();
        scenery.put(real, "An hour ago");
        return requests(real, count, next);
    }

    private long requests(Lane real, int count, Window next) {
        Vector<Lane> lanes = Vector.range(0, count).map(i -> real.withId(new LaneId("lane" + i)));
        try (D365Side side = scenery.open()) {
            Map<LaneId, Checkpoint> first = observe(side, lanes, WINDOW, HashMap.empty());
            assertThat(first.size()).isEqualTo(count);
            long before = scenery.requests();
            Map<LaneId, Checkpoint> second = observe(side, lanes, next, first);
            assertThat(second.size()).isEqualTo(count);
            return scenery.requests() - before;
        }
    }

    private static Map<LaneId, Checkpoint> observe(
            D365Side side, Vector<Lane> lanes, Window window, Map<LaneId, Checkpoint> since) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(
                lanes.map(
                        lane -> new LaneQuery(lane, window, since.get(lane.id()).orElse(Option.none()))),
                answers::add);
        return HashMap.ofEntries(Vector.ofAll(answers).map(a -> {
            Snapshot snapshot = a.snapshot().get();
            return io.vavr.Tuple.of(a.lane().id(), snapshot.next());
        }));
    }
}
