package io.axpsync.core.item;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import org.immutables.value.Value;

/** One kind of one folder: the unit that is planned as a whole and can fail without touching another. */
@House
@Value.Immutable
public interface Lane extends WithLane {

    LaneId id();

    Kind kind();

    Mailbox mailbox();

    /**
     * The Exchange folder by name, or by path where it is published ({@code Sales/West}); none is the default folder of the
     * kind.
     */
    @Value.Default
    default Option<String> folder() {
        return Option.none();
    }

    /** The category that puts an item in scope, on both sides. */
    Category marker();

    /** Categories that we set ourselves to tell the user something; like the marker never merged as user categories. */
    @Value.Default
    default Set<Category> statusCategories() {
        return HashSet.empty();
    }

    /** Of lanes of contacts: categories that let a contact person leave D365 as the marker does. */
    @Value.Default
    default Set<Category> allowed() {
        return HashSet.empty();
    }

    /** Of lanes of contacts: what fills the folder; none is the private contacts of the mailbox's employee. */
    @Value.Default
    default Option<Publication> publication() {
        return Option.none();
    }

    /** Whether a query fills the folder, so that it is nobody's own. */
    default boolean isPublished() {
        return publication().isDefined();
    }

    /** Of lanes of tasks. */
    @Value.Default
    default RecurringTasks recurring() {
        return RecurringTasks.REFUSE;
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Lane}. */
    class Builder extends ImmutableLane.Builder {}
}
