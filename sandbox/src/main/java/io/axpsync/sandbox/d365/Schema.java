package io.axpsync.sandbox.d365;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All entity sets and enums, read from {@code d365-entities.txt}; its head describes the notation. */
final class Schema {

    static final String NAMESPACE = "Microsoft.Dynamics.DataEntities";

    /** Group tables that have no entity set here; a value outside them is refused like any unknown reference. */
    static final Map<String, List<String>> GROUPS = Map.of(
            "ActivityTypes.TypeId", List.of("Besuch", "Telefonat", "E-Mail"),
            "ActivityPhases.PhaseId", List.of(),
            "ActivityPlans.PlanId", List.of());

    private static final Pattern PROPERTY = Pattern.compile("(\\w+)(?:\\((\\d+)\\))?(!)?(?:>(\\w+\\.\\w+))?");
    private static final Schema STANDARD = read();

    private final Map<String, EntityDef> sets = new LinkedHashMap<>();
    private final Map<String, EnumDef> enums = new LinkedHashMap<>();

    private Schema() {}

    static Schema standard() {
        return STANDARD;
    }

    Collection<EntityDef> sets() {
        return sets.values();
    }

    Collection<EnumDef> enums() {
        return enums.values();
    }

    Optional<EntityDef> find(String set) {
        return Optional.ofNullable(sets.get(set));
    }

    EntityDef set(String set) {
        return find(set).orElseThrow(() -> new IllegalArgumentException("no entity set " + set));
    }

    private static Schema read() {
        Schema schema = new Schema();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Schema.class.getResourceAsStream("/io/axpsync/sandbox/d365-entities.txt")),
                StandardCharsets.UTF_8))) {
            String set = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("enum ")) {
                    schema.readEnum(line.split(" "));
                } else if (line.matches("(companion |computed )?set .*")) {
                    set = schema.readSet(line);
                } else if (line.startsWith("nav ")) {
                    schema.set(set).links().add(Link.read(line.substring("nav ".length())));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    schema.readProperties(schema.set(set), line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schema;
    }

    private void readEnum(String[] words) {
        Map<String, Integer> members = new LinkedHashMap<>();
        int next = 0;
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            int value = equals < 0 ? next : Integer.parseInt(words[i].substring(equals + 1));
            members.put(equals < 0 ? words[i] : words[i].substring(0, equals), value);
            next = value + 1;
        }
        enums.put(words[1], new EnumDef(words[1], members));
    }

    private String readSet(String line) {
        String[] words = line.split(" ");
        int name = words[0].equals("set") ? 1 : 2;
        EntityDef def = new EntityDef(
                words[name],
                words[name + 1],
                words[name + 2],
                name == 2,
                words[0].equals("computed"),
                new LinkedHashMap<>(),
                new ArrayList<>());
        sets.put(def.set(), def);
        return def.set();
    }

    private void readProperties(EntityDef def, String line) {
        int colon = line.indexOf(':');
        String typeName = line.substring(0, colon);
        Optional<EnumDef> members = Optional.ofNullable(enums.get(typeName));
        FieldType type = members.isPresent() ? FieldType.ENUM : type(typeName);
        for (String word : line.substring(colon + 1).trim().split(" ")) {
            Matcher parts = PROPERTY.matcher(word);
            if (!parts.matches()) {
                throw new IllegalStateException("cannot read " + word + " of " + def.set());
            }
            String length = parts.group(2);
            String name = Objects.requireNonNull(parts.group(1));
            def.fields()
                    .put(
                            name,
                            new Field(
                                    name,
                                    type,
                                    members,
                                    length == null ? 0 : Integer.parseInt(length),
                                    parts.group(3) != null,
                                    Optional.ofNullable(parts.group(4))));
        }
    }

    private static FieldType type(String name) {
        switch (name) {
            case "String":
                return FieldType.STRING;
            case "Decimal":
                return FieldType.DECIMAL;
            case "DateTime":
                return FieldType.DATE_TIME;
            case "Time":
                return FieldType.TIME;
            case "Int":
                return FieldType.INT;
            case "Long":
                return FieldType.LONG;
            case "Boolean":
                return FieldType.BOOLEAN;
            case "Binary":
                return FieldType.BINARY;
            default:
                throw new IllegalStateException("no type " + name);
        }
    }
}
