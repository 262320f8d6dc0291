package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Value;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stock D365 cannot hold, for people to read: attendees, between two lines in {@code Notes}. Whatever else stands
 * in the notes is the user's and stays as it is. Never read back and outside every comparison.
 */
final class NotesBlock {

    static final String FIRST = "--- AXPExchangeSync ---";
    static final String LAST = "--- / AXPExchangeSync ---";
    private static final Pattern BLOCK =
            Pattern.compile("\\n?" + Pattern.quote(FIRST) + ".*?" + Pattern.quote(LAST), Pattern.DOTALL);

    /** Of recipients and attachments, so that nobody drowns in them. */
    private static final int MOST = 50;

    private NotesBlock() {}

    /** The notes with these attendees in the block; without any, the block goes. */
    static String write(String notes, Value attendees) {
        return write(notes, attendees, Value.NOTHING);
    }

    /** The same with the names of files that have no copy, each with why. */
    static String write(String notes, Value attendees, Value files) {
        Seq<String> people = attendees instanceof Value.Entries e ? e.values().map(NotesBlock::line) : Vector.empty();
        String block = block(people.appendAll(files(files)));
        Matcher old = BLOCK.matcher(notes);
        if (old.find()) {
            String lead = block.isEmpty() || !old.group().startsWith("\n") ? "" : "\n";
            return notes.substring(0, old.start()) + lead + block + notes.substring(old.end());
        }
        return notes.isEmpty() || block.isEmpty() ? notes + block : notes + "\n" + block;
    }

    private static Seq<String> files(Value files) {
        return files instanceof Value.Entries f
                ? f.values()
                        .take(MOST)
                        .map(file -> "Attachment: " + file.label()
                                + (file.value().isEmpty() ? "" : " (" + file.value() + ")"))
                        .appendAll(Vector.of("and " + (f.values().size() - MOST) + " more attachments")
                                .filter(more -> f.values().size() > MOST))
                : Vector.empty();
    }

    /**
     * The notes of an imported message.
     *
     * @param associated whether whom it is from and to stands in rows of its own
     * @param files those without a copy, each with why
     */
    static String message(Item message, boolean associated, Value files) {
        Seq<String> people = associated
                ? Vector.empty()
                : named("From", message.value(Field.SENDER)).appendAll(recipients(message.value(Field.RECIPIENTS)));
        return block(people.appendAll(files(files)));
    }

    private static Seq<String> recipients(Value value) {
        Seq<Value.Entry> all = value instanceof Value.Entries e ? e.values() : Vector.empty();
        Seq<String> lines = all.take(MOST)
                .map(r -> r.value().charAt(0) + r.value().substring(1).toLowerCase(Locale.ROOT) + ": " + person(r));
        return all.size() <= MOST ? lines : lines.append("and " + (all.size() - MOST) + " more");
    }

    private static Seq<String> named(String word, Value value) {
        return value instanceof Value.Entries e
                ? e.values()
                        .take(MOST)
                        .map(entry -> word + ": "
                                + (word.equals("From")
                                        ? person(entry)
                                        : entry.label().isEmpty() ? entry.key() : entry.label()))
                : Vector.empty();
    }

    /** The notes with these further employees in the block, each once. */
    static String joined(String notes, Value employees) {
        Seq<String> lines = employees instanceof Value.Entries e
                ? e.values().map(employee -> "Also of: " + person(employee))
                : Vector.empty();
        Matcher old = BLOCK.matcher(notes);
        if (!old.find()) {
            String block = block(lines);
            return notes.isEmpty() || block.isEmpty() ? notes + block : notes + "\n" + block;
        }
        Seq<String> there = Vector.of(old.group().split("\n"));
        String more = lines.map(NotesBlock::plain)
                .reject(there::contains)
                .map(line -> line + "\n")
                .mkString();
        return notes.substring(0, old.end() - LAST.length()) + more + notes.substring(old.end() - LAST.length());
    }

    private static String block(Seq<String> lines) {
        return lines.isEmpty() ? "" : lines.map(NotesBlock::plain).mkString(FIRST + "\n", "\n", "\n" + LAST);
    }

    private static String plain(String line) {
        return line.replaceAll("\\s+", " ").replace(LAST, "");
    }

    private static String person(Value.Entry person) {
        String name = person.label().replaceAll("\\s+", " ").strip();
        return name.isEmpty() || name.equalsIgnoreCase(person.key()) ? person.key() : name + " <" + person.key() + ">";
    }

    private static String line(Value.Entry attendee) {
        String type = attendee.value().toLowerCase(Locale.ROOT);
        return person(attendee) + (type.isEmpty() || type.equals("required") ? "" : " (" + type + ")");
    }
}
