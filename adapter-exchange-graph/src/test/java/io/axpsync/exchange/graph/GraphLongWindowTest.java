package io.axpsync.exchange.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Windows longer than a calendar view may be are read in strips. */
class GraphLongWindowTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Instant FROM = Instant.parse("1997-01-01T00:00:00Z");
    private static final Window DECADES = new Window(FROM, Instant.parse("2037-01-01T00:00:00Z"));
    private static final Instant EDGE = FROM.plusSeconds(1800L * 86_400);

    private final GraphFixture calendar = new GraphFixture(WATCH);

    @AfterEach
    void close() {
        calendar.close();
    }

    private static Value at(Instant start, long seconds) {
        return new Value.Period(start, start.plusSeconds(seconds));
    }

    private ItemRef put(Value period) {
        Item item = Item.of(
                Kind.APPOINTMENT, LinkedHashMap.of(Field.SUBJECT, Value.text("Long ago"), Field.PERIOD, period));
        return calendar.put(calendar.lane(), item, true);
    }

    private Snapshot observe(Option<Checkpoint> since) {
        List<LaneAnswer> answers = new ArrayList<>();
        calendar.side().observe(Vector.of(new LaneQuery(calendar.lane(), DECADES, since)), answers::add);
        assertThat(answers).hasSize(1);
        return answers.get(0).snapshot().get();
    }

    @Test
    void itemsOfAllStripsAreInOneFullSnapshotOnceEach() {
        ItemRef first = put(at(Instant.parse("1997-06-01T09:00:00Z"), 3600));
        ItemRef across = put(at(EDGE.minusSeconds(3600), 7200));
        ItemRef onTheEdge = put(at(EDGE, 0));
        ItemRef last = put(at(Instant.parse("2036-06-01T09:00:00Z"), 3600));

        Snapshot snapshot = observe(Option.none());

        assertThat(snapshot.isFull()).isTrue();
        assertThat(snapshot.items().map(Observed::ref)).containsExactlyInAnyOrder(first, across, onTheEdge, last);
        assertThat(observe(Option.some(snapshot.next())).items()).isEmpty();
    }

    @Test
    void anItemThatLeftOneStripForAnotherIsThere() {
        ItemRef ref = put(at(Instant.parse("2020-06-01T09:00:00Z"), 3600));
        Checkpoint before = observe(Option.none()).next();

        calendar.edit(calendar.lane(), ref, Field.PERIOD, at(Instant.parse("1998-06-01T09:00:00Z"), 3600));
        Snapshot moved = observe(Option.some(before));

        assertThat(moved.items()).singleElement().isInstanceOf(Observed.Present.class);

        calendar.delete(calendar.lane(), ref);
        assertThat(observe(Option.some(moved.next())).items()).singleElement().isInstanceOf(Observed.Gone.class);
    }
}
