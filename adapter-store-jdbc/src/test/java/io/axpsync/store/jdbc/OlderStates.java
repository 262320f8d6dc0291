package io.axpsync.store.jdbc;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/** States as earlier versions of this program made them. */
final class OlderStates {

    /** What a user would lose if it were not taken along; in the words of the oldest version. */
    static final String A_LINK = "INSERT INTO links (id, lane, state, marker_seen, since)"
            + " VALUES ('a-link', '000101/APPOINTMENT', 'LINKED', TRUE, '2026-01-01T00:00:00.000000000Z')";

    private OlderStates() {}

    /** Makes an empty state of that version. @param key text type that compares byte by byte */
    static void make(String url, String user, String key, String version) {
        flyway(url, user, key, version).migrate();
    }

    /** All versions before the newest. */
    static Seq<String> versions(String url, String user, String key) {
        return Vector.of(flyway(url, user, key, "latest").info().all())
                .map(one -> String.valueOf(one.getVersion()))
                .dropRight(1);
    }

    private static Flyway flyway(String url, String user, String key, String version) {
        return Flyway.configure()
                .dataSource(url, user, "")
                .locations("classpath:io/axpsync/store/jdbc")
                .placeholders(Map.of("key", key))
                .target(MigrationVersion.fromVersion(version))
                .load();
    }
}
