package io.axpsync.core.plan;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.House;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.immutables.value.Value;

/** How marked messages are imported; of lanes of messages. */
@House
@Value.Immutable
public interface ImportRules extends WithImportRules {

    /** How a user sees that his message was imported. */
    @Value.Default
    default OnImported onImported() {
        return OnImported.REPLACED;
    }

    /** The category that says so; one of the lane's {@link io.axpsync.core.item.Lane#statusCategories()}. */
    @Value.Default
    default Option<Category> imported() {
        return Option.none();
    }

    /** What becomes of a message that another employee has imported; none = as D365 can. */
    @Value.Default
    default Option<Further> further() {
        return Option.none();
    }

    /** What becomes of a message of which D365 knows nobody. */
    @Value.Default
    default Unassociated unassociated() {
        return Unassociated.IMPORT;
    }

    /** Which association an activity belongs to first: the best first; a directory that is not named is never primary. */
    @Value.Default
    default Seq<DirectoryEntry.Type> primaryOrder() {
        return Vector.of(
                DirectoryEntry.Type.CONTACT_PERSON,
                DirectoryEntry.Type.CUSTOMER,
                DirectoryEntry.Type.VENDOR,
                DirectoryEntry.Type.PROSPECT);
    }

    /** Addresses and domains (with all below them) that nothing is imported from and nobody is associated by; lower case. */
    @Value.Default
    default Set<String> excluded() {
        return HashSet.empty();
    }

    /** Whether mails between employees alone are left alone. */
    @Value.Default
    default boolean excludeInternal() {
        return false;
    }

    /** What becomes of a message whose text is protected. */
    @Value.Default
    default ProtectedMails protectedMails() {
        return ProtectedMails.ENVELOPE;
    }

    /** The text of an activity in the place of a protected one. */
    @Value.Default
    default String protectedNote() {
        return "The text of this message is protected; it was not imported.";
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link ImportRules}. */
    class Builder extends ImmutableImportRules.Builder {}

    /** How a user sees that his message was imported. */
    enum OnImported {
        /** The marker goes, the category comes. */
        REPLACED,
        /** The category joins the marker. */
        JOINED,
        /** The message stays as it is: where we may only read. */
        LEFT
    }

    /** What becomes of a message that another employee has imported. */
    enum Further {
        /** The employee joins the activity: as attendee, or named in its notes where D365 has no attendees. */
        JOIN,
        /** Each employee gets an activity of his own. */
        ONE_PER_EMPLOYEE
    }

    /** What becomes of a message of which D365 knows nobody. */
    enum Unassociated {
        IMPORT,
        WAIT
    }

    /** What becomes of a message whose text is protected. */
    enum ProtectedMails {
        /** Who, when and about what, with a note in the place of the text. */
        ENVELOPE,
        SKIP
    }
}
