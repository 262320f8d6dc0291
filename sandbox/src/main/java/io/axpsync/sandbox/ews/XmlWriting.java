package io.axpsync.sandbox.ews;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Writes an answer as Exchange does: no indentation, and a control character in a value as a numeric reference
 * ({@code &#x1F;}), which XML 1.0 forbids and which every client of Exchange has to survive.
 */
final class XmlWriting {

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

    private XmlWriting() {}

    /** A message: the root declares the prefixes of {@link Namespaces}. */
    static byte[] document(Xml root) {
        return plain(root.with("xmlns:s", Namespaces.SOAP)
                        .with("xmlns:m", Namespaces.MESSAGES)
                        .with("xmlns:t", Namespaces.TYPES)
                        .with("xmlns:e", Namespaces.ERRORS)
                        .with("xmlns:xsi", Namespaces.INSTANCE))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A document that declares its own namespaces. */
    static String plain(Xml root) {
        StringBuilder out = new StringBuilder(DECLARATION);
        write(out, List.of(root));
        return out.toString();
    }

    /** Whether a value in the tree holds a character that XML 1.0 forbids, so that the document is not well-formed. */
    static boolean isForbiddenIn(Xml root) {
        return isForbiddenIn(root.text())
                || root.attributes().values().stream().anyMatch(XmlWriting::isForbiddenIn)
                || root.children().stream().anyMatch(XmlWriting::isForbiddenIn);
    }

    private static boolean isForbiddenIn(String value) {
        return value.codePoints().anyMatch(XmlWriting::isForbidden);
    }

    /** XML 1.0, production 2 ({@code Char}). */
    private static boolean isForbidden(int c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                || c == 0xFFFE
                || c == 0xFFFF
                || (c >= 0xD800 && c <= 0xDFFF);
    }

    private static void write(StringBuilder out, List<Xml> elements) {
        for (Xml element : elements) {
            out.append('<').append(element.name());
            element.attributes().forEach((name, value) -> {
                out.append(' ').append(name).append("=\"");
                escape(out, value, true);
                out.append('"');
            });
            if (element.children().isEmpty() && element.text().isEmpty()) {
                out.append("/>");
                continue;
            }
            out.append('>');
            escape(out, element.text(), false);
            write(out, element.children());
            out.append("</").append(element.name()).append('>');
        }
    }

    private static void escape(StringBuilder out, String value, boolean attribute) {
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\n', '\t' -> {
                    if (attribute) {
                        reference(out, c);
                    } else {
                        out.appendCodePoint(c);
                    }
                }
                default -> {
                    if (c == '\r' || isForbidden(c)) {
                        reference(out, c);
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
    }

    private static void reference(StringBuilder out, int c) {
        out.append("&#x")
                .append(Integer.toHexString(c).toUpperCase(Locale.ROOT))
                .append(';');
    }
}
