package io.axpsync.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.load.Filling;
import io.axpsync.cli.report.Json;
import io.axpsync.cli.sandbox.SandboxConfiguration;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxClientView;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the sandbox company until it is stopped. */
@Command(
        name = "sandbox",
        description = "Runs a sample company with its own Exchange and D365 on this machine, until stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  axpsync sandbox --write-config trial.yaml &",
            "  axpsync check -c trial.yaml",
            "  axpsync sandbox --port 8080 --tls --d365 stock"
        })
public final class SandboxCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Exchange's port; D365, tokens and the admin surface take the next three. Default: free ones.")
    int port;

    @Option(names = "--tls", description = "TLS with a certificate that is made at the start.")
    boolean tls;

    @Option(
            names = "--d365",
            paramLabel = "PROFILE",
            defaultValue = "COMPANION",
            description = "D365 with the companion model or stock: companion, stock. Default: companion.")
    Profile profile = Profile.COMPANION;

    @Option(
            names = "--exchange",
            paramLabel = "BACKEND",
            defaultValue = "GRAPH",
            description = "What the written configuration uses by default: graph, ews. Default: graph.")
    Backend backend = Backend.GRAPH;

    @Option(
            names = "--write-config",
            paramLabel = "FILE",
            description = "Write a configuration for it when it is up, with its secrets beside it.")
    @Nullable Path writeConfig;

    @Option(
            names = "--load",
            paramLabel = "DIR",
            description = "Put the .ics, .vcf and .eml files of this folder into a further mailbox, marked.")
    @Nullable Path load;

    @Option(names = "--json", description = "Print addresses and credentials as one JSON document.")
    boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public SandboxCommand() {}

    /** What D365 has. */
    enum Profile {
        COMPANION,
        STOCK
    }

    @Override
    public Integer call() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Sandbox sandbox = start();
                Signals signals = Signals.running(end::countDown)) {
            fill(sandbox.client(), sandbox.clock());
            if (writeConfig != null) {
                Seq<String> addresses = Vector.ofAll(sandbox.mailboxes().all()).map(m -> m.address());
                write(SandboxConfiguration.of(sandbox.client(), backend, addresses), writeConfig);
            }
            tell(spec.commandLine().getOut(), sandbox.client());
            await(end);
        }
        return Exit.OK.code();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            // a stop as good as any
        }
    }

    private Sandbox start() {
        SandboxOptions options = SandboxOptions.builder()
                .exchangePort(port)
                .d365Port(port == 0 ? 0 : port + 1)
                .tokenPort(port == 0 ? 0 : port + 2)
                .adminPort(port == 0 ? 0 : port + 3)
                .tls(tls)
                .d365(profile == Profile.STOCK ? D365Options.STOCK : D365Options.companion())
                .build();
        try {
            return Sandbox.start(options);
        } catch (UncheckedIOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The sandbox cannot listen on ports " + port + " to " + (port + 3) + " (" + e.getMessage()
                            + "). Choose another --port, or leave it out.");
        }
    }

    private void fill(SandboxClientView client, Clock clock) {
        if (load != null) {
            try {
                Filling.of(new Admin(client), load, clock);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--load: " + e.getMessage(), e);
            }
        }
    }

    private void write(SandboxConfiguration configuration, Path file) {
        try {
            configuration.write(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "The configuration cannot be written to " + file + ": " + e.getMessage());
        }
    }

    private void tell(PrintWriter out, SandboxClientView client) {
        Map<String, String> facts = LinkedHashMap.<String, String>empty()
                .put("d365", client.d365Base() + "/data")
                .put("graph", client.graphBase())
                .put("ews", client.ewsUrl())
                .put("tokens", client.tokenUrl())
                .put("clientId", client.clientId())
                .put("clientSecret", client.clientSecret())
                .put("d365Scope", client.d365Scope())
                .put("exchangeScope", client.exchangeScope())
                .put("ewsUser", client.domain() + "\\" + client.userName())
                .put("ewsPassword", client.password())
                .put("admin", client.adminBase())
                .put("adminToken", client.adminToken());
        if (json) {
            ObjectNode document = Json.object();
            facts.forEach((key, value) -> document.put(key, value));
            if (writeConfig != null) {
                document.put("configuration", writeConfig.toString());
            }
            Json.print(out, document);
            return;
        }
        out.println("The sandbox is up: " + profile.name().toLowerCase(java.util.Locale.ROOT)
                + " D365 and Exchange, on this machine only. Its secrets are made up and end with it.");
        facts.forEach((key, value) -> out.println(String.format("  %-14s %s", key, value)));
        if (writeConfig != null) {
            out.println("Configuration: " + writeConfig + " (try: axpsync check -c " + writeConfig + ")");
        }
        out.println("Stop it with Ctrl-C.");
        out.flush();
    }
}
