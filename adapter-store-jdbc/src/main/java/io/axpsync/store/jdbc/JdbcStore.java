package io.axpsync.store.jdbc;

import io.axpsync.core.item.LaneId;
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
import io.axpsync.store.jdbc.internal.Keys;
import io.axpsync.store.jdbc.internal.Sealer;
import io.vavr.collection.Seq;

/** The state in H2 or PostgreSQL. May be used by several threads. */
public final class JdbcStore implements Store {

    private final Database database;
    private final Keys keys;
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

    private JdbcStore(Database database, Keys keys, String installation) {
        Sealer sealer = new Sealer(keys.journalKeyId(), keys.journalKey());
        this.database = database;
        this.keys = keys;
        this.installation = installation;
        this.links = new JdbcLinks(database);
        this.claims = new JdbcClaims(database);
        this.checkpoints = new JdbcCheckpoints(database);
        this.journal = new JdbcJournal(database, sealer, keys.chainKey());
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
        Keys keys = Keys.of(config.secret());
        Address address = config.file()
                .map(Address::h2)
                .getOrElse(() -> Address.postgres(
                        config.url().get(),
                        config.user(),
                        config.password(),
                        config.connectTimeout(),
                        config.readTimeout()));
        Database database = Database.connect(address, config.connections(), config.connectTimeout());
        try {
            return new JdbcStore(database, keys, Installation.open(database, keys, config.installation()));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public FingerprintKey fingerprintKey() {
        return new FingerprintKey(keys.fingerprintKeyId(), keys.fingerprintKey());
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
