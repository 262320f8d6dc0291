package io.axpsync.cli.demo;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.cli.sandbox.OwnFiles;
import io.axpsync.cli.sandbox.SandboxConfiguration;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The administrator's folder: a configuration file as a user would write it, with its secrets and the state. */
final class Workplace {

    private final Path file;
    private final String plain;
    private final String d365;

    Workplace(Stage stage, Backend backend, Iterable<String> mailboxes) {
        this.file = stage.folder().resolve("fabrikon.yaml");
        this.d365 = stage.client().d365Base();
        try {
            SandboxConfiguration.of(stage.client(), backend, Vector.ofAll(mailboxes))
                    .write(file);
            this.plain = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path configuration() {
        return file;
    }

    /** A copy of the state as it is now, and a configuration that uses it: the configuration's file. */
    Path copyState(String name) {
        String own = file.getFileName().toString().replace(".yaml", ".state");
        Path from = file.resolveSibling(own);
        Path to = file.resolveSibling(name + ".state");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path path : files.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Path copy = file.resolveSibling(name + ".yaml");
            OwnFiles.write(copy, Files.readString(file).replace(own + "/", to.getFileName() + "/"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets a configuration name D365 by another address. */
    void moveD365(Path configuration) {
        URI known = URI.create(d365);
        String other = known.getHost().equals("localhost") ? "127.0.0.1" : "localhost";
        try {
            String text = Files.readString(configuration);
            OwnFiles.write(configuration, text.replace("url: " + d365, "url: " + d365.replace(known.getHost(), other)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the configuration anew. Each run compares both sides in full, so that no feed hides a disaster.
     *
     * @param settings of the lanes, in YAML, four blanks deep
     */
    void write(String settings) {
        try {
            OwnFiles.write(file, plain + "\nlanes:\n  appointments:\n    compareEvery: 1ms\n" + settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
