package io.axpsync.d365.odata;

import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/** How requests to D365 are authorised. No variant shows a secret in its text. */
public sealed interface D365Login {

    /** A bearer token that somebody else takes care of; asked before each request. */
    record Token(Supplier<String> token) implements D365Login {
        @Override
        public String toString() {
            return "Token";
        }
    }

    /** OAuth2 client credentials with a secret. */
    record Secret(App app, String secret) implements D365Login {
        @Override
        public String toString() {
            return "Secret[" + app + "]";
        }
    }

    /**
     * OAuth2 client credentials with a certificate.
     *
     * @param pem a file with the certificate (chain) and its unencrypted PKCS#8 private key, both PEM
     */
    record Certificate(App app, Path pem) implements D365Login {}

    /**
     * The application that the environment knows (System administration &gt; Setup &gt; Microsoft Entra applications).
     *
     * @param authority {@code https://login.microsoftonline.com/<tenant>}, another cloud's, or {@code https://<adfs>/adfs}
     * @param scope none = {@code <address>/.default}
     */
    record App(URI authority, String clientId, Option<String> scope) {

        public App {
            if (!"https".equalsIgnoreCase(authority.getScheme())) {
                throw new IllegalArgumentException("the authority must be https: " + authority);
            }
        }

        public static App of(String authority, String clientId) {
            return new App(URI.create(authority), clientId, Option.none());
        }
    }
}
