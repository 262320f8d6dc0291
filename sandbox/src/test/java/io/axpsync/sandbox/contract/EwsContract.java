package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * EWS messages against the schema that every Exchange server publishes. The SOAP envelope has no published schema
 * there, so each child of header and body is validated on its own.
 */
final class EwsContract implements Contract {

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";
    private static final String MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages";

    private final Schema schema;

    EwsContract(Path folder) {
        try {
            SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            schema = factory.newSchema(Stream.of("xml.xsd", "types.xsd", "messages.xsd")
                    .map(name -> new StreamSource(folder.resolve(name).toFile()))
                    .toArray(Source[]::new));
        } catch (SAXException e) {
            throw new IllegalStateException("The EWS schema in " + folder + " cannot be read", e);
        }
    }

    @Override
    public void request(Request request, Findings findings) {
        findings.must(request.method().equals("POST"), "EWS is called by POST only");
        if (request.body().length == 0 && authenticating(request)) {
            return; // the first leg of NTLM may come without a body
        }
        String type = request.headers().first("Content-Type").orElse("");
        findings.must(type.startsWith("text/xml"), "Content-Type is '" + type + "', not text/xml (SOAP 1.1 §6)");
        envelope(request.body(), findings);
    }

    private static boolean authenticating(Request request) {
        return request.headers()
                .first("Authorization")
                .filter(a -> a.startsWith("NTLM") || a.startsWith("Negotiate"))
                .isPresent();
    }

    @Override
    public void answer(Request request, Response response, Findings findings) {
        if (response.status() == 401) {
            findings.must(
                    !response.headers().all("WWW-Authenticate").isEmpty(),
                    "401 without WWW-Authenticate (RFC 9110 §15.5.2)");
            return;
        }
        if (response.status() != 200 && response.status() != 500) {
            findings.must(response.status() >= 300, "EWS does not answer with status " + response.status());
            return;
        }
        List<Element> body = envelope(response.body(), findings);
        boolean fault = body.stream().anyMatch(e -> e.getLocalName().equals("Fault"));
        findings.must(
                fault == (response.status() == 500),
                "a SOAP fault comes with status 500 and nothing else does (SOAP 1.1 §6.2)");
        if (!fault) {
            operation(request)
                    .ifPresent(name -> findings.must(
                            body.size() == 1 && body.get(0).getLocalName().equals(answerTo(name)),
                            "the answer to " + name + " is not a " + name + "Response"));
        }
    }

    /** GetUserAvailabilityRequest alone is named as a request. */
    private static String answerTo(String operation) {
        return operation.replaceFirst("Request$", "") + "Response";
    }

    /** The name of the operation of a request; nothing when it cannot be read. */
    private static Optional<String> operation(Request request) {
        try {
            return bodyOf(parse(request.body())).stream().findFirst().map(Element::getLocalName);
        } catch (SAXException | IOException e) {
            return Optional.empty();
        }
    }

    /** Checks an envelope and hands out the children of its body. */
    private List<Element> envelope(byte[] bytes, Findings findings) {
        Element root;
        try {
            root = parse(bytes);
        } catch (SAXException | IOException e) {
            findings.wrong("not well-formed XML: " + e.getMessage());
            return List.of();
        }
        if (!SOAP.equals(root.getNamespaceURI()) || !"Envelope".equals(root.getLocalName())) {
            findings.wrong("the root element is " + root.getNodeName() + ", not a SOAP 1.1 Envelope");
            return List.of();
        }
        for (Element part : children(root)) {
            findings.must(
                    SOAP.equals(part.getNamespaceURI())
                            && (part.getLocalName().equals("Header")
                                    || part.getLocalName().equals("Body")),
                    "unexpected " + part.getNodeName() + " in the Envelope");
            if ("Header".equals(part.getLocalName())) {
                children(part).forEach(child -> validate(child, TYPES, findings));
            }
        }
        List<Element> body = bodyOf(root);
        findings.must(body.size() == 1, "the SOAP Body has " + body.size() + " children, not one");
        for (Element child : body) {
            if (SOAP.equals(child.getNamespaceURI()) && child.getLocalName().equals("Fault")) {
                List<String> names =
                        children(child).stream().map(Node::getLocalName).toList();
                findings.must(
                        names.contains("faultcode") && names.contains("faultstring"),
                        "a SOAP Fault needs faultcode and faultstring (SOAP 1.1 §4.4)");
            } else {
                validate(child, MESSAGES, findings);
            }
        }
        return body;
    }

    private void validate(Element element, String namespace, Findings findings) {
        if (!namespace.equals(element.getNamespaceURI())) {
            findings.wrong("<" + element.getNodeName() + "> is in namespace " + element.getNamespaceURI() + ", not "
                    + namespace);
            return;
        }
        Validator validator = schema.newValidator();
        validator.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) {
                findings.wrong("<" + element.getNodeName() + "> " + e.getMessage());
            }

            @Override
            public void error(SAXParseException e) {
                findings.wrong("<" + element.getNodeName() + "> " + e.getMessage());
            }

            @Override
            public void fatalError(SAXParseException e) {
                findings.wrong("<" + element.getNodeName() + "> " + e.getMessage());
            }
        });
        try {
            validator.validate(new DOMSource(element));
        } catch (SAXException | IOException e) {
            findings.wrong("<" + element.getNodeName() + "> " + e.getMessage());
        }
    }

    private static List<Element> bodyOf(Element envelope) {
        return children(envelope).stream()
                .filter(part -> "Body".equals(part.getLocalName()))
                .flatMap(part -> children(part).stream())
                .toList();
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element parse(byte[] bytes) throws SAXException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            Document document = builder.parse(new ByteArrayInputStream(bytes));
            return document.getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
