package io.axpsync.sandbox.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxClientView;
import io.axpsync.sandbox.Trust;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {

    private static final Sandbox SANDBOX = Sandbox.start();
    private static final SandboxClientView VIEW = SANDBOX.client();

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static PrivateKey key(String pem) throws Exception {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static IAuthenticationResult acquire(IClientCredential credential, String scope) throws Exception {
        ConfidentialClientApplication app = ConfidentialClientApplication.builder(VIEW.clientId(), credential)
                .authority(VIEW.authorityHost() + "/" + VIEW.tenant())
                .instanceDiscovery(false)
                .sslSocketFactory(Trust.in(VIEW.trustPem()).getSocketFactory())
                .build();
        return app.acquireToken(
                        ClientCredentialParameters.builder(Set.of(scope)).build())
                .get();
    }

    @Test
    void msalGetsATokenBySecret() throws Exception {
        IAuthenticationResult result =
                acquire(ClientCredentialFactory.createFromSecret(VIEW.clientSecret()), VIEW.exchangeScope());
        assertThat(SANDBOX.tokens().valid(result.accessToken(), "exchange")).isTrue();
        assertThat(SANDBOX.tokens().valid(result.accessToken(), "d365")).isFalse();
        assertThat(result.expiresOnDate().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(55)),
                        Instant.now().plus(Duration.ofMinutes(65)));
    }

    @Test
    void msalGetsATokenByCertificate() throws Exception {
        IClientCredential credential = ClientCredentialFactory.createFromCertificate(
                key(VIEW.clientKeyPem()), certificate(VIEW.clientCertificatePem()));
        IAuthenticationResult result = acquire(credential, VIEW.d365Scope());
        assertThat(SANDBOX.tokens().valid(result.accessToken(), "d365")).isTrue();
    }

    @Test
    void aForeignCertificateIsRefused() {
        SelfMadeCertificate foreign = SelfMadeCertificate.forClient("foreign");
        assertThatThrownBy(() -> acquire(
                        ClientCredentialFactory.createFromCertificate(
                                foreign.keys().getPrivate(), foreign.certificate()),
                        VIEW.d365Scope()))
                .isInstanceOfAny(ExecutionException.class, CompletionException.class)
                .hasCauseInstanceOf(MsalServiceException.class)
                .hasMessageContaining("AADSTS700027");
    }

    @Test
    void aWrongSecretAndAnUnknownScopeAreRefusedInTheWordsOfEntra() {
        assertThatThrownBy(() -> acquire(ClientCredentialFactory.createFromSecret("wrong"), VIEW.exchangeScope()))
                .hasMessageContaining("AADSTS7000215");
        assertThatThrownBy(() -> acquire(
                        ClientCredentialFactory.createFromSecret(VIEW.clientSecret()),
                        "https://elsewhere.example/.default"))
                .hasMessageContaining("AADSTS500011");
    }

    private final AuthOptions options = AuthOptions.builder().build();
    private final SelfMadeCertificate client = SelfMadeCertificate.forClient(options.clientId());
    private final TokenEndpoint endpoint =
            new TokenEndpoint(options, new Tokens(Clock.systemUTC()), client, Map.of("https://d365.example", "d365"));

    private Response post(String path, String form) {
        return endpoint.handle(new Request(
                "c",
                "POST",
                URI.create("https://localhost:1/" + options.tenant() + path),
                Headers.EMPTY,
                form.getBytes(StandardCharsets.UTF_8)));
    }

    private String secretForm() {
        return "grant_type=client_credentials&client_id=" + options.clientId() + "&client_secret="
                + options.clientSecret();
    }

    @Test
    void v1TakesAResource() {
        assertThat(post("/oauth2/token", secretForm() + "&resource=https%3A%2F%2Fd365.example")
                        .status())
                .isEqualTo(200);
        assertThat(post("/oauth2/token", secretForm()).status()).isEqualTo(400);
    }

    @Test
    void aScopeWithoutDefaultAndAnotherGrantAreRefused() {
        assertThat(post("/oauth2/v2.0/token", secretForm() + "&scope=https%3A%2F%2Fd365.example")
                        .text())
                .contains("invalid_scope");
        assertThat(post("/oauth2/v2.0/token", "grant_type=device_code").text()).contains("unsupported_grant_type");
    }

    private String assertion(String algorithm, String issuer, String audience, long expires, boolean tamper)
            throws Exception {
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        String x5t = url.encodeToString(java.security.MessageDigest.getInstance("SHA-256")
                .digest(client.certificate().getEncoded()));
        String signed = url.encodeToString(("{\"alg\":\"" + algorithm + "\",\"x5t#S256\":\"" + x5t + "\"}")
                        .getBytes(StandardCharsets.UTF_8))
                + "."
                + url.encodeToString(("{\"iss\":\"" + issuer + "\",\"sub\":\"" + issuer + "\",\"aud\":\"" + audience
                                + "\",\"exp\":" + expires + "}")
                        .getBytes(StandardCharsets.UTF_8));
        java.security.Signature signer = java.security.Signature.getInstance("SHA256withRSA");
        signer.initSign(client.keys().getPrivate());
        signer.update((tamper ? signed + "x" : signed).getBytes(StandardCharsets.US_ASCII));
        return signed + "." + url.encodeToString(signer.sign());
    }

    private Response byAssertion(String assertion) {
        return post(
                "/oauth2/v2.0/token",
                "grant_type=client_credentials&client_id=" + options.clientId()
                        + "&scope=https%3A%2F%2Fd365.example%2F.default&client_assertion_type="
                        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                        + assertion);
    }

    @Test
    void anAssertionMustBeOursSignedForUsAndInTime() throws Exception {
        String here = "https://localhost:1/" + options.tenant() + "/oauth2/v2.0/token";
        long soon = Instant.now().getEpochSecond() + 60;
        String id = options.clientId();
        assertThat(byAssertion(assertion("RS256", id, here, soon, false)).status())
                .isEqualTo(200);
        assertThat(byAssertion(assertion("RS256", id, here, soon, true)).text()).contains("signature");
        assertThat(byAssertion(assertion("none", id, here, soon, false)).text()).contains("algorithm");
        assertThat(byAssertion(assertion("RS256", "other", here, soon, false)).text())
                .contains("AADSTS700021");
        assertThat(byAssertion(assertion("RS256", id, here + "x", soon, false)).text())
                .contains("AADSTS700023");
        assertThat(byAssertion(assertion("RS256", id, here, soon - 120, false)).text())
                .contains("AADSTS700024");
        assertThat(byAssertion("a.b").text()).contains("AADSTS50027");
        assertThat(byAssertion("%%%.b.c").text()).contains("AADSTS50027");
    }
}
