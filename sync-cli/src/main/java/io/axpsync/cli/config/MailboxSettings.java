package io.axpsync.cli.config;

import io.axpsync.core.item.House;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.ZoneId;
import org.immutables.value.Value;

/** A mailbox as the configuration names it. What is left out is asked of D365. */
@House
@Value.Immutable
public interface MailboxSettings extends WithMailboxSettings {

    /** Line in the file, for messages. */
    @Value.Default
    @Value.Auxiliary
    default int line() {
        return 0;
    }

    /** SMTP address, lower case. */
    String address();

    @Value.Default
    default Option<String> personnelNumber() {
        return Option.none();
    }

    @Value.Default
    default Option<String> company() {
        return Option.none();
    }

    @Value.Default
    default Option<ZoneId> timeZone() {
        return Option.none();
    }

    Backend backend();

    /** Companies whose items are exported; empty = all. */
    @Value.Default
    default Seq<String> companies() {
        return Vector.empty();
    }

    @Value.Default
    default LaneSettings appointments() {
        return LaneSettings.builder().build();
    }

    /** None = the mailbox's tasks are not synchronised. */
    @Value.Default
    default Option<LaneSettings> tasks() {
        return Option.none();
    }

    /** None = the mailbox's contacts are not synchronised. */
    @Value.Default
    default Option<LaneSettings> contacts() {
        return Option.none();
    }

    /** None = the mailbox's messages are left alone. */
    @Value.Default
    default Option<LaneSettings> mail() {
        return Option.none();
    }

    /** ISO 3166-1 alpha-2 code of the country that telephone numbers without a country code are of; may be empty. */
    @Value.Default
    default String country() {
        return "";
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link MailboxSettings}. */
    class Builder extends ImmutableMailboxSettings.Builder {}
}
