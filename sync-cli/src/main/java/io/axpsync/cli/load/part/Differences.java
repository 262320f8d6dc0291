package io.axpsync.cli.load.part;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What D365 says otherwise than the files, field by field, as people read both: line ends and blanks at the ends of lines
 * mean nothing, and a text that is longer than D365's field is cut. What D365 has no place for is counted and is no
 * difference.
 */
public final class Differences {

    /** Ends a text that was cut because D365 holds no more of it. */
    private static final String CUT_MARK = "[…]";

    private static final int LINE = 255;
    private static final Pattern NO_XML = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private final String marker;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> notCarried = new TreeMap<>();

    public Differences(String marker) {
        this.marker = marker;
    }

    /** One line for each field that says something else. */
    public List<String> lines() {
        return lines;
    }

    /** How many entries had content in a field that D365 cannot hold, by field. */
    public Map<String, Integer> notCarried() {
        return notCarried;
    }

    /** To compare something on trial. */
    public Differences none() {
        return new Differences(marker);
    }

    public void add(String line) {
        lines.add(line);
    }

    public void count(String field) {
        notCarried.merge(field, 1, Integer::sum);
    }

    /** Counts an entry with characters that XML cannot carry. */
    public void controlCharacters(String... texts) {
        if (Stream.of(texts).anyMatch(t -> NO_XML.matcher(t).find())) {
            count("controlCharacters");
        }
    }

    /** Texts of one line: a line end is a blank. */
    public void line(String source, String field, String expected, String actual) {
        text(source, field, normal(expected).replace('\n', ' '), normal(actual));
    }

    public void paragraphs(String source, String field, String expected, String actual) {
        text(source, field, normal(expected), normal(actual));
    }

    private void text(String source, String field, String expected, String actual) {
        if (expected.equals(actual)) {
            return;
        }
        boolean tooLong = expected.length() > LINE && actual.length() <= LINE;
        boolean cut = tooLong
                && actual.endsWith(CUT_MARK)
                && actual.length() > LINE - 20
                && folded(expected).startsWith(folded(actual.substring(0, actual.length() - CUT_MARK.length())));
        if (cut || (tooLong && folded(expected).equals(actual))) {
            count(field + "BeyondLength");
        } else {
            differ(source, field, expected, actual);
        }
    }

    /** Before a text is cut, its superfluous blanks go. */
    private static String folded(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Line ends as LF, no blanks at the ends of lines and of the text, no characters that XML cannot carry. */
    private static String normal(String text) {
        return NO_XML.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll("")
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** The marker and the entry's own categories; those that the text of 255 cannot hold may be missing. */
    public void categories(String source, List<String> categories, JsonNode row) {
        Set<String> there = Stream.of(row.path("OutlookCategories").asText().split("[;,]"))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = categories.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        wanted.add(marker.toLowerCase(Locale.ROOT));
        boolean full = String.join(";", wanted).length() > LINE;
        if (full && wanted.containsAll(there) && there.contains(marker.toLowerCase(Locale.ROOT))) {
            count("categoriesBeyondLength");
        } else {
            same(source, "categories", wanted, there);
        }
    }

    public void same(String source, String field, @Nullable Object expected, Object actual) {
        String there = actual instanceof JsonNode node ? node.asText() : actual.toString();
        String wanted = String.valueOf(expected);
        if (!wanted.equals(there)) {
            differ(source, field, wanted, there);
        }
    }

    private void differ(String source, String field, String expected, String actual) {
        add(source + ": " + field + ": the file says “" + brief(expected) + "”, D365 says “" + brief(actual) + "”");
    }

    private static String brief(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}
