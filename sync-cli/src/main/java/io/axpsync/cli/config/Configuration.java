package io.axpsync.cli.config;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.House;
import io.axpsync.core.run.SyncRun;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.exchange.ews.EwsConfig;
import io.axpsync.exchange.graph.GraphConfig;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.time.Duration;
import org.immutables.value.Value;

/** All that a run needs to know. Read from a file by {@link ConfigurationFile}; nothing has been asked of anybody. */
@House
@Value.Immutable
public interface Configuration extends WithConfiguration {

    Path file();

    StoreSettings store();

    /** The category that puts an item in scope, on both sides. */
    @Value.Default
    default Category marker() {
        return new Category("D365");
    }

    /** Whether the marker is put into the category lists of mailboxes that are synchronised for the first time. */
    @Value.Default
    default boolean offerMarker() {
        return true;
    }

    D365Config d365();

    /** Present when a mailbox uses it. */
    @Value.Default
    default Option<GraphConfig> graph() {
        return Option.none();
    }

    /** Present when a mailbox uses it. */
    @Value.Default
    default Option<EwsConfig> ews() {
        return Option.none();
    }

    /** After this long a run starts nothing more and ends; none = it may take as long as it takes. */
    @Value.Default
    default Option<Duration> deadline() {
        return Option.none();
    }

    /** How long the journal keeps what items said. */
    @Value.Default
    default Duration retention() {
        return SyncRun.RETENTION;
    }

    /** Domains whose addresses count as inside the organisation. */
    @Value.Default
    default Seq<String> insideDomains() {
        return Vector.empty();
    }

    /** Those that are listed. */
    Seq<MailboxSettings> mailboxes();

    /** Those that are found in D365, besides. */
    @Value.Default
    default Option<Discovery> discovery() {
        return Option.none();
    }

    /** Selections of persons, by name. */
    @Value.Default
    default Map<String, Query> queries() {
        return LinkedHashMap.empty();
    }

    /** Contact folders that queries fill, in the order in which they are worked on. */
    @Value.Default
    default Seq<PublishedSettings> published() {
        return Vector.empty();
    }

    /** The backends that mailboxes and published folders use. */
    default Seq<Backend> backends() {
        return mailboxes()
                .map(MailboxSettings::backend)
                .appendAll(discovery().map(d -> d.settings().backend()))
                .appendAll(published().map(PublishedSettings::backend))
                .distinct();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Configuration}. */
    class Builder extends ImmutableConfiguration.Builder {}
}
