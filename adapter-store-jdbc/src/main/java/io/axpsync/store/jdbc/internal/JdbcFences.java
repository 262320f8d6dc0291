package io.axpsync.store.jdbc.internal;

import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.Fences;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What we know of our own fences. */
public final class JdbcFences implements Fences {

    /** Never part of an installation's name, since stamps are taken apart at it. */
    private static final String BETWEEN = ";";

    private final Database database;

    public JdbcFences(Database database) {
        this.database = database;
    }

    @Override
    public FenceMark of(FencePlace place) {
        return database.ask(handle -> handle.createQuery("SELECT * FROM fences WHERE place = :place")
                .bind("place", place.name())
                .map((row, context) -> mark(row))
                .findOne()
                .orElse(FenceMark.NONE));
    }

    @Override
    public void save(FencePlace place, FenceMark mark) {
        database.tell(handle -> {
            handle.createUpdate("DELETE FROM fences WHERE place = :place")
                    .bind("place", place.name())
                    .execute();
            handle.createUpdate("INSERT INTO fences (place, epoch, intended, confirmed, predecessors)"
                            + " VALUES (:place, :epoch, :intended, :confirmed, :predecessors)")
                    .bind("place", place.name())
                    .bind("epoch", mark.epoch())
                    .bind("intended", mark.intended())
                    .bind("confirmed", mark.confirmed())
                    .bind("predecessors", mark.predecessors().mkString(BETWEEN))
                    .execute();
        });
    }

    private static FenceMark mark(ResultSet row) throws SQLException {
        String predecessors = row.getString("predecessors");
        Set<String> names = predecessors.isEmpty() ? HashSet.empty() : HashSet.of(predecessors.split(BETWEEN));
        return new FenceMark(row.getLong("epoch"), row.getLong("intended"), row.getLong("confirmed"), names);
    }
}
