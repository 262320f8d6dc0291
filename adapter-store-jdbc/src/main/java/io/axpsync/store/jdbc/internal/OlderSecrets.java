package io.axpsync.store.jdbc.internal;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * The secrets that came before the current one, each sealed under it: whoever has the current secret can read everything,
 * and one line stays all that must be kept safe. One transaction goes over to a new secret, so that a crash leaves the
 * state with the old one or with the new one, never between them.
 */
public final class OlderSecrets {

    private OlderSecrets() {}

    /** The keys of a state that the secret opens. */
    public static KeyRing ring(Database database, Keys current) {
        return new KeyRing(current, database.ask(handle -> read(handle, current)));
    }

    private static Seq<Keys> read(Handle handle, Keys current) {
        Sealer sealer = new Sealer(current.journalKeyId(), current.journalKey());
        return Vector.ofAll(handle.createQuery("SELECT key_id, sealed FROM older_secrets ORDER BY since DESC, key_id")
                .map((row, context) -> {
                    String keyId = row.getString("key_id");
                    return Keys.of(sealer.open(row.getBytes("sealed"), place(keyId), sealer.keyId()));
                })
                .list());
    }

    /**
     * Makes the state one of the next secret.
     *
     * @return why it was not done: a run is going on; none when it was done, or had been done before
     */
    public static Option<Reason> rotate(Database database, Keys current, Keys next, Instant now) {
        return database.ask(handle -> {
            byte[] check = handle.createQuery("SELECT key_check FROM installation WHERE id = 1 FOR UPDATE")
                    .mapTo(byte[].class)
                    .one();
            if (next.passes(check)) {
                return Option.none();
            } else if (!current.passes(check)) {
                throw new StateUntrusted(Reason.of(
                        "secret-wrong",
                        "The state " + database.address() + " was made with another secret.",
                        "Give the secret with which it was made."));
            }
            Option<Reason> busy = busy(handle, now);
            if (busy.isEmpty()) {
                rotate(handle, read(handle, current).prepend(current), next, now);
            }
            return busy;
        });
    }

    private static Option<Reason> busy(Handle handle, Instant now) {
        return Vector.ofAll(handle.createQuery("SELECT lane FROM leases WHERE held_until > :now ORDER BY lane")
                        .bind("now", Instants.text(now))
                        .mapTo(String.class)
                        .list())
                .headOption()
                .map(lane -> Reason.of(
                        "leased",
                        "lane " + lane + " is being synchronised by another process; nothing was changed",
                        "Stop what synchronises, then try again."));
    }

    private static void rotate(Handle handle, Seq<Keys> older, Keys next, Instant now) {
        Sealer sealer = new Sealer(next.journalKeyId(), next.journalKey());
        Option<String> newest = older.headOption().map(Keys::journalKeyId);
        for (Keys keys : older) {
            String keyId = keys.journalKeyId();
            byte[] sealed = sealer.seal(keys.secret(), place(keyId));
            int known = handle.createUpdate("UPDATE older_secrets SET sealed = :sealed WHERE key_id = :keyId")
                    .bind("sealed", sealed)
                    .bind("keyId", keyId)
                    .execute();
            if (known == 0 && newest.contains(keyId)) {
                handle.createUpdate(
                                "INSERT INTO older_secrets (key_id, since, sealed) VALUES (:keyId, :since, :sealed)")
                        .bind("keyId", keyId)
                        .bind("since", Instants.text(now))
                        .bind("sealed", sealed)
                        .execute();
            }
        }
        handle.createUpdate("UPDATE installation SET key_check = :check WHERE id = 1")
                .bind("check", next.check())
                .execute();
    }

    private static String place(String keyId) {
        return "older secret " + keyId;
    }
}
