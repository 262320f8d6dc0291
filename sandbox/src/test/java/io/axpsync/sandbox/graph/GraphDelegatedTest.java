package io.axpsync.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.auth.AuthOptions;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What only the whole sandbox shows: tokens, and what goes wrong before Graph's own answer. */
class GraphDelegatedTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.builder()
            .traffic(WATCH)
            .auth(AuthOptions.builder()
                    .clientId("app")
                    .clientSecret("s")
                    .password("p")
                    .build())
            .build());
    private static final String ANNA = SANDBOX.mailboxes().all().get(0).address();
    private static final String OTHER = SANDBOX.mailboxes().all().get(1).address();

    @AfterEach
    void clear() {
        SANDBOX.faults().clear();
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void withADelegatedTokenMeIsTheUserAndNoOtherMailboxIsOpen() throws Exception {
        String token = SANDBOX.exchangeToken(ANNA);
        assertThat(json(get("/me", token)).path("mail").asText()).isEqualTo(ANNA);
        assertThat(get("/me/events", token).statusCode()).isEqualTo(200);
        assertThat(get("/users/" + ANNA + "/events", token).statusCode()).isEqualTo(200);
        HttpResponse<String> denied = get("/users/" + OTHER + "/events", token);
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("ErrorAccessDenied");
        assertThat(json(get("/users?$top=999&$select=mail", token)).path("value"))
                .hasSizeGreaterThan(1);
    }

    @Test
    void anApplicationHasNoMeAndCannotPretendToBeAUser() throws Exception {
        HttpResponse<String> refused =
                send(request("/me/events", SANDBOX.exchangeToken()).header("X-Sandbox-User", ANNA), SANDBOX_CLIENT);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("delegated authentication flow");
        String both = "{\"requests\": [{\"id\": \"1\", \"method\": \"GET\", \"url\": \"/users/" + OTHER
                + "/calendar\", \"headers\": {\"X-Sandbox-User\": \"" + OTHER
                + "\"}}, {\"id\": \"2\", \"method\": \"GET\", \"url\": \"/me/calendar\"}]}";
        HttpResponse<String> batch = send(
                request("/$batch", SANDBOX.exchangeToken(ANNA))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(both)),
                SANDBOX_CLIENT);
        assertThat(json(batch).path("responses").findValuesAsText("status")).containsExactlyInAnyOrder("403", "200");
    }

    @Test
    void aUserSignsInWithAPassword() throws Exception {
        String form = "grant_type=password&client_id=app&client_secret=s&scope=Calendars.ReadWrite%20offline_access"
                + "&username=" + ANNA + "&password=";
        HttpResponse<String> given = token(form + "p");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        String token = json(given).path("access_token").asText();
        assertThat(json(get("/me", token)).path("mail").asText()).isEqualTo(ANNA);
        assertThat(token(form + "wrong").body()).contains("invalid_grant");
        assertThat(token(form.replace(ANNA, "nobody@fabrikon.example") + "p").body())
                .contains("invalid_grant");
        assertThat(token(form.replace("client_secret=s", "client_secret=x") + "p")
                        .body())
                .contains("invalid_client");
    }

    @Test
    void aGatewaysPageAnEmptyNotFoundAndALostAnswerComeFromFaults() throws Exception {
        SANDBOX.faults().add(FaultRule.of(Fault.gateway(503)).frontEnd("graph").build());
        HttpResponse<String> page = get("/users/" + ANNA + "/events", SANDBOX.exchangeToken());
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).startsWith("<html>");

        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.EMPTY_NOT_FOUND).frontEnd("graph").build());
        HttpResponse<String> empty = get("/users/" + ANNA + "/events", SANDBOX.exchangeToken());
        assertThat(empty.statusCode()).isEqualTo(404);
        assertThat(empty.body()).isEmpty();
        assertThat(get("/users/" + ANNA + "/events", SANDBOX.exchangeToken()).statusCode())
                .isEqualTo(200);
    }

    private static final HttpClient SANDBOX_CLIENT = HttpClient.newHttpClient();

    private static HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path, token), SANDBOX_CLIENT);
    }

    private static HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(SANDBOX.client().graphBase() + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, HttpClient client) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> token(String form) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("sandbox", certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return send(
                HttpRequest.newBuilder(URI.create(SANDBOX.client().tokenUrl()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                HttpClient.newBuilder().sslContext(tls).build());
    }

    private static X509Certificate certificate() throws Exception {
        return (X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(
                        SANDBOX.client().trustPem().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Call.object(response.body());
    }
}
