package io.axpsync.core.port;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/** The state of an installation, as one thing that is opened and closed. */
public interface Store extends AutoCloseable {

    /** The installation's name, part of every stamp; made once with the store. */
    String installation();

    /** Key id and key of the fingerprints; derived from the installation's secret. */
    FingerprintKey fingerprintKey();

    /** The keys that came before the current one: baselines name the key that they were made with. */
    default Seq<FingerprintKey> olderFingerprintKeys() {
        return Vector.empty();
    }

    Links links();

    Claims claims();

    Checkpoints checkpoints();

    Journal journal();

    HeldWrites held();

    OpenCases cases();

    Fences fences();

    Leases leases();

    Runs runs();

    @Override
    void close();

    /** A key and its name. Compared by identity of the name only. */
    record FingerprintKey(String id, byte[] key) {}
}
