package io.axpsync.sandbox.mailbox;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an extended property: by tag, by set and number, or by set and name. Names are case-sensitive. Two keys
 * that differ only in the type are two properties, as in Exchange.
 *
 * @param set null for a tag
 * @param id the tag, or the number in the set; null for a named one
 * @param name null for a numbered one
 */
public record PropertyKey(
        PropertyType type,
        @Nullable UUID set,
        @Nullable Integer id,
        @Nullable String name) {

    private static final Pattern NAMED = Pattern.compile("(\\w+) \\{([0-9A-Fa-f-]{36})\\} Name (.+)", Pattern.DOTALL);
    private static final Pattern NUMBERED =
            Pattern.compile("(\\w+) \\{([0-9A-Fa-f-]{36})\\} Id (0x[0-9A-Fa-f]{1,8}|[0-9]{1,9})");
    private static final Pattern TAG = Pattern.compile("(\\w+) (0x[0-9A-Fa-f]{1,8})");

    public static PropertyKey named(PropertyType type, UUID set, String name) {
        return new PropertyKey(type, set, null, name);
    }

    public static PropertyKey numbered(PropertyType type, UUID set, int id) {
        return new PropertyKey(type, set, id, null);
    }

    public static PropertyKey tag(PropertyType type, int tag) {
        return new PropertyKey(type, null, tag, null);
    }

    /** Reads Graph's form: {@code String {GUID} Name x}, {@code Integer {GUID} Id 0x8506} or {@code String 0x3A24}. */
    public static Optional<PropertyKey> parse(String graphId) {
        Matcher named = NAMED.matcher(graphId);
        if (named.matches()) {
            return type(named.group(1)).map(t -> named(t, UUID.fromString(named.group(2)), named.group(3)));
        }
        Matcher numbered = NUMBERED.matcher(graphId);
        if (numbered.matches()) {
            int id = Long.decode(numbered.group(3)).intValue();
            return type(numbered.group(1)).map(t -> numbered(t, UUID.fromString(numbered.group(2)), id));
        }
        Matcher tag = TAG.matcher(graphId);
        if (tag.matches()) {
            int id = Long.decode(tag.group(2)).intValue();
            return type(tag.group(1)).map(t -> tag(t, id));
        }
        return Optional.empty();
    }

    /** Graph's form of this key, as the server writes it back: the set in lower case. */
    public String graphId() {
        if (set == null) {
            return typeName() + " 0x" + Integer.toHexString(id == null ? 0 : id);
        }
        String inSet = typeName() + " {" + set.toString().toLowerCase(Locale.ROOT) + "} ";
        return name != null ? inSet + "Name " + name : inSet + "Id 0x" + Integer.toHexString(id == null ? 0 : id);
    }

    /** The type's name in both protocols, such as {@code SystemTime}. */
    public String typeName() {
        if (type == PropertyType.CLSID) {
            return "CLSID";
        }
        if (type == PropertyType.CLSID_ARRAY) {
            return "CLSIDArray";
        }
        String word = Words.of(type);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Optional<PropertyType> type(String word) {
        return Words.parse(PropertyType.class, word);
    }
}
