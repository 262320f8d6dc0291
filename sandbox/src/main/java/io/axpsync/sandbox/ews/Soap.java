package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Response;
import java.util.ArrayList;
import java.util.List;

/** SOAP 1.1 envelopes and faults in the shape that Exchange 2019 sends them. */
final class Soap {

    private static final String MEDIA_TYPE = "text/xml; charset=utf-8";

    private Soap() {}

    /** The header and body of a request. */
    record Envelope(List<Xml> headers, Xml operation) {}

    /** @throws EwsFault for anything that is not a SOAP 1.1 envelope with one operation */
    static Envelope open(Xml root) {
        if (!root.name().equals("s:Envelope")) {
            throw new EwsFault("s:VersionMismatch", "The root element is not a SOAP 1.1 envelope.");
        }
        List<String> parts = root.children().stream().map(Xml::name).toList();
        if (!parts.equals(List.of("s:Body")) && !parts.equals(List.of("s:Header", "s:Body"))) {
            throw EwsFault.schema(root, "An envelope holds a header, which may be missing, and a body.");
        }
        Xml body = root.required("s:Body");
        if (body.children().size() != 1) {
            throw EwsFault.schema(body, "The body holds one operation.");
        }
        List<Xml> headers = root.child("s:Header").map(Xml::children).orElse(List.of());
        for (Xml header : headers) {
            if (header.attribute("s:mustUnderstand").filter("1"::equals).isPresent()
                    && !header.name().startsWith("t:")) {
                throw new EwsFault("s:MustUnderstand", "The header '" + header.localName() + "' is not understood.");
            }
        }
        return new Envelope(headers, body.children().get(0));
    }

    static Response answer(Version version, Xml operationResponse) {
        return response(
                200,
                Xml.of("s:Envelope", Xml.of("s:Header", serverVersion(version)), Xml.of("s:Body", operationResponse)));
    }

    static Response fault(EwsFault fault) {
        boolean soapFault = fault.code().startsWith("s:");
        Xml code = soapFault
                ? Xml.text("faultcode", fault.code())
                : Xml.text("faultcode", "a:" + fault.code()).with("xmlns:a", Namespaces.TYPES);
        List<Xml> parts = new ArrayList<>();
        parts.add(code);
        parts.add(Xml.text("faultstring", fault.text()).with("xml:lang", "en-US"));
        if (!soapFault) {
            parts.add(detail(fault));
        }
        return response(500, Xml.of("s:Envelope", Xml.of("s:Body", Xml.of("s:Fault", parts))));
    }

    private static Xml detail(EwsFault fault) {
        Xml detail =
                Xml.of("detail", Xml.text("e:ResponseCode", fault.code()), Xml.text("e:Message", shortText(fault)));
        if (fault.details().isEmpty()) {
            return detail;
        }
        List<Xml> more = new ArrayList<>();
        fault.details().forEach((name, value) -> {
            int at = name.indexOf('@');
            more.add(
                    at < 0
                            ? Xml.text("t:" + name, value)
                            : Xml.text("t:" + name.substring(0, at), value).with("Name", name.substring(at + 1)));
        });
        return detail.and(Xml.of("t:MessageXml", more));
    }

    private static String shortText(EwsFault fault) {
        return fault.code().equals("ErrorSchemaValidation") ? "The request failed schema validation." : fault.text();
    }

    private static Xml serverVersion(Version version) {
        Xml info = Xml.of("t:ServerVersionInfo")
                .with("MajorVersion", 15)
                .with("MinorVersion", 2)
                .with("MajorBuildNumber", 1748)
                .with("MinorBuildNumber", 10);
        return version.atLeast(Version.EXCHANGE_2010) ? info.with("Version", "V2017_07_11") : info;
    }

    private static Response response(int status, Xml envelope) {
        Response response =
                new Response(status, Headers.EMPTY.with("Content-Type", MEDIA_TYPE), XmlWriting.document(envelope));
        return XmlWriting.isForbiddenIn(envelope) ? response.with(EwsService.SPOILED, "illegal-characters") : response;
    }
}
