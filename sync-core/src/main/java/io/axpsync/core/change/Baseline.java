package io.axpsync.core.change;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemVersion;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/**
 * What both sides agreed on, as one side read it back last.
 *
 * @param keyId names the scheme and the key of the fingerprints; those of another key cannot be compared
 * @param prints a field that is absent was not held by the side then
 */
public record Baseline(ItemVersion version, String keyId, Map<Field, FieldPrint> prints) {

    public Option<FieldPrint> print(Field field) {
        return prints.get(field);
    }
}
