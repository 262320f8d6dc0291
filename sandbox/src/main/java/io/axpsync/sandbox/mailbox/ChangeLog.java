package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The changes of one folder. An item has one place in it, that of its last change, so that a reader who follows the
 * numbers sees each item once, and again when it changes meanwhile. Tombstones are never forgotten. Guarded by the
 * mailbox's lock.
 */
final class ChangeLog {

    /** The time that an item took from a change on. */
    private record Span(long since, Instant from, Instant to) {}

    private static final class Entry {
        final String id;
        String classicId = "";
        long createdAt;
        long changedAt;
        boolean gone;
        final List<Span> spans = new ArrayList<>();

        Entry(String id) {
            this.id = id;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final TreeMap<Long, Entry> order = new TreeMap<>();
    private Instant lastCommit = Instant.MIN;
    private int deleted;

    void present(ItemIdentity item, Instant from, Instant to) {
        long number = item.changeNumber();
        Entry entry = entries.computeIfAbsent(item.immutableId(), Entry::new);
        if (entry.createdAt == 0 || entry.gone) {
            entry.createdAt = number;
            entry.gone = false;
        }
        entry.classicId = item.classicId();
        Span last = entry.spans.isEmpty() ? null : entry.spans.get(entry.spans.size() - 1);
        if (last == null || !last.from().equals(from) || !last.to().equals(to)) {
            entry.spans.add(new Span(number, from, to));
        }
        reorder(entry, number);
        lastCommit = item.modified();
    }

    void gone(String id, long number, Instant now) {
        Entry entry = entries.get(id);
        if (entry != null && !entry.gone) {
            entry.gone = true;
            lastCommit = now;
            deleted++;
            reorder(entry, number);
        }
    }

    private void reorder(Entry entry, long number) {
        order.remove(entry.changedAt);
        entry.changedAt = number;
        order.put(number, entry);
    }

    /** The changes after that position in the order of their numbers; deletions of what came and went since are left out. */
    List<ItemChange> since(long position, Function<String, Optional<CalendarItem>> items) {
        List<ItemChange> changes = new ArrayList<>();
        for (Entry entry : order.tailMap(position, false).values()) {
            if (entry.gone) {
                if (seenAt(entry, position)) {
                    changes.add(new ItemChange(
                            entry.changedAt, ItemChange.Kind.DELETED, entry.id, entry.classicId, Optional.empty()));
                }
            } else {
                ItemChange.Kind kind = entry.createdAt > position ? ItemChange.Kind.CREATED : ItemChange.Kind.UPDATED;
                changes.add(new ItemChange(entry.changedAt, kind, entry.id, entry.classicId, items.apply(entry.id)));
            }
        }
        return changes;
    }

    /** Whether the item took some of that time as the folder stood at that position. */
    boolean overlappedAt(long position, String id, Instant from, Instant to) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return false;
        }
        Span then = null;
        for (Span span : entry.spans) {
            if (span.since() <= position) {
                then = span;
            }
        }
        return then != null && then.from().isBefore(to) && then.to().isAfter(from);
    }

    /** When the last change came; empty before the first. */
    Optional<Instant> lastCommit() {
        return order.isEmpty() ? Optional.empty() : Optional.of(lastCommit);
    }

    /** How many items ever left the folder. */
    int deleted() {
        return deleted;
    }

    long newest() {
        return order.isEmpty() ? 0 : order.lastKey();
    }

    private static boolean seenAt(Entry entry, long position) {
        return !entry.spans.isEmpty() && entry.spans.get(0).since() <= position;
    }
}
