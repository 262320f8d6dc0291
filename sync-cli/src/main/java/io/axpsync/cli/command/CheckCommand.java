package io.axpsync.cli.command;

import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.report.CheckReport;
import io.axpsync.cli.run.Checks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether everything is in place. */
@Command(
        name = "check",
        description = "Checks configuration, store, D365, Exchange and each mailbox; each problem comes with a remedy."
                + " Writes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {"  axpsync check -c axpsync.yaml", "  axpsync check -c axpsync.yaml --json"})
public final class CheckCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public CheckCommand() {}

    @Override
    public Integer call() {
        Configuration configuration = common.read();
        Checks.Result result = Checks.run(configuration, common.filter());
        Exit exit = Exit.of(result);
        CheckReport report = new CheckReport(spec.commandLine().getOut());
        if (common.json) {
            report.json(exit.code(), result);
        } else {
            report.text(configuration, result);
        }
        return exit.code();
    }
}
