package io.axpsync.cli.config;

import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Secrets never stand in the file: only {@code ${VARIABLE}} or {@code file:path} does. Values are never repeated. */
final class Secrets {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String FILE = "file:";

    private final Path folder;
    private final Function<String, @Nullable String> environment;

    /** @param environment the value of a variable, or null */
    Secrets(Path folder, Function<String, @Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** The secret now. */
    Option<String> read(Section section, String key) {
        return supplier(section, key).map(Supplier::get);
    }

    /** The secret, from a file each time anew: whoever renews it there is heard. */
    Option<Supplier<String>> supplier(Section section, String key) {
        Option<String> text = section.text(key);
        if (text.isEmpty()) {
            return Option.none();
        }
        Matcher variable = VARIABLE.matcher(text.get().strip());
        if (variable.matches()) {
            return variable(section, key, variable.group(1));
        } else if (text.get().strip().startsWith(FILE)) {
            return file(section, key, text.get().strip().substring(FILE.length()));
        }
        section.wrong(
                key,
                "holds a secret in plain text",
                "Write ${NAME_OF_A_VARIABLE} or file:path instead, and replace the secret where it is used.");
        return Option.none();
    }

    private Option<Supplier<String>> variable(Section section, String key, String name) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            section.wrong(key, "the environment variable " + name + " is not set", "Set it before the start.");
            return Option.none();
        }
        return Option.some(() -> value);
    }

    private Option<Supplier<String>> file(Section section, String key, String name) {
        Path path = folder.resolve(name.strip());
        try {
            if (content(path).isEmpty()) {
                section.wrong(key, "the file " + path + " is empty", "Write the secret into it.");
                return Option.none();
            }
        } catch (IOException e) {
            section.wrong(key, "the file " + path + " cannot be read", "Check that it is there and readable.");
            return Option.none();
        }
        return Option.some(() -> {
            try {
                return content(path);
            } catch (IOException e) {
                return "";
            }
        });
    }

    private static String content(Path path) throws IOException {
        return Files.readString(path).strip();
    }
}
