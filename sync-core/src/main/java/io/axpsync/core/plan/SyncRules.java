package io.axpsync.core.plan;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.House;
import io.axpsync.core.item.Side;
import io.axpsync.core.people.CompanyMatcher;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.immutables.value.Value;

/** The rules of one lane. */
@House
@Value.Immutable
public interface SyncRules extends WithSyncRules {

    /** Who wins a conflict in any field that {@link #policies()} does not name. */
    @Value.Default
    default FieldPolicy policy() {
        return FieldPolicy.NEWEST;
    }

    /** Who wins a conflict, by field. */
    @Value.Default
    default Map<Field, FieldPolicy> policies() {
        return HashMap.empty();
    }

    /** Whose values stand when two items meet for the first time; the loser is journaled. */
    @Value.Default
    default Side first() {
        return Side.EXCHANGE;
    }

    /** What a deletion on D365 means for Exchange. */
    @Value.Default
    default OnDelete onD365Delete() {
        return OnDelete.PROPAGATE;
    }

    /** What a deletion on Exchange means for D365. */
    @Value.Default
    default OnDelete onExchangeDelete() {
        return OnDelete.PROPAGATE;
    }

    /** Whether deleting an activity of the organiser may cancel a meeting that lies ahead, which mails its attendees. */
    @Value.Default
    default boolean cancelMeetings() {
        return false;
    }

    /** What of a private Exchange item D365 may see. */
    @Value.Default
    default Privacy privacy() {
        return Privacy.MASK;
    }

    /** The subject that stands in for a private one. */
    @Value.Default
    default String maskedSubject() {
        return "Private";
    }

    @Value.Default
    default GuardLimits limits() {
        return GuardLimits.APPOINTMENTS;
    }

    /** Where the company of an imported contact is looked for, the best first. */
    @Value.Default
    default Seq<DirectoryEntry.Type> companyOrder() {
        return CompanyMatcher.ORDER;
    }

    /** From which confidence on, 0 to 100, the company of an imported contact counts as known. */
    @Value.Default
    default int companyThreshold() {
        return CompanyMatcher.THRESHOLD;
    }

    /**
     * The category that tells a user that his contact waits, because its company is unknown or disputed; one of the lane's
     * {@link io.axpsync.core.item.Lane#statusCategories()}. None tells him nothing.
     */
    @Value.Default
    default Option<Category> companyUnknown() {
        return Option.none();
    }

    /** What becomes of a contact that Exchange's permissions do not let us write. */
    @Value.Default
    default OnRefused onRefused() {
        return OnRefused.RETRY;
    }

    /** Which files of an Exchange item get a copy in D365. */
    @Value.Default
    default AttachmentRules attachments() {
        return AttachmentRules.DEFAULT;
    }

    /** How messages are imported. */
    @Value.Default
    default ImportRules imports() {
        return ImportRules.builder().build();
    }

    /** The rules of messages that nobody configured otherwise. */
    SyncRules MESSAGES = builder().limits(GuardLimits.MESSAGES).build();

    /** The rules of contacts that nobody configured otherwise: a deletion in the mailbox takes nobody out of D365. */
    SyncRules CONTACTS = builder()
            .first(Side.D365)
            .onExchangeDelete(OnDelete.RELEASE)
            .limits(GuardLimits.CONTACTS)
            .build();

    default FieldPolicy policy(Field field) {
        return policies().getOrElse(field, policy());
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link SyncRules}. */
    class Builder extends ImmutableSyncRules.Builder {}

    /** What the deletion on one side means for the other. */
    enum OnDelete {
        PROPAGATE,
        RELEASE,
        RESTORE
    }

    /** What the refusal of our write by Exchange's permissions means. */
    enum OnRefused {
        /** It stays open and is tried again, with growing pauses. */
        RETRY,
        /** What D365 says is set back to what the contact says; what was not made or not removed is tried again. */
        ROLL_BACK,
        /** Both stay as they are until either is edited; it is reported once. */
        IGNORE
    }

    /** What leaves the mailbox of an item whose sensitivity is private or confidential. */
    enum Privacy {
        SKIP,
        MASK,
        FULL
    }
}
