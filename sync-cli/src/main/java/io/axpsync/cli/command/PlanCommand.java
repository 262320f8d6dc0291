package io.axpsync.cli.command;

import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.ResultJson;
import io.axpsync.cli.report.ResultText;
import io.axpsync.cli.run.Synchronisation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A dry run. */
@Command(
        name = "plan",
        description = "Shows what a synchronisation would do, and why. Writes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync plan -c axpsync.yaml",
            "  axpsync plan -c axpsync.yaml --mailbox anna@fabrikon.example --show-subjects",
            "  axpsync plan -c axpsync.yaml --json"
        })
public final class PlanCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public PlanCommand() {}

    @Override
    public Integer call() throws Exception {
        try (RunProgress progress = new RunProgress(common.json);
                Synchronisation synchronisation = Synchronisation.open(common.read(), progress)) {
            Synchronisation.Result result = synchronisation.plan(common.filter());
            progress.close();
            Exit exit = Exit.of(result);
            if (common.json) {
                Json.print(
                        spec.commandLine().getOut(),
                        new ResultJson(common.showSubjects).of("plan", exit.code(), result));
            } else {
                new ResultText(spec.commandLine().getOut(), common.showSubjects).plan(result);
            }
            return exit.code();
        }
    }
}
