package io.axpsync.core.item;

import io.vavr.control.Option;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What we write on an item so that it can be recognised when our store is lost, an answer is lost, or the backend is
 * swapped: {@code axp1;<installation>;<link id>} and, on Exchange, {@code ;<company>/<D365 key>}.
 *
 * @param d365 the D365 row that belongs to the item, known on Exchange items only
 */
public record Stamp(String installation, LinkId link, Option<ItemRef> d365) {

    private static final Pattern FORM = Pattern.compile("axp1;([^;]+);([^;]+)(?:;(.+))?", Pattern.DOTALL);

    public static Stamp of(String installation, LinkId link) {
        return new Stamp(installation, link, Option.none());
    }

    public Stamp on(ItemRef row) {
        return new Stamp(installation, link, Option.some(row));
    }

    /** The stamp without the row: what D365 carries. */
    public Stamp bare() {
        return new Stamp(installation, link, Option.none());
    }

    /** The text as it is stored on the item. */
    public String text() {
        return "axp1;" + installation + ";" + link.id()
                + d365.map(row -> ";" + row.id()).getOrElse("");
    }

    /** Reads a stamp; none when the text is something else (a user's or an older product's entry id). */
    public static Option<Stamp> parse(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches()
                ? Option.some(new Stamp(
                        m.group(1),
                        new LinkId(m.group(2)),
                        Option.of(m.group(3)).map(ItemRef::d365)))
                : Option.none();
    }
}
