package io.axpsync.store.jdbc;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;
import static io.axpsync.store.jdbc.Untrusted.assertUntrusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.store.Examples;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import io.vavr.control.Try;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What may be wrong with a PostgreSQL, and what users are told then. */
class PostgresTroubleIT {

    private final String url = TestPostgres.newSchema();

    @Test
    void aServerThatIsNotThereIsToldSo() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertUntrusted(
                "state-unreachable",
                "localhost:" + port + "/axpsync",
                () -> open("jdbc:postgresql://localhost:" + port + "/axpsync"));
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StoreConfig config = TestPostgres.config(
                            "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/axpsync")
                    .withConnectTimeout(Duration.ofSeconds(1))
                    .withReadTimeout(Duration.ofSeconds(1));
            assertUntrusted("state-unreachable", "localhost", () -> JdbcStore.open(config));
        }
    }

    @Test
    void aWrongPasswordIsToldWithoutRepeatingIt() throws IOException, SQLException {
        demandPasswords();
        assertUntrusted(
                "state-denied",
                "localhost",
                () -> JdbcStore.open(StoreConfig.postgres(url, "guarded", "a-password-of-tests", Secrets.OURS)));
    }

    @Test
    void theRightPasswordOpens() throws IOException, SQLException {
        demandPasswords();
        TestPostgres.sql("GRANT ALL ON SCHEMA " + schema() + " TO guarded");
        JdbcStore.open(StoreConfig.postgres(url, "guarded", "right", Secrets.OURS))
                .close();
    }

    @Test
    void aMissingDatabaseIsToldSo() {
        assertUntrusted(
                "state-missing",
                "/nowhere",
                () -> open("jdbc:postgresql://localhost:" + TestPostgres.port() + "/nowhere"));
    }

    @Test
    void aMissingSchemaIsMade() throws SQLException {
        open(TestPostgres.url("?currentSchema=made_by_the_store")).close();
        assertThat(RawSql.first(
                        TestPostgres.url(""), "postgres", "", "SELECT count(*) FROM made_by_the_store.installation"))
                .isEqualTo("1");
    }

    @Test
    void aMissingSchemaThatTheUserMayNotMakeIsToldSo() throws IOException, SQLException {
        demandPasswords();
        assertUntrusted(
                "state-denied",
                "postgres",
                () -> JdbcStore.open(StoreConfig.postgres(
                        TestPostgres.url("?currentSchema=nowhere"), "guarded", "right", Secrets.OURS)));
    }

    @Test
    void aUserWithoutRightsIsToldSo() throws IOException, SQLException {
        demandPasswords();
        TestPostgres.sql("GRANT USAGE ON SCHEMA " + schema() + " TO guarded");
        assertUntrusted(
                "state-denied",
                "postgres",
                () -> JdbcStore.open(StoreConfig.postgres(url, "guarded", "right", Secrets.OURS)));
    }

    @Test
    void aReadOnlyServerIsToldSoAtOnce() {
        open(url).close();
        TestPostgres.sql("CREATE ROLE " + schema() + "_reader LOGIN SUPERUSER");
        TestPostgres.sql("ALTER ROLE " + schema() + "_reader SET default_transaction_read_only = on");
        assertUntrusted(
                "state-read-only",
                "postgres",
                () -> JdbcStore.open(StoreConfig.postgres(url, schema() + "_reader", "", Secrets.OURS)));
    }

    @Test
    void anOlderStateIsBroughtUpToDate() throws SQLException {
        String key = "VARCHAR COLLATE \"C\"";
        for (String version : OlderStates.versions(url, "postgres", key)) {
            String old = TestPostgres.newSchema();
            OlderStates.make(old, "postgres", key, version);
            RawSql.first(old, "postgres", "", OlderStates.A_LINK);
            try (Store store = open(old)) {
                assertThat(store.links().count()).as(version).isEqualTo(1);
                store.journal().append(Vector.of(Examples.bareEntry(CALENDAR, "run-1", "create")));
                assertThat(store.journal().damage(CALENDAR)).isEmpty();
            }
        }
    }

    @Test
    void aSchemaOfSomebodyElseIsRefused() {
        TestPostgres.sql("CREATE TABLE " + schema() + ".somebody_elses (id INT)");
        assertUntrusted("state-foreign", "postgres", () -> open(url));
    }

    @Test
    void aWrongSecretIsRefused() {
        open(url).close();
        assertUntrusted(
                "secret-wrong",
                "postgres",
                () -> JdbcStore.open(StoreConfig.postgres(url, "postgres", "", Secrets.ANOTHER)));
    }

    @Test
    void afterItsConnectionsWereCutTheStoreConnectsAnew() {
        StoreConfig config = TestPostgres.config(url);
        try (Store store = JdbcStore.open(config)) {
            store.leases().take(CALENDAR, "one", NOW, NOW.plusSeconds(60));
            TestPostgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'axpsync' AND pid <> pg_backend_pid()");
            Vector<String> told = Vector.range(0, config.connections() + 1)
                    .map(i -> Try.of(() -> store.leases().take(CALENDAR, "other", NOW, NOW.plusSeconds(60)))
                            .map(String::valueOf)
                            .recover(StateUntrusted.class, e -> e.reason().code())
                            .get());
            assertThat(told).containsOnly("state-unreachable", "false").endsWith("false");
        }
    }

    @Test
    void keysCompareByteByByte() throws SQLException {
        open(url).close();
        assertThat(RawSql.first(
                        url,
                        "postgres",
                        "",
                        "SELECT string_agg(DISTINCT collation_name, ',') FROM information_schema.columns"
                                + " WHERE table_schema = current_schema() AND column_name IN"
                                + " ('id','lane','link','run','exchange','d365','natural_key','started','held_until')"
                                + " AND table_name NOT IN ('checkpoints', 'flyway_schema_history')"))
                .isEqualTo("C");
    }

    @Test
    void twoStatesOfOneServerDoNotMeet() {
        try (Store one = open(url);
                Store other = open(TestPostgres.newSchema())) {
            assertThat(one.installation()).isNotEqualTo(other.installation());
            assertThat(one.leases().take(CALENDAR, "one", NOW, NOW.plusSeconds(60)))
                    .isTrue();
            assertThat(other.leases().take(CALENDAR, "other", NOW, NOW.plusSeconds(60)))
                    .isTrue();
        }
    }

    @Test
    void aLeaseOfAnotherProcessHoldsUntilItEndsEvenIfTheProcessWasKilled() throws Exception {
        try (OtherProcess other = OtherProcess.start("lease-and-halt", url)) {
            assertThat(other.line()).isEqualTo("leased true");
            other.awaitEnd();
        }
        try (Store store = open(url)) {
            assertThat(store.leases().take(CALENDAR, "ours", NOW.plusSeconds(59), NOW.plusSeconds(120)))
                    .isFalse();
            assertThat(store.leases().take(CALENDAR, "ours", NOW.plusSeconds(60), NOW.plusSeconds(120)))
                    .isTrue();
        }
    }

    private static Store open(String url) {
        return JdbcStore.open(TestPostgres.config(url));
    }

    private String schema() {
        return url.substring(url.indexOf('=') + 1);
    }

    /** Makes a user from whom the server wants a password, which it does not from others. */
    private static void demandPasswords() throws IOException, SQLException {
        TestPostgres.sql("DO $$ BEGIN CREATE ROLE guarded LOGIN PASSWORD 'right';"
                + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        Path rules = Path.of(RawSql.first(TestPostgres.url(""), "postgres", "", "SHOW hba_file"));
        String rule = "host all guarded all scram-sha-256\n";
        String now = Files.readString(rules, StandardCharsets.UTF_8);
        if (!now.startsWith(rule)) {
            Files.writeString(rules, rule + now);
            TestPostgres.sql("SELECT pg_reload_conf()");
        }
    }
}
