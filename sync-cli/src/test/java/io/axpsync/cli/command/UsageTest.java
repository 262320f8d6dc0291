package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class UsageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "plan",
                "sync",
                "held",
                "cases",
                "journal",
                "takeover",
                "undo",
                "keys",
                "bench",
                "sandbox"
            })
    void everyCommandHasHelpWithExamples(String command) {
        Cli help = Cli.run(command, "--help");

        assertThat(help.exit).isZero();
        assertThat(help.out).contains("Usage: axpsync " + command, "Examples:", "axpsync " + command);
    }

    @Test
    void theProgramHasHelpWithExitCodesAndAVersion() {
        assertThat(Cli.run("--help").out).contains("Exit codes:", "70", "Examples:");
        assertThat(Cli.run("--version").out).startsWith("axpsync ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "snyc",
                "sync --evry 5m",
                "sync --every never",
                "sandbox --port many",
                "held",
                "cases",
                "journal",
                "takeover",
                "bench",
                "bench engine --links 1",
                "undo",
                "keys",
                "undo --run run-1 --item usmf/ACT-1"
            })
    void wrongUsageEndsWithTwoAndSaysWhereHelpIs(String line) {
        Cli wrong = Cli.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(wrong.exit).isEqualTo(Exit.USAGE.code());
        assertThat(wrong.err).startsWith("axpsync: ");
        assertThat(wrong.out).isEmpty();
    }

    @Test
    void aBadConfigurationEndsWithTwoAndNamesAllProblems(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "marker: D365\nmailboxes: []\nlane: {}\n");

        Cli text = Cli.run("plan", "-c", file.toString());
        assertThat(text.exit).isEqualTo(Exit.USAGE.code());
        assertThat(text.err)
                .contains(file.toString(), "d365.url: is missing", "names no mailbox", "Did you mean lanes?");

        Cli json = Cli.run("plan", "-c", file.toString(), "--json");
        assertThat(json.exit).isEqualTo(Exit.USAGE.code());
        assertThat(json.json().path("problems")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Command(name = "broken")
    private static final class Broken implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("inner detail");
        }
    }

    @Test
    void aBugEndsWithSeventyAndItsDetailsAreInAFile() throws IOException {
        java.io.StringWriter err = new java.io.StringWriter();
        CommandLine commandLine =
                Axpsync.commandLine().addSubcommand(new Broken()).setErr(new java.io.PrintWriter(err));

        int exit = commandLine.execute("broken");

        assertThat(exit).isEqualTo(Exit.BUG.code());
        assertThat(err.toString()).contains("bug in axpsync").doesNotContain("inner detail", "\tat ");
        Path details = Path.of(err.toString().replaceAll("(?s).*details are in (\\S+);.*", "$1"));
        assertThat(details).content().contains("inner detail", "\tat ");
        Files.delete(details);
    }
}
