package io.axpsync.store.jdbc.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The keys of an installation, each derived from its secret for one purpose only. A key id names the scheme and tells
 * two secrets apart; it says nothing about the key.
 */
public final class Keys {

    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 6;

    private final byte[] secret;

    private Keys(byte[] secret) {
        this.secret = secret.clone();
    }

    public static Keys of(byte[] secret) {
        return new Keys(secret);
    }

    public byte[] fingerprintKey() {
        return derive("fingerprints 1", KEY_BYTES);
    }

    public String fingerprintKeyId() {
        return id("fp1-", "fingerprints 1");
    }

    public byte[] journalKey() {
        return derive("journal 1", KEY_BYTES);
    }

    public String journalKeyId() {
        return id("j1-", "journal 1");
    }

    /** Key of the hash chains: whoever can write the database, but does not know the secret, cannot mend a chain. */
    public byte[] chainKey() {
        return derive("chain 1", KEY_BYTES);
    }

    /** The secret itself, to be sealed under the one that follows it. */
    byte[] secret() {
        return secret.clone();
    }

    /** What is stored to recognise the secret. */
    byte[] check() {
        return derive("check 1", KEY_BYTES);
    }

    boolean passes(byte[] check) {
        return MessageDigest.isEqual(check(), check);
    }

    private String id(String scheme, String purpose) {
        return scheme + HexFormat.of().formatHex(Arrays.copyOf(derive("id of " + purpose, KEY_BYTES), ID_BYTES));
    }

    private byte[] derive(String purpose, int length) {
        return Hkdf.derive(secret, new byte[0], ("axpsync " + purpose).getBytes(StandardCharsets.UTF_8), length);
    }
}
