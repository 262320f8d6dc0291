package io.axpsync.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the product promises about speed and memory, on the machine that it shall run on. */
@Command(
        name = "bench",
        description = "Measures how fast the engine decides, and what a large company or folder takes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync bench engine",
            "  axpsync bench engine --links 100000 --json",
            "  axpsync bench published --contacts 50000"
        })
public final class BenchCommand implements Runnable {

    /** What the measurement runs in, whatever this process has. */
    private static final List<String> JVM =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8");

    private static final double MIB = 1024 * 1024;

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    public BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    @Command(
            name = "engine",
            description = {
                "Decisions per second of one core (match, detect, decide, merge), over items as a busy day brings them; then time and heap of a full"
                        + " comparison of many links in which nothing changed, out of an H2 file in a temporary folder.",
                "It runs in a process of its own that has 512 MiB of heap. A million links take some minutes and 2 GB"
                        + " of disk meanwhile."
            },
            mixinStandardHelpOptions = true)
    int engine(
            @Option(names = "--json", description = "One JSON document on standard output instead of text.")
                    boolean json,
            @Option(
                            names = "--links",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            description = "How many links, a hundred for each mailbox. Default: ${DEFAULT-VALUE}.")
                    int links,
            @Option(names = "--in-this-process", hidden = true) boolean here) {
        if (links < LargeCompany.APPOINTMENTS) {
            throw new ParameterException(spec.commandLine(), "--links must be at least 100: one mailbox.");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            return here ? print(out, EngineBench.run(links), json) : elsewhere(out, links, json);
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder cannot be used", e);
        }
    }

    @Command(
            name = "published",
            description = {
                "A published folder of many contacts: filled from an empty one, left alone, and edited on both sides;"
                        + " prints time, requests and peak heap of each run.",
                "The servers are a sandbox in this process; our part runs in one of its own that has 512 MiB of heap."
            },
            mixinStandardHelpOptions = true)
    int published(
            @Option(names = "--json", description = "One JSON document on standard output instead of text.")
                    boolean json,
            @Option(
                            names = "--contacts",
                            paramLabel = "N",
                            defaultValue = "50000",
                            description = "How many persons the query selects. Default: ${DEFAULT-VALUE}.")
                    int contacts,
            @Option(
                            names = "--exchange",
                            defaultValue = "GRAPH",
                            description =
                                    "Which backend: graph (a shared mailbox), ews (a public folder). Default: graph.")
                    Backend backend) {
        if (contacts < 1) {
            throw new ParameterException(spec.commandLine(), "--contacts must be at least 1.");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            ObjectNode result = PublishedBench.run(backend, contacts, JVM, what -> {
                err.println(what + " ...");
                err.flush();
            });
            if (json) {
                out.println(result.toPrettyString());
            } else {
                say(
                        out,
                        "%,d contacts in a folder over %s",
                        contacts,
                        result.path("exchange").asText());
                result.path("runs")
                        .forEach(r -> say(
                                out,
                                "%-26s %8.1f s, %,d requests to D365 and %,d to Exchange, heap at most %d of %d MiB%s",
                                r.path("run").asText() + ":",
                                r.path("seconds").asDouble(),
                                r.path("requestsD365").asLong(),
                                r.path("requestsExchange").asLong(),
                                r.path("peakHeapMiB").asLong(),
                                r.path("heapLimitMiB").asLong(),
                                r.has("failure") ? "; " + r.path("failure").asText() : ""));
                say(out, "in the folder: %,d", result.path("inFolder").asInt());
            }
            out.flush();
            return result.findValue("failure") == null
                            && result.path("inFolder").asInt() == contacts
                    ? 0
                    : 1;
        } catch (IOException e) {
            throw new UncheckedIOException("the measured process could not be used", e);
        }
    }

    private static int elsewhere(PrintWriter out, int links, boolean json) throws IOException {
        java.util.ArrayList<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.axpsync.cli.Main"));
        command.addAll(List.of("bench", "engine", "--in-this-process", "--links", String.valueOf(links)));
        if (json) {
            command.add("--json");
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                out.println(line);
                out.flush();
            }
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            return exit;
        } catch (InterruptedException e) {
            process.destroy();
            throw new IOException("stopped while measuring", e);
        }
    }

    private static int print(PrintWriter out, EngineBench.Result result, boolean json) {
        ManyLinks.Measured links = result.links();
        double seconds = links.time().toMillis() / 1000.0;
        if (json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.put("exit", 0);
            document.put("heapLimitMiB", Math.round(result.heap() / MIB));
            document.put("decisionsPerSecond", result.decisions().best());
            document.put("medianDecisionsPerSecond", result.decisions().median());
            document.put("links", links.links());
            document.put("lanes", links.lanes());
            document.put("seconds", seconds);
            document.put("operations", links.operations());
            document.put("peakHeapMiB", Math.round(links.peak() / MIB));
            document.put("keptHeapMiB", Math.round(links.kept() / MIB));
            out.println(document.toPrettyString());
        } else {
            say(
                    out,
                    "%,d decisions per second on one core (best of five measurements; median %,d)",
                    result.decisions().best(),
                    result.decisions().median());
            say(
                    out,
                    "%,d links of %,d mailboxes observed and planned in %.1f s: %d operations",
                    links.links(),
                    links.lanes(),
                    seconds,
                    links.operations());
            say(
                    out,
                    "heap: limit %.0f MiB, at most %.0f MiB in use, %.0f MiB of it not garbage",
                    result.heap() / MIB,
                    links.peak() / MIB,
                    links.kept() / MIB);
        }
        out.flush();
        return 0;
    }

    private static void say(PrintWriter out, String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
