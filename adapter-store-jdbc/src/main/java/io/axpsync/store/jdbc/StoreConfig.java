package io.axpsync.store.jdbc;

import io.axpsync.core.item.House;
import io.axpsync.store.jdbc.internal.Address;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.time.Duration;
import org.immutables.value.Value;

/**
 * Where the state is kept: {@link #file()} for H2, or {@link #url()}, {@link #user()} and {@link #password()} for
 * PostgreSQL.
 *
 * <p>PostgreSQL is reached over TLS with the server's name checked, except on this machine. The driver's own URL
 * parameters say how: {@code sslrootcert=/path/ca.pem} trusts one authority only; without it the Java trust store
 * decides. {@code sslmode} may be {@code verify-full} (the default) or {@code verify-ca}, nothing weaker.
 * {@code currentSchema=axpsync} puts the tables into a schema of their own, which is made if the
 * user may. User and password do not
 * belong into the URL.
 */
@House
@Value.Immutable
public interface StoreConfig extends WithStoreConfig {

    /** The H2 file without its ending {@code .mv.db}; made with its folder when it does not exist. */
    @Value.Default
    default Option<Path> file() {
        return Option.none();
    }

    /** {@code jdbc:postgresql://host[:port]/database[?parameters]}. */
    @Value.Default
    @Value.Redacted
    default Option<String> url() {
        return Option.none();
    }

    @Value.Default
    default String user() {
        return "";
    }

    @Value.Default
    @Value.Redacted
    default String password() {
        return "";
    }

    /** The installation's secret, 32 bytes; see {@link InstallationSecret}. All keys are derived from it. */
    @Value.Redacted
    byte[] secret();

    /**
     * The secret that a rotation is going over to; a state that already has it is opened with it, so that a rotation
     * may be cut off anywhere.
     */
    @Value.Default
    @Value.Redacted
    default Option<byte[]> nextSecret() {
        return Option.none();
    }

    /** Name of the installation when the state is new: 1 to 40 letters, digits, {@code -} and {@code _}. Random if none. */
    @Value.Default
    default Option<String> installation() {
        return Option.none();
    }

    /** Connections at most; one per thread that works at the same time is enough. */
    @Value.Default
    default int connections() {
        return 4;
    }

    /** How long a connection may take to come about. */
    @Value.Default
    default Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    /** How long PostgreSQL may take to answer. */
    @Value.Default
    default Duration readTimeout() {
        return Duration.ofSeconds(100);
    }

    /** All that is wrong with these settings, each as a sentence without any secret; empty when they can be used. */
    default Seq<String> problems() {
        Vector<String> found = Vector.empty();
        if (file().isDefined() == url().isDefined()) {
            found = found.append("The store needs either a file (H2) or a url (PostgreSQL).");
        }
        found = found.appendAll(file().toVector().flatMap(Address::problems));
        found = found.appendAll(url().toVector().flatMap(Address::problems));
        if (secret().length != InstallationSecret.BYTES) {
            found = found.append(
                    "The secret must have " + InstallationSecret.BYTES + " bytes, not " + secret().length + ".");
        }
        if (nextSecret().exists(next -> next.length != InstallationSecret.BYTES)) {
            found = found.append("The next secret must have " + InstallationSecret.BYTES + " bytes.");
        }
        if (installation().exists(name -> !name.matches("[A-Za-z0-9_-]{1,40}"))) {
            found = found.append("The installation's name must be 1 to 40 letters, digits, - and _.");
        }
        if (connections() < 1) {
            found = found.append("The store needs at least one connection.");
        }
        if (connectTimeout().toMillis() < 250 || readTimeout().toSeconds() < 1) {
            found = found.append("The store's timeouts are too short: 250 ms to connect and 1 s to answer at least.");
        }
        return found;
    }

    @Value.Check
    default void check() {
        if (!problems().isEmpty()) {
            throw new IllegalArgumentException(problems().mkString(" "));
        }
    }

    /** H2 in a file. */
    static StoreConfig h2(Path file, byte[] secret) {
        return builder().file(Option.some(file)).secret(secret).build();
    }

    /** PostgreSQL. */
    static StoreConfig postgres(String url, String user, String password, byte[] secret) {
        return builder()
                .url(Option.some(url))
                .user(user)
                .password(password)
                .secret(secret)
                .build();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link StoreConfig}. */
    class Builder extends ImmutableStoreConfig.Builder {}
}
