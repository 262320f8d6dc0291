package io.axpsync.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.sandbox.SandboxConfiguration;
import io.axpsync.sandbox.Sandbox;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;

/** The program as a user calls it, in this process. */
public final class Cli {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final int exit;
    public final String out;
    public final String err;

    private Cli(int exit, String out, String err) {
        this.exit = exit;
        this.out = out;
        this.err = err;
    }

    public static Cli run(String... args) {
        return run(Axpsync.commandLine(), args);
    }

    /** Somebody sits at the terminal and answers whatever `takeover` asks; the questions are printed, too. */
    static Cli answering(String answer, String... args) {
        CommandLine commandLine = Axpsync.commandLine();
        TakeoverCommand command = Objects.requireNonNull(
                        commandLine.getSubcommands().get("takeover"))
                .getCommand();
        command.person = Optional.of(question -> {
            commandLine.getOut().print(question);
            return answer;
        });
        return run(commandLine, args);
    }

    private static Cli run(CommandLine commandLine, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = commandLine.execute(args);
        return new Cli(exit, out.toString(), err.toString());
    }

    /** A configuration for a sandbox, in a folder. */
    public static Path configure(Sandbox sandbox, Path folder) {
        return configure(sandbox, folder, Backend.GRAPH);
    }

    /** The same, over that backend. */
    public static Path configure(Sandbox sandbox, Path folder, Backend backend) {
        try {
            Path file = folder.resolve("trial.yaml");
            SandboxConfiguration.of(
                            sandbox.client(),
                            backend,
                            Vector.ofAll(sandbox.mailboxes().all()).map(m -> m.address()))
                    .write(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode json() {
        try {
            return JSON.readTree(out);
        } catch (IOException e) {
            throw new AssertionError("no single JSON document on standard output: " + out, e);
        }
    }
}
