package io.axpsync.cli.command;

import static io.axpsync.cli.command.StateFixture.ANNA;
import static io.axpsync.cli.command.StateFixture.LUKAS;
import static io.axpsync.cli.command.StateFixture.NEVER;
import static io.axpsync.cli.command.StateFixture.SUBJECT;
import static io.axpsync.cli.command.StateFixture.failing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.OpenCase;
import io.axpsync.store.jdbc.JdbcStore;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Open cases in front of a person; no server can be reached here. */
class CasesCommandTest {

    private static final ItemRef LONG = ItemRef.exchange("AAMkAGI2THVSAAA-one-end");

    private final StateFixture state;

    CasesCommandTest(@TempDir Path folder) throws IOException {
        this.state = new StateFixture(folder);
    }

    @BeforeEach
    void open() {
        state.cases(ANNA, failing(ANNA, ItemRef.d365("nord/ACT-1")), failing(ANNA, LONG));
        state.cases(LUKAS, failing(LUKAS, ItemRef.d365("nord/ACT-2")));
    }

    @Test
    void theListSaysWhatIsOpenAndMasksSubjects() {
        Cli list = state.run("cases", "list");

        assertThat(list.exit).as(list.err).isEqualTo(Exit.OPEN.code());
        assertThat(list.out)
                .contains("nord/ACT-1", "nord/ACT-2", "failing", "when edited or retried", "refused", "3 open.")
                .doesNotContain(SUBJECT);
        assertThat(state.run("cases", "list", "--show-subjects").out).contains(SUBJECT);
    }

    @Test
    void oneIsShownByHowItsIdEndsAsTheListWritesIt() {
        Cli show = state.run("cases", "show", "…one-end");

        assertThat(show.exit).isEqualTo(Exit.OPEN.code());
        assertThat(show.out)
                .contains("Exchange " + LONG.id(), "D365 refuses the location", "Shorten it.", "6 tries")
                .doesNotContain("ACT-1");
    }

    @Test
    void jsonTellsProgramsTheSame() {
        JsonNode cases =
                state.run("cases", "show", "--json", "--lane", LUKAS.id()).json();

        assertThat(cases.path("exit").asInt()).isEqualTo(Exit.OPEN.code());
        JsonNode only = cases.path("cases").get(0);
        assertThat(cases.path("cases")).hasSize(1);
        assertThat(only.path("state").asText()).isEqualTo("failing");
        assertThat(only.path("tries").asInt()).isEqualTo(6);
        assertThat(only.has("title")).isFalse();
    }

    @Test
    void aRetriedCaseIsDueAtOnceAsIfItHadNeverFailed() {
        Instant before = Instant.now();
        Cli retry = state.run("cases", "retry", "nord/ACT-1");

        assertThat(retry.exit).as("it stays open until a run closes it").isEqualTo(Exit.OPEN.code());
        assertThat(retry.out).contains("Due in the next run: 1 of 1.");
        OpenCase due = state.cases(ANNA).head();
        assertThat(due.tries()).isZero();
        assertThat(due.next()).isBetween(before.minusMillis(1), Instant.now());
        assertThat(due.reason().code()).isEqualTo("refused");
        assertThat(state.cases(ANNA).get(1).next()).isEqualTo(NEVER);
    }

    @Test
    void withoutARefAllOfTheLaneAreRetried() {
        assertThat(state.run("cases", "retry", "--json", "--lane", ANNA.id())
                        .json()
                        .path("changed")
                        .asInt())
                .isEqualTo(2);
        assertThat(state.cases(ANNA).map(OpenCase::tries)).containsExactly(0, 0);
        assertThat(state.cases(LUKAS).map(OpenCase::tries)).containsExactly(6);
    }

    @Test
    void aLaneThatIsBeingSynchronisedIsLeftAlone() {
        try (JdbcStore store = state.open()) {
            Instant now = Instant.now();
            store.leases().take(ANNA, "a run", now, now.plusSeconds(600));
        }

        JsonNode retry = state.run("cases", "retry", "--json").json();

        assertThat(retry.path("changed").asInt()).isEqualTo(1);
        assertThat(retry.path("problems").get(0).path("code").asText()).isEqualTo("leased");
        assertThat(state.cases(ANNA).map(OpenCase::next)).containsOnly(NEVER);
    }

    @Test
    void anItemWithoutACaseOrAnEndThatFitsSeveralIsAWrongUsage() {
        Cli nothing = state.run("cases", "retry", "nord/ACT-9");
        assertThat(nothing.exit).isEqualTo(Exit.USAGE.code());
        assertThat(nothing.err).contains("No open case is about nord/ACT-9");

        state.cases(LUKAS, failing(LUKAS, ItemRef.exchange("AAMkAGI2THVSAAA-other-one-end")));
        Cli several = state.run("cases", "show", "one-end");
        assertThat(several.exit).isEqualTo(Exit.USAGE.code());
        assertThat(several.err).contains("fits several items");
    }

    @Test
    void whereNothingIsOpenTheListSaysSo() {
        state.noCases(ANNA);
        state.noCases(LUKAS);

        Cli list = state.run("cases", "list");
        assertThat(list.exit).isZero();
        assertThat(list.out).isEqualToIgnoringNewLines("No case is open.");
        assertThat(state.run("cases", "retry").exit).isZero();
    }

    @Test
    void aDisputeIsAnsweredByNamingThePair() {
        state.cases(ANNA, disputed());

        Cli resolve = state.run("cases", "resolve", "nord/ACT-1", "--with", "…candidate-b");

        assertThat(resolve.exit).as(resolve.err).isEqualTo(Exit.OPEN.code());
        assertThat(resolve.out).contains("the next run does the rest");
        assertThat(state.cases(ANNA)).isEmpty();
        try (JdbcStore store = state.open()) {
            assertThat(store.links().ofLane(ANNA).single().exchange()).contains(ItemRef.exchange("AAMk-candidate-b"));
            assertThat(store.journal().newest(ANNA, 9).single().verb()).isEqualTo("resolve");
        }
    }

    @Test
    void aConflictIsShownWithBothValuesAndAnsweredFieldByField() {
        ItemRef row = ItemRef.d365("nord/ACT-1");
        ItemRef event = ItemRef.exchange("AAMk-event");
        state.conflict(ANNA, row, event);

        Cli masked = state.run("cases", "show", "nord/ACT-1");
        assertThat(masked.out)
                .contains("LOCATION: D365 (hidden), Exchange (hidden)")
                .doesNotContain("Room 1");
        assertThat(state.run("cases", "show", "nord/ACT-1", "--show-subjects").out)
                .contains("LOCATION: D365 \"Room 1\", Exchange nothing (seen 2026-03-02T09:30:15Z)");
        JsonNode json = state.run("cases", "show", "nord/ACT-1", "--json", "--show-subjects")
                .json();
        assertThat(json.path("cases")
                        .get(0)
                        .path("conflicts")
                        .get(0)
                        .path("d365")
                        .asText())
                .isEqualTo("Room 1");

        Cli wrong = state.run("cases", "resolve", "nord/ACT-1", "--take", "d365", "--field", "SUBJECT");
        assertThat(wrong.exit).isEqualTo(Exit.USAGE.code());
        assertThat(wrong.out).contains("SUBJECT is not in conflict here");
        Cli taken = state.run("cases", "resolve", "nord/ACT-1", "--take", "exchange", "--field", "location");
        assertThat(taken.exit).as(taken.err + taken.out).isEqualTo(Exit.OPEN.code());
    }

    @Test
    void anAnswerIsExactlyOneOfWithNoneAndTake() {
        assertThat(state.run("cases", "resolve", "nord/ACT-1").exit).isEqualTo(Exit.USAGE.code());
        assertThat(state.run("cases", "resolve", "nord/ACT-1", "--none", "--take", "d365").exit)
                .isEqualTo(Exit.USAGE.code());
        assertThat(state.run("cases", "resolve", "nord/ACT-1", "--none", "--field", "SUBJECT").exit)
                .isEqualTo(Exit.USAGE.code());
        Cli failing = state.run("cases", "resolve", "nord/ACT-1", "--none");
        assertThat(failing.exit).isEqualTo(Exit.USAGE.code());
        assertThat(failing.out).contains("not about which items belong together", "Nothing was changed.");
    }

    private static OpenCase disputed() {
        return new OpenCase(
                ANNA,
                Vector.of(
                        ItemRef.d365("nord/ACT-1"),
                        ItemRef.exchange("AAMk-candidate-a"),
                        ItemRef.exchange("AAMk-candidate-b")),
                OpenCase.State.DISPUTED,
                SUBJECT,
                Reason.of("disputed", "could be any of 2 items", ""),
                0,
                StateFixture.SINCE,
                StateFixture.SINCE);
    }
}
