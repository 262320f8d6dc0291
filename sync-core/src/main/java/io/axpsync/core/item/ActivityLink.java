package io.axpsync.core.item;

/**
 * What an activity of D365 is associated with, as an element of {@link Field#ASSOCIATIONS}: key =
 * {@code type/company/key} in lower case, value = {@code PRIMARY} or nothing, label = the key as written and the name.
 */
public record ActivityLink(DirectoryEntry entry, boolean primary) {

    private static final String PRIMARY = "PRIMARY";

    /** Stands between key and name of a label; in no key of D365. */
    private static final char BETWEEN = '\t';

    public Value.Entry element() {
        return new Value.Entry(
                entry.type() + "/" + entry.company() + "/" + entry.key(),
                primary ? PRIMARY : "",
                entry.key() + BETWEEN + entry.name());
    }

    /** Reads an element that was written as above; the address behind it is not known. */
    public static ActivityLink of(Value.Entry element) {
        String[] parts = element.key().split("/", 3);
        int end = element.label().indexOf(BETWEEN);
        String key = end < 0 ? parts[2] : element.label().substring(0, end);
        String name = end < 0 ? element.label() : element.label().substring(end + 1);
        DirectoryEntry.Type type = DirectoryEntry.Type.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT));
        DirectoryEntry entry = new DirectoryEntry(type, "", parts[1], key, "", name, io.vavr.control.Option.none());
        return new ActivityLink(entry, element.value().equals(PRIMARY));
    }
}
