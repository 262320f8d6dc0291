package io.axpsync.core.item;

import io.vavr.control.Option;
import java.time.Instant;

/**
 * Somebody of D365 behind an e-mail address: the row that an activity can be associated with.
 *
 * @param address lower case
 * @param company {@code dataAreaId}; empty for workers, who belong to no company
 * @param key {@code ContactPersonId}, {@code CustomerAccount}, {@code VendorAccountNumber}, {@code ProspectId} or
 *     {@code PersonnelNumber}
 * @param party number in the global address book; may be empty
 * @param edited when the row was edited last, as far as D365 tells
 */
public record DirectoryEntry(
        Type type, String address, String company, String key, String party, String name, Option<Instant> edited) {

    /** The directories, named as {@code smmActivityParentType} names what an activity can belong to. */
    public enum Type {
        CONTACT_PERSON,
        CUSTOMER,
        VENDOR,
        PROSPECT,
        WORKER
    }
}
