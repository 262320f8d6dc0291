package io.axpsync.core.memory;

import io.axpsync.core.port.Checkpoints;
import io.axpsync.core.port.Claims;
import io.axpsync.core.port.Fences;
import io.axpsync.core.port.HeldWrites;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.Leases;
import io.axpsync.core.port.Links;
import io.axpsync.core.port.OpenCases;
import io.axpsync.core.port.Runs;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.nio.charset.StandardCharsets;

/** A store that lives as long as the objects that hold it: for tests, trials and dry runs. */
public final class MemoryStore implements Store {

    private final String installation;
    private Vector<FingerprintKey> keys;
    private final Links links = new MemoryLinks();
    private final Claims claims = new MemoryClaims();
    private final Checkpoints checkpoints = new MemoryCheckpoints();
    private final Journal journal = new MemoryJournal();
    private final HeldWrites held = new MemoryHeldWrites();
    private final OpenCases cases = new MemoryOpenCases();
    private final Fences fences = new MemoryFences();
    private final Leases leases = new MemoryLeases();
    private final Runs runs = new MemoryRuns();

    /** A store of an installation called {@code memory}. */
    public MemoryStore() {
        this("memory");
    }

    /** @param installation part of every stamp; two stores of one name share their fingerprint key */
    public MemoryStore(String installation) {
        this.installation = installation;
        this.keys = Vector.of(key("memory-" + installation));
    }

    /** Goes over to another key of fingerprints. What was stored with the older ones can still be compared. */
    public synchronized void rotateKeys() {
        keys = keys.prepend(key("memory-" + installation + "-" + keys.size()));
    }

    /** Goes over to another key, and forgets the older ones. */
    public synchronized void loseKeys() {
        keys = Vector.of(key("memory-" + installation + "-lost-" + keys.head().id()));
    }

    private static FingerprintKey key(String id) {
        return new FingerprintKey(id, ("a key for trials only " + id).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String installation() {
        return installation;
    }

    @Override
    public synchronized FingerprintKey fingerprintKey() {
        return keys.head();
    }

    @Override
    public synchronized Seq<FingerprintKey> olderFingerprintKeys() {
        return keys.tail();
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

    /** Does nothing: a memory store that is opened again is the same object. */
    @Override
    public void close() {
        // nothing is held open
    }
}
