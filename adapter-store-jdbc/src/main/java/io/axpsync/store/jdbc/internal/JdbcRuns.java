package io.axpsync.store.jdbc.internal;

import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.Runs;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The runs. Summaries are sealed: they may name mailboxes. */
public final class JdbcRuns implements Runs {

    private final Database database;
    private final Sealer sealer;

    public JdbcRuns(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public void save(RunRecord run) {
        database.tell(handle -> {
            handle.createUpdate("DELETE FROM runs WHERE id = :id")
                    .bind("id", run.id())
                    .execute();
            handle.createUpdate("INSERT INTO runs (id, started, finished, key_id, sealed)"
                            + " VALUES (:id, :started, :finished, :keyId, :sealed)")
                    .bind("id", run.id())
                    .bind("started", Instants.text(run.started()))
                    .bind("finished", run.finished().map(Instants::text).getOrNull())
                    .bind("keyId", sealer.keyId())
                    .bind(
                            "sealed",
                            sealer.seal(Json.bytes(Json.versioned().put("summary", run.summary())), place(run.id())))
                    .execute();
        });
    }

    @Override
    public Seq<RunRecord> newest(int limit) {
        return database.ask(handle ->
                Vector.ofAll(handle.createQuery("SELECT * FROM runs ORDER BY started DESC, id DESC LIMIT :limit")
                        .bind("limit", limit)
                        .map((row, context) -> run(row))
                        .list()));
    }

    private RunRecord run(ResultSet row) throws SQLException {
        String id = row.getString("id");
        byte[] text = sealer.open(row.getBytes("sealed"), place(id), row.getString("key_id"));
        return new RunRecord(
                id,
                Instants.of(row.getString("started")),
                Option.of(row.getString("finished")).map(Instants::of),
                Json.read(text, place(id), node -> node.required("summary").asText()));
    }

    private static String place(String id) {
        return "run " + id;
    }
}
