package io.axpsync.core.item;

import java.util.Locale;

/** A category name. Outlook and D365 compare categories without regard to case, so two spellings are one category. */
public record Category(String name) {

    public Category {
        name = name.strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a category needs a name");
        }
    }

    /** The name as it is compared: lower case, independent of the machine's locale. */
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Category c && c.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }
}
