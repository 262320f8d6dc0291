package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * {@code OutlookCategories}: one text of at most 255 characters. The marker stands first so that it is never the one
 * that does not fit; a category that does not fit whole is left out.
 */
public final class CategoryText {

    private static final int LONGEST = 255;

    private CategoryText() {}

    public static Seq<Category> read(String text) {
        return Vector.of(text.split("[;,]"))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .map(Category::new)
                .distinct();
    }

    public static boolean isMarked(String text, Lane lane) {
        return read(text).contains(lane.marker());
    }

    /** The user's categories: without the marker and without ours. */
    public static Value users(String text, Lane lane) {
        return Value.Entries.of(
                read(text).filter(c -> !isOurs(c, lane)).map(c -> new Value.Entry(c.key(), "", c.name())));
    }

    /**
     * The text to write.
     *
     * @param before what stands there: status categories stay
     */
    public static String write(boolean marked, String before, Value users, Lane lane, String separator) {
        Seq<Category> status = read(before).filter(c -> isOurs(c, lane) && !c.equals(lane.marker()));
        Seq<Category> theirs = users instanceof Value.Entries e
                ? e.values().map(v -> new Category(v.label().isBlank() ? v.key() : v.label()))
                : Vector.empty();
        Seq<Category> all = (marked ? Vector.of(lane.marker()) : Vector.<Category>empty())
                .appendAll(status)
                .appendAll(theirs);
        StringBuilder text = new StringBuilder();
        for (Category category : all.distinct()) {
            String name = category.name().replaceAll("[;,]", " ").strip();
            int length = text.length() + (text.isEmpty() ? 0 : separator.length()) + name.length();
            if (!name.isEmpty() && length <= LONGEST) {
                text.append(text.isEmpty() ? "" : separator).append(name);
            }
        }
        return text.toString();
    }

    private static boolean isOurs(Category category, Lane lane) {
        return category.equals(lane.marker()) || lane.statusCategories().contains(category);
    }
}
