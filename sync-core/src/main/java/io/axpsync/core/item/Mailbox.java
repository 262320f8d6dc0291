package io.axpsync.core.item;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.ZoneId;
import org.immutables.value.Value;

/** An employee's mailbox and the worker that it belongs to. */
@House
@Value.Immutable
public interface Mailbox extends WithMailbox {

    /** D365 {@code Workers.PersonnelNumber}; what lanes are named after. */
    String personnelNumber();

    /** Primary SMTP address. */
    String address();

    /** The worker's name as D365 shows it; may be empty. */
    @Value.Default
    default String displayName() {
        return "";
    }

    /** D365 company ({@code dataAreaId}, lower case) in which imported items are created. */
    String company();

    /** Companies whose items are exported; empty means all that the service user may read. */
    @Value.Default
    default Seq<String> companies() {
        return Vector.empty();
    }

    /** The zone in which all-day items of D365 are dates and in which new Exchange items are written. */
    ZoneId zone();

    /**
     * ISO 3166-1 alpha-2 code of the country that telephone numbers and addresses without one are of; empty when not known.
     */
    @Value.Default
    default String country() {
        return "";
    }

    /** Domains (lower case) whose addresses count as inside the organisation when mails are counted. */
    @Value.Default
    default Seq<String> insideDomains() {
        return Vector.empty();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Mailbox}. */
    class Builder extends ImmutableMailbox.Builder {}
}
