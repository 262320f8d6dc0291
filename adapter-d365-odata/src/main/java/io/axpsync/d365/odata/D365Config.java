package io.axpsync.d365.odata;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.House;
import io.axpsync.core.port.Pause;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.immutables.value.Value;

/** How to reach one D365 environment and how appointments stand in it. */
@House
@Value.Immutable
public interface D365Config extends WithD365Config {

    /**
     * Address of the environment without {@code /data}: {@code https://contoso.operations.dynamics.com}, on premises
     * usually ending in {@code /namespaces/AXSF}. {@code http} is refused except on this machine.
     */
    URI address();

    /** How requests are authorised. */
    D365Login login();

    /** Whether the companion sets are used; found out by default. */
    @Value.Default
    default Profile profile() {
        return Profile.DISCOVER;
    }

    /** What marks an activity as synchronised. */
    @Value.Default
    default Marking marking() {
        return Marking.CATEGORY;
    }

    /** What is written between two categories of {@code OutlookCategories}; {@code ;} and {@code ,} are both read. */
    @Value.Default
    default String categorySeparator() {
        return ";";
    }

    /** Written to {@code SourceApplication} of activities that we make. */
    @Value.Default
    default String sourceApplication() {
        return "AXPExchangeSync";
    }

    /**
     * Whether we may write Outlook's entry ids although activities carry some of another program: somebody knows that
     * it, or D365's own Exchange synchronisation, is switched off for good.
     */
    @Value.Default
    default boolean acceptForeignEntryIds() {
        return false;
    }

    /** The directories that say who is behind an address, the first that knows it answers. */
    @Value.Default
    default Seq<DirectoryEntry.Type> directories() {
        return Vector.of(DirectoryEntry.Type.values());
    }

    /**
     * Entity sets and properties that are called otherwise in this environment: default name to name here, such as
     * {@code AxpActivityAttendees} to {@code ContosoAttendees} or {@code AxpActivityAttendees.Email} to {@code Mail}.
     */
    @Value.Default
    default Map<String, String> names() {
        return HashMap.empty();
    }

    /** How far a feed looks back behind its last position, because rows become visible late. */
    @Value.Default
    default Duration overlap() {
        return Duration.ofMinutes(5);
    }

    /** How long the companion model keeps tombstones; an older checkpoint is only used if an older tombstone exists. */
    @Value.Default
    default Duration tombstones() {
        return Duration.ofDays(90);
    }

    /** Most items in one batch. */
    @Value.Default
    default int batchSize() {
        return 100;
    }

    @Value.Default
    default Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    /** Longest silence within an answer. */
    @Value.Default
    default Duration readTimeout() {
        return Duration.ofSeconds(100);
    }

    /** PEM file with certificates that are trusted besides those of the Java runtime. */
    @Value.Default
    default Option<Path> trust() {
        return Option.none();
    }

    @Value.Default
    default Option<D365Proxy> proxy() {
        return Option.none();
    }

    /** How often one request is sent at most, where sending it again cannot double anything. */
    @Value.Default
    default int attempts() {
        return 4;
    }

    /** First pause between two attempts when the server names none; doubles each time. */
    @Value.Default
    default Duration backoff() {
        return Duration.ofSeconds(1);
    }

    /** Longest single pause; a server that asks for more makes the lane fail as throttled. */
    @Value.Default
    default Duration longestPause() {
        return Duration.ofSeconds(60);
    }

    /** Most bytes of one answer. */
    @Value.Default
    default int largestAnswer() {
        return 64 * 1024 * 1024;
    }

    @Value.Default
    default Clock clock() {
        return Clock.systemUTC();
    }

    @Value.Default
    default Pause pause() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    @Value.Check
    default void check() {
        require(address().getHost() != null, "the D365 address names no host: " + address());
        require(
                "https".equalsIgnoreCase(address().getScheme()) || Loopback.plain(address()),
                "the D365 address must be https (http only on this machine): " + address());
        require(
                address().getRawUserInfo() == null
                        && address().getRawQuery() == null
                        && address().getRawFragment() == null,
                "the D365 address must hold no user, query or fragment");
        require(!address().getPath().matches(".*/data/?"), "the D365 address must not end in /data: " + address());
        require(
                Pattern.matches("[;,] ?", categorySeparator()),
                "the category separator must be ; or , (a blank may follow), not '" + categorySeparator() + "'");
        require(batchSize() >= 1 && batchSize() <= 1000, "a batch takes 1 to 1000 items, not " + batchSize());
        require(attempts() >= 1, "a request needs at least one attempt");
        require(!overlap().isNegative(), "the overlap must not be negative");
        require(
                !connectTimeout().isNegative()
                        && !connectTimeout().isZero()
                        && !readTimeout().isNegative()
                        && !readTimeout().isZero(),
                "timeouts must be longer than nothing");
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The address without a slash at its end. */
    @Value.Derived
    default String base() {
        return address().toString().replaceFirst("/+$", "");
    }

    /** Host and port of the address, lower case: how a fence names this D365. */
    @Value.Derived
    default String place() {
        return String.valueOf(address().getAuthority()).toLowerCase(java.util.Locale.ROOT);
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link D365Config}. */
    class Builder extends ImmutableD365Config.Builder {}
}
