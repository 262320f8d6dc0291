package io.axpsync.core.memory;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.time.Clock;

/** The table of a server in memory, with a number for each change: versions and feeds are made of it. */
final class Rows {

    private final Side side;
    private final Clock clock;
    private LinkedHashMap<ItemRef, Row> rows = LinkedHashMap.empty();
    private long changes;
    private long made;

    Rows(Side side, Clock clock) {
        this.side = side;
        this.clock = clock;
    }

    ItemRef newRef(Lane lane) {
        made++;
        return side == Side.D365
                ? ItemRef.d365("%s/A%06d".formatted(lane.mailbox().company(), made))
                : ItemRef.exchange("Item%06d=".formatted(made));
    }

    /** Keeps the row as its newest state. */
    Row put(Row row) {
        changes++;
        Row kept = row.withChanged(changes).withChangedBefore(row.changed()).withModified(clock.instant());
        rows = rows.put(kept.ref(), kept);
        return kept;
    }

    /** Keeps a row that got another id; nothing is left under the old one but a tombstone. */
    Row rename(Row old, Row renamed) {
        put(old.withDeleted(true));
        return put(renamed);
    }

    /** The living row that carries the stamp, in any folder. */
    Option<Row> stamped(Stamp stamp) {
        return rows.values()
                .find(row -> !row.deleted() && row.stamp().exists(s -> s.bare().equals(stamp.bare())));
    }

    Option<Row> get(ItemRef ref) {
        return rows.get(ref);
    }

    /** What stands in the lane's folder now. */
    Seq<Row> in(LaneId lane) {
        return rows.values().filter(row -> row.standsIn(lane)).toVector();
    }

    /** What a lane may find beyond its own folder. */
    Seq<Row> foundBy(LaneId lane) {
        return rows.values()
                .filter(row -> row.standsIn(lane) || row.isEverybodys())
                .toVector();
    }

    /** What changed in the lane since a change, oldest first; deleted and moved rows too. */
    Seq<Row> changedSince(LaneId lane, long change) {
        return rows.values()
                .filter(row -> row.changed() > change)
                .filter(row -> row.lane().equals(lane)
                        || row.alsoIn().contains(lane)
                        || row.wasIn().contains(lane))
                .toVector()
                .sortBy(Row::changed);
    }

    long changes() {
        return changes;
    }
}
