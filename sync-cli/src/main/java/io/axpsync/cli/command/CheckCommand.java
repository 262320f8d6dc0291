package io.axpsync.cli.command;

import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.report.CheckReport;
import io.axpsync.cli.run.Checks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether everything is in place. */
@Command(
        name = "check",
        description = "Checks configuration, store, D365, Exchange and each mailbox; each problem comes with a remedy."
                + " Writes nothing, except what --add-marker says.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync check -c axpsync.yaml",
            "  axpsync check -c axpsync.yaml --add-marker",
            "  axpsync check -c axpsync.yaml --json"
        })
public final class CheckCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(
            names = "--add-marker",
            description = "Adds the marker, with a colour, to the category list of each mailbox that lacks it, so that"
                    + " users can pick it in Outlook.")
    boolean addMarker;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public CheckCommand() {}

    @Override
    public Integer call() {
        Configuration configuration = common.read();
        Checks.Result result = Checks.run(configuration, common.filter(), addMarker);
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
