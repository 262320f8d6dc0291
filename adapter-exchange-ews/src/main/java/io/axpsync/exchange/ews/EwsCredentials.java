package io.axpsync.exchange.ews;

import java.util.function.Supplier;

/** How we prove to Exchange who we are: a service account. None of them shows a secret in {@code toString}. */
public sealed interface EwsCredentials {

    /**
     * NTLM, what Exchange on-premises offers by default. The handshake is made once for each connection.
     *
     * @param domain Windows domain; empty when the user is a user principal name ({@code svc@contoso.com})
     */
    record Ntlm(String domain, String user, String password) implements EwsCredentials {
        @Override
        public String toString() {
            return "Ntlm[domain=" + domain + ", user=" + user + "]";
        }
    }

    /** Basic, sent with each request; over TLS only (see {@link EwsConfig#problems()}). */
    record Basic(String user, String password) implements EwsCredentials {
        @Override
        public String toString() {
            return "Basic[user=" + user + "]";
        }
    }

    /** A bearer token made elsewhere (AD FS, Entra hybrid modern authentication), asked for before each request. */
    record Bearer(Supplier<String> token) implements EwsCredentials {
        @Override
        public String toString() {
            return "Bearer[]";
        }
    }
}
