package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.command.Cli;
import io.axpsync.cli.command.Exit;
import io.axpsync.cli.config.ConfigurationFile;
import io.axpsync.cli.run.LaneFilter;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.port.RunListener;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.store.jdbc.InstallationSecret;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A state that cannot be trusted: every command ends with 5 and one message that says what to do, and no server is even
 * asked.
 */
class BadStoresIT {

    private static final Seq<String> COMMANDS =
            Vector.of("sync", "plan", "held list", "cases list", "journal list", "journal verify");

    private static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.builder()
            .company(Company.generated(2))
            .d365(D365Options.companion())
            .build());

    private static int states;

    private final Path folder;
    private final Path config;
    private final String name = "bad_" + ++states;

    BadStoresIT(@TempDir Path folder) {
        this.folder = folder;
        this.config = Cli.configure(SANDBOX, folder);
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @ParameterizedTest
    @EnumSource
    void aStateOfANewerVersion(Engine engine) throws Exception {
        made(engine);
        sql(
                engine,
                "INSERT INTO \"flyway_schema_history\" SELECT 99, '999', 'Tomorrow', 'SQL', 'V999__Tomorrow.sql',"
                        + " 0, 'x', now(), 1, true");
        refused("state-newer", "newer version");
    }

    @ParameterizedTest
    @EnumSource
    void aStateWhoseTablesAnotherProgramMade(Engine engine) throws Exception {
        made(engine);
        sql(engine, "UPDATE \"flyway_schema_history\" SET \"checksum\" = 4711 WHERE \"version\" = '1'");
        refused("state-damaged", "not made by this program");
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfSomebodyElse(Engine engine) throws Exception {
        engine.configure(config, name);
        sql(engine, "CREATE TABLE somebody_elses (id INT)");
        InstallationSecret.create(secret(engine));
        refused("state-foreign", "somebody else");
    }

    @ParameterizedTest
    @EnumSource
    void theStateOfAnotherInstallation(Engine engine) throws Exception {
        made(engine);
        Files.delete(secret(engine));
        InstallationSecret.create(secret(engine));
        refused("secret-wrong", "another secret");
    }

    @ParameterizedTest
    @EnumSource
    void aSecretThatIsGone(Engine engine) throws Exception {
        made(engine);
        Files.delete(secret(engine));
        refused(
                engine == Engine.H2 ? "secret-missing" : "secret-unreadable",
                secret(engine).toString());
    }

    @ParameterizedTest
    @EnumSource
    void aSecretThatWasCutShort(Engine engine) throws Exception {
        made(engine);
        Files.writeString(secret(engine), "AAAA\n");
        refused("secret-malformed", secret(engine).toString());
    }

    @ParameterizedTest
    @EnumSource
    void aSecretThatOthersMayRead(Engine engine) throws Exception {
        made(engine);
        Files.setPosixFilePermissions(secret(engine), PosixFilePermissions.fromString("rw-r--r--"));
        refused("secret-exposed", secret(engine).toString());
    }

    @Test
    void aFileOfOverwrittenBytes() throws Exception {
        made(Engine.H2);
        byte[] bytes = Files.readAllBytes(database());
        Arrays.fill(bytes, (byte) 'x');
        Files.write(database(), bytes);
        refused("state-damaged", name);
    }

    @Test
    void aFileCutShort() throws Exception {
        made(Engine.H2);
        Files.write(database(), Arrays.copyOf(Files.readAllBytes(database()), 100));
        refused("state-damaged", name);
    }

    @Test
    void aFileThatAnotherProcessOfTheProgramUses() throws Exception {
        made(Engine.H2);
        try (StoreSteps steps = new StoreSteps();
                Program.Running other = new Program(folder)
                        .startVictim(
                                List.of("-D" + Victim.PORT + "=" + steps.port(), "-D" + Victim.LAST + "=3"),
                                "sync",
                                "-c",
                                config.toString())) {
            assertThat(steps.until(3)).as(other.printed()).hasSize(3);
            refused("state-in-use", "another process");
        }
    }

    @Test
    void aFileThatMayOnlyBeRead() throws Exception {
        made(Engine.H2);
        // whom rights do not bind would open a file of mode 0400 for writing: so it is opened for reading first
        try (Connection reader = DriverManager.getConnection(
                "jdbc:h2:retry:" + folder.resolve(name) + ";ACCESS_MODE_DATA=r", "axpsync", "")) {
            assertThat(reader.isReadOnly()).isTrue();
            refused("state-read-only", "read-only");
        }
    }

    @Test
    void aServerThatMayOnlyBeRead() throws Exception {
        made(Engine.POSTGRESQL);
        Engine.postgres("CREATE ROLE " + name + " LOGIN SUPERUSER");
        Engine.postgres("ALTER ROLE " + name + " SET default_transaction_read_only = on");
        Files.writeString(config, Files.readString(config).replace("user: postgres", "user: " + name));
        refused("state-read-only", "read-only");
    }

    @Test
    void aServerThatIsNotThere() throws Exception {
        made(Engine.POSTGRESQL);
        Files.writeString(
                config, Files.readString(config).replaceFirst("localhost:\\d+/postgres", "localhost:1/postgres"));
        refused("state-unreachable", "localhost:1");
    }

    @Test
    void aDatabaseWithoutRoomForAStart() throws Exception {
        made(Engine.POSTGRESQL);
        full("installation");
        refused("state-full", "no room left");
    }

    @Test
    void aDatabaseThatIsFullBeforeTheFirstWrite() throws Exception {
        made(Engine.POSTGRESQL);
        full("journal");
        RawState before = RawState.of(SANDBOX);

        Cli sync = Cli.run("sync", "-c", config.toString());

        assertThat(sync.exit).isEqualTo(Exit.STATE.code());
        assertThat(sync.err)
                .contains("no room left", "Make room", "The run was stopped")
                .doesNotContain("Nothing was written", "\tat ", "Exception");
        assertThat(RawState.of(SANDBOX))
                .as("what cannot be announced is not written")
                .isEqualTo(before);
    }

    @Test
    void aDatabaseThatBecomesFullWhileARunWrites() throws Exception {
        try (Sandbox own = Sandbox.start(SandboxOptions.builder()
                .company(Company.generated(2))
                .d365(D365Options.companion())
                .build())) {
            Cli.configure(own, folder);
            made(Engine.POSTGRESQL);
            full("checkpoints");
            Cli sync = Cli.run("sync", "-c", config.toString());
            assertThat(sync.exit).isEqualTo(Exit.STATE.code());
            assertThat(sync.err).contains("no room left", "The run was stopped").doesNotContain("Nothing was written");

            Engine.postgres("DROP TRIGGER no_room ON " + name + ".checkpoints");
            own.clock().advance(Duration.ofMinutes(31)); // the lanes are still leased
            try (Synchronisation next =
                    Synchronisation.open(ConfigurationFile.read(config), own.clock(), RunListener.SILENT)) {
                assertThat(next.sync(LaneFilter.ALL).report().get().failedLanes())
                        .isZero();
                assertThat(next.plan(LaneFilter.ALL).report().get().operations())
                        .isZero();
            }
            Users users = new Users(own);
            assertThat(users.events("worker000001@fabrikon.example", "Visit 000001"))
                    .hasSize(1);
            assertThat(users.activities("Meeting 000001")).hasSize(1);
        }
    }

    /** A file of H2 that cannot grow any more, in the middle of a run or before. */
    @Test
    void aDiskThatIsFull() throws Exception {
        made(Engine.H2);
        RawState before = RawState.of(SANDBOX);
        long kilobytes = Files.size(database()) / 1024;
        try (Program.Running run =
                new Program(folder).startWithSmallFiles((int) kilobytes + 4, "sync", "-c", config.toString())) {
            assertThat(run.exit()).as(run.printed()).isEqualTo(Exit.STATE.code());
            assertThat(run.printed()).contains("no room left", "Make room").doesNotContain("\tat ", "Exception");
        }
        assertThat(RawState.of(SANDBOX))
                .as("what cannot be announced is not written")
                .isEqualTo(before);
        assertThat(Cli.run("journal", "verify", "-c", config.toString()).exit)
                .as("with room again")
                .isZero();
    }

    /** A state as a dry run makes it. */
    private void made(Engine engine) throws IOException {
        engine.configure(config, name);
        Cli plan = Cli.run("plan", "-c", config.toString(), "--json");
        assertThat(plan.exit).as(plan.out + plan.err).isZero();
    }

    private void refused(String code, String about) {
        RawState before = RawState.of(SANDBOX);
        for (String command : COMMANDS) {
            SANDBOX.counts().clear();
            Cli cli = Cli.run(Vector.of(command.split(" "))
                    .appendAll(Vector.of("-c", config.toString(), "--json"))
                    .toJavaArray(String[]::new));

            String said = command + ": " + cli.out + cli.err;
            assertThat(cli.exit).as(said).isEqualTo(Exit.STATE.code());
            JsonNode problems = cli.json().path("problems");
            assertThat(problems).as(said).hasSize(1);
            assertThat(problems.get(0).path("code").asText()).as(said).isEqualTo(code);
            assertThat(problems.get(0).path("remedy").asText()).as(said).isNotBlank();
            assertThat(cli.err)
                    .as(said)
                    .contains(about, "Nothing was written.")
                    .doesNotContain("\tat ", "Exception", "jdbc:");
            assertThat(cli.err.strip().lines()).as(said).hasSize(2);
            assertThat(SANDBOX.counts().of("d365").requests()).as(said).isZero();
            assertThat(SANDBOX.counts().of("graph").requests()).as(said).isZero();
        }
        Cli check = Cli.run("check", "-c", config.toString());
        assertThat(check.exit).as(check.out + check.err).isEqualTo(Exit.STATE.code());
        assertThat(check.out + check.err).contains(about).doesNotContain("\tat ", "Exception", "jdbc:");
        assertThat(RawState.of(SANDBOX)).isEqualTo(before);
    }

    private Path database() {
        return folder.resolve(name + ".mv.db");
    }

    private Path secret(Engine engine) {
        return folder.resolve(name + ".secret");
    }

    /** From now on the server has no room for rows of that table. */
    private void full(String table) {
        Engine.postgres("CREATE FUNCTION " + name + ".no_room() RETURNS trigger AS $$ BEGIN"
                + " RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$ LANGUAGE plpgsql");
        Engine.postgres("CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON " + name + "." + table
                + " FOR EACH ROW EXECUTE FUNCTION " + name + ".no_room()");
    }

    private void sql(Engine engine, String sql) throws SQLException {
        if (engine == Engine.POSTGRESQL) {
            Engine.postgres("SET search_path TO " + name + "; " + sql);
            return;
        }
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:" + folder.resolve(name) + ";MODE=PostgreSQL", "axpsync", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
