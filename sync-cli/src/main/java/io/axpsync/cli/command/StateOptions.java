package io.axpsync.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.ConfigurationFile;
import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.Logs;
import io.axpsync.cli.report.StateJson;
import io.axpsync.cli.report.StateText;
import io.axpsync.cli.state.OpenState;
import io.axpsync.cli.state.Unknown;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the commands that work with the state alone, and what these have in common. */
public final class StateOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "axpsync.yaml",
            description = "The configuration. Default: ${DEFAULT-VALUE}.")
    Path config = Path.of("axpsync.yaml");

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description = "Only this lane, such as 000101/APPOINTMENT. Repeatable.")
    List<String> lanes = new ArrayList<>();

    @Option(names = "--json", description = "One JSON document on standard output instead of text.")
    boolean json;

    @Option(names = "--show-subjects", description = "Show subjects and values; otherwise they are masked.")
    boolean showSubjects;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more on standard error. Twice: what libraries say, too.")
    boolean[] verbose = new boolean[0];

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public StateOptions() {}

    /** Works with the state; what the user named wrongly is a wrong usage. */
    int work(Function<OpenState, Exit> work) {
        Logs.verbosity(verbose.length);
        try (OpenState state = OpenState.open(ConfigurationFile.read(config), Vector.ofAll(lanes), Clock.systemUTC())) {
            return work.apply(state).code();
        } catch (Unknown e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    StateText text() {
        return new StateText(spec.commandLine().getOut(), showSubjects);
    }

    StateJson json() {
        return new StateJson(showSubjects);
    }

    /** The head of this command's document. */
    ObjectNode document(Exit exit) {
        String command = spec.qualifiedName().replaceFirst("^axpsync ", "");
        return StateJson.document(command, exit.code());
    }

    void print(ObjectNode document) {
        Json.print(spec.commandLine().getOut(), document);
    }
}
