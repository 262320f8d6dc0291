package io.axpsync.core.item;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An element of {@link Field#ADDRESSES} (RFC 6350 ADR). What is compared are its parts, without regard to case, line
 * ends and how the country is called; the slot is not. Parts as its user wrote them stand in the label of the
 * {@link Value.Entry}, which is carried and never compared.
 *
 * @param slot where it stands on the card, lower case: {@code business}, {@code home}, {@code other}
 * @param street with number, staircase and box; may have several lines
 * @param country as written: a code or a name
 */
public record PostalAddress(
        String slot, String street, String locality, String region, String postalCode, String country) {

    private static final Pattern LABEL = Pattern.compile("([a-z0-9-]*):(.*)", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*;");

    public PostalAddress {
        if (!slot.matches("[a-z0-9-]*")) {
            throw new IllegalArgumentException("not the name of a slot: " + slot);
        }
    }

    public boolean isEmpty() {
        return parts().forAll(String::isBlank);
    }

    /** @param otherwise country of an address that names none, ISO 3166-1 alpha-2; empty when not known */
    public Value.Entry entry(String otherwise) {
        String land = Countries.normal(country.isBlank() ? otherwise : country);
        String key = Vector.of(street, locality, region, postalCode, land)
                .map(part -> NormalForm.line(part).toLowerCase(Locale.ROOT).replace(";", ","))
                .mkString(";");
        return new Value.Entry(
                key, "", slot + ":" + parts().map(PostalAddress::escaped).mkString(";"));
    }

    /** What the label of an entry says. */
    public static PostalAddress of(Value.Entry entry) {
        Matcher label = LABEL.matcher(entry.label());
        boolean labelled = label.matches();
        Seq<String> parts = split(labelled ? Objects.requireNonNull(label.group(2)) : entry.key())
                .map(PostalAddress::plain)
                .padTo(5, "");
        return new PostalAddress(
                labelled ? Objects.requireNonNull(label.group(1)) : "",
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.get(4));
    }

    private Seq<String> parts() {
        return Vector.of(street, locality, region, postalCode, country);
    }

    private static Seq<String> split(String text) {
        Seq<String> parts = Vector.empty();
        Matcher end = PART.matcher(text);
        int from = 0;
        while (end.find()) {
            parts = parts.append(text.substring(from, end.end() - 1));
            from = end.end();
        }
        return parts.append(text.substring(from));
    }

    private static String escaped(String part) {
        return part.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n");
    }

    private static String plain(String part) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\\' && i + 1 < part.length()) {
                i++;
                text.append(part.charAt(i) == 'n' ? '\n' : part.charAt(i));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
