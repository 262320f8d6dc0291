package io.axpsync.store.jdbc;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.store.jdbc.Untrusted.assertUntrusted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axpsync.core.contract.store.Examples;
import io.axpsync.core.port.StateUntrusted;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be wrong with an H2 file, and what users are told then. */
class H2TroubleTest {

    @TempDir
    private Path folder;

    @Test
    void aWrongSecretIsRefusedBeforeAnythingIsWritten() throws SQLException {
        open().close();
        String before = sql("SELECT opened FROM installation");
        assertUntrusted(
                "secret-wrong",
                "state",
                () -> JdbcStore.open(StoreConfig.h2(file(), Secrets.ANOTHER)).close());
        assertThat(sql("SELECT opened FROM installation")).isEqualTo(before);
        open().close();
    }

    @Test
    void theSecretIsCheckedBeforeTablesAreBroughtUpToDate() throws SQLException {
        open().close();
        sql("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '1'");
        sql(
                "INSERT INTO \"flyway_schema_history\" SELECT 1, '0', 'older', 'SQL', 'V0__Older.sql', 0, 'x', now(), 1, true");
        assertUntrusted(
                "secret-wrong",
                "state",
                () -> JdbcStore.open(StoreConfig.h2(file(), Secrets.ANOTHER)).close());
    }

    @Test
    void aStateOfANewerProgramIsRefused() throws SQLException {
        open().close();
        sql("INSERT INTO \"flyway_schema_history\" SELECT 99, '999', 'Tomorrow', 'SQL', 'V999__Tomorrow.sql', 0, 'x',"
                + " now(), 1, true");
        assertUntrusted("state-newer", "state", this::open);
    }

    @Test
    void anOlderStateIsBroughtUpToDate() throws SQLException {
        assertThat(OlderStates.versions("jdbc:h2:mem:none", "axpsync", "VARCHAR"))
                .isNotEmpty();
        for (String version : OlderStates.versions("jdbc:h2:mem:none", "axpsync", "VARCHAR")) {
            Path old = folder.resolve("version-" + version);
            String url = "jdbc:h2:" + old + ";MODE=PostgreSQL";
            OlderStates.make(url, "axpsync", "VARCHAR", version);
            RawSql.first(url, "axpsync", "", OlderStates.A_LINK);
            try (Store store = JdbcStore.open(StoreConfig.h2(old, Secrets.OURS))) {
                assertThat(store.links().count()).as(version).isEqualTo(1);
                store.journal().append(Vector.of(Examples.bareEntry(CALENDAR, "run-1", "create")));
                assertThat(store.journal().damage(CALENDAR)).isEmpty();
            }
        }
    }

    @Test
    void aStateWhoseMigrationWasAnotherIsRefused() throws SQLException {
        open().close();
        sql("UPDATE \"flyway_schema_history\" SET \"checksum\" = 4711 WHERE \"version\" = '1'");
        assertUntrusted("state-damaged", "state", this::open);
    }

    @Test
    void aDatabaseOfSomebodyElseIsRefusedAndLeftAlone() throws SQLException {
        sql("CREATE TABLE somebody_elses (id INT)");
        assertUntrusted("state-foreign", "state", this::open);
        assertThat(sql("SELECT count(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                .isEqualTo("1");
    }

    @Test
    void aStateWithoutItsTablesIsRefused() throws SQLException {
        open().close();
        sql("DROP TABLE installation");
        assertThat(reasonOf(this::open)).startsWith("state-");
    }

    @Test
    void aFileOfOverwrittenBytesIsRefused() throws IOException {
        open().close();
        byte[] bytes = Files.readAllBytes(database());
        Arrays.fill(bytes, (byte) 'x');
        Files.write(database(), bytes);
        assertUntrusted("state-damaged", "state", this::open);
    }

    @Test
    void aFileCutShortIsRefused() throws IOException {
        open().close();
        byte[] bytes = Files.readAllBytes(database());
        Files.write(database(), Arrays.copyOf(bytes, 100));
        assertUntrusted("state-damaged", "state", this::open);
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws IOException {
        Files.createDirectories(database());
        assertThat(reasonOf(this::open)).startsWith("state-");
    }

    @Test
    void aPlaceThatCannotHoldFilesIsRefused() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file"));
        assertThat(reasonOf(() -> JdbcStore.open(StoreConfig.h2(notAFolder.resolve("state"), Secrets.OURS))))
                .startsWith("state-");
    }

    @Test
    void aReadOnlyFileIsToldSoAtOnce() throws SQLException {
        open().close();
        try (Connection reader =
                DriverManager.getConnection("jdbc:h2:retry:" + file() + ";ACCESS_MODE_DATA=r", "axpsync", "")) {
            assertThat(reader.isReadOnly()).isTrue();
            assertUntrusted("state-read-only", "state", this::open);
        }
    }

    @Test
    void aFileThatAnotherProcessUsesIsToldSo() throws Exception {
        open().close();
        try (OtherProcess other = OtherProcess.start("hold", file())) {
            assertThat(other.line()).isEqualTo("held");
            assertUntrusted("state-in-use", "state", this::open);
        }
    }

    @Test
    void whatWasAppendedSurvivesAKilledProcess() throws Exception {
        try (OtherProcess other = OtherProcess.start("append-and-halt", file())) {
            assertThat(other.line()).isEqualTo("appended");
            other.awaitEnd();
        }
        try (Store store = open()) {
            assertThat(store.journal().newest(CALENDAR, 10))
                    .containsExactly(Examples.entry(CALENDAR, "run-1", "Board meeting"));
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
        }
    }

    @Test
    void whatWasCommittedIsThereAfterSigkill() throws Exception {
        assertThat(lostBySigkill("append-on-and-on")).isNotPositive();
    }

    /** Why the store insists on WRITE_DELAY=0: else an intent is forgotten whose write has taken effect. */
    @Test
    void withTheDelayThatH2HasByItselfItWouldBeLost() throws Exception {
        int lost = lostBySigkill("append-on-and-on-late");
        for (int i = 0; i < 2 && lost <= 0; i++) { // it may be killed just after the writing
            lost = lostBySigkill("append-on-and-on-late");
        }
        assertThat(lost).isPositive();
    }

    /** How many entries were appended, as the process said, and are not there when it was killed. */
    private int lostBySigkill(String task) throws Exception {
        Path place = folder.resolve(task + System.nanoTime());
        int appended = 0;
        try (OtherProcess other = OtherProcess.start(task, place)) {
            String line = other.line();
            while (line.matches("\\d+")) {
                appended = Integer.parseInt(line);
                if (appended == 100) {
                    other.kill(); // what it said meanwhile can still be read
                }
                line = other.line();
            }
            other.kill();
            assertThat(appended).as(line).isGreaterThanOrEqualTo(100);
        }
        try (Store store = JdbcStore.open(StoreConfig.h2(place, Secrets.OURS))) {
            assertThat(store.journal().damage(CALENDAR)).isEmpty();
            return appended - store.journal().ofRun("run-1").size();
        }
    }

    @Test
    void anInterruptedThreadDoesNotHarmTheState() {
        try (Store store = open()) {
            Thread.currentThread().interrupt();
            store.journal().append(Vector.of(Examples.bareEntry(CALENDAR, "run-1", "one")));
            assertThat(Thread.interrupted()).isTrue();
            store.journal().append(Vector.of(Examples.bareEntry(CALENDAR, "run-1", "two")));
            assertThat(store.journal().ofRun("run-1")).hasSize(2);
        }
    }

    @Test
    @Tag("promise-7")
    void commitsAreOnDiskWhenTheyReturn() throws SQLException {
        try (Store store = open()) {
            store.runs().newest(1);
            String settings = "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = ";
            assertThat(sqlBeside(settings + "'WRITE_DELAY'")).isEqualTo("0");
            assertThat(sqlBeside(settings + "'MODE'")).isEqualTo("PostgreSQL");
        }
    }

    @Test
    void theInstallationMayBeNamedOnce() {
        try (Store store =
                JdbcStore.open(StoreConfig.h2(file(), Secrets.OURS).withInstallation(Option.some("contoso-1")))) {
            assertThat(store.installation()).isEqualTo("contoso-1");
        }
        try (Store store =
                JdbcStore.open(StoreConfig.h2(file(), Secrets.OURS).withInstallation(Option.some("contoso-2")))) {
            assertThat(store.installation()).isEqualTo("contoso-1");
        }
    }

    @Test
    void aStoreThatWasClosedIsNotToBeTrustedAnyMore() {
        Store store = open();
        store.close();
        assertThat(reasonOf(() -> store.links().count())).startsWith("state-");
    }

    private static String reasonOf(ThrowingCallable call) {
        StringBuilder code = new StringBuilder();
        assertThatThrownBy(call).isInstanceOfSatisfying(StateUntrusted.class, e -> {
            assertThat(e.reason().remedy()).isNotBlank();
            code.append(e.reason().code());
        });
        return code.toString();
    }

    private Store open() {
        return JdbcStore.open(StoreConfig.h2(file(), Secrets.OURS));
    }

    private Path file() {
        return folder.resolve("state");
    }

    private Path database() {
        return folder.resolve("state.mv.db");
    }

    private String sql(String sql) throws SQLException {
        return RawSql.first("jdbc:h2:" + file() + ";MODE=PostgreSQL", "axpsync", "", sql);
    }

    /** While the store is open in this process: joins the database with the settings that it was opened with. */
    private String sqlBeside(String sql) throws SQLException {
        return RawSql.first("jdbc:h2:retry:" + file(), "axpsync", "", sql);
    }
}
