package io.axpsync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.auth.AuthOptions;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Sandbox SANDBOX =
            Sandbox.start(SandboxOptions.builder().traffic(WATCH).build());
    private static final SandboxClientView VIEW = SANDBOX.client();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANNA = "anna.bergmann@fabrikon.example";

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @BeforeEach
    void startAfresh() {
        SANDBOX.reset();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder graph(String path) {
        return HttpRequest.newBuilder(URI.create(VIEW.graphBase() + path))
                .header("Authorization", "Bearer " + SANDBOX.exchangeToken());
    }

    private static HttpRequest.Builder d365(String path) {
        return HttpRequest.newBuilder(URI.create(VIEW.d365Base() + "/data/" + path))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + SANDBOX.d365Token());
    }

    private static HttpRequest.Builder ews(String body) {
        return HttpRequest.newBuilder(URI.create(VIEW.ewsUrl()))
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                                + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                                + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                                + "<s:Header><t:RequestServerVersion Version=\"Exchange2010_SP2\"/>"
                                + "<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>" + ANNA
                                + "</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></s:Header><s:Body>"
                                + body + "</s:Body></s:Envelope>"));
    }

    private static final String FIND =
            "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
                    + "</m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id=\"calendar\"/></m:ParentFolderIds></m:FindItem>";

    private static String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((VIEW.userName() + ":" + VIEW.password()).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder post(HttpRequest.Builder to, String json) {
        return to.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private static HttpResponse<String> createEvent() throws Exception {
        return send(post(graph("/users/" + ANNA + "/events"), """
                {"subject":"Probe","start":{"dateTime":"2030-01-07T10:00:00","timeZone":"UTC"},
                 "end":{"dateTime":"2030-01-07T11:00:00","timeZone":"UTC"}}"""));
    }

    private static HttpResponse<String> createActivity() throws Exception {
        return send(post(
                d365("Activities"),
                "{\"dataAreaId\":\"nord\",\"Category\":\"Appointment\",\"Purpose\":\"Probe\","
                        + "\"StartDateTime\":\"2030-01-07T10:00:00Z\",\"EndDateTime\":\"2030-01-07T11:00:00Z\"}"));
    }

    private static long events() {
        long[] n = new long[1];
        SANDBOX.snapshot()
                .path("mailboxes")
                .forEach(box -> box.path("folders")
                        .forEach(folder -> folder.path("items").forEach(item -> n[0] += probe(item, "subject"))));
        return n[0];
    }

    private static long activities() {
        long n = 0;
        for (JsonNode row : SANDBOX.snapshot().path("d365").path("Activities")) {
            n += probe(row, "Purpose");
        }
        return n;
    }

    private static int probe(JsonNode item, String member) {
        return item.path(member).asText().equals("Probe") ? 1 : 0;
    }

    @Test
    void allFrontEndsServeTheSampleCompanyToWhoIsEntitled() throws Exception {
        assertThat(send(graph("/users/" + ANNA + "/calendar")).statusCode()).isEqualTo(200);
        assertThat(send(d365("Activities?cross-company=true")).body()).contains("ActivityNumber");
        assertThat(send(ews(FIND).header("Authorization", basic())).body()).contains("NoError");
        assertThat(send(ews(FIND).header("Authorization", "Bearer " + SANDBOX.exchangeToken()))
                        .body())
                .contains("NoError");
        assertThat(SANDBOX.mailboxes().all()).hasSize(12);
    }

    @Test
    void anonymousCallersAreRefusedByEachFrontEnd() throws Exception {
        for (String address :
                new String[] {VIEW.graphBase() + "/users/" + ANNA + "/calendar", VIEW.d365Base() + "/data/Activities"
                }) {
            HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(address)));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        assertThat(send(ews(FIND)).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenForOneSystemOpensNoOther() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(VIEW.graphBase() + "/users/" + ANNA + "/calendar"))
                                .header("Authorization", "Bearer " + SANDBOX.d365Token()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(URI.create(VIEW.d365Base() + "/data/Activities"))
                                .header("Authorization", "Bearer " + SANDBOX.exchangeToken()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void onPremisesD365SendsStrangersToALoginPage() throws Exception {
        AuthOptions auth = AuthOptions.builder().d365LoginPage(true).build();
        try (Sandbox sandbox =
                Sandbox.start(SandboxOptions.builder().auth(auth).traffic(WATCH).build())) {
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(URI.create(sandbox.client().d365Base() + "/data/Activities")));
            assertThat(response.statusCode()).isEqualTo(302);
            assertThat(response.headers().firstValue("Location").orElse("")).contains("/adfs/");
        }
    }

    @Test
    void d365AlsoAnswersBelowTheOnPremisesPath() throws Exception {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(VIEW.d365Base() + "/namespaces/AXSF/data/Workers?$top=1"))
                        .header("Authorization", "Bearer " + SANDBOX.d365Token()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("/namespaces/AXSF/data/$metadata#Workers");
    }

    @Test
    void withTlsOnlyClientsThatTrustTheCertificateConnect() throws Exception {
        try (Sandbox sandbox =
                Sandbox.start(SandboxOptions.builder().tls(true).traffic(WATCH).build())) {
            SandboxClientView view = sandbox.client();
            assertThat(view.graphBase()).startsWith("https://localhost:");
            assertThat(view.d365Base()).startsWith("https://localhost:");
            HttpRequest request = HttpRequest.newBuilder(URI.create(view.graphBase() + "/users/" + ANNA + "/calendar"))
                    .header("Authorization", "Bearer " + sandbox.exchangeToken())
                    .build();
            HttpClient trusting = HttpClient.newBuilder()
                    .sslContext(Trust.in(view.trustPem()))
                    .build();
            assertThat(trusting.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void successWithoutEffectWritesNothing() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.NO_EFFECT).method("POST").times(2).build());
        assertThat(createEvent().statusCode()).isEqualTo(201);
        assertThat(createActivity().statusCode()).isEqualTo(201);
        assertThat(events()).isZero();
        assertThat(activities()).isZero();
        createEvent();
        createActivity();
        assertThat(events()).isOne();
        assertThat(activities()).isOne();
    }

    @Test
    void aDoubledEffectMakesTwo() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.DOUBLE_EFFECT)
                        .method("POST")
                        .times(2)
                        .build());
        createEvent();
        createActivity();
        assertThat(events()).isEqualTo(2);
        assertThat(activities()).isEqualTo(2);
    }

    @Test
    void anExtraMailIsInTheOutbox() throws Exception {
        SANDBOX.faults().add(FaultRule.of(Fault.Kind.EXTRA_MAIL).method("POST").build());
        createEvent();
        assertThat(SANDBOX.mailboxes().outbox().mails()).hasSize(1);
        createEvent();
        assertThat(SANDBOX.mailboxes().outbox().mails()).hasSize(1);
    }

    @Test
    void theViewPrintsNoSecret() {
        assertThat(VIEW.toString())
                .doesNotContain(VIEW.clientSecret())
                .doesNotContain(VIEW.password())
                .doesNotContain(VIEW.adminToken())
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void resetRestoresTheCompany() throws Exception {
        createEvent();
        createActivity();
        SANDBOX.faults().add(FaultRule.of(Fault.gateway(503)).build());
        SANDBOX.reset();
        assertThat(events() + activities()).isZero();
        assertThat(SANDBOX.faults().rules()).isEmpty();
        assertThat(SANDBOX.counts().of("graph").requests()).isZero();
        assertThat(JSON.readTree(SANDBOX.snapshot().toString()).path("d365").path("Workers"))
                .isNotEmpty();
    }

    private static HttpResponse<String> graphBatch() throws Exception {
        String event = """
                {"subject":"Probe","start":{"dateTime":"2030-01-07T10:00:00","timeZone":"UTC"},
                 "end":{"dateTime":"2030-01-07T11:00:00","timeZone":"UTC"}}""";
        String part = "{\"id\":\"%d\",\"method\":\"POST\",\"url\":\"/users/" + ANNA
                + "/events\",\"headers\":{\"Content-Type\":\"application/json\"},\"body\":" + event + "}";
        return send(post(
                graph("/$batch"),
                "{\"requests\":[{\"id\":\"0\",\"method\":\"GET\",\"url\":\"/users/" + ANNA + "/calendar\"},"
                        + String.format(part, 1) + "," + String.format(part, 2) + "]}"));
    }

    private static JsonNode part(HttpResponse<String> batch, String id) throws IOException {
        for (JsonNode part : JSON.readTree(batch.body()).path("responses")) {
            if (part.path("id").asText().equals(id)) {
                return part;
            }
        }
        throw new AssertionError("no part " + id + " in " + batch.body());
    }

    @Test
    void faultsStrikeSinglePartsOfAGraphBatch() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.throttled(Duration.ofSeconds(7)))
                        .path("/events$")
                        .after(1)
                        .build());
        HttpResponse<String> batch = graphBatch();
        assertThat(part(batch, "0").path("status").asInt()).isEqualTo(200);
        assertThat(part(batch, "1").path("status").asInt()).isEqualTo(201);
        assertThat(part(batch, "2").path("status").asInt()).isEqualTo(429);
        assertThat(part(batch, "2").path("headers").path("Retry-After").asText())
                .isEqualTo("7");
        assertThat(events()).isOne();
    }

    @Test
    void onePartOfAGraphBatchHasNoEffectOrTwo() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.NO_EFFECT)
                        .method("POST")
                        .path("/events$")
                        .build());
        assertThat(part(graphBatch(), "1").path("status").asInt()).isEqualTo(201);
        assertThat(events()).isOne();
        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.DOUBLE_EFFECT)
                        .method("POST")
                        .path("/events$")
                        .build());
        graphBatch();
        assertThat(events()).isEqualTo(4);
    }

    @Test
    void aLostPartOfAGraphBatchWasDone() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.LOST_ANSWER).path("/events$").build());
        assertThat(part(graphBatch(), "1").path("status").asInt()).isEqualTo(504);
        assertThat(events()).isEqualTo(2);
    }

    private static HttpResponse<String> d365Batch() throws Exception {
        String body = "{\"dataAreaId\":\"nord\",\"Category\":\"Appointment\",\"Purpose\":\"Probe\","
                + "\"StartDateTime\":\"2030-01-07T10:00:00Z\",\"EndDateTime\":\"2030-01-07T11:00:00Z\"}";
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            batch.append(String.join(
                    "\r\n",
                    "--b",
                    "Content-Type: multipart/mixed; boundary=c" + i,
                    "",
                    "--c" + i,
                    "Content-Type: application/http",
                    "Content-Transfer-Encoding: binary",
                    "Content-ID: 1",
                    "",
                    "POST /data/Activities HTTP/1.1",
                    "Content-Type: application/json",
                    "Accept: application/json",
                    "",
                    body,
                    "--c" + i + "--",
                    ""));
        }
        String end = String.join(
                "\r\n",
                "--b",
                "Content-Type: application/http",
                "Content-Transfer-Encoding: binary",
                "",
                "GET /data/Workers?$top=1&$select=PersonnelNumber HTTP/1.1",
                "Accept: application/json",
                "",
                "",
                "--b--",
                "");
        return send(HttpRequest.newBuilder(URI.create(VIEW.d365Base() + "/data/$batch"))
                .header("Authorization", "Bearer " + SANDBOX.d365Token())
                .header("Accept", "multipart/mixed")
                .header("Prefer", "odata.continue-on-error")
                .header("Content-Type", "multipart/mixed; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(batch + end)));
    }

    @Test
    void faultsStrikeSinglePartsOfAD365Batch() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.throttled(Duration.ofSeconds(7)))
                        .frontEnd("d365")
                        .path("/Activities$")
                        .build());
        HttpResponse<String> batch = d365Batch();
        assertThat(batch.body()).containsOnlyOnce("HTTP/1.1 429").containsOnlyOnce("HTTP/1.1 201");
        assertThat(batch.body()).containsOnlyOnce("HTTP/1.1 200").containsIgnoringCase("Retry-After: 7");
        assertThat(activities()).isOne();
    }

    @Test
    void onePartOfAD365BatchHasNoEffectOrTwo() throws Exception {
        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.NO_EFFECT).path("/Activities$").build());
        assertThat(d365Batch().body().split("HTTP/1.1 201", -1)).hasSize(3);
        assertThat(activities()).isOne();
        SANDBOX.faults()
                .add(FaultRule.of(Fault.Kind.DOUBLE_EFFECT).path("/Activities$").build());
        assertThat(d365Batch().body().split("HTTP/1.1 201", -1)).hasSize(3);
        assertThat(activities()).isEqualTo(4);
    }

    @Test
    void aCompanyOfOnesOwnBringsItsFoldersAndWhoMayDoWhatInThem() {
        Company company = Company.read("""
                {"mailboxes": [{"address": "sales@own.example", "name": "Sales", "timeZone": "Europe/Berlin"}],
                 "folders": [
                   {"path": "Sales/West", "permissions": {"Default": "Reviewer", "sales@own.example": "Editor"}},
                   {"path": "West", "mailbox": "sales@own.example", "permissions": {"Application": "Reviewer"}}]}""");
        try (Sandbox own =
                Sandbox.start(SandboxOptions.builder().company(company).build())) {
            JsonNode folders = new ContactFolders(own.mailboxes()).all();

            assertThat(folders)
                    .extracting(f -> f.path("mailbox").asText("public") + " "
                            + f.path("path").asText() + " " + f.path("permissions"))
                    .containsExactly(
                            "public Sales {}",
                            "public Sales/West {\"Default\":\"Reviewer\",\"sales@own.example\":\"Editor\"}",
                            "sales@own.example West {\"Application\":\"Reviewer\"}");
        }
    }
}
