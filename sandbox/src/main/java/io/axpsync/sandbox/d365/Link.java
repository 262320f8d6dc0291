package io.axpsync.sandbox.d365;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A navigation property.
 *
 * @param target the entity set that it leads to
 * @param many whether it leads to a collection
 * @param partner the navigation property of the target that leads back
 * @param constraint property here → property of the target that has the same value; of {@code many}, written at the
 *     partner's side in the metadata
 */
record Link(String name, String target, boolean many, Optional<String> partner, Map<String, String> constraint) {

    /** Reads {@code NAME Set|Set[] here=there,… [partner]}. */
    static Link read(String line) {
        String[] words = line.split(" ");
        Map<String, String> constraint = new LinkedHashMap<>();
        for (String pair : words[2].split(",")) {
            int equals = pair.indexOf('=');
            constraint.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Link(
                words[0],
                words[1].replace("[]", ""),
                words[1].endsWith("[]"),
                words.length > 3 ? Optional.of(words[3]) : Optional.empty(),
                constraint);
    }

    /** The rows that it leads to; an empty reference leads nowhere. */
    List<Row> follow(Row from, List<Row> targets) {
        return targets.stream()
                .filter(to -> constraint.entrySet().stream().allMatch(pair -> {
                    Object value = Field.normal(from.get(pair.getKey()));
                    return !"".equals(value) && value.equals(Field.normal(to.get(pair.getValue())));
                }))
                .toList();
    }
}
