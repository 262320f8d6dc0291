package io.axpsync.cli.command;

import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.ConfigurationFile;
import io.axpsync.cli.report.Logs;
import io.axpsync.cli.run.LaneFilter;
import io.vavr.collection.Vector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the commands that work with a configuration. */
public final class CommonOptions {

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

    @Option(names = "--mailbox", paramLabel = "ADDRESS", description = "Only this mailbox. Repeatable.")
    List<String> mailboxes = new ArrayList<>();

    @Option(names = "--json", description = "One JSON document on standard output instead of text.")
    boolean json;

    @Option(names = "--show-subjects", description = "Show subjects; otherwise they are masked.")
    boolean showSubjects;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more on standard error. Twice: what libraries say, too.")
    boolean[] verbose = new boolean[0];

    Configuration read() {
        Logs.verbosity(verbose.length);
        return ConfigurationFile.read(config);
    }

    LaneFilter filter() {
        return new LaneFilter(Vector.ofAll(lanes), Vector.ofAll(mailboxes));
    }
}
