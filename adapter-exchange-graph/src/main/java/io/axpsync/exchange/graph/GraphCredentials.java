package io.axpsync.exchange.graph;

import java.nio.file.Path;
import java.util.function.Supplier;

/** How we prove to Entra who we are. None of them shows a secret in {@code toString}. */
public sealed interface GraphCredentials {

    /**
     * Client credentials with a secret.
     *
     * @param tenant directory id or verified domain
     */
    record Secret(String tenant, String clientId, String secret) implements GraphCredentials {
        @Override
        public String toString() {
            return "Secret[tenant=" + tenant + ", clientId=" + clientId + "]";
        }
    }

    /**
     * Client credentials with a certificate.
     *
     * @param pem a file with the certificate (chain) and its unencrypted PKCS#8 private key, both PEM
     */
    record Certificate(String tenant, String clientId, Path pem) implements GraphCredentials {}

    /** A bearer token made elsewhere, asked for before each call. */
    record Bearer(Supplier<String> token) implements GraphCredentials {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }
}
