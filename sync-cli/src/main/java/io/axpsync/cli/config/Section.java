package io.axpsync.cli.config;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of the file. Every key that is asked for is known; {@link #done()} reports the others, with the nearest
 * known key as a suggestion. A missing section reads as one without keys, so that defaults stand in one place.
 */
final class Section {

    private final String path;
    private final int line;
    private final Map<String, NodeTuple> entries;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(String path, int line, Map<String, NodeTuple> entries, Problems problems) {
        this.path = path;
        this.line = line;
        this.entries = entries;
        this.problems = problems;
    }

    static Section of(Node node, String path, Problems problems) {
        return of(node, line(node), path, problems);
    }

    /** @param line where the section's own key stands */
    private static Section of(Node node, int line, String path, Problems problems) {
        if (node instanceof MappingNode mapping) {
            Map<String, NodeTuple> entries = LinkedHashMap.empty();
            for (NodeTuple t : mapping.getValue()) {
                String key = t.getKeyNode() instanceof ScalarNode s ? s.getValue() : "";
                if (entries.containsKey(key)) {
                    problems.add(line(t.getKeyNode()), join(path, key), "stands twice", "Keep one of them.");
                }
                entries = entries.put(key, t);
            }
            return new Section(path, line, entries, problems);
        } else if (!isNull(node)) {
            problems.add(line, path, "is not a section with keys", "Write its keys indented below it.");
        }
        return none(path, line, problems);
    }

    static Section none(String path, int line, Problems problems) {
        return new Section(path, line, LinkedHashMap.empty(), problems);
    }

    int line() {
        return line;
    }

    String path() {
        return path;
    }

    boolean has(String key) {
        asked.add(key);
        return entries.get(key).exists(t -> !isNull(t.getValueNode()));
    }

    /** Whether the key holds keys of its own. */
    boolean isSection(String key) {
        return has(key) && entries.get(key).get().getValueNode() instanceof MappingNode;
    }

    boolean isList(String key) {
        return has(key) && entries.get(key).get().getValueNode() instanceof SequenceNode;
    }

    int lineOf(String key) {
        return entries.get(key).map(t -> line(t.getKeyNode())).getOrElse(line);
    }

    /** Reports a problem with a key's value. */
    void wrong(String key, String text, String remedy) {
        problems.add(lineOf(key), join(path, key), text, remedy);
    }

    Section section(String key) {
        return has(key)
                ? of(entries.get(key).get().getValueNode(), lineOf(key), join(path, key), problems)
                : none(join(path, key), line, problems);
    }

    /** A list of sections. */
    Seq<Section> sections(String key) {
        if (!has(key)) {
            return Vector.empty();
        } else if (entries.get(key).get().getValueNode() instanceof SequenceNode list) {
            Seq<Node> nodes = Vector.ofAll(list.getValue());
            return nodes.zipWithIndex().map(n -> of(n._1, join(path, key) + "[" + n._2 + "]", problems));
        }
        wrong(key, "is not a list", "Start each entry with a dash.");
        return Vector.empty();
    }

    /** The keys of a section whose keys are names that the user chooses. */
    Seq<String> keys() {
        entries.keySet().forEach(asked::add);
        return entries.keySet().toVector();
    }

    Option<String> text(String key) {
        if (!has(key)) {
            return Option.none();
        } else if (entries.get(key).get().getValueNode() instanceof ScalarNode scalar) {
            return Option.some(scalar.getValue());
        }
        wrong(key, "is not a single value", "");
        return Option.none();
    }

    Seq<String> texts(String key) {
        if (!has(key)) {
            return Vector.empty();
        } else if (entries.get(key).get().getValueNode() instanceof SequenceNode list) {
            return Vector.ofAll(list.getValue())
                    .flatMap(n -> n instanceof ScalarNode s ? Vector.of(s.getValue()) : Vector.<String>empty());
        }
        wrong(key, "is not a list", "Write it as [one, two].");
        return Vector.empty();
    }

    String required(String key, String example) {
        return text(key).filter(t -> !t.isBlank()).getOrElse(() -> {
            wrong(key, "is missing", "For example: " + key + ": " + example);
            return "";
        });
    }

    /** A value read by a parser that throws for what it does not understand. */
    <T> Option<T> parsed(String key, String expected, Function<String, T> parser) {
        return text(key).flatMap(t -> {
            try {
                return Option.some(parser.apply(t.strip()));
            } catch (RuntimeException e) {
                wrong(key, "\"" + t + "\" is not " + expected, "");
                return Option.none();
            }
        });
    }

    Option<Integer> integer(String key, int from, int to) {
        return parsed(key, "a whole number from " + from + " to " + to, t -> {
            int n = Integer.parseInt(t);
            if (n < from || n > to) {
                throw new IllegalArgumentException(t);
            }
            return n;
        });
    }

    Option<Boolean> flag(String key) {
        return parsed(key, "true or false", t -> switch (t) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(t);
        });
    }

    /** One of an enum's names, written in lower case with dashes. */
    <E extends Enum<E>> Option<E> choice(String key, Class<E> type) {
        E[] all = Option.of(type.getEnumConstants()).get();
        String names = Arrays.stream(all).map(Section::yaml).collect(Collectors.joining(", "));
        return parsed(
                key,
                "one of " + names,
                t -> Arrays.stream(all)
                        .filter(e -> yaml(e).equals(t))
                        .findFirst()
                        .orElseThrow());
    }

    /** One of some words. */
    <T> Option<T> oneOf(String key, Map<String, T> words) {
        return parsed(
                key,
                "one of " + words.keySet().mkString(", "),
                t -> words.get(t).getOrElseThrow(() -> new IllegalArgumentException(t)));
    }

    static String yaml(Enum<?> e) {
        return e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reports every key that nobody asked for. */
    void done() {
        for (String key : entries.keySet()) {
            if (!asked.contains(key)) {
                String remedy = nearest(key)
                        .map(k -> "Did you mean " + k + "?")
                        .getOrElse("Known here: " + String.join(", ", asked) + ".");
                wrong(key, "is no known key", remedy);
            }
        }
    }

    private Option<String> nearest(String key) {
        return Vector.ofAll(asked)
                .filter(k -> distance(k.toLowerCase(Locale.ROOT), key.toLowerCase(Locale.ROOT)) <= 2)
                .headOption();
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
