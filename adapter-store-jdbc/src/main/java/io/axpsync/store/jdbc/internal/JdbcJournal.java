package io.axpsync.store.jdbc.internal;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The journal. Appending locks the heads of the lanes concerned, in their order, so that chains never fork. */
public final class JdbcJournal implements Journal {

    private static final String REMEDY =
            "Find out who wrote into the database, and restore the state from its last copy.";
    private static final int FETCH = 500;

    private final Database database;
    private final Sealer sealer;
    private final KeyRing keys;

    public JdbcJournal(Database database, Sealer sealer, KeyRing keys) {
        this.database = database;
        this.sealer = sealer;
        this.keys = keys;
    }

    @Override
    public void append(Seq<JournalEntry> entries) {
        Seq<JournalEntry> all = entries.toVector();
        if (all.isEmpty()) {
            return;
        }
        database.tell(handle -> {
            Map<String, Head> heads = new HashMap<>();
            byte[] chainKey = keys.current().chainKey();
            all.map(entry -> entry.lane().id())
                    .distinct()
                    .sorted()
                    .forEach(lane -> heads.put(lane, lock(handle, lane)));
            PreparedBatch batch = handle.prepareBatch("INSERT INTO journal"
                    + " (lane, lane_seq, run, at, link, item, side, verb, phase, reason, key_id, sealed, payload_hash,"
                    + " prev_hash, hash) VALUES (:lane, :seq, :run, :at, :link, :item, :side, :verb, :phase, :reason, :keyId,"
                    + " :sealed, :payloadHash, :prevHash, :hash)");
            for (JournalEntry entry : all) {
                Head head = heads.getOrDefault(entry.lane().id(), Head.NONE);
                JournalRow row = JournalRow.of(entry, head.seq() + 1, head.hash(), sealer, chainKey);
                row.addTo(batch);
                heads.put(row.lane(), new Head(row.seq(), row.hash()));
            }
            batch.execute();
            heads.forEach((lane, head) -> handle.createUpdate(
                            "UPDATE journal_heads SET last_seq = :seq, last_hash = :hash WHERE lane = :lane")
                    .bind("seq", head.seq())
                    .bind("hash", head.hash())
                    .bind("lane", lane)
                    .execute());
        });
    }

    @Override
    public Seq<JournalEntry> newest(LaneId lane, int limit) {
        return database.ask(handle -> entries(handle.createQuery(
                                "SELECT * FROM journal WHERE lane = :lane ORDER BY lane_seq DESC LIMIT :limit")
                        .bind("lane", lane.id())
                        .bind("limit", limit))
                .reverse());
    }

    @Override
    public Seq<JournalEntry> ofRun(String run) {
        return database.ask(handle -> entries(handle.createQuery("SELECT * FROM journal WHERE run = :run ORDER BY id")
                .bind("run", run)));
    }

    @Override
    public Seq<JournalEntry> ofLink(LinkId link) {
        return database.ask(handle -> entries(handle.createQuery("SELECT * FROM journal WHERE link = :link ORDER BY id")
                .bind("link", link.id())));
    }

    @Override
    public Seq<JournalEntry> ofItem(ItemRef ref) {
        return database.ask(handle -> entries(handle.createQuery("SELECT * FROM journal WHERE item = :item ORDER BY id")
                        .bind("item", Refs.text(ref))))
                .filter(entry -> entry.ref().contains(ref));
    }

    @Override
    public int erase(Instant before) {
        return database.ask(handle -> handle.createUpdate(
                        "UPDATE journal SET sealed = NULL, item = NULL WHERE at < :before AND sealed IS NOT NULL")
                .bind("before", Instants.text(before))
                .execute());
    }

    private Seq<JournalEntry> entries(Query query) {
        return Vector.ofAll(query.map((row, context) -> JournalRow.of(row)).list())
                .map(row -> {
                    if (!isSound(row)) {
                        throw new StateUntrusted(changed(row));
                    }
                    return row.entry(sealer);
                });
    }

    @Override
    public Option<Reason> damage(LaneId lane) {
        return database.ask(handle -> {
            Head head = head(handle, lane.id()).getOrElse(Head.NONE);
            try (ResultIterator<JournalRow> rows = handle.createQuery(
                            "SELECT * FROM journal WHERE lane = :lane ORDER BY lane_seq")
                    .bind("lane", lane.id())
                    .setFetchSize(FETCH)
                    .map((row, context) -> JournalRow.of(row))
                    .iterator()) {
                return damage(lane, rows, head);
            }
        });
    }

    private Option<Reason> damage(LaneId lane, Iterator<JournalRow> rows, Head head) {
        Head last = Head.NONE;
        while (rows.hasNext()) {
            JournalRow row = rows.next();
            if (row.seq() != last.seq() + 1 || !MessageDigest.isEqual(row.prevHash(), last.hash())) {
                return Option.some(
                        Reason.of("journal-damaged", "Something is missing before " + row.place() + ".", REMEDY));
            }
            if (!isSound(row)) {
                return Option.some(changed(row));
            }
            last = new Head(row.seq(), row.hash());
        }
        return last.seq() == head.seq() && MessageDigest.isEqual(last.hash(), head.hash())
                ? Option.none()
                : Option.some(Reason.of(
                        "journal-damaged", "The newest journal entries of " + lane + " are missing.", REMEDY));
    }

    private boolean isSound(JournalRow row) {
        return keys.chainKey(row.keyId()).exists(row::isSound);
    }

    private static Reason changed(JournalRow row) {
        return Reason.of("journal-damaged", row.place() + " was changed outside this program.", REMEDY);
    }

    private static Head lock(Handle handle, String lane) {
        handle.createUpdate("INSERT INTO journal_heads (lane, last_seq, last_hash) VALUES (:lane, 0, :none)"
                        + " ON CONFLICT DO NOTHING")
                .bind("lane", lane)
                .bind("none", JournalRow.NO_PREDECESSOR)
                .execute();
        return handle.createQuery("SELECT last_seq, last_hash FROM journal_heads WHERE lane = :lane FOR UPDATE")
                .bind("lane", lane)
                .map((row, context) -> new Head(row.getLong(1), row.getBytes(2)))
                .one();
    }

    private static Option<Head> head(Handle handle, String lane) {
        return Option.ofOptional(handle.createQuery("SELECT last_seq, last_hash FROM journal_heads WHERE lane = :lane")
                .bind("lane", lane)
                .map((row, context) -> new Head(row.getLong(1), row.getBytes(2)))
                .findOne());
    }

    private record Head(long seq, byte[] hash) {
        static final Head NONE = new Head(0, JournalRow.NO_PREDECESSOR);
    }
}
