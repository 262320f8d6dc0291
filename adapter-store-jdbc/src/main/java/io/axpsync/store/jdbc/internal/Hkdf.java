package io.axpsync.store.jdbc.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869): several independent keys from one secret. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private Hkdf() {}

    /**
     * @param salt may be empty
     * @param info what the key is for
     * @param length in bytes, at most 255 times 32
     */
    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        if (length > 255 * HASH_BYTES) {
            throw new IllegalArgumentException("HKDF gives 8160 bytes at most, not " + length);
        }
        byte[] pseudoRandom = hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt, secret);
        byte[] out = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, counter = 1; done < length; done += HASH_BYTES, counter++) {
            block = hmac(pseudoRandom, block, info, new byte[] {(byte) counter});
            System.arraycopy(block, 0, out, done, Math.min(HASH_BYTES, length - done));
        }
        return out;
    }

    /** HMAC-SHA-256 over the parts one after the other. */
    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            Arrays.stream(parts).forEach(mac::update);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + HMAC, e);
        }
    }
}
