package io.axpsync.sandbox;

import org.immutables.value.Value;

/** All that a client needs to know to be let in: addresses, who it is, and whom to trust. */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*")
public interface SandboxClientView {

    /** {@code http(s)://localhost:port/v1.0}. */
    String graphBase();

    /** {@code http(s)://localhost:port/EWS/Exchange.asmx}. */
    String ewsUrl();

    /** {@code http(s)://localhost:port}; the OData service is at {@code /data} below it. */
    String d365Base();

    /** {@code https://localhost:port}, without the tenant. */
    String authorityHost();

    String tenant();

    /** The v2 token endpoint of the tenant. */
    default String tokenUrl() {
        return authorityHost() + "/" + tenant() + "/oauth2/v2.0/token";
    }

    String clientId();

    @Value.Redacted
    String clientSecret();

    /** The certificate by which the client may prove itself instead of the secret, PEM. */
    String clientCertificatePem();

    /** Its private key, PEM (PKCS #8). */
    @Value.Redacted
    String clientKeyPem();

    /** {@code <base>/.default}, for Graph and EWS alike. */
    String exchangeScope();

    String d365Scope();

    /** The EWS service account, without its domain. */
    String userName();

    String domain();

    @Value.Redacted
    String password();

    /** The certificate of all TLS ports, PEM: a client's trust file. */
    String trustPem();

    /** {@code http://localhost:port}. */
    String adminBase();

    @Value.Redacted
    String adminToken();
}
