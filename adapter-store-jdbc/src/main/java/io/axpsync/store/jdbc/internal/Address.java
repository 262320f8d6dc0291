package io.axpsync.store.jdbc.internal;

import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a database is and how it is spoken to.
 *
 * @param name for messages: the file, or host, port and database; never parameters, which could hold secrets
 * @param settings of the driver
 * @param key text type that compares byte by byte
 * @param init statement for each new connection
 */
public record Address(
        String name,
        String url,
        String user,
        String password,
        Map<String, String> settings,
        String key,
        Option<String> init,
        boolean embedded) {

    /**
     * {@code WRITE_DELAY=0}: without it a commit is on disk half a second after it returned, and a killed process
     * forgets what it was about to do. {@code retry:} opens the file anew after a thread was interrupted inside it.
     */
    private static final String H2_SETTINGS =
            ";MODE=PostgreSQL;WRITE_DELAY=0;LOCK_TIMEOUT=20000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /** Stricter than the driver, which takes a part of what it cannot read for a host and logs it. */
    private static final String HOST = "([^/:?@,\\[\\]]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?";

    private static final Pattern FORM =
            Pattern.compile("jdbc:postgresql://" + HOST + "(," + HOST + ")*/[^/?@]+([?].*)?");

    private static final Vector<String> CHECKED_MODES = Vector.of("verify-full", "verify-ca");

    /** Parameters beyond these could weaken TLS, load classes or write files. */
    private static final Vector<String> USEFUL = Vector.of(
            "currentSchema", "sslmode", "sslrootcert", "sslcert", "sslkey", "targetServerType", "loginTimeout");

    /** Also what the driver makes of the address itself, and what has a message of its own. */
    private static final Set<String> ALLOWED =
            HashSet.ofAll(USEFUL).addAll(Vector.of("PGHOST", "PGPORT", "PGDBNAME", "user", "password"));

    @Override
    public String toString() {
        return name;
    }

    public static Address h2(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return new Address(
                absolute.toString(),
                "jdbc:h2:retry:" + absolute + H2_SETTINGS,
                "axpsync",
                "",
                LinkedHashMap.empty(),
                "VARCHAR",
                Option.none(),
                true);
    }

    public static Address postgres(
            String url, String user, String password, Duration connectTimeout, Duration readTimeout) {
        Properties parsed = parse(url).getOrElseThrow(() -> new IllegalArgumentException("not a PostgreSQL URL"));
        Map<String, String> settings = LinkedHashMap.of(
                PGProperty.APPLICATION_NAME.getName(), "axpsync",
                PGProperty.TCP_KEEP_ALIVE.getName(), "true",
                PGProperty.REWRITE_BATCHED_INSERTS.getName(), "true",
                PGProperty.CONNECT_TIMEOUT.getName(), seconds(connectTimeout),
                PGProperty.SOCKET_TIMEOUT.getName(), seconds(readTimeout));
        Option<String> mode = Option.of(PGProperty.SSL_MODE.getOrNull(parsed))
                .orElse(isLocal(parsed) ? Option.none() : Option.some("verify-full"));
        for (String one : mode) {
            settings = settings.put(PGProperty.SSL_MODE.getName(), one);
        }
        if (mode.exists(CHECKED_MODES::contains) && PGProperty.SSL_ROOT_CERT.getOrNull(parsed) == null) {
            settings = settings.put(PGProperty.SSL_FACTORY.getName(), "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        return new Address(
                name(parsed),
                url,
                user,
                password,
                settings.removeAll(Vector.ofAll(parsed.stringPropertyNames())),
                "VARCHAR COLLATE \"C\"",
                Option.some("SET synchronous_commit TO on"),
                false);
    }

    /** What is wrong with an H2 file's name. */
    public static Seq<String> problems(Path file) {
        return file.toString().matches("[^;\\p{Cntrl}]+")
                ? Vector.empty()
                : Vector.of("The store's file name must not hold semicolons or control characters.");
    }

    /** What is wrong with a PostgreSQL URL, told without repeating it. */
    public static Seq<String> problems(String url) {
        return parse(url)
                .map(Address::problems)
                .getOrElse(Vector.of("The store's url must look like jdbc:postgresql://host:5432/database."));
    }

    private static Seq<String> problems(Properties parsed) {
        Vector<String> found = Vector.empty();
        if (PGProperty.USER.getOrNull(parsed) != null || PGProperty.PASSWORD.getOrNull(parsed) != null) {
            found = found.append("User and password do not belong into the store's url; give them apart.");
        }
        String mode = PGProperty.SSL_MODE.getOrNull(parsed);
        if (mode != null && !isLocal(parsed) && !CHECKED_MODES.contains(mode)) {
            found = found.append("The store's url says sslmode=" + mode
                    + ", which does not check the server; use verify-full or verify-ca.");
        }
        Set<String> refused = HashSet.ofAll(parsed.stringPropertyNames()).removeAll(ALLOWED);
        if (!refused.isEmpty()) {
            found = found.append(
                    "The store's url must not say " + refused.toSortedSet().mkString(", ") + "; of the"
                            + " driver's parameters these are of use: " + USEFUL.mkString(", ") + ".");
        }
        return found;
    }

    private static Option<Properties> parse(String url) {
        return FORM.matcher(url).matches() ? Option.of(Driver.parseURL(url, new Properties())) : Option.none();
    }

    private static String name(Properties parsed) {
        return PGProperty.PG_HOST.getOrDefault(parsed) + ":" + PGProperty.PG_PORT.getOrDefault(parsed) + "/"
                + PGProperty.PG_DBNAME.getOrDefault(parsed);
    }

    private static boolean isLocal(Properties parsed) {
        return Vector.of(String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed)).split(","))
                .forAll(Address::isLoopback);
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        boolean number = host.matches("[0-9.]+|\\[?[0-9a-fA-F:]*:[0-9a-fA-F:.]*]?");
        try {
            return number && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}
