package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was found in folders, so that the pages of one search are not each searched and sorted anew. A folder that
 * changed since is searched again. Safe for use by several threads.
 */
final class Searches {

    private static final int MOST = 20;

    /** @param position of the newest change of the folder */
    private record Asked(String mailbox, String folder, long position, String restriction, String order) {}

    /** By one field: its values are read once for each item, not for each comparison. */
    private record Field(Function<Stored, List<Object>> values, boolean descending) {}

    private record Row(Stored item, List<List<Object>> keys) {}

    private final Map<Asked, List<Stored>> found = new LinkedHashMap<>();

    /**
     * The items of the folder that the request's {@code Restriction} lets through, in its {@code SortOrder}. They are
     * kept for the next page: show {@link Stored#again} of them, so that what is made of them on the way is not.
     */
    List<Stored> search(Xml request, Mailbox mailbox, Folder folder) {
        Optional<Xml> restriction = request.child("m:Restriction");
        Optional<Xml> order = request.child("m:SortOrder");
        Predicate<Stored> wanted = restriction
                .map(Xml::only)
                .map(new Restriction<Stored>(OtherValues::of)::read)
                .orElse(item -> true);
        List<Field> fields = order.map(Searches::fields).orElse(List.of());
        return mailbox.locked(() -> {
            if (SearchFolders.is(folder)) {
                return sorted(Stored.in(mailbox, folder).stream().filter(wanted).toList(), fields);
            }
            Asked asked = new Asked(
                    mailbox.address(),
                    folder.id(),
                    mailbox.position(folder.id()),
                    restriction.map(XmlWriting::plain).orElse(""),
                    order.map(XmlWriting::plain).orElse(""));
            return remembered(asked).orElseGet(() -> {
                List<Stored> items = sorted(
                        Stored.in(mailbox, folder).stream().filter(wanted).toList(), fields);
                // without what was made of them on the way
                List<Stored> fresh = items.stream().map(Stored::again).toList();
                remember(asked, fresh);
                return fresh;
            });
        });
    }

    private synchronized Optional<List<Stored>> remembered(Asked asked) {
        return Optional.ofNullable(found.get(asked));
    }

    private synchronized void remember(Asked asked, List<Stored> items) {
        found.keySet()
                .removeIf(old -> old.mailbox().equals(asked.mailbox())
                        && old.folder().equals(asked.folder())
                        && old.position() != asked.position());
        found.put(asked, items);
        if (found.size() > MOST) {
            found.remove(found.keySet().iterator().next());
        }
    }

    private static List<Field> fields(Xml sortOrder) {
        return sortOrder.children("t:FieldOrder").stream()
                .map(field -> new Field(
                        OtherValues.of(FieldPath.within(field), "ErrorUnsupportedPathForSortGroup"),
                        field.choice("Order", List.of("Ascending", "Descending"))
                                .equals("Descending")))
                .toList();
    }

    private static List<Stored> sorted(List<Stored> items, List<Field> fields) {
        if (fields.isEmpty()) {
            return items;
        }
        List<Row> rows = new ArrayList<>();
        for (Stored item : items) {
            Stored read = Stored.again(item);
            rows.add(new Row(
                    item, fields.stream().map(f -> f.values().apply(read)).toList()));
        }
        Comparator<Row> order = Comparator.comparing(row -> 0);
        for (int i = 0; i < fields.size(); i++) {
            int at = i;
            Comparator<Row> next = (a, b) -> compare(a.keys().get(at), b.keys().get(at));
            order = order.thenComparing(fields.get(i).descending() ? next.reversed() : next);
        }
        rows.sort(order);
        return rows.stream().map(Row::item).toList();
    }

    private static int compare(List<Object> a, List<Object> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(!a.isEmpty(), !b.isEmpty());
        }
        return SearchValues.compare(a.get(0), b.get(0));
    }
}
