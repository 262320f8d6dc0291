package io.axpsync.cli.command;

import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.WhyJson;
import io.axpsync.cli.report.WhyText;
import io.axpsync.cli.run.Synchronisation;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.run.Explanation;
import io.axpsync.core.run.Question;
import io.vavr.control.Either;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why something is, or is not, synchronised. */
@Command(
        name = "why",
        description = "Tells why an item is, or is not, synchronised: looks again on both sides, and decides without"
                + " applying. Writes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync why usmf/ACT-000123",
            "  axpsync why \"project kick-off\" --mailbox anna@fabrikon.example --show-subjects",
            "  axpsync why guest@client.example --json"
        })
public final class WhyCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "ITEM|SUBJECT|ADDRESS",
            description = "A link id, a D365 activity number, or an Exchange id (or how it ends); a part of a subject;"
                    + " or an address: of a mailbox, or of an attendee.")
    String what = "";

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public WhyCommand() {}

    @Override
    public Integer call() throws Exception {
        if (what.isBlank()) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "Ask for an item, a subject or an address.");
        }
        try (RunProgress progress = new RunProgress(common.json);
                Synchronisation synchronisation = Synchronisation.open(common.read(), progress)) {
            Either<PortFailure, Explanation.Answer> answer = synchronisation.why(new Question(what), common.filter());
            progress.close();
            return answer.fold(failure -> unreachable(failure.reason()), this::print);
        }
    }

    private int print(Explanation.Answer answer) {
        Exit exit = Exit.of(answer);
        if (common.json) {
            Json.print(spec.commandLine().getOut(), new WhyJson(common.showSubjects).of(exit.code(), what, answer));
        } else {
            new WhyText(spec.commandLine().getOut(), common.showSubjects).print(answer);
        }
        return exit.code();
    }

    private int unreachable(Reason reason) {
        if (common.json) {
            Json.print(spec.commandLine().getOut(), WhyJson.failure(Exit.SIDE.code(), what, reason));
        } else {
            new WhyText(spec.commandLine().getOut(), common.showSubjects).failure(reason);
        }
        return Exit.SIDE.code();
    }
}
