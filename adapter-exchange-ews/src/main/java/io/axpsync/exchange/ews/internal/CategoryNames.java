package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Category;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The names in a mailbox's category list, which is XML (MS-OXOCFG 2.2.5). */
final class CategoryNames {

    /** Blue. */
    private static final String COLOR = "7";

    private CategoryNames() {}

    /** None where the list cannot be read. */
    static Seq<Category> in(byte @Nullable [] xml) {
        Vector<Category> names = Vector.empty();
        try {
            NodeList all = parse(xml).getDocumentElement().getElementsByTagNameNS("*", "category");
            for (int i = 0; i < all.getLength(); i++) {
                String name = ((Element) all.item(i)).getAttribute("name");
                names = name.isBlank() ? names : names.append(new Category(name));
            }
        } catch (IOException unreadable) {
            return names;
        }
        return names;
    }

    /**
     * The list with one more; everything that it holds stays as it is.
     *
     * @throws IOException when the list cannot be read: it is not overwritten then
     */
    static byte[] with(byte @Nullable [] xml, Category category) throws IOException {
        Document list = parse(xml);
        Element root = list.getDocumentElement();
        Element added = list.createElementNS(root.getNamespaceURI(), "category");
        added.setAttribute("name", category.name());
        added.setAttribute("color", COLOR);
        added.setAttribute("keyboardShortcut", "0");
        added.setAttribute("guid", "{" + guid(category) + "}");
        root.appendChild(added);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(list), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IOException("the category list cannot be written", e);
        }
        return out.toByteArray();
    }

    /** The same for the same name, so that what is added twice is one. */
    private static String guid(Category category) {
        return UUID.nameUUIDFromBytes(("axpsync " + category.key()).getBytes(StandardCharsets.UTF_8))
                .toString()
                .toUpperCase(Locale.ROOT);
    }

    private static Document parse(byte @Nullable [] xml) throws IOException {
        if (xml == null) {
            throw new IOException("the category list is empty");
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java runtime reads XML", e);
        } catch (SAXException e) {
            throw new IOException("the category list is no XML", e);
        }
    }
}
