package io.axpsync.cli.command;

import io.axpsync.cli.config.BadConfiguration;
import io.axpsync.cli.config.Problem;
import io.axpsync.cli.report.Json;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told when a command cannot go on: one clear message, never a stack trace. */
final class Mishaps implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        if (thrown instanceof ParameterException usage) {
            return usage(usage, parsed.originalArgs().toArray(String[]::new));
        } else if (thrown instanceof BadConfiguration bad) {
            return tell(command, parsed, Exit.USAGE, String.valueOf(bad.getMessage()), reasons(bad.problems()));
        } else if (thrown instanceof StateUntrusted state) {
            return tell(
                    command,
                    parsed,
                    Exit.STATE,
                    state.reason().toString() + System.lineSeparator() + whatWasWritten(command),
                    Vector.of(state.reason()));
        }
        return bug(thrown, command, parsed);
    }

    /** A state may fail in the middle of a run, too: a disk is full, a server is gone. */
    private static String whatWasWritten(CommandLine command) {
        return command.getCommand() instanceof SyncCommand sync && sync.hasBegun()
                ? "The run was stopped. Nothing is lost or done twice: the next run goes on where it was."
                : "Nothing was written.";
    }

    /** Wrong options: what is wrong, and where help is. */
    static int usage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("axpsync: " + wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        if (java.util.Arrays.asList(args).contains("--json")) {
            Json.print(
                    command.getOut(),
                    Json.problems(
                            Exit.USAGE.name(),
                            Exit.USAGE.code(),
                            Vector.of(Reason.of("usage", String.valueOf(wrong.getMessage())))));
        }
        return Exit.USAGE.code();
    }

    private static Seq<Reason> reasons(Seq<Problem> problems) {
        return problems.map(p -> Reason.of(
                "configuration",
                (p.line() > 0 ? "line " + p.line() + ": " : "") + (p.key().isEmpty() ? "" : p.key() + ": ") + p.text(),
                p.remedy()));
    }

    private static int tell(CommandLine command, ParseResult parsed, Exit exit, String text, Seq<Reason> reasons) {
        command.getErr().println("axpsync: " + text);
        command.getErr().flush();
        if (parsed.originalArgs().contains("--json")) {
            Json.print(command.getOut(), Json.problems(exit.name(), exit.code(), reasons));
        }
        return exit.code();
    }

    /** Details go to a file: they help us and nobody else. */
    private static int bug(Exception thrown, CommandLine command, ParseResult parsed) {
        StringWriter details = new StringWriter();
        details.append("axpsync ")
                .append(Version.number())
                .append(' ')
                .append(Instant.now().toString());
        details.append(System.lineSeparator());
        thrown.printStackTrace(new PrintWriter(details));
        String where;
        try {
            Path file = Files.createTempFile("axpsync-bug-", ".txt"); // only its owner may read it
            Files.writeString(file, details.toString());
            where = "Its details are in " + file + "; please report it with them.";
        } catch (IOException e) {
            where = "Its details could not be written: " + e.getMessage();
        }
        Reason reason = Reason.of(
                "bug", "This is a bug in axpsync (" + thrown.getClass().getSimpleName() + ").", where);
        return tell(command, parsed, Exit.BUG, reason.text() + " " + reason.remedy(), Vector.of(reason));
    }
}
