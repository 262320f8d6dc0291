package io.axpsync.store.jdbc;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Checkpoints;
import io.axpsync.core.port.Claims;
import io.axpsync.core.port.Fences;
import io.axpsync.core.port.HeldWrites;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.Leases;
import io.axpsync.core.port.Links;
import io.axpsync.core.port.OpenCases;
import io.axpsync.core.port.Runs;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.core.port.Store;
import io.axpsync.store.jdbc.internal.Address;
import io.axpsync.store.jdbc.internal.Database;
import io.axpsync.store.jdbc.internal.Installation;
import io.axpsync.store.jdbc.internal.JdbcCheckpoints;
import io.axpsync.store.jdbc.internal.JdbcClaims;
import io.axpsync.store.jdbc.internal.JdbcFences;
import io.axpsync.store.jdbc.internal.JdbcHeldWrites;
import io.axpsync.store.jdbc.internal.JdbcJournal;
import io.axpsync.store.jdbc.internal.JdbcLeases;
import io.axpsync.store.jdbc.internal.JdbcLinks;
import io.axpsync.store.jdbc.internal.JdbcOpenCases;
import io.axpsync.store.jdbc.internal.JdbcRuns;
import io.axpsync.store.jdbc.internal.KeyRing;
import io.axpsync.store.jdbc.internal.Keys;
import io.axpsync.store.jdbc.internal.OlderSecrets;
import io.axpsync.store.jdbc.internal.Sealer;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.function.Supplier;

/** The state in H2 or PostgreSQL. May be used by several threads. */
public final class JdbcStore implements Store {

    private final Database database;
    private final KeyRing keys;
    private final boolean ahead;
    private final String installation;
    private final Links links;
    private final Claims claims;
    private final Checkpoints checkpoints;
    private final Journal journal;
    private final HeldWrites held;
    private final OpenCases cases;
    private final Fences fences;
    private final Leases leases;
    private final Runs runs;

    private JdbcStore(Database database, KeyRing keys, String installation, boolean ahead) {
        Sealer sealer = keys.sealer();
        this.database = database;
        this.ahead = ahead;
        this.keys = keys;
        this.installation = installation;
        this.links = new JdbcLinks(database);
        this.claims = new JdbcClaims(database);
        this.checkpoints = new JdbcCheckpoints(database);
        this.journal = new JdbcJournal(database, sealer, keys);
        this.held = new JdbcHeldWrites(database, sealer);
        this.cases = new JdbcOpenCases(database, sealer);
        this.fences = new JdbcFences(database);
        this.leases = new JdbcLeases(database);
        this.runs = new JdbcRuns(database, sealer);
    }

    /**
     * Opens the state, makes it when there is none, and brings it up to date.
     *
     * @throws StateUntrusted when it is not reachable, in use, damaged, read-only, newer than this program, or made
     *     with another secret; its reason says what to do
     */
    public static JdbcStore open(StoreConfig config) {
        Database database = connect(config);
        try {
            return open(database, Keys.of(config.secret()), config, false);
        } catch (StateUntrusted e) {
            return config.nextSecret()
                    .filter(next -> e.reason().code().equals("secret-wrong"))
                    .map(next -> orClose(database, () -> open(database, Keys.of(next), config, true)))
                    .getOrElseThrow(() -> closed(database, e));
        } catch (RuntimeException e) {
            throw closed(database, e);
        }
    }

    private static JdbcStore open(Database database, Keys keys, StoreConfig config, boolean ahead) {
        String installation = Installation.open(database, keys, config.installation());
        return new JdbcStore(database, OlderSecrets.ring(database, keys), installation, ahead);
    }

    private static Database connect(StoreConfig config) {
        Address address = config.file()
                .map(Address::h2)
                .getOrElse(() -> Address.postgres(
                        config.url().get(),
                        config.user(),
                        config.password(),
                        config.connectTimeout(),
                        config.readTimeout()));
        return Database.connect(address, config.connections(), config.connectTimeout());
    }

    private static <T> T orClose(Database database, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw closed(database, e);
        }
    }

    private static RuntimeException closed(Database database, RuntimeException e) {
        database.close();
        return e;
    }

    /**
     * Goes over from the secret to {@link StoreConfig#nextSecret()}: what is written from now on is written with keys of
     * the next one; what was written before stays readable. All or nothing. Whoever has the state open meanwhile goes on
     * with the old keys until it is opened anew.
     *
     * @param now UTC
     * @return why it was not done: a run is going on; none when it is done
     * @throws StateUntrusted as {@link #open}
     */
    public static Option<Reason> rotate(StoreConfig config, Instant now) {
        Keys next = Keys.of(config.nextSecret().getOrElseThrow(() -> new IllegalArgumentException("no next secret")));
        open(config).close(); // brings its tables up to date
        try (Database database = connect(config)) {
            return OlderSecrets.rotate(database, Keys.of(config.secret()), next, now);
        }
    }

    /** Whether a rotation was cut off when the state had the next secret, and the file of the secret had not. */
    public boolean isAheadOfItsSecret() {
        return ahead;
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public FingerprintKey fingerprintKey() {
        return keys.fingerprintKey();
    }

    @Override
    public Seq<FingerprintKey> olderFingerprintKeys() {
        return keys.olderFingerprintKeys();
    }

    @Override
    public Links links() {
        return links;
    }

    @Override
    public Claims claims() {
        return claims;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public HeldWrites held() {
        return held;
    }

    @Override
    public OpenCases cases() {
        return cases;
    }

    @Override
    public Fences fences() {
        return fences;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Runs runs() {
        return runs;
    }

    /** All lanes that the state knows anything of, in their order. */
    public Seq<LaneId> lanes() {
        return lanes("SELECT lane FROM links UNION SELECT lane FROM checkpoints UNION SELECT lane FROM journal"
                + " UNION SELECT lane FROM journal_heads UNION SELECT lane FROM held_writes"
                + " UNION SELECT lane FROM open_cases");
    }

    /** The lanes in which a guard holds something or a person rejected something, in their order. */
    public Seq<LaneId> lanesWithHeld() {
        return lanes("SELECT DISTINCT lane FROM held_writes");
    }

    /** The lanes that have open cases, in their order. */
    public Seq<LaneId> lanesWithCases() {
        return lanes("SELECT DISTINCT lane FROM open_cases");
    }

    private Seq<LaneId> lanes(String query) {
        return database.column(query).map(LaneId::new).sortBy(LaneId::id);
    }

    @Override
    public void close() {
        database.close();
    }
}
