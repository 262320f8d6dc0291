package io.axpsync.sandbox.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxClientView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminSurfaceTest {

    private static final Sandbox SANDBOX = Sandbox.start();
    private static final SandboxClientView VIEW = SANDBOX.client();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANNA = "anna.bergmann@fabrikon.example";

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @BeforeEach
    void startAfresh() {
        assertThat(call("POST", "/reset", "").statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> call(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(VIEW.adminBase() + path))
                .header("X-Sandbox-Token", VIEW.adminToken())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Test
    void itWantsItsToken() {
        URI index = URI.create(VIEW.adminBase() + "/");
        assertThat(send(HttpRequest.newBuilder(index)).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(index).header("X-Sandbox-Token", "wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(index).header("Authorization", "Bearer " + VIEW.adminToken()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aMailIsDeliveredOrRefusedWithItsReason() throws IOException {
        String mime = Base64.getEncoder().encodeToString("Subject: Offer\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<String> there = call("POST", "/mails", """
                {"mailbox": "%s", "folder": "sentitems", "received": "2026-03-01T10:00:00Z", "mime": "%s",
                 "categories": ["D365"]}""".formatted(ANNA, mime));
        assertThat(there.statusCode()).as(there.body()).isEqualTo(201);
        JsonNode listed = json(call("GET", "/exchange/users/" + ANNA + "/mailFolders/sentitems/messages", ""));
        assertThat(listed.at("/value/0/subject").asText()).isEqualTo("Offer");
        assertThat(listed.at("/value/0/categories/0").asText()).isEqualTo("D365");
        assertThat(listed.at("/value/0/receivedDateTime").asText()).startsWith("2026-03-01T10:00:00");

        String deep =
                Base64.getEncoder().encodeToString("X: y\r\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
        for (String[] refused : new String[][] {
            {"nobody@example.org", "inbox", mime, "no mailbox"},
            {ANNA, "nowhere", mime, "nowhere"},
            {ANNA, "inbox", "", "mime"},
            {ANNA, "inbox", deep, "header"}
        }) {
            HttpResponse<String> answer = call("POST", "/mails", """
                    {"mailbox": "%s", "folder": "%s", "mime": "%s"}""".formatted(refused[0], refused[1], refused[2]));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(refused[3]);
        }
    }

    @Test
    void itAnswersToLoopbackNamesOnly() throws IOException {
        URI base = URI.create(VIEW.adminBase());
        for (String host : new String[] {"evil.example", "localhost.evil.example:" + base.getPort(), "10.0.0.1"}) {
            try (Socket socket = new Socket("127.0.0.1", base.getPort())) {
                String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nX-Sandbox-Token: " + VIEW.adminToken()
                        + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                String status = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                        .readLine();
                assertThat(status).startsWith("HTTP/1.1 421");
            }
        }
    }

    @Test
    void theIndexListsEachCall() throws IOException {
        JsonNode calls = json(call("GET", "/", "")).path("calls");
        assertThat(calls.findValuesAsText("path"))
                .contains("/snapshot", "/outbox", "/time", "/faults", "/requests", "/d365/", "/exchange/", "/reset");
        assertThat(calls).allSatisfy(c -> assertThat(c.path("what").asText()).isNotEmpty());
        assertThat(call("GET", "/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void timeIsAdvanced() throws IOException {
        Instant before =
                Instant.parse(json(call("GET", "/time", "")).path("now").asText());
        Instant after = Instant.parse(
                json(call("POST", "/time", "{\"advance\":\"P2D\"}")).path("now").asText());
        assertThat(Duration.between(before, after)).isGreaterThanOrEqualTo(Duration.ofDays(2));
        assertThat(call("POST", "/time", "{\"advance\":\"two days\"}").statusCode())
                .isEqualTo(400);
        assertThat(call("POST", "/time", "{}").body()).contains("needs a member advance");
        assertThat(call("POST", "/time", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void faultsAreSetListedAndRemoved() throws IOException {
        int id = json(call(
                        "POST",
                        "/faults",
                        "{\"kind\":\"status\",\"status\":429,\"headers\":{\"Retry-After\":\"3\"},\"frontEnd\":\"graph\"}"))
                .path("id")
                .asInt();
        assertThat(json(call("GET", "/faults", ""))).hasSize(1);
        HttpResponse<String> hit = send(HttpRequest.newBuilder(URI.create(VIEW.graphBase() + "/users/x/events")));
        assertThat(hit.statusCode()).isEqualTo(429);
        assertThat(hit.headers().firstValue("Retry-After")).contains("3");
        assertThat(call("DELETE", "/faults/" + id, "").statusCode()).isEqualTo(404);
        call("POST", "/faults", "{\"kind\":\"reset\"}");
        assertThat(call("DELETE", "/faults", "").statusCode()).isEqualTo(204);
        assertThat(json(call("GET", "/faults", ""))).isEmpty();
        assertThat(call("POST", "/faults", "{\"kind\":\"explode\"}").body()).contains("lost-answer");
        assertThat(call("POST", "/faults", "{\"kind\":\"reset\",\"frontend\":\"ews\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void requestsAreCountedPerFrontEnd() throws IOException {
        send(HttpRequest.newBuilder(URI.create(VIEW.graphBase() + "/users/x/events")));
        send(HttpRequest.newBuilder(URI.create(VIEW.d365Base() + "/data/Activities")));
        JsonNode counts = json(call("GET", "/requests", ""));
        assertThat(counts.path("graph").path("requests").asInt()).isOne();
        assertThat(counts.path("d365").path("byStatus").path("401").asInt()).isOne();
        assertThat(counts.path("ews").path("requests").asInt()).isZero();
        call("DELETE", "/requests", "");
        assertThat(json(call("GET", "/requests", ""))
                        .path("graph")
                        .path("requests")
                        .asInt())
                .isZero();
    }

    @Test
    void oneActsAsAUserOfD365() throws IOException {
        JsonNode row = json(call(
                "POST",
                "/d365/Activities",
                "{\"dataAreaId\":\"nord\",\"Category\":\"Appointment\",\"Purpose\":\"By hand\","
                        + "\"StartDateTime\":\"2030-01-07T10:00:00Z\",\"EndDateTime\":\"2030-01-07T11:00:00Z\"}"));
        String key = "{\"dataAreaId\":\"nord\",\"ActivityNumber\":\""
                + row.path("ActivityNumber").asText() + "\"}";
        JsonNode changed = json(call(
                "PATCH", "/d365/Activities", "{\"key\":" + key + ",\"changes\":{\"Purpose\":\"By hand, later\"}}"));
        assertThat(changed.path("Purpose").asText()).isEqualTo("By hand, later");
        assertThat(snapshot()).contains("By hand, later");
        assertThat(call("DELETE", "/d365/Activities", "{\"key\":" + key + "}").statusCode())
                .isEqualTo(204);
        assertThat(snapshot()).doesNotContain("By hand");
        assertThat(call("POST", "/d365/Nothing", "{}").statusCode()).isEqualTo(400);
        assertThat(call("DELETE", "/d365/Activities", "{\"key\":" + key + "}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void oneActsAsAUserOfExchangeUncountedAndUnharmed() throws IOException {
        call("POST", "/faults", "{\"kind\":\"reset\",\"times\":-1}");
        HttpResponse<String> created = call("POST", "/exchange/users/" + ANNA + "/events", """
                {"subject":"By hand","start":{"dateTime":"2030-01-07T10:00:00","timeZone":"UTC"},
                 "end":{"dateTime":"2030-01-07T11:00:00","timeZone":"UTC"}}""");
        assertThat(created.statusCode()).isEqualTo(201);
        String id = JSON.readTree(created.body()).path("id").asText();
        String event = "/exchange/users/" + ANNA + "/events/" + id;
        assertThat(call("PATCH", event, "{\"subject\":\"By hand, later\"}").statusCode())
                .isEqualTo(200);
        assertThat(snapshot()).contains("By hand, later");
        assertThat(call("DELETE", event, "").statusCode()).isEqualTo(204);
        assertThat(call("GET", event, "").statusCode()).isEqualTo(404);
        assertThat(json(call("GET", "/requests", ""))
                        .path("graph")
                        .path("requests")
                        .asInt())
                .isZero();
    }

    @Test
    void theOutboxTellsEachMail() throws IOException {
        call("POST", "/exchange/users/" + ANNA + "/events", """
                {"subject":"Invited","start":{"dateTime":"2030-01-07T10:00:00","timeZone":"UTC"},
                 "end":{"dateTime":"2030-01-07T11:00:00","timeZone":"UTC"},
                 "attendees":[{"type":"required","emailAddress":{"address":"guest@customer.example"}}]}""");
        JsonNode mails = json(call("GET", "/outbox", ""));
        assertThat(mails).hasSize(1);
        assertThat(mails.path(0).path("kind").asText()).isEqualTo("invitation");
        assertThat(mails.path(0).path("to").path(0).asText()).isEqualTo("guest@customer.example");
        call("DELETE", "/outbox", "");
        assertThat(json(call("GET", "/outbox", ""))).isEmpty();
    }

    @Test
    void aFurtherMailboxIsOpened() {
        assertThat(call(
                                "POST",
                                "/mailboxes",
                                "{\"address\":\"new@fabrikon.example\",\"name\":\"New\",\"timeZone\":\"Europe/Vienna\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(snapshot()).contains("new@fabrikon.example");
        assertThat(call("POST", "/mailboxes", "{\"address\":\"x@y\",\"name\":\"N\",\"timeZone\":\"Mars\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void foldersOfContactsAreMadeWithTheirPermissionsListedAndRemoved() throws IOException {
        HttpResponse<String> made = call("POST", "/folders", """
                {"path": "Sales/West", "permissions": {"Default": "Reviewer", "%s": "Editor"}}""".formatted(ANNA));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String id = JSON.readTree(made.body()).path("id").asText();
        String contacts = "/exchange/users/public-folders/contactFolders/" + id + "/contacts";
        assertThat(call("POST", contacts, "{\"givenName\": \"Otto\"}").statusCode())
                .isEqualTo(201);
        call("POST", "/folders", "{\"path\": \"Team\", \"mailbox\": \"" + ANNA + "\"}");

        JsonNode listed = json(call("GET", "/folders", ""));

        assertThat(listed)
                .extracting(
                        f -> f.path("mailbox").asText() + ":" + f.path("path").asText())
                .containsExactly(":Sales", ":Sales/West", ANNA + ":Team");
        assertThat(listed.path(1).path("permissions").path(ANNA).asText()).isEqualTo("Editor");
        assertThat(listed.path(1).path("items").asInt()).isEqualTo(1);
        assertThat(call("DELETE", "/folders", "{\"path\": \"Sales\"}").statusCode())
                .isEqualTo(204);
        assertThat(json(call("GET", "/folders", ""))).hasSize(1);
        for (String[] refused : new String[][] {
            {"{\"path\": \"Sales//West\"}", "path"},
            {"{}", "path"},
            {"{\"path\": \"A\", \"mailbox\": \"nobody@example.org\"}", "no mailbox"},
            {"{\"path\": \"A\", \"permissions\": {\"Default\": \"Boss\"}}", "Reviewer"}
        }) {
            HttpResponse<String> answer = call("POST", "/folders", refused[0]);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(refused[1]);
        }
    }

    @Test
    void expiredTokensAreVoid() {
        String token = SANDBOX.exchangeToken();
        call("POST", "/tokens/expire", "");
        assertThat(send(HttpRequest.newBuilder(URI.create(VIEW.graphBase() + "/users/" + ANNA + "/calendar"))
                                .header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String snapshot() {
        return call("GET", "/snapshot", "").body();
    }

    @Test
    void switchesAreListedSetAndSetBack() throws IOException {
        JsonNode set = json(call(
                "PATCH",
                "/switches",
                "{\"graph.empty-pages\":3,\"exchange.rewrites-html\":false,\"exchange.denied\":[\"" + ANNA + "\"]}"));

        assertThat(SANDBOX.graph().faults().emptyPages()).hasValue(3);
        assertThat(SANDBOX.mailboxes().behaviour().rewritesHtml()).isFalse();
        assertThat(SANDBOX.mailboxes().behaviour().denied()).containsExactly(ANNA);
        assertThat(set).anySatisfy(s -> {
            assertThat(s.path("name").asText()).isEqualTo("graph.empty-pages");
            assertThat(s.path("value").asInt()).isEqualTo(3);
            assertThat(s.path("what").asText()).isNotEmpty();
        });
        int epoch = SANDBOX.mailboxes().behaviour().epoch();
        json(call("PATCH", "/switches", "{\"exchange.expire-tokens\":true}"));
        assertThat(SANDBOX.mailboxes().behaviour().epoch()).isEqualTo(epoch + 1);

        json(call("PATCH", "/switches", "{\"d365.page-size\":3}"));
        assertThat(SANDBOX.d365().options().pageSize()).isEqualTo(3);

        call("POST", "/reset", "");
        assertThat(SANDBOX.d365().options().pageSize()).isEqualTo(10_000);
        assertThat(SANDBOX.graph().faults().emptyPages()).hasValue(0);
        assertThat(SANDBOX.mailboxes().behaviour().denied()).isEmpty();
    }

    @Test
    void anUnknownSwitchOrAValueOfAnotherKindIsRefused() {
        HttpResponse<String> unknown = call("PATCH", "/switches", "{\"graph.throttles\":1,\"graph.colour\":1}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("graph.colour").contains("graph.empty-pages");
        assertThat(SANDBOX.graph().faults().throttles()).hasValue(0);
        assertThat(call("PATCH", "/switches", "{\"graph.throttles\":\"many\"}").body())
                .contains("graph.throttles must be a number");
    }
}
