package io.axpsync.cli.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Kind;
import io.vavr.collection.HashSet;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A situation in calendars, as {@code scenarios/README.md} describes it. Reading is strict: a name that is not known, or a
 * scenario that checks nothing, is an error.
 */
record Scenario(String name, JsonNode root) {

    private static final Set<String> CHECKS = HashSet.of("outlook", "d365", "mails", "cases", "reasons", "operations");
    private static final Set<String> WHEN = HashSet.of("where", "because");

    private static final java.util.Map<String, Set<String>> STEPS = java.util.Map.of(
            "outlook",
            HashSet.of(
                    "who",
                    "create",
                    "import",
                    "edit",
                    "occurrence",
                    "change",
                    "delete",
                    "cancel",
                    "answer",
                    "how",
                    "forward",
                    "to",
                    "organise",
                    "by",
                    "allow",
                    "mail",
                    "move",
                    "copy"),
            "d365",
            HashSet.of(
                    "who",
                    "create",
                    "row",
                    "of",
                    "key",
                    "values",
                    "edit",
                    "occurrence",
                    "pattern",
                    "change",
                    "delete",
                    "invite",
                    "disinvite",
                    "address",
                    "type",
                    "company",
                    "district",
                    "move",
                    "select",
                    "deselect",
                    "reach"),
            "expect",
            CHECKS.add("differs"));

    Scenario {
        known(name, root, HashSet.of("title", "rule", "kind", "people", "folders", "settings", "not", "steps"));
        for (String needed : Vector.of("title", "rule", "steps")) {
            demand(root.hasNonNull(needed), name, "lacks " + needed);
        }
        each(root.path("people")).forEach(p -> known(name, p, HashSet.of("zone", "mailbox")));
        each(root.path("folders")).forEach(f -> known(name, f, HashSet.of("districts", "takesNew")));
        each(root.path("not")).forEach(n -> demand(n.isTextual(), name, "does not say why it is left out"));
        steps(root).forEach(step -> check(name, step));
        demand(steps(root).exists(s -> Vector.ofAll(s.path("expect")).nonEmpty()), name, "checks nothing");
    }

    private static void check(String name, JsonNode step) {
        known(name, step, HashSet.of("outlook", "d365", "rename", "sync", "wait", "expect"));
        demand(step.size() == 1, name, "has a step that is not one thing: " + step);
        String verb = step.fieldNames().next();
        if (STEPS.containsKey(verb)) {
            known(name, step.path(verb), STEPS.get(verb));
        }
        for (JsonNode differs : step.path("expect").path("differs")) {
            known(name, differs, CHECKS.addAll(WHEN));
            WHEN.forEach(w -> demand(differs.hasNonNull(w), name, "has a difference without " + w));
            demand(differs.size() > 2, name, "has a difference without difference");
        }
    }

    private static void known(String name, JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(f -> demand(names.contains(f), name, "does not know " + f + " here"));
    }

    private static void demand(boolean holds, String name, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("scenario " + name + " " + otherwise);
        }
    }

    private static Seq<JsonNode> each(JsonNode node) {
        return Vector.ofAll(node);
    }

    private static Seq<JsonNode> steps(JsonNode root) {
        return Vector.ofAll(root.path("steps"));
    }

    Seq<JsonNode> steps() {
        return steps(root);
    }

    String title() {
        return root.path("title").asText();
    }

    /** Of all its items. */
    Kind kind() {
        return Kind.valueOf(root.path("kind").asText("appointment").toUpperCase(java.util.Locale.ROOT));
    }

    /** Published folders, and the sales districts that fill them. */
    JsonNode folders() {
        return root.path("folders");
    }

    JsonNode settings() {
        return root.path("settings");
    }

    /** Who has a mailbox: {@code owner}, in Vienna, when it is not said. */
    JsonNode people() {
        ObjectNode alone = JsonNodeFactory.instance.objectNode();
        alone.putObject("owner");
        return root.has("people") ? root.path("people") : alone;
    }

    /** Why it does not apply there. */
    Option<String> leftOut(Cell cell) {
        return Iterator.ofAll(root.path("not").fields())
                .find(n -> cell.is(n.getKey()))
                .map(n -> n.getValue().asText());
    }

    /** An expectation as it is meant there. */
    static ObjectNode expected(JsonNode expect, Cell cell) {
        ObjectNode merged = expect.deepCopy();
        merged.remove("differs");
        for (JsonNode differs : expect.path("differs")) {
            if (cell.is(differs.path("where").asText())) {
                ObjectNode other = differs.deepCopy();
                other.remove(WHEN.toJavaList());
                merged.setAll(other);
            }
        }
        return merged;
    }

    /** A backend with a D365. */
    enum Cell {
        GRAPH_COMPANION,
        GRAPH_STOCK,
        EWS_COMPANION,
        EWS_STOCK;

        private static final Pattern WORD = Pattern.compile("graph|ews|companion|stock");

        /** @param where words that all have to fit: {@code stock}, {@code graph companion} */
        boolean is(String where) {
            return Vector.of(where.split(" ")).forAll(word -> {
                if (!WORD.matcher(word).matches()) {
                    throw new IllegalArgumentException("there is no backend or D365 called " + word);
                }
                return Vector.of(label().split(" ")).contains(word);
            });
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    /** All scenarios, by the names of their folders. */
    static Seq<Scenario> all() {
        try (Stream<Path> folders = Files.list(Path.of(
                Objects.requireNonNull(Scenario.class.getResource("/scenarios")).toURI()))) {
            return Vector.ofAll(folders.filter(Files::isDirectory)
                    .sorted()
                    .map(Scenario::read)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Scenario read(Path folder) {
        try {
            return parse(folder.getFileName().toString(), Files.readString(folder.resolve("scenario.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scenario parse(String name, String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        Object loaded = new Yaml(new SafeConstructor(strict), new Representer(dumping), dumping, strict, new Dateless())
                .load(yaml);
        return new Scenario(name, new ObjectMapper().valueToTree(loaded));
    }

    /** A date stays the text that it is. */
    private static final class Dateless extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (tag != Tag.TIMESTAMP) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }
}
