package io.axpsync.store.jdbc.internal;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.Leases;
import java.time.Instant;

/** Leases; the row's lock decides who has one. */
public final class JdbcLeases implements Leases {

    private final Database database;

    public JdbcLeases(Database database) {
        this.database = database;
    }

    @Override
    public boolean take(LaneId lane, String holder, Instant now, Instant until) {
        return database.ask(handle -> {
            int renewed = handle.createUpdate("UPDATE leases SET holder = :holder, held_until = :until"
                            + " WHERE lane = :lane AND (holder = :holder OR held_until <= :now)")
                    .bind("lane", lane.id())
                    .bind("holder", holder)
                    .bind("now", Instants.text(now))
                    .bind("until", Instants.text(until))
                    .execute();
            return renewed == 1
                    || handle.createUpdate("INSERT INTO leases (lane, holder, held_until)"
                                            + " VALUES (:lane, :holder, :until) ON CONFLICT DO NOTHING")
                                    .bind("lane", lane.id())
                                    .bind("holder", holder)
                                    .bind("until", Instants.text(until))
                                    .execute()
                            == 1;
        });
    }

    @Override
    public void release(LaneId lane, String holder) {
        database.tell(handle -> handle.createUpdate("DELETE FROM leases WHERE lane = :lane AND holder = :holder")
                .bind("lane", lane.id())
                .bind("holder", holder)
                .execute());
    }
}
