package io.axpsync.core.run;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Locale;

/**
 * What somebody wants to know about: a link id, a D365 key with or without its company, an Exchange id, a part of a
 * subject, or an address.
 */
public record Question(String text) {

    private static final int SHORTEST_END = 4;

    public Question {
        text = text.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("ask for an item, a subject or an address");
        }
    }

    /** Whether it asks for the items of a mailbox, or with an attendee. */
    public boolean isAddress() {
        return text.matches("[^\\s@]+@[^\\s@]+");
    }

    boolean isMailboxOf(Lane lane) {
        return lane.mailbox().address().equalsIgnoreCase(text);
    }

    boolean names(Link link) {
        return link.id().id().equals(text);
    }

    /** By the whole id, the key without its company, or how it ends, as reports show long ids. */
    boolean names(ItemRef ref) {
        String end = text.startsWith("…") ? text.substring(1) : text;
        return ref.id().equals(text)
                || (end.length() >= SHORTEST_END && ref.id().endsWith(end));
    }

    boolean isIn(String title) {
        return !isAddress() && title.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether somebody with this address takes part in it. */
    boolean concerns(Item item) {
        String key = text.toLowerCase(Locale.ROOT);
        return Vector.of(Field.ATTENDEES, Field.ORGANIZER)
                .map(item::value)
                .exists(v -> v instanceof Value.Entries e && e.entries().containsKey(key));
    }

    /** What items may be called that no listing shows; nothing when it cannot be an id. */
    Seq<ItemRef> guesses(Lane lane) {
        if (isAddress() || text.contains(" ") || text.startsWith("…")) {
            return Vector.empty();
        }
        Seq<String> companies = Vector.of(lane.mailbox().company())
                .appendAll(lane.mailbox().companies())
                .distinct();
        Seq<ItemRef> rows = text.contains("/")
                ? Vector.of(ItemRef.d365(text))
                : companies.map(company -> ItemRef.d365(company + "/" + text));
        return rows.append(ItemRef.exchange(text));
    }
}
