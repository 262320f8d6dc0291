package io.axpsync.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.ConfigurationFile;
import io.axpsync.cli.report.Json;
import io.axpsync.cli.report.Logs;
import io.axpsync.cli.report.StateJson;
import io.axpsync.cli.state.KeysDesk;
import io.axpsync.cli.state.Unknown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The installation's keys. */
@Command(
        name = "keys",
        description = "Gives the installation a new secret, from which the keys of its journal and its fingerprints are"
                + " derived. No server is asked.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = "  axpsync keys rotate -c axpsync.yaml")
public final class KeysCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public KeysCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    @Command(
            name = "rotate",
            description = "Makes a new secret in the place of the old one. What was written before stays readable; the"
                    + " next run does nothing that it would not have done.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int rotate(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            defaultValue = "axpsync.yaml",
                            description = "The configuration. Default: ${DEFAULT-VALUE}.")
                    Path config,
            @Option(names = "--json", description = "One JSON document on standard output instead of text.")
                    boolean json) {
        Logs.verbosity(0);
        try {
            KeysDesk.Rotated rotated =
                    new KeysDesk(ConfigurationFile.read(config).store(), Clock.systemUTC()).rotate();
            Exit exit = rotated.refused().isEmpty() ? Exit.OK : Exit.OPEN;
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                ObjectNode document = StateJson.document("keys rotate", exit.code())
                        .put("secret", rotated.secret().toString())
                        .put("before", rotated.before())
                        .put("now", rotated.now());
                Json.print(out, StateJson.refused(document, rotated.refused().toVector()));
            } else if (rotated.refused().isDefined()) {
                out.println(rotated.refused().get());
            } else {
                out.println("The key is " + rotated.now() + " now; it was " + rotated.before() + ".");
                out.println(
                        "Copy " + rotated.secret() + " to a safe place, and to every machine that uses this state.");
            }
            out.flush();
            return exit.code();
        } catch (Unknown e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
