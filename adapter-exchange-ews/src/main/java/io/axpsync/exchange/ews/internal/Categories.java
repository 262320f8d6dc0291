package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;

/**
 * The category names of an event: the user's, the lane's marker, and our status categories, in one list whose order and
 * spelling are the user's.
 */
final class Categories {

    private Categories() {}

    static boolean marked(Seq<String> names, Lane lane) {
        return categories(names).contains(lane.marker());
    }

    /** Which of the lane's status categories are among them. */
    static Set<Category> status(Seq<String> names, Lane lane) {
        return categories(names).filter(lane.statusCategories()::contains).toSet();
    }

    /** With these status categories and no others; none leaves them. */
    static Seq<String> withStatus(Seq<String> names, Lane lane, Option<Set<Category>> status) {
        Set<Category> wanted = status.getOrElse(HashSet.empty());
        return status.isEmpty()
                ? names
                : names.filter(n -> n.isBlank()
                                || !lane.statusCategories().contains(new Category(n))
                                || wanted.contains(new Category(n)))
                        .appendAll(wanted.filter(c -> !categories(names).contains(c))
                                .toVector()
                                .map(Category::name)
                                .sorted());
    }

    /** The user's own, without marker and status categories. */
    static Value users(Seq<String> names, Lane lane) {
        return Value.Entries.of(
                categories(names).filter(c -> !ours(c, lane)).map(c -> new Value.Entry(c.key(), "", c.name())));
    }

    /**
     * The list to write: what is there in its order, without the user categories that went, with the new ones at the
     * end; status categories stay.
     *
     * @param users none leaves the user's categories
     * @param marked none leaves the marker
     */
    static Seq<String> after(Seq<String> there, Lane lane, Option<Value> users, Option<Boolean> marked) {
        Seq<String> names = there.filter(name -> !name.isBlank());
        if (users.isDefined()) {
            Value.Entries wanted = users.get() instanceof Value.Entries e ? e : Value.Entries.of(java.util.List.of());
            names = names.filter(
                    n -> ours(new Category(n), lane) || wanted.entries().containsKey(new Category(n).key()));
            Seq<Category> kept = categories(names);
            names = names.appendAll(wanted.values()
                    .filter(e -> !e.key().isBlank())
                    .map(e -> new Category(e.label().isBlank() ? e.key() : e.label()))
                    .filter(c -> !kept.contains(c) && !ours(c, lane))
                    .map(Category::name));
        }
        if (marked.contains(false)) {
            return names.filter(n -> !new Category(n).equals(lane.marker()));
        }
        return marked.contains(true) && !marked(names, lane)
                ? names.append(lane.marker().name())
                : names;
    }

    private static Seq<Category> categories(Seq<String> names) {
        return names.filter(n -> !n.isBlank()).map(Category::new);
    }

    private static boolean ours(Category category, Lane lane) {
        return category.equals(lane.marker()) || lane.statusCategories().contains(category);
    }
}
