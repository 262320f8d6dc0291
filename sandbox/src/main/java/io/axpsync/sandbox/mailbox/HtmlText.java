package io.axpsync.sandbox.mailbox;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * HTML as the text that Exchange makes of it: paragraphs and lines stay, links show their address, list items a star,
 * cells stand behind tabs. Nothing is fetched, and nothing of scripts and styles remains.
 */
public final class HtmlText implements NodeVisitor {

    private static final Set<String> HIDDEN =
            Set.of("head", "script", "style", "title", "template", "noscript", "object", "select");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "dl");
    private static final Set<String> LINES = Set.of(
            "div", "li", "tr", "dt", "dd", "address", "article", "section", "header", "footer", "center", "form",
            "body");

    private final StringBuilder text = new StringBuilder();
    private int hidden;
    private int preformatted;

    private HtmlText() {}

    /** Lines end in CR LF; there are no more than one empty line in a row and none at the ends. */
    public static String of(String html) {
        HtmlText reader = new HtmlText();
        Jsoup.parse(html).traverse(reader);
        return MimeText.clean(reader.text.toString())
                .replaceAll("[ \\t\\u00a0]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip()
                .replace("\n", "\r\n");
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.normalName();
            if (HIDDEN.contains(name)) {
                hidden++;
            }
            open(element, name);
        } else if (node instanceof TextNode words && hidden == 0) {
            append(preformatted > 0 ? words.getWholeText().replace("\r\n", "\n") : words.getWholeText());
        }
    }

    private void open(Element element, String name) {
        if (hidden > 0) {
            return;
        }
        if (name.equals("pre")) {
            preformatted++;
        }
        if (PARAGRAPHS.contains(name)) {
            line(2);
        } else if (LINES.contains(name)) {
            line(1);
        }
        switch (name) {
            case "br" -> text.append('\n');
            case "hr" -> {
                line(1);
                text.append("________________________________\n");
            }
            case "li" -> text.append("  *   ");
            case "td", "th" -> {
                if (element.elementSiblingIndex() > 0) {
                    text.append('\t');
                }
            }
            case "img" -> {
                String alt = element.attr("alt").strip();
                if (!alt.isEmpty()) {
                    append("[" + alt + "]");
                }
            }
            default -> {
                // its text is enough
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        String name = element.normalName();
        if (HIDDEN.contains(name)) {
            hidden--;
            return;
        }
        if (hidden > 0) {
            return;
        }
        if (name.equals("pre")) {
            preformatted--;
        }
        if (name.equals("a")) {
            String address = element.attr("href").strip();
            boolean told = element.text().strip().equals(address)
                    || address.equals("mailto:" + element.text().strip());
            if (!told && address.matches("(?i)(https?|mailto|ftp):.*")) {
                text.append('<').append(address).append('>');
            }
        }
        if (PARAGRAPHS.contains(name)) {
            line(2);
        } else if (LINES.contains(name)) {
            line(1);
        }
    }

    private void append(String words) {
        if (preformatted > 0) {
            text.append(words);
            return;
        }
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            boolean blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
            if (!blank) {
                text.append(c == '\u00a0' ? ' ' : c);
            } else if (!text.isEmpty() && " \n\t".indexOf(text.charAt(text.length() - 1)) < 0) {
                text.append(' ');
            }
        }
    }

    /** Ends the line, and leaves as many line ends as that at least. */
    private void line(int ends) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ' && preformatted == 0) {
            end--;
        }
        text.setLength(end);
        int there = 0;
        while (there < end && text.charAt(end - 1 - there) == '\n') {
            there++;
        }
        if (end > 0) {
            text.append("\n".repeat(Math.max(0, ends - there)));
        }
    }
}
