package io.axpsync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.contract.ContractWatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each behaviour of the EWS front end is switched from outside, over HTTP, and is seen by a client over HTTP. */
class EwsSwitchesTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final Sandbox SANDBOX =
            Sandbox.start(SandboxOptions.builder().traffic(watch).build());
    private static final SandboxClientView VIEW = SANDBOX.client();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANNA = "anna.bergmann@fabrikon.example";
    private static final String CALENDAR = "<t:DistinguishedFolderId Id=\"calendar\"/>";

    private static final String GET_CALENDAR = "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape>"
            + "</m:FolderShape><m:FolderIds>" + CALENDAR + "</m:FolderIds></m:GetFolder>";

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @BeforeEach
    void startAfresh() {
        SANDBOX.reset();
    }

    private static JsonNode admin(String method, String path, String body, int status) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(VIEW.adminBase() + path))
                .header("X-Sandbox-Token", VIEW.adminToken())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return JSON.readTree(response.body());
        } catch (IOException noJson) {
            throw new AssertionError(response.body(), noJson);
        }
    }

    private static void set(String name, String value) {
        admin("PATCH", "/switches", "{\"" + name + "\":" + value + "}", 200);
    }

    private static HttpResponse<String> ews(String body) {
        return ews(ANNA, body);
    }

    private static HttpResponse<String> ews(String mailbox, String body) {
        String account = VIEW.userName() + ":" + VIEW.password();
        return send(HttpRequest.newBuilder(URI.create(VIEW.ewsUrl()))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                                + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                                + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                                + "<s:Header><t:RequestServerVersion Version=\"Exchange2016\"/>"
                                + "<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>" + mailbox
                                + "</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation></s:Header><s:Body>"
                                + body + "</s:Body></s:Envelope>")));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static String create(String sending, String elements) {
        return "<m:CreateItem" + sending + "><m:Items><t:CalendarItem>" + elements
                + "</t:CalendarItem></m:Items></m:CreateItem>";
    }

    /** The id of a new appointment, as an element. */
    private static String created(String elements) {
        String answer =
                ews(create(" SendMeetingInvitations=\"SendToNone\"", elements)).body();
        return "<t:ItemId Id=\"" + first("ItemId Id=\"([^\"]+)\"", answer) + "\"/>";
    }

    private static String get(String ids) {
        return "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:BodyType>HTML</t:BodyType>"
                + "<t:AdditionalProperties><t:FieldURI FieldURI=\"item:Subject\"/>"
                + "<t:FieldURI FieldURI=\"item:Body\"/></t:AdditionalProperties></m:ItemShape><m:ItemIds>" + ids
                + "</m:ItemIds></m:GetItem>";
    }

    private static String sync(String state) {
        return "<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
                + "<t:FieldURI FieldURI=\"item:Subject\"/></t:AdditionalProperties></m:ItemShape><m:SyncFolderId>"
                + CALENDAR + "</m:SyncFolderId>"
                + (state.isEmpty() ? "" : "<m:SyncState>" + state + "</m:SyncState>")
                + "<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>";
    }

    @Test
    void aResetSetsAllOfThemBack() {
        JsonNode before = admin("GET", "/switches", "", 200);
        set("ews.retired", "true");
        set("ews.html-answers", "3");
        set("ews.busy", "{\"times\":2}");
        set("exchange.new-ids-on-move", "false");
        assertThat(admin("GET", "/switches", "", 200)).isNotEqualTo(before);

        SANDBOX.reset();

        assertThat(admin("GET", "/switches", "", 200)).isEqualTo(before);
    }

    @Test
    void aRetiredTenantAnswers403() {
        set("ews.retired", "true");
        assertThat(ews(GET_CALENDAR).statusCode()).isEqualTo(403);
        set("ews.retired", "false");
        assertThat(ews(GET_CALENDAR).statusCode()).isEqualTo(200);
    }

    @Test
    void impersonationIsDeniedForAllOrForOne() {
        set("ews.denied", "[\"" + ANNA.toUpperCase(Locale.ROOT) + "\"]");
        assertThat(ews(GET_CALENDAR).body()).contains("ErrorImpersonateUserDenied");
        String other = SANDBOX.mailboxes().all().stream()
                .map(m -> m.address())
                .filter(a -> !a.equals(ANNA))
                .findFirst()
                .orElseThrow();
        assertThat(ews(other, GET_CALENDAR).body()).contains("NoError");
        set("ews.impersonation-denied", "true");
        assertThat(ews(other, GET_CALENDAR).body()).contains("ErrorImpersonateUserDenied");
    }

    @ParameterizedTest
    @CsvSource({
        "fault, 500, ErrorServerBusy",
        "service-unavailable, 503, unavailable",
        "in-answer, 200, ErrorServerBusy",
        "inner, 200, ErrorInternalServerError"
    })
    void busyComesInItsShapes(String shape, int status, String text) {
        set("ews.busy", "{\"shape\":\"" + shape + "\",\"times\":1,\"backOffMillis\":1500}");

        HttpResponse<String> busy = ews(GET_CALENDAR);

        assertThat(busy.statusCode()).isEqualTo(status);
        assertThat(busy.body()).contains(text);
        assertThat(ews(GET_CALENDAR).body()).contains("NoError");
    }

    @Test
    void onePartOfABatchFailsAndTheOthersAreDone() {
        String two = created("<t:Subject>one</t:Subject>") + created("<t:Subject>two</t:Subject>");
        set("ews.item-error", "{\"operation\":\"GetItem\",\"index\":2,\"code\":\"ErrorMailboxStoreUnavailable\"}");

        String answer = ews(get(two)).body();

        assertThat(answer).contains("one").doesNotContain(">two<").contains("ErrorMailboxStoreUnavailable");
        assertThat(ews(get(two)).body()).contains("one", "two").doesNotContain("ResponseClass=\"Error\"");
    }

    @Test
    void aStoppedBatchLeavesTheRestUndone() {
        int before =
                SANDBOX.mailboxes().find(ANNA).orElseThrow().items("calendar").size();
        set("ews.item-error", "{\"index\":1,\"code\":\"ErrorQuotaExceeded\",\"stops\":true}");
        String item = "<t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem>";

        String answer = ews("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items>" + item + item
                        + "</m:Items></m:CreateItem>")
                .body();

        assertThat(answer).contains("ErrorQuotaExceeded", "ErrorBatchProcessingStopped", "ResponseClass=\"Warning\"");
        assertThat(SANDBOX.mailboxes().find(ANNA).orElseThrow().items("calendar"))
                .hasSize(before);
    }

    @Test
    void illegalCharactersAndPagesOfHtmlComeWhereXmlShould() {
        String id = created("<t:Subject>plain</t:Subject>");
        set("ews.illegal-characters", "true");
        assertThat(ews(get(id)).body()).contains("plain&#x1F;");
        set("ews.illegal-characters", "false");
        set("ews.html-answers", "1");

        assertThat(ews(GET_CALENDAR).body()).contains("<html>");
        assertThat(ews(GET_CALENDAR).body()).contains("NoError");
    }

    @Test
    void textsAreCutInListsUnlessThatIsSwitchedOff() {
        String subject = "s".repeat(300);
        created("<t:Subject>" + subject + "</t:Subject>");
        assertThat(ews(sync("")).body()).contains("s".repeat(255)).doesNotContain("s".repeat(256));

        set("ews.cuts-texts", "false");

        assertThat(ews(sync("")).body()).contains(subject);
    }

    @Test
    void sendingMustBeSaidUnlessThatIsSwitchedOff() {
        String request = create("", "<t:Subject>x</t:Subject>");
        assertThat(ews(request).body()).contains("ErrorSendMeetingInvitationsRequired");

        set("ews.wants-sending", "false");

        assertThat(ews(request).body()).contains("NoError");
    }

    @Test
    void publicFoldersRefuseSynchronisationUnlessThatIsSwitchedOff() {
        String request = sync("").replace(CALENDAR, "<t:DistinguishedFolderId Id=\"publicfoldersroot\"/>");
        assertThat(ews(request).body()).contains("ErrorInvalidOperation");

        set("ews.syncs-public-folders", "true");

        assertThat(ews(request).body()).contains("NoError");
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void aMovedItemChangesItsIdOrNot(boolean changes, boolean same) {
        String id = created("<t:Subject>x</t:Subject>");
        set("exchange.new-ids-on-move", Boolean.toString(changes));

        String answer = ews("<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id=\"deleteditems\"/></m:ToFolderId>"
                        + "<m:ItemIds>" + id + "</m:ItemIds></m:MoveItem>")
                .body();

        assertThat(id.contains(first("ItemId Id=\"([^\"]+)\"", answer))).isEqualTo(same);
        assertThat(ews(get(id)).body().contains("NoError")).isEqualTo(same);
    }

    @Test
    void changeKeysMoveByThemselves() {
        set("exchange.bumps-after-write", "true");

        String answer = ews(create(" SendMeetingInvitations=\"SendToNone\"", "<t:Subject>x</t:Subject>"))
                .body();

        String id = "<t:ItemId Id=\"" + first("ItemId Id=\"([^\"]+)\"", answer) + "\"/>";
        assertThat(ews(get(id)).body()).doesNotContain(first("ChangeKey=\"([^\"]+)\"", answer));
    }

    @ParameterizedTest
    @CsvSource({"true, <html>", "false, <p>hello</p>"})
    void bodiesAreRewrittenOrKept(boolean rewrites, String expected) {
        set("exchange.rewrites-html", Boolean.toString(rewrites));

        String id = created("<t:Body BodyType=\"HTML\">&lt;p&gt;hello&lt;/p&gt;</t:Body>");

        String body = first(
                        "<t:Body BodyType=\"HTML\">(.*?)</t:Body>", ews(get(id)).body())
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        assertThat(body).startsWith(expected).contains("hello");
    }

    @Test
    void syncStatesExpire() {
        String state = first("SyncState>([^<]+)<", ews(sync("")).body());
        assertThat(ews(sync(state)).body()).contains("NoError");

        set("exchange.expire-tokens", "true");

        assertThat(ews(sync(state)).body()).contains("ErrorInvalidSyncStateData");
    }

    @Test
    void anAnswerIsLostOrCutAfterTheWriteWasDone() {
        for (String kind : new String[] {"lost-answer", "cut"}) {
            admin("POST", "/faults", "{\"kind\":\"" + kind + "\",\"frontEnd\":\"ews\",\"times\":1}", 200);
            String request = create(" SendMeetingInvitations=\"SendToNone\"", "<t:Subject>" + kind + "</t:Subject>");

            assertThatThrownBy(() -> ews(request))
                    .as(kind)
                    .isInstanceOf(AssertionError.class)
                    .hasRootCauseInstanceOf(IOException.class);

            assertThat(SANDBOX.mailboxes().find(ANNA).orElseThrow().items("calendar"))
                    .as(kind)
                    .anyMatch(item -> item.subject().equals(kind));
        }
    }
}
