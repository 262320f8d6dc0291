package io.axpsync.store.jdbc.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.HeldWrites;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What guards hold. Titles, reasons and items are sealed. */
public final class JdbcHeldWrites implements HeldWrites {

    private final Database database;
    private final Sealer sealer;

    public JdbcHeldWrites(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    @Override
    public Seq<Held> ofLane(LaneId lane) {
        return database.ask(handle -> select(handle, lane, ""));
    }

    @Override
    public void replace(LaneId lane, Seq<Held> held) {
        Seq<Held> all = held.toVector();
        database.tell(handle -> write(handle, lane, all));
    }

    /** Locks the rows first, so that a word is either seen here or said to what this leaves. */
    @Override
    public void replace(LaneId lane, Seq<Held> known, Seq<Held> held) {
        Seq<Held> all = held.toVector();
        database.tell(
                handle -> write(handle, lane, Held.withNewWords(select(handle, lane, " FOR UPDATE"), known, all)));
    }

    /** Said again until it is heard: a run that ends meanwhile puts new rows in the place of those that we saw. */
    @Override
    public Seq<Held> say(LaneId lane, Set<String> digests, Held.Word word) {
        return database.ask(handle -> {
            Map<String, Held> heard = LinkedHashMap.empty();
            Seq<Held> unheard = unheard(handle, lane, digests, word);
            while (!unheard.isEmpty()) {
                for (Held one : unheard) {
                    heard = say(handle, lane, one.digest(), word) ? heard.put(one.digest(), one.with(word)) : heard;
                }
                unheard = unheard(handle, lane, digests, word);
            }
            return heard.values().toVector();
        });
    }

    private Seq<Held> unheard(Handle handle, LaneId lane, Set<String> digests, Held.Word word) {
        return select(handle, lane, "").filter(h -> digests.contains(h.digest()) && h.word() != word);
    }

    private static boolean say(Handle handle, LaneId lane, String digest, Held.Word word) {
        return handle.createUpdate("UPDATE held_writes SET word = :word WHERE lane = :lane AND digest = :digest")
                        .bind("word", word.name())
                        .bind("lane", lane.id())
                        .bind("digest", digest)
                        .execute()
                > 0;
    }

    private Seq<Held> select(Handle handle, LaneId lane, String lock) {
        return Vector.ofAll(handle.createQuery("SELECT * FROM held_writes WHERE lane = :lane ORDER BY position" + lock)
                .bind("lane", lane.id())
                .map((row, context) -> held(row, lane))
                .list());
    }

    private void write(Handle handle, LaneId lane, Seq<Held> all) {
        handle.createUpdate("DELETE FROM held_writes WHERE lane = :lane")
                .bind("lane", lane.id())
                .execute();
        PreparedBatch batch = handle.prepareBatch("INSERT INTO held_writes"
                + " (lane, position, digest, verb, reason, since, word, key_id, sealed)"
                + " VALUES (:lane, :position, :digest, :verb, :reason, :since, :word, :keyId, :sealed)");
        all.forEachWithIndex((one, position) -> batch.bind("lane", lane.id())
                .bind("position", position)
                .bind("digest", one.digest())
                .bind("verb", one.verb())
                .bind("reason", one.reason().code())
                .bind("since", Instants.text(one.since()))
                .bind("word", one.word().name())
                .bind("keyId", sealer.keyId())
                .bind("sealed", sealer.seal(text(one), place(lane, position)))
                .add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private Held held(ResultSet row, LaneId lane) throws SQLException {
        String place = place(lane, row.getInt("position"));
        String digest = row.getString("digest");
        String verb = row.getString("verb");
        var since = Instants.of(row.getString("since"));
        var word = Held.Word.valueOf(row.getString("word"));
        byte[] text = sealer.open(row.getBytes("sealed"), place, row.getString("key_id"));
        return Json.read(
                text,
                place,
                node -> new Held(
                        lane,
                        digest,
                        verb,
                        Refs.readAll(node.required("items")),
                        node.required("title").asText(),
                        Refs.readReason(node.required("reason")),
                        since,
                        word));
    }

    private static byte[] text(Held held) {
        ObjectNode node = Json.versioned().put("title", held.title());
        node.set("items", Refs.write(held.items()));
        node.set("reason", Refs.write(held.reason()));
        return Json.bytes(node);
    }

    private static String place(LaneId lane, int position) {
        return "held operation " + position + " of " + lane;
    }
}
