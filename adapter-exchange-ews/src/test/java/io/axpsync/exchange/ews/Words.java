package io.axpsync.exchange.ews;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the tests of this package say again and again. */
final class Words {

    static final Window YEAR = new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    static final Lane ANNA = SandboxEws.lane("000001", "anna");

    private Words() {}

    static Item appointment(String subject) {
        Instant nine = Instant.parse("2026-06-01T09:00:00Z");
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text(subject),
                        Field.PERIOD,
                        new Value.Period(nine, nine.plusSeconds(3600))));
    }

    static Write.Create create(Lane lane, String link, Item item) {
        LinkId id = new LinkId(link);
        return Write.Create.builder()
                .lane(lane)
                .window(YEAR)
                .link(id)
                .notice(Notify.NOBODY)
                .stamp(Stamp.of("test", id).on(ItemRef.d365("usmf/" + link)))
                .item(item)
                .marked(true)
                .build();
    }

    static Write.Update update(Lane lane, Observed.Present read, Field field, Value value) {
        return Write.Update.builder()
                .lane(lane)
                .window(YEAR)
                .link(new LinkId("update"))
                .notice(Notify.NOBODY)
                .ref(read.ref())
                .expected(read.version())
                .before(read.item().get())
                .changes(LinkedHashMap.of(field, value))
                .build();
    }

    static Write.Remove remove(Lane lane, String id) {
        return new Write.Remove(
                lane, YEAR, new LinkId("remove"), ItemRef.exchange(id), new ItemVersion("v"), Notify.NOBODY);
    }

    static Outcome write(SyncSide side, Write write) {
        return side.write(Vector.of(write)).get(0);
    }

    static Observed.Present written(SyncSide side, Write write) {
        return ((Outcome.Written) write(side, write)).readBack();
    }

    static PortFailure refused(Outcome outcome) {
        return ((Outcome.Refused) outcome).failure();
    }

    static Either<PortFailure, Observed> fetch(SyncSide side, Lane lane, String id) {
        return side.fetch(Vector.of(new Look(lane, YEAR, ItemRef.exchange(id), Option.none())))
                .get(0);
    }

    static Either<PortFailure, Snapshot> observe(SyncSide side, Lane lane, Window window, Option<Checkpoint> since) {
        return observe(side, Vector.of(new LaneQuery(lane, window, since)))
                .get(0)
                .snapshot();
    }

    static List<LaneAnswer> observe(SyncSide side, Seq<LaneQuery> queries) {
        List<LaneAnswer> answers = new ArrayList<>();
        side.observe(queries, answers::add);
        return answers;
    }

    static Observed find(Snapshot snapshot, ItemRef ref) {
        return snapshot.items().find(seen -> seen.ref().equals(ref)).get();
    }
}
