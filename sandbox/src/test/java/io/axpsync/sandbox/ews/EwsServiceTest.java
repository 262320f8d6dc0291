package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.CALENDAR;
import static io.axpsync.sandbox.ews.EwsClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EwsServiceTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String GET_CALENDAR = "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape>"
            + "</m:FolderShape><m:FolderIds>" + CALENDAR + "</m:FolderIds></m:GetFolder>";

    private final EwsClient ews = new EwsClient(watch);

    private static String impersonate(String element, String address) {
        return "<t:ExchangeImpersonation><t:ConnectingSID><t:" + element + ">" + address + "</t:" + element
                + "></t:ConnectingSID></t:ExchangeImpersonation>";
    }

    @Test
    void answersNameTheServerVersion() {
        Xml info = XmlReading.read(ews.send(GET_CALENDAR).body())
                .required("s:Header")
                .required("t:ServerVersionInfo");

        assertThat(info.requiredAttribute("MajorVersion")).isEqualTo("15");
        assertThat(info.requiredAttribute("MinorVersion")).isEqualTo("2");
    }

    @Test
    void answersAreTextXmlInUtf8() {
        Response response = ews.send(GET_CALENDAR);

        assertThat(response.headers().first("Content-Type")).contains("text/xml; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<soap:Envelope",
                "not xml at all",
                "<a>&undefined;</a>",
                "<a>&#x1F;</a>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;\">]><a>&m;</a>",
                "<a></b>"
            })
    void whatIsNotStrictXmlIsASchemaViolation(String text) {
        Response response = ews.sendBad("malformed", text);

        assertThat(ews.fault(response)).isEqualTo("ErrorSchemaValidation");
        assertThat(response.text()).contains("LineNumber").doesNotContain("lollol");
    }

    @Test
    void aTooDeepDocumentIsRefused() {
        Response response = ews.sendBad("deep", "<a>".repeat(10_000) + "</a>".repeat(10_000));

        assertThat(ews.fault(response)).isEqualTo("ErrorSchemaValidation");
    }

    @Test
    void anEnvelopeOfAnotherSoapIsAVersionMismatch() {
        String text = ews.envelope(GET_CALENDAR)
                .replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");

        assertThat(ews.sendBad("SOAP 1.2", text).text()).contains("VersionMismatch");
    }

    @Test
    void anUnknownOperationVersionOrPropertyIsRefusedAsAWhole() {
        assertThat(ews.fault(ews.send("<m:GetInboxRules/>"))).isEqualTo("ErrorInvalidOperation");
        assertThat(ews.fault(ews.sendBad(
                        "unknown property",
                        ews.envelope(EwsClient.getItem(
                                "<t:ItemId Id=\"AAAA\"/>", "IdOnly", "<t:FieldURI FieldURI=\"item:Colour\"/>")))))
                .isEqualTo("ErrorSchemaValidation");
        ews.version = "Exchange1999";
        assertThat(ews.fault(ews.sendBad("version", ews.envelope(GET_CALENDAR))))
                .isEqualTo("ErrorInvalidServerVersion");
    }

    @Test
    void onlyPostOfTextXmlIsServed() {
        Request get =
                new Request("c", "GET", URI.create("http://localhost/EWS/Exchange.asmx"), Headers.EMPTY, new byte[0]);
        Request json = new Request(
                "c",
                "POST",
                URI.create("http://localhost/EWS/Exchange.asmx"),
                Headers.EMPTY.with("Content-Type", "application/json"),
                new byte[0]);

        assertThat(ews.service.handle(get).status()).isEqualTo(405);
        assertThat(ews.service.handle(json).status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PrimarySmtpAddress", "SmtpAddress", "PrincipalName"})
    void impersonationOpensTheMailboxThatItNames(String element) {
        ews.soapHeaders = impersonate(element, "BEN@contoso.example");

        Xml folder = ews.ok(GET_CALENDAR).required("m:Folders").only();

        assertThat(folder.required("t:FolderId").requiredAttribute("Id"))
                .isEqualTo(ews.ben.folder("calendar").orElseThrow().id());
    }

    @Test
    void anImpersonatedUserSeesNoOtherMailbox() {
        Xml id = ews.create("<t:Subject>Anna's</t:Subject>");
        ews.soapHeaders = impersonate("SmtpAddress", "ben@contoso.example");

        assertThat(ews.code(EwsClient.getItem(EwsClient.itemRef(id), "IdOnly"))).isEqualTo("ErrorItemNotFound");
    }

    @Test
    void impersonationCanBeDenied() {
        ews.soapHeaders = impersonate("SmtpAddress", "ben@contoso.example");
        ews.company.behaviour().denied().add("ben@contoso.example");
        assertThat(ews.fault(ews.send(GET_CALENDAR))).isEqualTo("ErrorImpersonateUserDenied");

        ews.company.behaviour().denied().clear();
        ews.behaviour.impersonationDenied().set(true);
        assertThat(ews.fault(ews.send(GET_CALENDAR))).isEqualTo("ErrorImpersonateUserDenied");
    }

    @Test
    void aUserWithoutMailboxHasToImpersonate() {
        ews.user = "CONTOSO\\svc-sync";
        assertThat(ews.fault(ews.send(GET_CALENDAR))).isEqualTo("ErrorNonExistentMailbox");
        assertThat(ews.code("<m:ConvertId DestinationFormat=\"EntryId\"><m:SourceIds><t:AlternateId Format=\"EwsId\""
                        + " Id=\"DUMMY\" Mailbox=\"DUMMY\"/></m:SourceIds></m:ConvertId>"))
                .as("what clients ask first to learn the version")
                .isEqualTo("ErrorNonExistentMailbox");

        ews.soapHeaders = impersonate("SmtpAddress", "nobody@contoso.example");
        assertThat(ews.fault(ews.send(GET_CALENDAR))).isEqualTo("ErrorNonExistentMailbox");

        ews.soapHeaders = impersonate("SmtpAddress", "anna@contoso.example");
        ews.ok(GET_CALENDAR);
    }

    @Test
    void aWindowsAccountNameFindsItsMailbox() {
        ews.user = "CONTOSO\\Anna";

        ews.ok(GET_CALENDAR);
    }

    @Test
    void busyAsAFaultCarriesThePause() {
        ews.behaviour.busy(EwsBehaviour.Busy.FAULT, 1, 297_749);

        Response response = ews.send(GET_CALENDAR);

        assertThat(ews.fault(response)).isEqualTo("ErrorServerBusy");
        assertThat(response.text()).contains("<t:Value Name=\"BackOffMilliseconds\">297749</t:Value>");
        ews.ok(GET_CALENDAR);
    }

    @Test
    void busyAsHttpStatusCarriesThePauseInSeconds() {
        ews.behaviour.busy(EwsBehaviour.Busy.SERVICE_UNAVAILABLE, 1, 2_500);

        Response response = ews.send(GET_CALENDAR);

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers().first("Retry-After")).contains("3");
    }

    @Test
    void busyInsideAnAnswerIsSaidPerItem() {
        ews.behaviour.busy(EwsBehaviour.Busy.IN_ANSWER, 1, 1_000);
        String ids = "<t:ItemId Id=\"AAAA\"/><t:ItemId Id=\"BBBB\"/>";

        List<Xml> messages = ews.messages(EwsClient.getItem(ids, "IdOnly"));

        assertThat(messages.stream().map(EwsClient::code)).containsExactly("ErrorServerBusy", "ErrorServerBusy");
        assertThat(messages.get(0).required("m:MessageXml").only().text()).isEqualTo("1000");
        ews.behaviour.busy(EwsBehaviour.Busy.INNER, 1, 1_000);
        assertThat(ews.code(GET_CALENDAR)).isEqualTo("ErrorInternalServerError");
    }

    @Test
    void busyRefusesBeforeAnythingIsWritten() {
        ews.behaviour.busy(EwsBehaviour.Busy.IN_ANSWER, 1, 1_000);

        assertThat(ews.code("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem>"
                        + "<t:Subject>x</t:Subject></t:CalendarItem></m:Items></m:CreateItem>"))
                .isEqualTo("ErrorServerBusy");
        assertThat(ews.anna.items(ews.calendarId())).isEmpty();
    }

    @Test
    void illegalCharactersMakeTheAnswerUnreadable() {
        ews.create("<t:Subject>x</t:Subject>");
        ews.behaviour.illegalCharacters().set(true);

        Response response = ews.send(sync("", 10, EwsClient.path("item:Subject")));

        assertThat(response.text()).contains("x&#x1F;</t:Subject>");
        assertThat(response.headers().first(EwsService.SPOILED)).contains("illegal-characters");
    }

    @Test
    void aSwitchedOffServerAnswers403() {
        ews.behaviour.retired().set(true);

        assertThat(ews.send(GET_CALENDAR).status()).isEqualTo(403);
    }

    @Test
    void aSignInPageCanComeInsteadOfAnAnswer() {
        ews.behaviour.htmlAnswers().set(1);

        assertThat(ews.send(GET_CALENDAR).text().toLowerCase(Locale.ROOT)).contains("<html>");
        ews.ok(GET_CALENDAR);
    }
}
