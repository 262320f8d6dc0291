package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.SandboxClock;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A company of two mailboxes behind the service, and a client that writes SOAP by hand for the first of them. */
final class EwsClient {

    static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    static final String ID_ONLY = "<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>";
    static final String CALENDAR = "<t:DistinguishedFolderId Id=\"calendar\"/>";

    final SandboxClock clock = new SandboxClock(Clock.fixed(NOW, ZoneOffset.UTC));
    final Mailboxes company = new Mailboxes(clock);
    final Mailbox anna = company.add("anna@contoso.example", "Anna Gruber", "W. Europe Standard Time");
    final Mailbox ben = company.add("ben@contoso.example", "Ben Okafor", "GMT Standard Time");
    final EwsBehaviour behaviour = new EwsBehaviour();
    final EwsService service = new EwsService(company, behaviour);
    private final ContractWatch watch;

    String version = "Exchange2016";
    String user = "anna@contoso.example";
    String soapHeaders = "";
    Map<String, String> httpHeaders = Map.of();

    EwsClient(ContractWatch watch) {
        this.watch = watch;
    }

    /** Sends a request that the schema allows. */
    Response send(String operation) {
        return exchange(Headers.EMPTY, envelope(operation));
    }

    /** Sends a text that a client should not send. */
    Response sendBad(String why, String text) {
        return exchange(Headers.EMPTY.with(ContractWatch.DELIBERATE, why), text);
    }

    private Response exchange(Headers headers, String text) {
        Request request = request(headers, text);
        Response response = service.handle(request);
        watch.seen("ews", request, response);
        return response;
    }

    /** A request that is not sent yet. */
    Request request(String operation) {
        return request(Headers.EMPTY, envelope(operation));
    }

    private Request request(Headers given, String text) {
        Headers headers = given;
        for (Map.Entry<String, String> header : httpHeaders.entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        return new Request(
                "c1",
                "POST",
                URI.create("http://localhost/EWS/Exchange.asmx"),
                headers.with("Content-Type", "text/xml; charset=utf-8").with(EwsService.USER, user),
                text.getBytes(StandardCharsets.UTF_8));
    }

    String envelope(String operation) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\"><soap:Header>"
                + "<t:RequestServerVersion Version=\"" + version + "\"/>" + soapHeaders
                + "</soap:Header><soap:Body>" + operation + "</soap:Body></soap:Envelope>";
    }

    /** The response messages of a request. */
    List<Xml> messages(String operation) {
        Response response = send(operation);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        Xml body = XmlReading.read(response.body()).required("s:Body");
        return body.only().required("m:ResponseMessages").children();
    }

    /** The only response message of a request. */
    Xml message(String operation) {
        List<Xml> messages = messages(operation);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    /** The only response message, which must be a success. */
    Xml ok(String operation) {
        Xml message = message(operation);
        assertThat(code(message)).as(message.toString()).isEqualTo("NoError");
        return message;
    }

    /** The response code of the only response message. */
    String code(String operation) {
        return code(message(operation));
    }

    static String code(Xml message) {
        return message.required("m:ResponseCode").text();
    }

    /** The code of the fault that a request is answered with. */
    String fault(Response response) {
        assertThat(response.status()).isEqualTo(500);
        Xml fault = XmlReading.read(response.body()).required("s:Body").required("s:Fault");
        return fault.children().stream()
                .filter(c -> c.name().equals("detail"))
                .findFirst()
                .flatMap(d -> d.childText("e:ResponseCode"))
                .orElse("");
    }

    /** Creates a calendar item of these elements and hands out its {@code t:ItemId}. */
    Xml create(String elements) {
        return create("SendToNone", elements);
    }

    Xml create(String sending, String elements) {
        Xml message = ok("<m:CreateItem SendMeetingInvitations=\"" + sending + "\"><m:Items><t:CalendarItem>" + elements
                + "</t:CalendarItem></m:Items></m:CreateItem>");
        return message.required("m:Items").only().required("t:ItemId");
    }

    /** The item as the model holds it. */
    CalendarItem stored(Xml itemId) {
        return anna.item(itemId.requiredAttribute("Id")).orElseThrow();
    }

    /** GetItem of one item with these additional properties. */
    Xml get(Xml itemId, String shape, String... paths) {
        Xml message = ok(getItem(itemRef(itemId), shape, paths));
        return message.required("m:Items").only();
    }

    static String getItem(String ids, String shape, String... paths) {
        return "<m:GetItem>" + shape(shape, paths) + "<m:ItemIds>" + ids + "</m:ItemIds></m:GetItem>";
    }

    static String shape(String shape, String... paths) {
        String additional = paths.length == 0
                ? ""
                : "<t:AdditionalProperties>" + String.join("", List.of(paths)) + "</t:AdditionalProperties>";
        return "<m:ItemShape><t:BaseShape>" + shape + "</t:BaseShape>" + additional + "</m:ItemShape>";
    }

    static String path(String uri) {
        return "<t:FieldURI FieldURI=\"" + uri + "\"/>";
    }

    static String itemRef(Xml itemId) {
        return "<t:ItemId Id=\"" + itemId.requiredAttribute("Id") + "\" ChangeKey=\""
                + itemId.requiredAttribute("ChangeKey") + "\"/>";
    }

    /** UpdateItem of one item. */
    static String update(Xml itemId, String rule, String sending, String updates) {
        return updateOf(itemRef(itemId), rule, sending, updates);
    }

    static String updateOf(String id, String rule, String sending, String updates) {
        return "<m:UpdateItem ConflictResolution=\"" + rule + "\" SendMeetingInvitationsOrCancellations=\"" + sending
                + "\"><m:ItemChanges><t:ItemChange>" + id + "<t:Updates>" + updates
                + "</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>";
    }

    static String set(String uri, String element) {
        return "<t:SetItemField>" + path(uri) + "<t:CalendarItem>" + element + "</t:CalendarItem></t:SetItemField>";
    }

    static String sync(String state, int most, String... paths) {
        return "<m:SyncFolderItems>" + shape("IdOnly", paths) + "<m:SyncFolderId>" + CALENDAR + "</m:SyncFolderId>"
                + (state.isEmpty() ? "" : "<m:SyncState>" + state + "</m:SyncState>") + "<m:MaxChangesReturned>"
                + most + "</m:MaxChangesReturned></m:SyncFolderItems>";
    }

    String calendarId() {
        return anna.folder(FolderKind.CALENDAR).id();
    }
}
