package io.axpsync.core.memory;

import io.axpsync.core.port.IdSource;
import java.security.SecureRandom;
import java.util.Base64;

/** Identifiers of 144 random bits: 24 characters of the URL-safe base64 alphabet (RFC 4648). */
public final class RandomIds implements IdSource {

    private static final int BYTES = 18;
    private final SecureRandom random = new SecureRandom();

    @Override
    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
