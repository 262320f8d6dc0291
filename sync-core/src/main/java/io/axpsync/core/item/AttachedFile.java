package io.axpsync.core.item;

import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One element of {@link Field#ATTACHMENTS}: what hangs on an item, without its content.
 *
 * @param key the name in lower case, unique in its item
 * @param name as its user wrote it, told apart from others of the item
 * @param bytes the size as the server tells it; Exchange may count a little more than the content
 * @param type media type; {@link #ITEM} and {@link #REFERENCE} stand for what is no file
 */
public record AttachedFile(String key, String name, long bytes, String type) {

    /** An item of Exchange that is attached to another (RFC 2046, 5.2.1). */
    public static final String ITEM = "message/rfc822";

    /** A link to a file that lies elsewhere (RFC 2046, 5.2.3). */
    public static final String REFERENCE = "message/external-body";

    private static final Pattern NO_NAME = Pattern.compile("[\\\\/:*?\"<>|\\p{Cntrl}]");

    /** What is attached, in the order of names; entries that say no size have none. */
    public static Seq<AttachedFile> of(Value attachments) {
        return attachments instanceof Value.Entries e ? e.values().map(AttachedFile::of) : Vector.empty();
    }

    private static AttachedFile of(Value.Entry entry) {
        String[] parts = entry.value().split(" ", 2);
        long bytes = parts[0].matches("\\d{1,18}") ? Long.parseLong(parts[0]) : 0;
        String name = entry.label().isEmpty() ? entry.key() : entry.label();
        return new AttachedFile(entry.key(), name, bytes, parts.length > 1 ? parts[1] : "");
    }

    /** As a server lists it. Characters that cannot stand in the name of a file are replaced by an underscore. */
    public static AttachedFile listed(String name, long bytes, String type) {
        String said = name.isBlank() ? "unnamed" : NO_NAME.matcher(name.strip()).replaceAll("_");
        String media =
                type.isBlank() ? "application/octet-stream" : type.strip().toLowerCase(Locale.ROOT);
        return new AttachedFile(said.toLowerCase(Locale.ROOT), said, bytes, media);
    }

    /** The same with a name for each: files of one name are told apart by {@code " (2)"}, in the order given. */
    public static Seq<AttachedFile> distinct(Seq<AttachedFile> files) {
        Set<String> taken = HashSet.empty();
        Vector<AttachedFile> all = Vector.empty();
        for (AttachedFile file : files) {
            String name = file.name();
            for (int i = 2; taken.contains(name.toLowerCase(Locale.ROOT)); i++) {
                name = marked(file.name(), " (" + i + ")");
            }
            String key = name.toLowerCase(Locale.ROOT);
            taken = taken.add(key);
            all = all.append(new AttachedFile(key, name, file.bytes(), file.type()));
        }
        return all;
    }

    private static String marked(String name, String mark) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + mark : name.substring(0, dot) + mark + name.substring(dot);
    }

    /** The value of {@link Field#ATTACHMENTS} for what a server lists. */
    public static Value set(Seq<AttachedFile> listed) {
        return Value.Entries.of(distinct(listed)
                .map(file -> new Value.Entry(file.key(), file.bytes() + " " + file.type(), file.name())));
    }

    /** Whether it is a file, whose content can be read. */
    public boolean isFile() {
        return !type.equals(ITEM) && !type.equals(REFERENCE);
    }
}
