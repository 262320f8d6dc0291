package io.axpsync.store.jdbc;

import io.vavr.Lazy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this JVM; each test gets an empty schema of its own. */
final class TestPostgres {

    private static final Lazy<EmbeddedPostgres> SERVER = Lazy.of(TestPostgres::start);
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int port() {
        return SERVER.get().getPort();
    }

    /** Parameters start with {@code ?}. */
    static String url(String parameters) {
        return "jdbc:postgresql://localhost:" + port() + "/postgres" + parameters;
    }

    /** The URL of a new, empty schema. */
    static String newSchema() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        sql("CREATE SCHEMA " + schema);
        return url("?currentSchema=" + schema);
    }

    static void sql(String sql) {
        try (Connection connection = SERVER.get().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static StoreConfig config(String url) {
        return StoreConfig.postgres(url, "postgres", "a-password-of-tests", Secrets.OURS);
    }
}
