package io.axpsync.cli.command;

import static io.axpsync.cli.command.StateFixture.ANNA;
import static io.axpsync.cli.command.StateFixture.LUKAS;
import static io.axpsync.cli.command.StateFixture.SUBJECT;
import static io.axpsync.cli.command.StateFixture.delete;
import static io.axpsync.cli.command.StateFixture.held;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What guards hold, in front of a person; no server can be reached here. */
class HeldCommandTest {

    private final StateFixture state;

    HeldCommandTest(@TempDir Path folder) throws IOException {
        this.state = new StateFixture(folder);
    }

    @BeforeEach
    void hold() {
        state.held(
                ANNA,
                delete(ANNA, "aaaa-first-digest", "nord/1"),
                delete(ANNA, "-abb-second-digest", "nord/2"),
                held(ANNA, "cccc-third-digest", "CREATE", "nord/3", "held-mail"));
        state.held(LUKAS, delete(LUKAS, "dddd-other-lane", "nord/4"));
    }

    @Test
    void theListSaysWhatWaitsAndMasksSubjects() {
        Cli list = state.run("held", "list");

        assertThat(list.exit).as(list.err).isEqualTo(Exit.HELD.code());
        assertThat(list.out)
                .contains("aaaa-first", "abb-second", "nord/4", "waits", "4 of 4 wait for a word.")
                .doesNotContain(SUBJECT);
        assertThat(state.run("held", "list", "--show-subjects").out).contains(SUBJECT);
    }

    @Test
    void showTellsTheReasonAndTheWholeDigest() {
        Cli show = state.run("held", "show", "aaaa");

        assertThat(show.out)
                .contains("aaaa-first-digest", "D365 nord/1", "6 operations", "Release or reject them.", "1 of 1")
                .doesNotContain("nord/2", SUBJECT);
    }

    @Test
    void jsonTellsProgramsTheSame() {
        JsonNode all = state.run("held", "list", "--json").json();
        assertThat(all.path("command").asText()).isEqualTo("held list");
        assertThat(all.path("exit").asInt()).isEqualTo(Exit.HELD.code());
        assertThat(all.path("waiting").asInt()).isEqualTo(4);
        JsonNode first = all.path("held").get(0);
        assertThat(first.path("digest").asText()).isEqualTo("aaaa-first-digest");
        assertThat(first.path("word").asText()).isEqualTo("none");
        assertThat(first.path("reason").path("code").asText()).isEqualTo("held-delete");
        assertThat(first.has("title")).isFalse();
        assertThat(state.run("held", "list", "--json", "--show-subjects")
                        .json()
                        .path("held")
                        .get(0)
                        .path("title")
                        .asText())
                .isEqualTo(SUBJECT);
    }

    @Test
    void lanesAndVerbsLimitWhatIsMeant() {
        assertThat(state.run("held", "list", "--json", "--lane", LUKAS.id())
                        .json()
                        .path("held"))
                .hasSize(1);
        assertThat(state.run("held", "list", "--json", "--verb", "delete")
                        .json()
                        .path("held"))
                .hasSize(3);
        assertThat(state.run("held", "list", "--json", "--verb", "mail").json().path("held"))
                .as("a create that is held for its mails")
                .hasSize(1);
    }

    @Test
    void oneDecisionIsReleasedByTheBeginningOfItsDigest() {
        Cli release = state.run("held", "release", "abb-sec");

        assertThat(release.exit).as("others still wait").isEqualTo(Exit.HELD.code());
        assertThat(release.out).contains("Released: 1;", "Still waiting for a word: 3.");
        assertThat(state.held(ANNA).map(Held::word)).containsExactly(Held.Word.NONE, Held.Word.RELEASE, Held.Word.NONE);
        assertThat(state.held(LUKAS).map(Held::word)).containsExactly(Held.Word.NONE);
    }

    @Test
    void allOfAVerbInALaneAreRejected() {
        Cli reject = state.run("held", "reject", "--lane", ANNA.id(), "--verb", "delete", "--all", "--json");

        assertThat(reject.json().path("changed").asInt()).isEqualTo(2);
        assertThat(reject.json().path("waiting").asInt()).as("in the lane").isEqualTo(1);
        assertThat(state.held(ANNA).map(Held::word))
                .containsExactly(Held.Word.REJECT, Held.Word.REJECT, Held.Word.NONE);
        assertThat(state.held(LUKAS).map(Held::word)).containsExactly(Held.Word.NONE);
    }

    @Test
    void whenEverythingHasItsWordNothingWaits() {
        assertThat(state.run("held", "reject", "--all").exit).isZero();

        Cli list = state.run("held", "list");
        assertThat(list.exit).isZero();
        assertThat(list.out).contains("rejected", "0 of 4 wait");
        assertThat(state.run("held", "release", "aaaa").exit).as("taken back").isZero();
        assertThat(state.held(ANNA).head().word()).isEqualTo(Held.Word.RELEASE);
    }

    @Test
    void theJournalKeepsAPersonsWord() {
        state.run("held", "reject", "aaaa");
        state.run("held", "reject", "aaaa");

        JsonNode entries = state.run("journal", "list", "--json").json().path("entries");
        assertThat(entries).as("once, not for the repetition").hasSize(1);
        assertThat(entries.get(0).path("verb").asText()).isEqualTo("held-reject");
        assertThat(entries.get(0).path("items").get(0).path("id").asText()).isEqualTo("nord/1");
        assertThat(state.run("journal", "verify").exit).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zzzz", "--all aaaa", "--lane 999999/APPOINTMENT --all", "--verb eat --all"})
    void whatCannotBeMeantChangesNothingAndEndsWithTwo(String line) {
        Cli wrong = state.run("held", "release", line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(wrong.exit).isEqualTo(Exit.USAGE.code());
        assertThat(wrong.err).startsWith("axpsync: ");
        assertThat(state.held(ANNA).map(Held::word)).containsOnly(Held.Word.NONE);
    }

    @Test
    void aDigestThatFitsSeveralIsNotGuessed() {
        state.held(ANNA, delete(ANNA, "same-1", "nord/1"), delete(ANNA, "same-2", "nord/2"));

        Cli wrong = state.run("held", "release", "same");

        assertThat(wrong.exit).isEqualTo(Exit.USAGE.code());
        assertThat(wrong.err).contains("fits several: same-1, same-2");
    }

    @Test
    void aWordCanBeSaidWhileARunHasTheLane() {
        Instant now = Instant.now();
        try (JdbcStore store = state.open()) {
            assertThat(store.leases().take(ANNA, "a run", now, now.plusSeconds(600)))
                    .isTrue();
        }

        Cli release = state.run("held", "release", "--all");
        Cli reject = state.run("held", "reject", "cccc", "--json");

        assertThat(release.exit).as(release.err).isEqualTo(Exit.OK.code());
        assertThat(release.out).contains("Released: 4;");
        assertThat(reject.json().path("changed").asInt()).isEqualTo(1);
        assertThat(state.held(ANNA).map(Held::word))
                .containsExactly(Held.Word.RELEASE, Held.Word.RELEASE, Held.Word.REJECT);
        assertThat(state.held(LUKAS).map(Held::word)).containsExactly(Held.Word.RELEASE);
        try (JdbcStore store = state.open()) {
            assertThat(store.journal().newest(ANNA, 10).map(JournalEntry::verb))
                    .containsExactly("held-release", "held-release", "held-release", "held-reject");
            assertThat(store.leases().take(ANNA, "another run", now, now.plusSeconds(600)))
                    .as("the run still has its lane")
                    .isFalse();
        }
    }

    @Test
    void whereNothingIsHeldTheListSaysSo() {
        state.noHeld(ANNA);
        state.noHeld(LUKAS);

        Cli list = state.run("held", "list");
        assertThat(list.exit).isZero();
        assertThat(list.out).isEqualToIgnoringNewLines("Nothing is held.");
        assertThat(state.run("held", "release", "--all").out).contains("Nothing was released.");
    }
}
