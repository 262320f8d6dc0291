package io.axpsync.sandbox.contract;

import static io.axpsync.sandbox.contract.Messages.inAnswer;
import static io.axpsync.sandbox.contract.Messages.inRequest;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EwsContractTest {

    private final Contract ews = Messages.contract("ews");

    @Test
    void allPublishedSamplesAreValid() throws IOException {
        List<Path> samples;
        try (Stream<Path> files = Files.list(ContractWatch.requiredFolder().resolve("ews/samples"))) {
            samples = files.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
        }
        int requests = 0;
        int answers = 0;
        for (Path sample : samples) {
            // some pages write the SOAP namespace with https, which no server takes
            byte[] body = Files.readString(sample)
                    .replace("https://schemas.xmlsoap.org/soap/envelope/", "http://schemas.xmlsoap.org/soap/envelope/")
                    .getBytes(StandardCharsets.UTF_8);
            Request request = new Request(
                    "c1", "POST", URI.create(Messages.EWS), Headers.EMPTY.with("Content-Type", "text/xml"), body);
            Request unreadable = Messages.send("POST", Messages.EWS, "text/xml", "");
            boolean fault = Files.readString(sample).contains(":Fault>");
            boolean answer = ANSWER.matcher(Files.readString(sample)).find();
            if (answer) {
                answers++;
                assertThat(inAnswer(ews, unreadable, new Response(fault ? 500 : 200, request.headers(), body)))
                        .as(sample.getFileName().toString())
                        .isEmpty();
            } else {
                requests++;
                assertThat(inRequest(ews, request))
                        .as(sample.getFileName().toString())
                        .isEmpty();
            }
        }
        assertThat(samples).hasSize(198);
        assertThat(requests).isEqualTo(111);
        assertThat(answers).isEqualTo(87);
    }

    @Test
    void aGoodRequestWithHeaderPasses() {
        assertThat(inRequest(ews, Messages.soap(GET_ITEM))).isEmpty();
    }

    @Test
    void anElementOutOfOrderIsABreach() {
        String body = "<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem>"
                + "<t:Location>here</t:Location><t:Subject>late</t:Subject></t:CalendarItem></m:Items></m:CreateItem>";
        assertThat(inRequest(ews, Messages.soap(body)))
                .singleElement()
                .asString()
                .contains("Subject");
    }

    @Test
    void anUnknownEnumerationMemberIsABreach() {
        String body = GET_ITEM.replace("IdOnly", "Everything");
        assertThat(inRequest(ews, Messages.soap(body)))
                .isNotEmpty()
                .first()
                .asString()
                .contains("Everything");
    }

    @Test
    void aWrongSoapHeaderIsABreach() {
        String text = Messages.envelope(GET_ITEM).replace("Exchange2010_SP2", "Exchange1999");
        assertThat(inRequest(ews, Messages.send("POST", Messages.EWS, "text/xml", text)))
                .isNotEmpty()
                .allMatch(r -> r.contains("RequestServerVersion"));
    }

    @Test
    void anIllegalCharacterReferenceIsABreach() {
        String body = GET_ITEM.replace("<t:BaseShape>", "<!-- --><t:BaseShape>&#x1F;");
        assertThat(inRequest(ews, Messages.soap(body)))
                .singleElement()
                .asString()
                .contains("not well-formed");
    }

    @Test
    void aDoctypeIsABreach() {
        String text = "<!DOCTYPE x [<!ENTITY a 'b'>]>" + Messages.envelope(GET_ITEM);
        assertThat(inRequest(ews, Messages.send("POST", Messages.EWS, "text/xml", text)))
                .singleElement()
                .asString()
                .contains("DOCTYPE");
    }

    @Test
    void theWrongContentTypeIsABreach() {
        Request request = Messages.send("POST", Messages.EWS, "application/json", Messages.envelope(GET_ITEM));
        assertThat(inRequest(ews, request)).singleElement().asString().contains("application/json");
    }

    @Test
    void theAnswerToAnotherOperationIsABreach() {
        Response answer = Messages.soapAnswer("<m:DeleteItemResponse><m:ResponseMessages>"
                + "<m:DeleteItemResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
                + "</m:DeleteItemResponseMessage></m:ResponseMessages></m:DeleteItemResponse>");
        assertThat(inAnswer(ews, Messages.soap(GET_ITEM), answer))
                .singleElement()
                .asString()
                .contains("GetItemResponse");
    }

    @Test
    void aFaultIsAllowedButOnlyWithStatus500() {
        String fault = "<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault>";
        Response with200 = Messages.soapAnswer(fault);
        Response with500 = new Response(500, with200.headers(), with200.body());
        assertThat(inAnswer(ews, Messages.soap(GET_ITEM), with500)).isEmpty();
        assertThat(inAnswer(ews, Messages.soap(GET_ITEM), with200)).isNotEmpty();
    }

    @Test
    void anHtmlAnswerIsABreach() {
        Response html = Response.text(200, "text/html", "<html><body>Sign in<br></body></html>");
        assertThat(inAnswer(ews, Messages.soap(GET_ITEM), html)).isNotEmpty();
    }

    private static final Pattern ANSWER = Pattern.compile("ServerVersionInfo|ResponseClass|Response[ >]|Fault");

    private static final String GET_ITEM = "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
            + "<m:ItemIds><t:ItemId Id=\"AAA=\" ChangeKey=\"BBB=\"/></m:ItemIds></m:GetItem>";
}
