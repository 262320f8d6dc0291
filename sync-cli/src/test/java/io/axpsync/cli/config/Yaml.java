package io.axpsync.cli.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configurations for tests, from a valid smallest one. */
final class Yaml {

    static final String SMALLEST = """
            d365:
              url: https://fabrikon.example
              token: ${TOKEN}
            exchange:
              graph:
                token: ${TOKEN}
            mailboxes:
              - address: anna@fabrikon.example
            """;

    static final Map<String, String> VARIABLES = HashMap.of(
            "TOKEN",
            "hidden-token",
            "D365_SECRET",
            "hidden-d365",
            "PROXY_PASSWORD",
            "hidden-proxy",
            "AXPSYNC_DB_PASSWORD",
            "hidden-db");

    private final Path folder;

    Yaml(Path folder) {
        this.folder = folder;
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Configuration read(String text) {
        return ConfigurationFile.read(
                file("axpsync.yaml", text), name -> VARIABLES.get(name).getOrNull());
    }

    /** What is wrong with a text. */
    Seq<Problem> problems(String text) {
        BadConfiguration bad = catchThrowableOfType(BadConfiguration.class, () -> read(text));
        if (bad == null) {
            throw new AssertionError("the configuration was accepted:\n" + text);
        }
        return bad.problems();
    }
}
