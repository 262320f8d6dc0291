package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Messages for the tests of the checker itself. */
final class Messages {

    static final String EWS = "http://localhost/EWS/Exchange.asmx";

    private Messages() {}

    /** The configured contract of a front end; skips the test, naming what is missing, where there is none. */
    static Contract contract(String frontEnd) {
        ContractWatch.required();
        return Objects.requireNonNull(Contracts.configured().get(frontEnd));
    }

    static Request get(String address) {
        return new Request("c1", "GET", URI.create(address), Headers.EMPTY, new byte[0]);
    }

    static Request send(String method, String address, String type, String body) {
        return new Request(
                "c1",
                method,
                URI.create(address),
                Headers.EMPTY.with("Content-Type", type),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static Request json(String method, String address, String body) {
        return send(method, address, "application/json", body);
    }

    static Request soap(String body) {
        return send("POST", EWS, "text/xml; charset=utf-8", envelope(body));
    }

    static Response soapAnswer(String body) {
        return Response.text(200, "text/xml; charset=utf-8", envelope(body));
    }

    static String envelope(String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\"><s:Header>"
                + "<t:RequestServerVersion Version=\"Exchange2010_SP2\"/></s:Header><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    /** The reasons that the contract finds in a request. */
    static List<String> inRequest(Contract contract, Request request) {
        Findings findings = new Findings("test").on("request", request.method(), request.path());
        contract.request(request, findings);
        return findings.violations().stream().map(Violation::reason).toList();
    }

    static List<String> inAnswer(Contract contract, Request request, Response response) {
        Findings findings = new Findings("test").on("answer", request.method(), request.path());
        contract.answer(request, response, findings);
        return findings.violations().stream().map(Violation::reason).toList();
    }
}
