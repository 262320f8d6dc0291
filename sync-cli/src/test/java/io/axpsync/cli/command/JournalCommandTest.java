package io.axpsync.cli.command;

import static io.axpsync.cli.command.StateFixture.ANNA;
import static io.axpsync.cli.command.StateFixture.LUKAS;
import static io.axpsync.cli.command.StateFixture.SUBJECT;
import static io.axpsync.cli.command.StateFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.JournalEntry;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal in front of a person; no server can be reached here. */
class JournalCommandTest {

    private final StateFixture state;

    JournalCommandTest(@TempDir Path folder) throws IOException {
        this.state = new StateFixture(folder);
    }

    private void threeEntries() {
        state.journal(
                update(ANNA, "run-1", "nord/ACT-1", 1),
                update(LUKAS, "run-1", "nord/ACT-2", 2),
                update(ANNA, "run-2", "nord/ACT-3", 3));
    }

    @Test
    void theListIsInTheOrderOfTimeAndMasksSubjects() {
        threeEntries();

        Cli list = state.run("journal", "list");

        assertThat(list.exit).as(list.err).isZero();
        assertThat(list.out)
                .containsSubsequence("nord/ACT-1", "nord/ACT-2", "nord/ACT-3")
                .contains("update", "intent", "changed")
                .doesNotContain(SUBJECT);
        assertThat(state.run("journal", "list", "--show-subjects").out).contains(SUBJECT);
    }

    @Test
    void lanesRunsItemsAndLimitsSelectTheNewest() {
        threeEntries();

        assertThat(items("--lane", ANNA.id())).containsExactly("nord/ACT-1", "nord/ACT-3");
        assertThat(items("--run", "run-1")).containsExactly("nord/ACT-1", "nord/ACT-2");
        assertThat(items("--run", "run-1", "--lane", LUKAS.id())).containsExactly("nord/ACT-2");
        assertThat(items("--limit", "2")).containsExactly("nord/ACT-2", "nord/ACT-3");
        assertThat(items("ACT-2")).containsExactly("nord/ACT-2");
    }

    @Test
    void showTellsWhichFieldsAndTheirValuesOnlyWhenAskedFor() {
        threeEntries();

        Cli masked = state.run("journal", "show", "nord/ACT-1");
        assertThat(masked.out)
                .contains("LOCATION: (hidden) -> (hidden)", "BODY: (hidden) -> -", "run run-1", "changed on Exchange")
                .doesNotContain(SUBJECT, "Room");

        Cli shown = state.run("journal", "show", "nord/ACT-1", "--show-subjects");
        assertThat(shown.out)
                .contains(SUBJECT, "LOCATION: Room [31m old -> Room new")
                .as("no commands for the terminal")
                .doesNotContain("\u001b");
    }

    @Test
    void jsonHasNullWhereValuesAreMasked() {
        threeEntries();

        JsonNode masked = state.run("journal", "show", "--json", "nord/ACT-1")
                .json()
                .path("entries")
                .get(0);
        assertThat(masked.path("before").has("LOCATION")).isTrue();
        assertThat(masked.path("before").path("LOCATION").isNull()).isTrue();
        assertThat(masked.has("title")).isFalse();

        JsonNode shown = state.run("journal", "show", "--json", "--show-subjects", "nord/ACT-1")
                .json()
                .path("entries")
                .get(0);
        assertThat(shown.path("after").path("LOCATION").asText()).isEqualTo("Room new");
        assertThat(shown.path("title").asText()).isEqualTo(SUBJECT);
    }

    @Test
    void aSoundJournalIsVerifiedLaneByLane() {
        threeEntries();

        Cli verify = state.run("journal", "verify");

        assertThat(verify.exit).isZero();
        assertThat(verify.out).contains("ok       " + ANNA, "ok       " + LUKAS, "0 of 2 lanes damaged.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM journal WHERE lane = '000101/APPOINTMENT' AND lane_seq = 2",
                "DELETE FROM journal WHERE lane = '000101/APPOINTMENT' AND lane_seq = 1",
                "UPDATE journal SET verb = 'create' WHERE lane = '000101/APPOINTMENT' AND lane_seq = 1",
                "DELETE FROM journal_heads WHERE lane = '000101/APPOINTMENT'"
            })
    void aDamagedJournalEndsWithFiveAndNamesTheLane(String sql) throws SQLException {
        threeEntries();
        state.tamper(sql);

        Cli text = state.run("journal", "verify");
        assertThat(text.exit).isEqualTo(Exit.STATE.code());
        assertThat(text.out).contains("damaged  " + ANNA, "ok       " + LUKAS, "1 of 2 lanes damaged.");

        JsonNode json = state.run("journal", "verify", "--json").json();
        assertThat(json.path("exit").asInt()).isEqualTo(Exit.STATE.code());
        assertThat(json.path("damaged").asInt()).isEqualTo(1);
        assertThat(json.path("lanes").get(0).path("damage").path("code").asText())
                .isEqualTo("journal-damaged");
        assertThat(state.run("journal", "verify", "--lane", LUKAS.id()).exit).isZero();
    }

    @Test
    void anEmptyJournalSaysSo() {
        state.open().close();

        assertThat(state.run("journal", "list").out).isEqualToIgnoringNewLines("The journal is empty.");
        assertThat(state.run("journal", "list", "--run", "run-9").out).contains("nothing of a run run-9");
        Cli verify = state.run("journal", "verify");
        assertThat(verify.exit).isZero();
        assertThat(verify.out).isEqualToIgnoringNewLines("The journal is empty.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit 0", "--limit many", "--lane 999999/APPOINTMENT", "nord/ACT-9"})
    void wrongUsageEndsWithTwo(String line) {
        threeEntries();

        Cli wrong = state.run("journal", "list", line.split(" "));

        assertThat(wrong.exit).isEqualTo(Exit.USAGE.code());
        assertThat(wrong.err).startsWith("axpsync: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"held list", "held release --all", "cases list", "cases retry", "journal verify"})
    void whereThereIsNoStateNoneIsMade(String line) {
        String[] words = line.split(" ");

        Cli wrong = state.run(words[0], words[1], words.length > 2 ? new String[] {words[2]} : new String[0]);

        assertThat(wrong.exit).isEqualTo(Exit.USAGE.code());
        assertThat(wrong.err).contains("There is no state at", "the first `axpsync sync` makes it");
        assertThat(state.state.getParent())
                .satisfies(p -> assertThat(Files.exists(p)).isFalse());
    }

    private Iterable<String> items(String... options) {
        return state.run(
                        "journal",
                        "list",
                        io.vavr.collection.Vector.of(options).append("--json").toJavaArray(String[]::new))
                .json()
                .path("entries")
                .findValuesAsText("id");
    }

    @Test
    void mailsThatWentOutAndTheRunThatWasUndoneAreTold() {
        state.journal(JournalEntry.builder()
                .run("run-2")
                .lane(ANNA)
                .at(StateFixture.SINCE)
                .verb("update")
                .phase(JournalEntry.Phase.DONE)
                .reason(Reason.of("undo", "puts back what run run-1 did"))
                .mailed(Option.some(new JournalEntry.Mailed("update", 2, 1)))
                .undoes(Option.some("run-1"))
                .build());

        assertThat(state.run("journal", "show", "--run", "run-2").out)
                .contains("mailed: update to 2 recipients inside, 1 outside", "undoes run run-1");
        JsonNode entry = state.run("journal", "show", "--run", "run-2", "--json")
                .json()
                .path("entries")
                .get(0);
        assertThat(entry.path("undoes").asText()).isEqualTo("run-1");
        assertThat(entry.path("mailed").path("outside").asInt()).isEqualTo(1);
    }
}
