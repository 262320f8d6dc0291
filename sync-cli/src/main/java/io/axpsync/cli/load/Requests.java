package io.axpsync.cli.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * Invitations (METHOD:REQUEST of RFC 5546): taken into the calendar each is the meeting itself, and a newer one replaces
 * an older one of the same UID.
 */
final class Requests {

    private Requests() {}

    /** Sorts as RFC 5546 §2.1.5 has it: by SEQUENCE, then by DTSTAMP. */
    static String version(VEvent event) {
        String sequence = event.getProperty(Property.SEQUENCE)
                .map(Property::getValue)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .orElse("0");
        String stamp =
                event.getProperty(Property.DTSTAMP).map(Property::getValue).orElse("");
        return "0".repeat(9 - sequence.length()) + sequence + " " + stamp;
    }

    /** The entries of a file, invitations that a later one replaces left out with their reason. */
    static List<Entry> newest(List<Entry> entries) {
        Map<String, Entry.Single> newest = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Single single && !single.request().isEmpty()) {
                newest.merge(
                        single.event().uid(),
                        single,
                        (one, other) -> one.request().compareTo(other.request()) > 0 ? one : other);
            }
        }
        return entries.stream().map(entry -> standing(entry, newest)).toList();
    }

    private static Entry standing(Entry entry, Map<String, Entry.Single> newest) {
        if (!(entry instanceof Entry.Single single) || single.request().isEmpty()) {
            return entry;
        }
        Entry.Single stands = newest.getOrDefault(single.event().uid(), single);
        return stands == single
                ? entry
                : new Entry.LeftOut(
                        single.event().source(),
                        "superseded",
                        "SEQUENCE: " + stands.event().source()
                                + " is a newer version of the same meeting, and is in the calendar. Nothing to do");
    }
}
