package io.axpsync.store.jdbc.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.JournalEntry;
import io.vavr.control.Option;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * An entry as it is stored: what happened in clear columns, what items say sealed, and its place in the lane's chain.
 *
 * @param item its ref, to be found by; what counts is the one that is sealed
 * @param sealed none once retention has erased it
 */
record JournalRow(
        String lane,
        long seq,
        String run,
        String at,
        Option<String> link,
        Option<String> item,
        Option<String> side,
        String verb,
        String phase,
        String reason,
        String keyId,
        Option<byte[]> sealed,
        byte[] payloadHash,
        byte[] prevHash,
        byte[] hash) {

    static final byte[] NO_PREDECESSOR = new byte[32];

    /** The next row of a chain. */
    static JournalRow of(JournalEntry entry, long seq, byte[] prevHash, Sealer sealer, byte[] chainKey) {
        byte[] sealed = sealer.seal(text(entry), place(entry.lane().id(), seq));
        JournalRow open = new JournalRow(
                entry.lane().id(),
                seq,
                entry.run(),
                Instants.text(entry.at()),
                entry.link().map(LinkId::id),
                entry.ref().map(Refs::text),
                entry.side().map(Side::name),
                entry.verb(),
                entry.phase().name(),
                entry.reason().code(),
                sealer.keyId(),
                Option.some(sealed),
                sha256(sealed),
                prevHash,
                new byte[0]);
        return open.withHash(open.expectedHash(chainKey));
    }

    static JournalRow of(ResultSet row) throws SQLException {
        return new JournalRow(
                row.getString("lane"),
                row.getLong("lane_seq"),
                row.getString("run"),
                row.getString("at"),
                Option.of(row.getString("link")),
                Option.of(row.getString("item")),
                Option.of(row.getString("side")),
                row.getString("verb"),
                row.getString("phase"),
                row.getString("reason"),
                row.getString("key_id"),
                Option.of(row.getBytes("sealed")),
                row.getBytes("payload_hash"),
                row.getBytes("prev_hash"),
                row.getBytes("hash"));
    }

    void addTo(PreparedBatch batch) {
        batch.bind("lane", lane)
                .bind("seq", seq)
                .bind("run", run)
                .bind("at", at)
                .bind("link", link.getOrNull())
                .bind("item", item.getOrNull())
                .bind("side", side.getOrNull())
                .bind("verb", verb)
                .bind("phase", phase)
                .bind("reason", reason)
                .bind("keyId", keyId)
                .bind("sealed", sealed.getOrNull())
                .bind("payloadHash", payloadHash)
                .bind("prevHash", prevHash)
                .bind("hash", hash)
                .add();
    }

    /** Whether the row is as it was written, its predecessor aside. */
    boolean isSound(byte[] chainKey) {
        return MessageDigest.isEqual(hash, expectedHash(chainKey))
                && sealed.forAll(bytes -> MessageDigest.isEqual(payloadHash, sha256(bytes)));
    }

    String place() {
        return place(lane, seq);
    }

    JournalEntry entry(Sealer sealer) {
        JournalEntry.Builder entry = JournalEntry.builder()
                .run(run)
                .lane(new LaneId(lane))
                .at(Instants.of(at))
                .link(link.map(LinkId::new))
                .side(side.map(Side::valueOf))
                .verb(verb)
                .phase(JournalEntry.Phase.valueOf(phase));
        return sealed.map(bytes -> Json.read(
                        sealer.open(bytes, place(), keyId),
                        place(),
                        node -> fill(entry, node).build()))
                .getOrElse(() -> entry.reason(Reason.of(reason, "")).build().erase());
    }

    private static JournalEntry.Builder fill(JournalEntry.Builder entry, JsonNode node) {
        entry.reason(Refs.readReason(node.required("reason")))
                .ref(Option.of(node.get("ref")).map(ref -> Refs.of(ref.asText())))
                .title(node.path("title").asText())
                .before(ValueJson.readAll(node.path("before")))
                .after(ValueJson.readAll(node.path("after")))
                .undoes(Option.of(node.get("undoes")).map(JsonNode::asText))
                .mailed(Option.of(node.get("mailed"))
                        .map(mailed -> new JournalEntry.Mailed(
                                mailed.required("what").asText(),
                                mailed.required("inside").asInt(),
                                mailed.required("outside").asInt())));
        return entry;
    }

    private static byte[] text(JournalEntry entry) {
        ObjectNode node = Json.versioned();
        node.set("reason", Refs.write(entry.reason()));
        entry.ref().forEach(ref -> node.put("ref", Refs.text(ref)));
        node.put("title", entry.title());
        node.set("before", ValueJson.write(entry.before()));
        node.set("after", ValueJson.write(entry.after()));
        entry.undoes().forEach(run -> node.put("undoes", run));
        entry.mailed()
                .forEach(mailed -> node.putObject("mailed")
                        .put("what", mailed.what())
                        .put("inside", mailed.inside())
                        .put("outside", mailed.outside()));
        return Json.bytes(node);
    }

    private JournalRow withHash(byte[] known) {
        return new JournalRow(
                lane, seq, run, at, link, item, side, verb, phase, reason, keyId, sealed, payloadHash, prevHash, known);
    }

    private byte[] expectedHash(byte[] chainKey) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(prevHash);
            out.write(payloadHash);
            out.writeLong(seq);
            for (String text :
                    new String[] {lane, run, at, link.getOrElse(""), side.getOrElse(""), verb, phase, reason, keyId}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
        return Hkdf.hmac(chainKey, bytes.toByteArray());
    }

    private static String place(String lane, long seq) {
        return "journal entry " + seq + " of " + lane;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
