package io.axpsync.cli.config;

import io.axpsync.core.item.House;
import io.axpsync.core.item.Publication;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.immutables.value.Value;

/** A contact folder that a query fills. */
@House
@Value.Immutable
public interface PublishedSettings extends WithPublishedSettings {

    /** Names the lane. */
    String name();

    /** The path of the folder, {@code /} between its parts. */
    String folder();

    Query query();

    /** SMTP address of the mailbox that holds it, or, of a public folder, through which we act. */
    String mailbox();

    Backend backend();

    Publication.Place place();

    /** D365 company of contacts that users add, lower case; empty = that of the company which they name. */
    @Value.Default
    default String company() {
        return "";
    }

    /** Companies whose persons are shown; empty = all. */
    @Value.Default
    default Seq<String> companies() {
        return Vector.empty();
    }

    @Value.Default
    default ZoneId zone() {
        return ZoneOffset.UTC;
    }

    /** ISO 3166-1 alpha-2 code of the country that telephone numbers without a country code are of; may be empty. */
    @Value.Default
    default String country() {
        return "";
    }

    /** Whether contacts that users add become contact persons. */
    @Value.Default
    default boolean takesNew() {
        return true;
    }

    LaneSettings lane();

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link PublishedSettings}. */
    class Builder extends ImmutablePublishedSettings.Builder {}
}
