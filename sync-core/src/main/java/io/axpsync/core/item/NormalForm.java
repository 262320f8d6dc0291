package io.axpsync.core.item;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The normal form in which values are compared and fingerprinted. Servers rewrite line ends, trim blanks and drop
 * characters that XML cannot carry; what a server may rewrite is no change.
 */
public final class NormalForm {

    private static final Pattern BLANKS = Pattern.compile("[\\p{Zs}\\t\\r\\n\\u0085\\u2028\\u2029]+");
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|\\u2028|\\u2029|\\u0085");
    private static final Pattern BLANKS_AT_LINE_END = Pattern.compile("[ \\t]+(?=\\n|$)");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{2,}");
    private static final Pattern NO_XML = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private NormalForm() {}

    /** The value in normal form; {@link Value#NOTHING} when nothing is left of it. */
    public static Value of(Field field, Value value) {
        if (value instanceof Value.Text t) {
            return Value.text(field.shape() == Field.Shape.PARAGRAPHS ? paragraphs(t.text()) : line(t.text()));
        }
        return value.isNothing() ? Value.NOTHING : value;
    }

    /**
     * The value as it may be written to the other side: as its user wrote it, except for what no server keeps
     * (characters that XML cannot carry, blanks at the ends, line ends in a field of one line).
     */
    public static Value carried(Field field, Value value) {
        if (!(value instanceof Value.Text t)) {
            return of(field, value);
        } else if (isPlain(t.text(), field.shape() == Field.Shape.PARAGRAPHS)) {
            return value;
        } else if (of(field, value).isNothing()) {
            return Value.NOTHING;
        }
        String text = NO_XML.matcher(t.text()).replaceAll("");
        return Value.text(
                field.shape() == Field.Shape.PARAGRAPHS
                        ? text.stripTrailing()
                        : LINE_ENDS
                                .matcher(text)
                                .replaceAll(" ")
                                .replace('\n', ' ')
                                .strip());
    }

    /** One line: NFC, characters that XML cannot carry dropped, runs of white space folded, ends trimmed. */
    public static String line(String text) {
        return isPlain(text, false)
                ? text
                : BLANKS.matcher(clean(text)).replaceAll(" ").strip();
    }

    /** Several lines: as {@link #line} but keeping single line ends; blank lines do not count. */
    public static String paragraphs(String text) {
        if (isPlain(text, true)) {
            return text;
        }
        String lf = LINE_ENDS.matcher(clean(text)).replaceAll("\n").replace('\u00A0', ' ');
        return BLANK_LINES
                .matcher(BLANKS_AT_LINE_END.matcher(lf).replaceAll(""))
                .replaceAll("\n")
                .strip();
    }

    /** The canonical text of a value: equal texts are equal values. */
    public static String text(Field field, Value value) {
        Value v = of(field, value);
        if (v instanceof Value.Text t) {
            return "t" + t.text();
        } else if (v instanceof Value.Choice c) {
            return "c" + c.name();
        } else if (v instanceof Value.Whole w) {
            return "w" + w.number();
        } else if (v instanceof Value.Recurring r) {
            return "r" + text(field, r.first()) + "|" + r.rule() + "|" + r.zone();
        } else if (v instanceof Value.Period p) {
            return "p" + p.start() + "/" + p.end();
        } else if (v instanceof Value.Days d) {
            return "d" + d.start() + "/" + d.end();
        } else if (v instanceof Value.Date d) {
            return "y" + d.date();
        } else if (v instanceof Value.Moment m) {
            return "m" + m.at();
        } else if (v instanceof Value.Entries e) {
            return "e" + e.values().map(x -> x.key() + "=" + x.value()).mkString("\n");
        }
        return "";
    }

    /** Whether two values of a field are the same to a user. */
    public static boolean same(Field field, Value one, Value other) {
        if (one instanceof Value.Recurring a && other instanceof Value.Recurring b) {
            return Recurrence.same(a, b);
        }
        return one.equals(other) || text(field, one).equals(text(field, other));
    }

    /** Whether nothing is to be done, seen quickly: printable ASCII, each blank between two characters that are none. */
    private static boolean isPlain(String text, boolean lines) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean printable = c > ' ' && c < 0x7F;
            boolean between = before > ' ' && (c == ' ' || lines && c == '\n');
            if (!printable && !between) {
                return false;
            }
            before = c;
        }
        return before > ' ';
    }

    private static String clean(String text) {
        return NO_XML.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("");
    }
}
