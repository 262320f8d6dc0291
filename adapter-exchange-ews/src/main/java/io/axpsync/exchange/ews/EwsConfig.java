package io.axpsync.exchange.ews;

import io.axpsync.core.item.House;
import io.axpsync.core.port.Pause;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.immutables.value.Value;

/** Where Exchange is and how it is called. Nothing switches the verification of certificates off. */
@House
@Value.Immutable
public interface EwsConfig extends WithEwsConfig {

    Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** The largest page that SyncFolderItems gives. */
    int LARGEST_PAGE = 512;

    /** {@code https://mail.contoso.com/EWS/Exchange.asmx}. */
    URI url();

    @Value.Redacted
    EwsCredentials credentials();

    /**
     * Whether the service account acts as the owner of each mailbox (role ApplicationImpersonation); else it opens them
     * with its own rights, as a delegate.
     */
    @Value.Default
    default boolean impersonate() {
        return true;
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
     * How requests find public folders, where Exchange keeps them in mailboxes of several servers; none sends no headers of
     * that kind, which does where every server reaches them.
     */
    @Value.Default
    default Option<PublicFolderRoutes> publicFolderRoutes() {
        return Option.none();
    }

    /** How many changes a page of the feed, or contacts a page of a public folder, may hold; 1 to 512. */
    @Value.Default
    default int pageSize() {
        return LARGEST_PAGE;
    }

    /** How many items a request reads or writes; Exchange gives a request one minute. */
    @Value.Default
    default int batchSize() {
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
     * By how much the window may move before it is asked what it has reached. The feed itself knows no window, and no
     * feed tells of an item that did not change.
     */
    @Value.Default
    default Duration windowSlack() {
        return Duration.ofDays(1);
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
        String scheme = String.valueOf(url().getScheme());
        String name = String.valueOf(url().getHost()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && LOOPBACK.contains(name))) {
            problems = problems.append("ews url " + url() + ": https:// is needed (http:// only on this machine)");
        }
        if (url().getHost() == null || url().getRawUserInfo() != null || url().getRawQuery() != null) {
            problems = problems.append("ews url " + url()
                    + ": scheme, host and path only, such as https://mail.contoso.com/EWS/Exchange.asmx");
        }
        if (trust().exists(pem -> !Files.isReadable(pem))) {
            problems = problems.append("trust " + trust().get() + ": no readable file");
        }
        if (publicFolderRoutes().exists(routes -> !routes.areAddresses())) {
            problems = problems.append("publicFolderRoutes: SMTP addresses only, such as pf-hierarchy@contoso.com");
        }
        if (pageSize() < 1 || pageSize() > LARGEST_PAGE) {
            problems = problems.append("pageSize must be 1 to " + LARGEST_PAGE);
        }
        if (tries() < 1 || batchSize() < 1 || largestAnswer() < 1) {
            problems = problems.append("tries, batchSize and largestAnswer must be 1 or more");
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

        @Override
        public String toString() {
            return "Proxy[" + host + ":" + port + "]";
        }
    }

    /**
     * Addresses for the headers {@code X-AnchorMailbox} and {@code X-PublicFolderMailbox}, as Autodiscover tells them.
     *
     * @param anchor {@code PublicFolderInformation} of the mailbox that we act through
     * @param hierarchy {@code InternalRpcClientServer} of that one: the mailbox that holds the tree of folders
     * @param content {@code AutoDiscoverSMTPAddress} of the mailbox that holds what is in the folders
     */
    record PublicFolderRoutes(String anchor, String hierarchy, String content) {

        boolean areAddresses() {
            return Vector.of(anchor, hierarchy, content)
                    .forAll(address -> address.matches("[!-~&&[^@]]+@[!-~&&[^@]]+"));
        }
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds an {@link EwsConfig}. */
    class Builder extends ImmutableEwsConfig.Builder {}
}
