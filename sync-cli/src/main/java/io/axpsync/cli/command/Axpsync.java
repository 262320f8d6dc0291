package io.axpsync.cli.command;

import io.axpsync.cli.bench.BenchCommand;
import io.axpsync.cli.demo.DemoCommand;
import io.axpsync.cli.demo.Program;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: its commands, and what they have in common. */
@Command(
        name = "axpsync",
        description = "Keeps Dynamics 365 Finance & Operations and Exchange mailboxes the same.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckCommand.class,
            PlanCommand.class,
            SyncCommand.class,
            QueryCommand.class,
            WhyCommand.class,
            HeldCommand.class,
            CasesCommand.class,
            JournalCommand.class,
            TakeoverCommand.class,
            UndoCommand.class,
            KeysCommand.class,
            SandboxCommand.class,
            DemoCommand.class,
            BenchCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:in sync",
            " 1:some items are open cases",
            " 2:bad configuration or usage",
            " 3:something is held by a guard and waits for a person",
            " 4:a side was unreachable or refused us",
            " 5:the state cannot be trusted; nothing was written",
            "70:a bug of ours"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync demo                                a working day in a sample company",
            "  axpsync sandbox --write-config trial.yaml   a company to try everything on",
            "  axpsync check -c trial.yaml                 is everything reachable?",
            "  axpsync plan  -c trial.yaml                 what would happen?",
            "  axpsync sync  -c trial.yaml                 let it happen"
        })
public final class Axpsync implements Runnable, Program {

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    public Axpsync() {}

    /** The commands, ready to {@code execute}. */
    public static CommandLine commandLine() {
        return new CommandLine(new Axpsync())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Mishaps())
                .setParameterExceptionHandler(Mishaps::usage);
    }

    @Override
    public int execute(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
