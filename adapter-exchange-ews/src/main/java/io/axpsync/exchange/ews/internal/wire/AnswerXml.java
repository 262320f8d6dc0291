package io.axpsync.exchange.ews.internal.wire;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Reads a whole answer once, strictly (no document type, no entities), notes its verdicts, and copies what the library
 * can read.
 */
final class AnswerXml {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final XMLInputFactory INPUT = input();
    private static final XMLOutputFactory OUTPUT = XMLOutputFactory.newDefaultFactory();

    /** Exchange nests some twenty deep; what reads the copy goes down with it. */
    private static final int DEEPEST = 200;

    private final XMLStreamReader in;
    private final XMLStreamWriter out;
    private int depth;
    private Vector<Verdict> verdicts = Vector.empty();
    private boolean fault;
    private boolean soap;
    private @org.jspecify.annotations.Nullable Open open;
    private Map<String, Vector<Part>> series = LinkedHashMap.empty();
    private String item = "";

    /**
     * An answer that was understood.
     *
     * @param xml for the library
     * @param verdicts one for each response message in order, or that of the SOAP fault
     * @param series what the library misreads, by the id of the item
     */
    record Clean(byte[] xml, Seq<Verdict> verdicts, boolean fault, Map<String, Vector<Part>> series) {}

    private AnswerXml(XMLStreamReader in, XMLStreamWriter out) {
        this.in = in;
        this.out = out;
    }

    /** @throws XMLStreamException when it is no SOAP envelope, or none to its end */
    static Clean clean(byte[] body) throws XMLStreamException {
        StringWriter copy = new StringWriter(body.length + 64);
        String text = IllegalCharacters.removed(decoded(body));
        XMLStreamReader in = INPUT.createXMLStreamReader(new StringReader(text));
        AnswerXml answer = new AnswerXml(in, OUTPUT.createXMLStreamWriter(copy));
        answer.copy();
        return new Clean(
                copy.toString().getBytes(StandardCharsets.UTF_8), answer.verdicts, answer.fault, answer.series);
    }

    /**
     * UTF-8 with or without a mark, or UTF-16 with one; what a declaration says is not needed for these. Strict: a text
     * that was put into another character set on its way would overwrite the good one on the other side.
     */
    private static String decoded(byte[] body) throws XMLStreamException {
        boolean utf16 = body.length > 1
                && ((body[0] == (byte) 0xFE && body[1] == (byte) 0xFF)
                        || (body[0] == (byte) 0xFF && body[1] == (byte) 0xFE));
        Charset charset = utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new XMLStreamException("its bytes are no " + charset, e);
        }
    }

    private static XMLInputFactory input() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private void copy() throws XMLStreamException {
        out.writeStartDocument("utf-8", "1.0");
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    out.writeCharacters(Blanks.hidden(in.getText()));
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("a document type or an entity, which no Exchange server sends");
                default -> {}
            }
        }
        out.writeEndDocument();
        out.flush();
        if (!soap) {
            throw new XMLStreamException("no SOAP envelope");
        }
    }

    private void start() throws XMLStreamException {
        if (++depth > DEEPEST) {
            throw new XMLStreamException("elements within elements, more than " + DEEPEST + " deep");
        }
        String name = in.getLocalName();
        if (!soap && !name.equals("Envelope")) {
            throw new XMLStreamException("no SOAP envelope");
        }
        soap = true;
        if (Normal.kept(name) && !item.isEmpty()) {
            Part part = Part.read(in, DEEPEST - depth);
            series = series.put(item, series.getOrElse(item, Vector.empty()).append(part));
            depth--;
        } else if (Normal.leftOut(name) && !isAnswer(name)) {
            skip();
            depth--;
        } else if (Normal.concerns(name)) {
            Element element = Element.at(in);
            Option<String> text = Normal.text(name, in.getElementText());
            depth--;
            if (text.isDefined()) {
                element.write(out);
                out.writeCharacters(text.get());
                out.writeEndElement();
            }
        } else {
            noteStart(name);
            noteItem(name);
            Element.at(in).write(out);
            if (open != null && open.wants(name)) {
                String text = in.getElementText();
                depth--;
                open.take(name, text);
                out.writeCharacters(text);
                out.writeEndElement();
            }
        }
    }

    private void end() throws XMLStreamException {
        depth--;
        out.writeEndElement();
        String name = in.getLocalName();
        if (open != null && name.equals(open.element)) {
            verdicts = verdicts.append(open.verdict());
            open = null;
        }
    }

    private void noteStart(String name) {
        if (name.equals("Fault") && open == null) {
            fault = true;
            open = new Open(name, false);
        } else if (name.endsWith("ResponseMessage") && in.getAttributeValue(null, "ResponseClass") != null) {
            open = new Open(name, !"Error".equals(in.getAttributeValue(null, "ResponseClass")));
        } else if (open != null && name.equals("Value")) {
            open.valueName = String.valueOf(in.getAttributeValue(null, "Name"));
        }
    }

    private void noteItem(String name) {
        if (name.equals("ItemId")) {
            item = Option.of(in.getAttributeValue(null, "Id")).getOrElse("");
        }
    }

    private void skip() throws XMLStreamException {
        for (int inside = 1; inside > 0; ) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT && ++inside > DEEPEST) {
                throw new XMLStreamException("elements within elements, more than " + DEEPEST + " deep");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inside--;
            }
        }
    }

    /** A response message or a fault that is being read. */
    private static final class Open {
        private final String element;
        private boolean success;
        private String code = "";
        private String text = "";
        private String valueName = "";
        private Map<String, String> values = LinkedHashMap.empty();
        private boolean inItems;

        Open(String element, boolean success) {
            this.element = element;
            this.success = success;
        }

        /** Texts of these names are part of a verdict; once items begin, the names are the users' business. */
        boolean wants(String name) {
            inItems = inItems || name.equals("Items") || name.equals("Changes") || name.equals("RootFolder");
            return !inItems
                    && switch (name) {
                        case "ResponseCode", "MessageText", "faultstring", "Message" -> true;
                        case "Value" -> !valueName.isEmpty();
                        default -> false;
                    };
        }

        void take(String name, String read) {
            switch (name) {
                case "ResponseCode" -> code = read.strip();
                case "Value" -> values = values.put(valueName, read.strip());
                // of a fault, the detail says more than the faultstring before it
                case "Message" -> text = read.isBlank() ? text : read;
                default -> text = text.isBlank() ? read : text;
            }
        }

        Verdict verdict() {
            // A warning "batch processing stopped" says that nothing was done about this part.
            success = success && !code.equals("ErrorBatchProcessingStopped");
            return new Verdict(success, code, text, values);
        }
    }

    /** The attachments that were asked for, and not those that an item lists. */
    private boolean isAnswer(String name) {
        return name.equals("Attachments")
                && String.valueOf(in.getNamespaceURI()).endsWith("/messages");
    }

    /** A start tag, kept while the reader moves on to its text. */
    private record Element(String prefix, String name, String space, Seq<String[]> spaces, Seq<String[]> attributes) {

        static Element at(XMLStreamReader in) {
            Vector<String[]> spaces = Vector.empty();
            for (int i = 0; i < in.getNamespaceCount(); i++) {
                spaces = spaces.append(new String[] {some(in.getNamespacePrefix(i)), some(in.getNamespaceURI(i))});
            }
            Vector<String[]> attributes = Vector.empty();
            for (int i = 0; i < in.getAttributeCount(); i++) {
                if (!XSI.equals(in.getAttributeNamespace(i))) {
                    attributes = attributes.append(new String[] {
                        some(in.getAttributePrefix(i)),
                        some(in.getAttributeNamespace(i)),
                        in.getAttributeLocalName(i),
                        in.getAttributeValue(i)
                    });
                }
            }
            return new Element(some(in.getPrefix()), in.getLocalName(), some(in.getNamespaceURI()), spaces, attributes);
        }

        void write(XMLStreamWriter out) throws XMLStreamException {
            out.writeStartElement(prefix, name, space);
            for (String[] declared : spaces) {
                if (declared[0].isEmpty()) {
                    out.writeDefaultNamespace(declared[1]);
                } else {
                    out.writeNamespace(declared[0], declared[1]);
                }
            }
            for (String[] a : attributes) {
                if (a[0].isEmpty()) {
                    out.writeAttribute(a[2], a[3]);
                } else {
                    out.writeAttribute(a[0], a[1], a[2], a[3]);
                }
            }
        }

        private static String some(@org.jspecify.annotations.Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
