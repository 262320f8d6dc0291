package io.axpsync.sandbox.ews;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a request strictly: well-formed XML 1.0, no document type, no entities of the client's making. */
final class XmlReading {

    private static final int DEEPEST = 64;

    private XmlReading() {}

    /** @throws EwsFault {@code ErrorSchemaValidation} with the place of the first violation */
    static Xml read(byte[] document) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(utf8(document)));
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("utf-8")) {
                throw new XMLStreamException("The encoding is not UTF-8.", reader.getLocation());
            }
            Xml root = null;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new XMLStreamException("For security reasons DTD is prohibited.", reader.getLocation());
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    root = element(reader, 1);
                }
            }
            if (root == null) {
                throw new XMLStreamException("Root element is missing.", reader.getLocation());
            }
            return root;
        } catch (XMLStreamException broken) {
            Location at = broken.getLocation();
            Xml.Place place = at == null ? Xml.Place.NONE : new Xml.Place(at.getLineNumber(), at.getColumnNumber());
            throw EwsFault.schema(place, firstLine(broken));
        }
    }

    private static String utf8(byte[] document) throws XMLStreamException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new XMLStreamException("Invalid character in the given encoding.", notUtf8);
        }
    }

    private static String firstLine(XMLStreamException broken) {
        String message = String.valueOf(broken.getMessage());
        return message.substring(message.lastIndexOf('\n') + 1).replace("Message: ", "");
    }

    private static Xml element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("The maximum read depth has been exceeded.", reader.getLocation());
        }
        Location at = reader.getLocation();
        String name = Namespaces.qualified(reader.getNamespaceURI(), reader.getLocalName());
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String uri = reader.getAttributeNamespace(i);
            String local = reader.getAttributeLocalName(i);
            attributes.put(
                    uri == null || uri.isEmpty() ? local : Namespaces.qualified(uri, local),
                    reader.getAttributeValue(i));
        }
        List<Xml> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("Reference to undeclared entity.", reader.getLocation());
                case XMLStreamConstants.END_ELEMENT -> {
                    String content = children.isEmpty() ? text.toString() : "";
                    if (!children.isEmpty() && !text.toString().isBlank()) {
                        throw new XMLStreamException(
                                "The element '" + name + "' cannot contain text.", reader.getLocation());
                    }
                    return new Xml(
                            name,
                            attributes,
                            children,
                            content,
                            new Xml.Place(at.getLineNumber(), at.getColumnNumber()));
                }
                default -> {
                    // comments and processing instructions carry nothing
                }
            }
        }
    }
}
