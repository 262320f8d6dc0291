package io.axpsync.cli.demo;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Stage;
import io.axpsync.cli.sandbox.OwnFiles;
import io.axpsync.cli.sandbox.SandboxConfiguration;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The administrator's folder: a configuration file as a user would write it, with its secrets and the state. */
final class Workplace {

    private final Path file;
    private final String plain;

    Workplace(Stage stage, Backend backend, Iterable<String> mailboxes) {
        this.file = stage.folder().resolve("fabrikon.yaml");
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
