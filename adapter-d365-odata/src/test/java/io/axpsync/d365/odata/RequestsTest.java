package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What 250 items cost: a few batches of 100 for each step, never a request for each. */
class RequestsTest {

    private static final int MANY = 250;
    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final Value GUESTS =
            Value.Entries.of(Vector.of(new Value.Entry("bob@outside.example", "REQUIRED", "Bob")));

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Test
    void manyItemsCostAFewBatches() {
        try (Scenery scenery = new Scenery(D365Options.companion(), WATCH);
                D365Side side = scenery.open()) {
            Lane lane = scenery.newLane();
            side.capabilities(lane);

            Cost cost = new Cost(scenery);
            Seq<Write> creates = Vector.range(0, MANY).map(i -> create(lane, i));
            Seq<Present> made = written(side.write(creates));
            assertThat(cost.sinceLast())
                    .as("look for stamps, rows, attendees, read-back")
                    .isEqualTo(4 * 3);

            written(side.write(made.map(p -> update(lane, p, Field.LOCATION, Value.text("Lobby")))));
            assertThat(cost.sinceLast()).as("rows, read-back").isEqualTo(2 * 3);

            Seq<Look> looks = made.map(p -> new Look(lane, WINDOW, p.ref(), Option.none()));
            Seq<Present> read = side.fetch(looks).map(e -> (Present) e.get());
            assertThat(cost.sinceLast())
                    .as("row, version and attendees together")
                    .isEqualTo(3);

            written(side.write(read.takeRight(100).map(p -> update(lane, p, Field.ATTENDEES, Value.NOTHING))));
            assertThat(cost.sinceLast())
                    .as("attendees, read-back; what was read is remembered")
                    .isEqualTo(2);

            side.find(creates.map(c ->
                    new Search(lane, WINDOW, Option.some(((Write.Create) c).stamp()), Option.none(), Value.NOTHING)));
            assertThat(cost.sinceLast()).as("searches, and what they found").isEqualTo(2 * 3);
        }
    }

    private static Write create(Lane lane, int i) {
        LinkId link = new LinkId("many" + i);
        Instant start = Instant.parse("2026-07-01T09:00:00Z").plusSeconds(60L * i);
        return Write.Create.builder()
                .lane(lane)
                .window(WINDOW)
                .link(link)
                .notice(Notify.NOBODY)
                .stamp(Stamp.of("many", link))
                .item(Item.of(
                        Kind.APPOINTMENT,
                        LinkedHashMap.of(
                                Field.SUBJECT,
                                Value.text("Number " + i),
                                Field.PERIOD,
                                new Value.Period(start, start.plusSeconds(600)),
                                Field.ATTENDEES,
                                GUESTS)))
                .marked(true)
                .build();
    }

    private static Write update(Lane lane, Present read, Field field, Value value) {
        return Write.Update.builder()
                .lane(lane)
                .window(WINDOW)
                .link(new LinkId("any"))
                .notice(Notify.NOBODY)
                .ref(read.ref())
                .expected(read.version())
                .before(read.item().get())
                .changes(LinkedHashMap.of(field, value))
                .build();
    }

    private static Seq<Present> written(Seq<Outcome> outcomes) {
        assertThat(outcomes).allMatch(o -> o instanceof Outcome.Written);
        return outcomes.map(o -> ((Outcome.Written) o).readBack());
    }

    private static final class Cost {
        private final Scenery scenery;
        private long before;

        Cost(Scenery scenery) {
            this.scenery = scenery;
            before = scenery.requests();
        }

        long sinceLast() {
            long now = scenery.requests();
            long cost = now - before;
            before = now;
            return cost;
        }
    }
}
