package io.axpsync.cli.system;

import io.axpsync.store.jdbc.InstallationSecret;
import io.vavr.Lazy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The databases that a state can be kept in, and what a configuration says of a new, empty one. */
enum Engine {
    H2 {
        @Override
        String store(Path folder, String name) {
            return "store:\n  file: " + folder.resolve(name) + "\n";
        }
    },
    POSTGRESQL {
        @Override
        String store(Path folder, String name) throws IOException {
            postgres("CREATE SCHEMA " + name);
            Path password = Files.writeString(folder.resolve(name + ".password"), "unused");
            Path secret = folder.resolve(name + ".secret");
            InstallationSecret.create(secret);
            return """
                    store:
                      url: jdbc:postgresql://localhost:%d/postgres?currentSchema=%s
                      user: postgres
                      password: file:%s
                      secret: file:%s
                    """.formatted(SERVER.get().getPort(), name, password, secret);
        }
    };

    private static final Lazy<EmbeddedPostgres> SERVER = Lazy.of(Engine::start);

    /**
     * The section {@code store} of a configuration.
     *
     * @param name letters, digits and underscores; no other state has it
     */
    abstract String store(Path folder, String name) throws IOException;

    /** Replaces the section in a configuration that was written for a sandbox. */
    void configure(Path yaml, String name) throws IOException {
        String text = Files.readString(yaml).replaceFirst("(?m)^store:\\n(  .*\\n)+", "");
        Files.writeString(yaml, store(yaml.resolveSibling(""), name) + text);
    }

    /** Does something in PostgreSQL beside the program. */
    static void postgres(String sql) {
        try (Connection connection = SERVER.get().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

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
}
