package io.axpsync.exchange.graph;

import io.axpsync.core.item.House;
import io.axpsync.core.port.Pause;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.immutables.value.Value;

/**
 * Where Graph is and how it is called. National clouds differ in {@link #host()}, {@link #authority()} and
 * {@link #scope()}. Nothing switches the verification of certificates off.
 */
@House
@Value.Immutable
public interface GraphConfig extends WithGraphConfig {

    Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** Scheme and authority, without a path: {@code https://graph.microsoft.com}. */
    @Value.Default
    default URI host() {
        return URI.create("https://graph.microsoft.com");
    }

    @Value.Redacted
    GraphCredentials credentials();

    /** Where tokens are made; the tenant is appended. Always https. */
    @Value.Default
    default URI authority() {
        return URI.create("https://login.microsoftonline.com");
    }

    /** None = {@code <host>/.default}. */
    @Value.Default
    default Option<String> scope() {
        return Option.none();
    }

    @Value.Default
    default Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    /** Also of writing a request. */
    @Value.Default
    default Duration readTimeout() {
        return Duration.ofSeconds(100);
    }

    /** A PEM file with certificates that are trusted beside those of the Java runtime. */
    @Value.Default
    default Option<Path> trust() {
        return Option.none();
    }

    @Value.Default
    default Option<Proxy> proxy() {
        return Option.none();
    }

    /**
     * How many events a page of the change feed may hold; the server may send fewer. Twenty such pages, with the bodies
     * of their events, are in memory at once.
     */
    @Value.Default
    default int pageSize() {
        return 50;
    }

    /** An answer that is longer, in bytes, is given up on. */
    @Value.Default
    default int largestAnswer() {
        return 64 * 1024 * 1024;
    }

    /** How often a request, or one part of a batch, is sent at most, the first time included. */
    @Value.Default
    default int tries() {
        return 5;
    }

    /** A server that asks to wait longer than this is given up on until the next run. */
    @Value.Default
    default Duration longestWait() {
        return Duration.ofMinutes(5);
    }

    /**
     * By how much the window may move before a lane's feed is started anew. Graph bakes the window into the feed's
     * link; until then the strip at its far end is not seen, which nobody notices as long as it is a day at the end of
     * months.
     */
    @Value.Default
    default Duration windowSlack() {
        return Duration.ofDays(1);
    }

    /**
     * Whether it was confirmed on this tenant that a write of categories, reminder, show-as, sensitivity or extended
     * properties to an organiser's meeting mails nobody. Undocumented, so off by default.
     */
    @Value.Default
    default boolean privateFieldsAreSilent() {
        return false;
    }

    @Value.Default
    default Clock clock() {
        return Clock.systemUTC();
    }

    @Value.Default
    default Pause pause() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    /** All that is wrong with this configuration, each a line for a person; empty when nothing is. */
    default Seq<String> problems() {
        Seq<String> problems = Vector.empty();
        String scheme = String.valueOf(host().getScheme());
        String name = String.valueOf(host().getHost()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && LOOPBACK.contains(name))) {
            problems = problems.append("graph host " + host() + ": https:// is needed (http:// only on this machine)");
        }
        String path = host().getRawPath();
        if (host().getHost() == null
                || host().getRawUserInfo() != null
                || host().getRawQuery() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            problems = problems.append(
                    "graph host " + host() + ": scheme and host only, such as https://graph.microsoft.com");
        }
        if (!"https".equals(authority().getScheme())) {
            problems = problems.append("authority " + authority() + ": https:// is needed");
        }
        if (trust().exists(pem -> !Files.isReadable(pem))) {
            problems = problems.append("trust " + trust().get() + ": no readable file");
        }
        if (credentials() instanceof GraphCredentials.Certificate c && !Files.isReadable(c.pem())) {
            problems = problems.append("certificate " + c.pem() + ": no readable file");
        }
        if (tries() < 1 || pageSize() < 1 || largestAnswer() < 1) {
            problems = problems.append("tries, pageSize and largestAnswer must be 1 or more");
        }
        return problems;
    }

    /**
     * A proxy that is asked by {@code CONNECT} for https.
     *
     * @param user empty = no credentials
     */
    record Proxy(String host, int port, String user, String password) {

        public static Proxy at(String host, int port) {
            return new Proxy(host, port, "", "");
        }

        public InetSocketAddress address() {
            return InetSocketAddress.createUnresolved(host, port);
        }

        @Override
        public String toString() {
            return "Proxy[" + host + ":" + port + "]";
        }
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link GraphConfig}. */
    class Builder extends ImmutableGraphConfig.Builder {}
}
