package io.axpsync.cli.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The window in which an administrator types our commands; what is worth showing of it is kept. */
final class Terminal {

    private static final int WIDTH = 110;

    private final Program program;
    private final Path configuration;
    private final List<String> shown;

    Terminal(Program program, Path configuration) {
        this(program, configuration, new ArrayList<>());
    }

    private Terminal(Program program, Path configuration, List<String> shown) {
        this.program = program;
        this.configuration = configuration;
        this.shown = shown;
    }

    /** The same window, with another configuration. */
    Terminal at(Path other) {
        return new Terminal(program, other, shown);
    }

    /** What a command answered. */
    record Said(int exit, String text) {

        Said endsWith(int expected, String what) {
            NotSo.unless(
                    exit == expected,
                    what + " should end with " + expected + ", but ended with " + exit + ":\n" + text);
            return this;
        }

        Said tells(String words) {
            NotSo.unless(text.contains(words), "the output should say “" + words + "”, but says:\n" + text);
            return this;
        }
    }

    /** Types a command and shows it with those lines of its answer that contain one of the words. */
    Said type(List<String> show, String... command) {
        StringWriter out = new StringWriter();
        String[] args = Stream.concat(Stream.of(command), Stream.of("-c", configuration.toString()))
                .toArray(String[]::new);
        PrintWriter to = new PrintWriter(out);
        int exit = program.execute(to, to, args);
        to.flush();
        shown.add("$ axpsync " + String.join(" ", command));
        out.toString()
                .lines()
                .filter(line -> show.stream().anyMatch(line::contains))
                .map(String::strip)
                .forEach(line -> shown.addAll(wrap(line)));
        shown.add("  exit code " + exit);
        return new Said(exit, out.toString());
    }

    /** What happens between two commands. */
    void note(String what) {
        shown.add("# " + what);
    }

    /** {@code axpsync sync} with its last line and what failed. */
    Said sync() {
        return type(List.of("failed:", "Synchronised:", "could not be asked", "Nothing was written"), "sync");
    }

    /** What is worth showing since the last call of this. */
    List<String> shown() {
        List<String> lines = List.copyOf(shown);
        shown.clear();
        return lines;
    }

    /** A long line in several, broken between words. */
    private static List<String> wrap(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.length() > WIDTH) {
            int at = rest.lastIndexOf(' ', WIDTH);
            int end = at > 0 ? at : WIDTH;
            lines.add("  " + rest.substring(0, end));
            rest = "  " + rest.substring(end).strip();
        }
        lines.add("  " + rest);
        return lines;
    }
}
