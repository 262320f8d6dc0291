package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new secret for an installation, as a person sees it; cut off wherever it can be. */
class KeysCommandTest {

    private static final LaneId LANE = LaneId.of("000101", Kind.APPOINTMENT);

    private final StateFixture state;
    private final Path secret;

    KeysCommandTest(@TempDir Path folder) throws IOException {
        state = new StateFixture(folder);
        secret = InstallationSecret.fileFor(state.state);
    }

    @BeforeEach
    void somethingIsJournaled() {
        state.journal(JournalEntry.builder()
                .run("run-1")
                .lane(LANE)
                .at(Instant.parse("2026-03-02T09:00:00Z"))
                .verb("update")
                .phase(JournalEntry.Phase.DONE)
                .reason(Reason.of("edited", "edited"))
                .title("Board meeting")
                .build());
    }

    private void assertAllIsWell() {
        assertThat(state.run("journal", "verify").exit).isZero();
        assertThat(state.run("journal", "list", "--show-subjects").out).contains("Board meeting");
        assertThat(InstallationSecret.nextFor(secret)).doesNotExist();
    }

    @Test
    void theSecretIsAnotherOneAndTheJournalStaysReadable() throws IOException {
        String before = Files.readString(secret);
        Cli rotate = state.run("keys", "rotate");
        assertThat(rotate.exit).isZero();
        assertThat(rotate.out)
                .contains("Copy " + secret)
                .doesNotContain(Files.readString(secret).strip());
        assertThat(Files.readString(secret)).isNotEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertAllIsWell();
        JsonNode again = state.run("keys", "rotate", "--json").json();
        assertThat(again.path("now").asText()).isNotEqualTo(again.path("before").asText());
        assertAllIsWell();
    }

    @Test
    void aRotationThatWasCutBeforeTheStateHadTheNewSecretIsAsIfItHadNotBeen() throws IOException {
        String before = Files.readString(secret);
        InstallationSecret.makeNext(secret);
        assertThat(state.run("journal", "verify").exit).isZero();
        assertThat(Files.readString(secret)).isEqualTo(before);
        assertThat(state.run("keys", "rotate").exit).isZero();
        assertAllIsWell();
    }

    @Test
    void aRotationThatWasCutBeforeTheFileWasReplacedIsFinishedByTheNextCommand() throws IOException {
        byte[] next = InstallationSecret.makeNext(secret);
        Path file = state.state;
        assertThat(JdbcStore.rotate(
                        StoreConfig.h2(file, InstallationSecret.read(secret)).withNextSecret(Option.some(next)),
                        Instant.now()))
                .isEmpty();
        assertAllIsWell();
        assertThat(InstallationSecret.read(secret)).isEqualTo(next);
    }

    @Test
    void aSecretThatWasNotWrittenToItsEndIsNoneAndTheNextRotationMakesAnother() throws IOException {
        InstallationSecret.makeNext(secret);
        Files.writeString(InstallationSecret.nextFor(secret), "AAAA");
        assertThat(state.run("journal", "verify").exit).isZero();
        assertThat(state.run("keys", "rotate").exit).isZero();
        assertAllIsWell();
    }

    @Test
    void nothingIsRotatedWhileALaneIsBeingSynchronised() throws IOException {
        String before = Files.readString(secret);
        Instant now = Instant.now();
        try (JdbcStore store = state.open()) {
            store.leases().take(LANE, "a run", now, now.plus(Duration.ofHours(1)));
        }
        Cli rotate = state.run("keys", "rotate");
        assertThat(rotate.exit).isEqualTo(Exit.OPEN.code());
        assertThat(rotate.out).contains(LANE.id(), "[leased]");
        assertThat(Files.readString(secret)).isEqualTo(before);
        assertAllIsWell();
    }

    @Test
    void withoutAStateThereIsNothingToRotate(@TempDir Path empty) throws IOException {
        Cli rotate = new StateFixture(empty).run("keys", "rotate");
        assertThat(rotate.exit).isEqualTo(Exit.USAGE.code());
        assertThat(rotate.err).contains("There is no state");
    }
}
