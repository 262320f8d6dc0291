package io.axpsync.sandbox.contract;

import io.axpsync.sandbox.contract.D365Model.EntitySet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a D365 request addresses.
 *
 * @param kind what the path ends in
 * @param set the name of the entity set, empty for service, metadata and batch
 */
record D365Target(Kind kind, String set) {

    enum Kind {
        SERVICE,
        METADATA,
        BATCH,
        COLLECTION,
        COUNT,
        ROW,
        PROPERTY,
        ACTION
    }

    private static final Pattern SEGMENT = Pattern.compile("([A-Za-z_]\\w*)(?:\\((.*)\\))?");

    /** Reads the path behind {@code /data}; says what is wrong with it and hands out what could be understood. */
    static Optional<D365Target> read(D365Model model, String rawPath, Findings findings) {
        int data = rawPath.indexOf("/data");
        if (data < 0) {
            findings.wrong("the path is not below /data");
            return Optional.empty();
        }
        String path = QueryOptions.decode(rawPath.substring(data + 5));
        List<String> segments =
                QueryOptions.split(path, '/').stream().filter(s -> !s.isEmpty()).toList();
        if (segments.isEmpty()) {
            return Optional.of(new D365Target(Kind.SERVICE, ""));
        }
        if (segments.get(0).startsWith("$")) {
            findings.must(segments.size() == 1, "nothing follows " + segments.get(0));
            return switch (segments.get(0)) {
                case "$metadata" -> Optional.of(new D365Target(Kind.METADATA, ""));
                case "$batch" -> Optional.of(new D365Target(Kind.BATCH, ""));
                default -> {
                    findings.wrong("'" + segments.get(0) + "' is no resource of D365");
                    yield Optional.empty();
                }
            };
        }
        Matcher first = SEGMENT.matcher(segments.get(0));
        if (!first.matches()) {
            findings.wrong("'" + segments.get(0) + "' is no entity set and key");
            return Optional.empty();
        }
        String name = first.group(1);
        Optional<EntitySet> set = model.set(name);
        String key = first.group(2);
        if (key != null) {
            key(model, key, set, findings);
        }
        return Optional.of(new D365Target(rest(segments, key != null, findings), name));
    }

    private static Kind rest(List<String> segments, boolean keyed, Findings findings) {
        if (segments.size() == 1) {
            return keyed ? Kind.ROW : Kind.COLLECTION;
        }
        String second = segments.get(1);
        if (second.equals("$count") && !keyed) {
            return Kind.COUNT;
        }
        if (second.startsWith("Microsoft.Dynamics.DataEntities.")) {
            return Kind.ACTION;
        }
        findings.must(keyed && segments.size() == 2, "the path goes on after the set: " + second);
        return Kind.PROPERTY;
    }

    /** All key parts by name, each literal of its type: strings in doubled quotes, numbers and times without. */
    private static void key(D365Model model, String text, Optional<EntitySet> set, Findings findings) {
        TreeSet<String> named = new TreeSet<>();
        for (String part : QueryOptions.split(text, ',')) {
            int equals = part.indexOf('=');
            String name = equals < 0 || part.startsWith("'") ? "" : part.substring(0, equals);
            String value = name.isEmpty() ? part : part.substring(equals + 1);
            if (name.isEmpty()) {
                set.ifPresent(s -> findings.must(s.keys().size() == 1, "the key names no part: " + text));
                set.map(s -> s.keys().get(0)).ifPresent(named::add);
            } else {
                named.add(name);
            }
            literal(model, name, value, set, findings);
        }
        set.ifPresent(s -> findings.must(
                named.equals(new TreeSet<>(s.keys())), "the key has parts " + named + " instead of " + s.keys()));
    }

    private static void literal(
            D365Model model, String name, String value, Optional<EntitySet> set, Findings findings) {
        try {
            FilterGrammar.Use use = FilterGrammar.read("key eq " + value);
            FilterGrammar.Operand right = use.comparisons().isEmpty()
                    ? new FilterGrammar.Compound()
                    : use.comparisons().get(0).right();
            if (right instanceof FilterGrammar.Literal literal) {
                set.map(s -> s.properties().get(name))
                        .flatMap(type -> model.misfit(literal, type, "eq"))
                        .ifPresent(reason -> findings.wrong("the key part " + name + " " + reason));
            } else {
                findings.wrong("the key value " + value + " is no literal");
            }
        } catch (FilterGrammar.Malformed e) {
            findings.wrong("the key value " + value + " is no literal: " + e.getMessage());
        }
    }
}
