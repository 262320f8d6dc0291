package io.axpsync.sandbox.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.auth.AuthOptions.EwsScheme;
import io.axpsync.sandbox.http.Faults;
import io.axpsync.sandbox.http.Handler;
import io.axpsync.sandbox.http.Mischief;
import io.axpsync.sandbox.http.Port;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Route;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.NTCredentials;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EwsGateTest {

    private final AuthOptions options =
            AuthOptions.builder().password("pässwörd 1").build();
    private final Tokens tokens = new Tokens(Clock.systemUTC());
    private final List<Integer> statuses = new ArrayList<>();
    private Port port = open(options);

    private Port open(AuthOptions auth) {
        Handler behind = request -> Response.text(
                200, "text/plain", request.headers().first(EwsGate.USER).orElse("") + ":" + request.text());
        return Port.open(
                0,
                Optional.empty(),
                List.of(new Route("ews", "/EWS", new EwsGate(auth, tokens, "exchange", behind), new NoMischief())),
                new Faults(),
                (frontEnd, request, response) -> statuses.add(response.status()));
    }

    private record NoMischief() implements Mischief {
        @Override
        public Response withoutEffect(Request request, Handler handler) {
            return handler.handle(request);
        }

        @Override
        public Response twice(Request request, Handler handler) {
            return handler.handle(request);
        }

        @Override
        public Response withExtraMail(Request request, Handler handler) {
            return handler.handle(request);
        }
    }

    @AfterEach
    void close() {
        port.close();
    }

    private String post(CloseableHttpClient client, String... authorization) throws Exception {
        HttpPost post = new HttpPost(port.base() + "/EWS/Exchange.asmx");
        post.setEntity(new StringEntity("<x/>", StandardCharsets.UTF_8));
        for (String value : authorization) {
            post.setHeader("Authorization", value);
        }
        try (CloseableHttpResponse response = client.execute(post)) {
            return response.getStatusLine().getStatusCode() + " "
                    + Optional.ofNullable(response.getEntity())
                            .map(e -> {
                                try {
                                    return EntityUtils.toString(e);
                                } catch (java.io.IOException ex) {
                                    throw new java.io.UncheckedIOException(ex);
                                }
                            })
                            .orElse("");
        }
    }

    private static CloseableHttpClient ntlm(String user, String password, String domain) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        provider.setCredentials(AuthScope.ANY, new NTCredentials(user, password, "PC", domain));
        return HttpClients.custom().setDefaultCredentialsProvider(provider).build();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anonymousCallersAreToldWhatIsOffered() throws Exception {
        HttpPost post = new HttpPost(port.base() + "/EWS/Exchange.asmx");
        try (CloseableHttpClient client = HttpClients.createDefault();
                CloseableHttpResponse response = client.execute(post)) {
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(401);
            assertThat(response.getHeaders("WWW-Authenticate"))
                    .extracting(h -> h.getValue().split(" ")[0])
                    .containsExactly("NTLM", "Basic", "Bearer");
        }
    }

    @Test
    void ntlmLetsTheRightPasswordInAndKeepsTheConnection() throws Exception {
        try (CloseableHttpClient client = ntlm("svc-axpsync", "pässwörd 1", "FABRIKON")) {
            assertThat(post(client)).isEqualTo("200 svc-axpsync:<x/>");
            assertThat(statuses).containsExactly(401, 401, 200);
            assertThat(post(client)).isEqualTo("200 svc-axpsync:<x/>");
            assertThat(statuses.get(statuses.size() - 1)).isEqualTo(200);
        }
    }

    @Test
    void ntlmComparesUserAndDomainWithoutRegardToCase() throws Exception {
        try (CloseableHttpClient client = ntlm("SVC-AxpSync", "pässwörd 1", "fabrikon")) {
            assertThat(post(client)).startsWith("200");
        }
    }

    @Test
    void ntlmRefusesAWrongPasswordUserOrDomain() throws Exception {
        for (CloseableHttpClient client : List.of(
                ntlm("svc-axpsync", "wrong", "FABRIKON"),
                ntlm("somebody", "pässwörd 1", "FABRIKON"),
                ntlm("svc-axpsync", "pässwörd 1", "OTHER"))) {
            try (client) {
                assertThat(post(client)).startsWith("401");
            }
        }
    }

    @Test
    void anNtlmHandshakeBelongsToItsConnection() throws Exception {
        try (CloseableHttpClient client = ntlm("svc-axpsync", "pässwörd 1", "FABRIKON");
                CloseableHttpClient other = HttpClients.createDefault()) {
            assertThat(post(client)).startsWith("200");
            assertThat(post(other)).startsWith("401");
        }
    }

    @Test
    void garbageInAnNtlmMessageIsRefused() throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            for (String garbage : List.of("", "###", "TlRMTVNTUAAD", "TlRMTVNTUAADAAAA", "AAAA")) {
                assertThat(post(client, "NTLM " + garbage)).startsWith("401");
            }
        }
    }

    @Test
    void basicTakesTheAccountWithAndWithoutItsDomain() throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            assertThat(post(client, basic("svc-axpsync", "pässwörd 1"))).startsWith("200");
            assertThat(post(client, basic("FABRIKON\\svc-axpsync", "pässwörd 1")))
                    .startsWith("200");
            assertThat(post(client, basic("svc-axpsync", "x"))).startsWith("401");
            assertThat(post(client, "Basic ###")).startsWith("401");
        }
    }

    @Test
    void aTokenMustBeForExchangeAndAlive() throws Exception {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            assertThat(post(client, "Bearer " + tokens.give("exchange", Duration.ofMinutes(1))))
                    .startsWith("200");
            assertThat(post(client, "Bearer " + tokens.give("d365", Duration.ofMinutes(1))))
                    .startsWith("401");
            assertThat(post(client, "Bearer " + tokens.give("exchange", Duration.ZERO)))
                    .startsWith("401");
            assertThat(post(client, "Bearer made-up")).startsWith("401");
        }
    }

    @Test
    void aSchemeThatIsNotOfferedIsNotTaken() throws Exception {
        port.close();
        port = open(ImmutableAuthOptions.builder()
                .from(options)
                .ewsSchemes(Set.of(EwsScheme.NTLM))
                .build());
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            assertThat(post(client, basic("svc-axpsync", "pässwörd 1"))).startsWith("401");
        }
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(options.toString()).doesNotContain("pässwörd").doesNotContain(options.clientSecret());
    }
}
