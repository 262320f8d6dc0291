package io.axpsync.store.jdbc.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.OpenCases;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The open cases. Titles, reasons and items are sealed. */
public final class JdbcOpenCases implements OpenCases {

    private final Database database;
    private final Sealer sealer;

    public JdbcOpenCases(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public Seq<OpenCase> ofLane(LaneId lane) {
        return database.ask(handle ->
                Vector.ofAll(handle.createQuery("SELECT * FROM open_cases WHERE lane = :lane ORDER BY position")
                        .bind("lane", lane.id())
                        .map((row, context) -> openCase(row, lane))
                        .list()));
    }

    @Override
    public void replace(LaneId lane, Seq<OpenCase> cases) {
        Seq<OpenCase> all = cases.toVector();
        database.tell(handle -> {
            handle.createUpdate("DELETE FROM open_cases WHERE lane = :lane")
                    .bind("lane", lane.id())
                    .execute();
            PreparedBatch batch = handle.prepareBatch("INSERT INTO open_cases"
                    + " (lane, position, state, reason, tries, since, next_try, key_id, sealed)"
                    + " VALUES (:lane, :position, :state, :reason, :tries, :since, :next, :keyId, :sealed)");
            all.forEachWithIndex((one, position) -> batch.bind("lane", lane.id())
                    .bind("position", position)
                    .bind("state", one.state().name())
                    .bind("reason", one.reason().code())
                    .bind("tries", one.tries())
                    .bind("since", Instants.text(one.since()))
                    .bind("next", Instants.text(one.next()))
                    .bind("keyId", sealer.keyId())
                    .bind("sealed", sealer.seal(text(one), place(lane, position)))
                    .add());
            if (batch.size() > 0) {
                batch.execute();
            }
        });
    }

    private OpenCase openCase(ResultSet row, LaneId lane) throws SQLException {
        String place = place(lane, row.getInt("position"));
        var state = OpenCase.State.valueOf(row.getString("state"));
        int tries = row.getInt("tries");
        var since = Instants.of(row.getString("since"));
        var next = Instants.of(row.getString("next_try"));
        byte[] text = sealer.open(row.getBytes("sealed"), place, row.getString("key_id"));
        return Json.read(
                text,
                place,
                node -> new OpenCase(
                        lane,
                        Refs.readAll(node.required("items")),
                        state,
                        node.required("title").asText(),
                        Refs.readReason(node.required("reason")),
                        tries,
                        since,
                        next));
    }

    private static byte[] text(OpenCase one) {
        ObjectNode node = Json.versioned().put("title", one.title());
        node.set("items", Refs.write(one.items()));
        node.set("reason", Refs.write(one.reason()));
        return Json.bytes(node);
    }

    private static String place(LaneId lane, int position) {
        return "open case " + position + " of " + lane;
    }
}
