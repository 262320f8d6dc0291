package io.axpsync.store.jdbc.internal;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Checkpoints;
import io.axpsync.core.port.LanePosition;
import io.vavr.control.Option;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Positions of lanes. */
public final class JdbcCheckpoints implements Checkpoints {

    private final Database database;

    public JdbcCheckpoints(Database database) {
        this.database = database;
    }

    @Override
    public LanePosition of(LaneId lane) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM checkpoints WHERE lane = :lane")
                .bind("lane", lane.id())
                .map((row, context) -> position(row))
                .findOne()
                .orElse(LanePosition.START));
    }

    @Override
    public void save(LaneId lane, LanePosition position) {
        database.tell(handle -> {
            handle.createUpdate("DELETE FROM checkpoints WHERE lane = :lane")
                    .bind("lane", lane.id())
                    .execute();
            handle.createUpdate("INSERT INTO checkpoints"
                            + " (lane, d365, exchange, window_from, window_to, compared, configuration, agreed)"
                            + " VALUES (:lane, :d365, :exchange, :from, :to, :compared, :configuration, :agreed)")
                    .bind("lane", lane.id())
                    .bind("d365", position.d365().map(Checkpoint::token).getOrNull())
                    .bind("exchange", position.exchange().map(Checkpoint::token).getOrNull())
                    .bind(
                            "from",
                            position.window()
                                    .map(Window::from)
                                    .map(Instants::text)
                                    .getOrNull())
                    .bind(
                            "to",
                            position.window()
                                    .map(Window::to)
                                    .map(Instants::text)
                                    .getOrNull())
                    .bind("compared", position.compared().map(Instants::text).getOrNull())
                    .bind("configuration", position.configuration())
                    .bind("agreed", position.agreed())
                    .execute();
        });
    }

    private static LanePosition position(ResultSet row) throws SQLException {
        Option<String> to = Option.of(row.getString("window_to"));
        return new LanePosition(
                Option.of(row.getString("d365")).map(Checkpoint::new),
                Option.of(row.getString("exchange")).map(Checkpoint::new),
                Option.of(row.getString("window_from"))
                        .map(from -> new Window(Instants.of(from), Instants.of(to.get()))),
                Option.of(row.getString("compared")).map(Instants::of),
                row.getString("configuration"),
                row.getBoolean("agreed"));
    }
}
