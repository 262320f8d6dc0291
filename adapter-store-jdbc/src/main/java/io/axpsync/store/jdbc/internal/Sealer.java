package io.axpsync.store.jdbc.internal;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what items say: AES-256-GCM, a random 96-bit nonce before each text (NIST SP 800-38D: good for 2^32 texts a
 * key). What a text belongs to is authenticated with it, so that no row can be put in another's place.
 */
public final class Sealer {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String keyId;
    private final SecretKeySpec key;
    private final Seq<Sealer> older;
    private final SecureRandom random = new SecureRandom();

    public Sealer(String keyId, byte[] key) {
        this(keyId, key, Vector.empty());
    }

    /** @param older open what they sealed; nothing is sealed with them any more */
    public Sealer(String keyId, byte[] key, Seq<Sealer> older) {
        this.older = older;
        this.keyId = keyId;
        this.key = new SecretKeySpec(key, "AES");
    }

    String keyId() {
        return keyId;
    }

    /** @param place table, lane and sequence of the row */
    byte[] seal(byte[] text, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(text);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + CIPHER, e);
        }
    }

    /** The text again; {@link StateUntrusted} when it was changed, moved, or sealed with another key. */
    byte[] open(byte[] sealed, String place, String sealedWith) {
        if (!sealedWith.equals(keyId)) {
            Option<Sealer> other = older.find(sealer -> sealer.keyId.equals(sealedWith));
            if (other.isDefined()) {
                return other.get().open(sealed, place, sealedWith);
            }
            throw new StateUntrusted(Reason.of(
                    "secret-wrong",
                    "A row of the state (" + place + ") is sealed with another key (" + sealedWith + ").",
                    "Give the secret with which the state was made."));
        }
        try {
            if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
                throw new GeneralSecurityException("cut short");
            }
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StateUntrusted(
                    Reason.of(
                            "state-damaged",
                            "A row of the state (" + place + ") was changed outside this program.",
                            "Restore the state from its last copy."),
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
