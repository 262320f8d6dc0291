package io.axpsync.store.jdbc.internal;

import io.axpsync.core.port.Store.FingerprintKey;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The keys in use, and those of older secrets, which rows may still name. */
public record KeyRing(Keys current, Seq<Keys> older) {

    /** Seals with the key in use; opens what any of the keys sealed. */
    public Sealer sealer() {
        return new Sealer(current.journalKeyId(), current.journalKey(), older.map(KeyRing::sealer));
    }

    private static Sealer sealer(Keys keys) {
        return new Sealer(keys.journalKeyId(), keys.journalKey());
    }

    /** The key of the chain that a row was hashed with, by the id of its journal key. */
    Option<byte[]> chainKey(String journalKeyId) {
        return older.prepend(current)
                .find(keys -> keys.journalKeyId().equals(journalKeyId))
                .map(Keys::chainKey);
    }

    public FingerprintKey fingerprintKey() {
        return fingerprintKey(current);
    }

    public Seq<FingerprintKey> olderFingerprintKeys() {
        return older.map(KeyRing::fingerprintKey);
    }

    private static FingerprintKey fingerprintKey(Keys keys) {
        return new FingerprintKey(keys.fingerprintKeyId(), keys.fingerprintKey());
    }
}
