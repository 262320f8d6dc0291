package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Value;
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

    private NotesBlock() {}

    /** The notes with these attendees in the block; without any, the block goes. */
    static String write(String notes, Value attendees) {
        String block = block(attendees);
        Matcher old = BLOCK.matcher(notes);
        if (old.find()) {
            String lead = block.isEmpty() || !old.group().startsWith("\n") ? "" : "\n";
            return notes.substring(0, old.start()) + lead + block + notes.substring(old.end());
        }
        return notes.isEmpty() || block.isEmpty() ? notes + block : notes + "\n" + block;
    }

    private static String block(Value attendees) {
        return attendees instanceof Value.Entries e && !e.isEmpty()
                ? e.values().map(NotesBlock::line).mkString(FIRST + "\n", "\n", "\n" + LAST)
                : "";
    }

    private static String line(Value.Entry attendee) {
        String name = attendee.label().replaceAll("\\s+", " ").strip();
        String address = name.isEmpty() || name.equalsIgnoreCase(attendee.key())
                ? attendee.key()
                : name + " <" + attendee.key() + ">";
        String type = attendee.value().toLowerCase(java.util.Locale.ROOT);
        return (address + (type.isEmpty() || type.equals("required") ? "" : " (" + type + ")")).replace(LAST, "");
    }
}
