package io.axpsync.store.jdbc;

import java.util.Arrays;

/** Secrets of tests. */
public final class Secrets {

    public static final byte[] OURS = filled(7);
    public static final byte[] ANOTHER = filled(8);

    private Secrets() {}

    private static byte[] filled(int value) {
        byte[] secret = new byte[InstallationSecret.BYTES];
        Arrays.fill(secret, (byte) value);
        return secret;
    }
}
