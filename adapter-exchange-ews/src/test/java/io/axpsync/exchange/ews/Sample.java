package io.axpsync.exchange.ews;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A published SOAP answer, and what it says, read with nothing of the adapter. */
record Sample(String name, byte[] text, Element content) {

    /** All answers of a folder of samples, by name. */
    static List<Sample> answers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".xml"))
                    .sorted()
                    .map(Sample::read)
                    .filter(sample ->
                            sample.isFault() || sample.content().getLocalName().endsWith("Response"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample read(Path file) {
        try {
            // some samples write the SOAP namespace with https, which no SOAP client knows
            byte[] text = Files.readString(file)
                    .replace("https://schemas.xmlsoap.org", "http://schemas.xmlsoap.org")
                    .getBytes(StandardCharsets.UTF_8);
            Element envelope = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text))
                    .getDocumentElement();
            Element body = children(envelope).stream()
                    .filter(e -> e.getLocalName().equals("Body"))
                    .findFirst()
                    .orElseThrow();
            return new Sample(
                    String.valueOf(file.getFileName()), text, children(body).get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    boolean isFault() {
        return content.getLocalName().equals("Fault");
    }

    int status() {
        return isFault() ? 500 : 200;
    }

    /** The operation that it answers; a fault answers any. */
    String operation() {
        return content.getLocalName().replaceFirst("Response$", "");
    }

    /** The response messages. */
    List<Element> messages() {
        return children(children(content).get(0));
    }

    /** The code of a message; that of the whole answer when it is a fault. */
    static String code(Element message) {
        return text(message, "ResponseCode").orElse("");
    }

    /** Elements at any depth of these names, in order. */
    static List<Element> all(Element from, String name) {
        List<Element> found = new ArrayList<>();
        for (Element child : children(from)) {
            if (child.getLocalName().equals(name)) {
                found.add(child);
            }
            found.addAll(all(child, name));
        }
        return found;
    }

    /** The items, files of changes and pages of a message in order: what stands in Items or in a change. */
    static List<Element> items(Element message) {
        List<Element> items = new ArrayList<>();
        for (String list : List.of("Items", "Create", "Update")) {
            all(message, list).forEach(e -> items.addAll(children(e)));
        }
        return items;
    }

    /** The text of the first child of that name, or of the first at any depth. */
    static Optional<String> text(Element of, String name) {
        return children(of).stream()
                .filter(e -> e.getLocalName().equals(name))
                .findFirst()
                .or(() -> all(of, name).stream().findFirst())
                .map(Node::getTextContent);
    }

    static String id(Element item) {
        return all(item, "ItemId").get(0).getAttribute("Id");
    }

    static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
