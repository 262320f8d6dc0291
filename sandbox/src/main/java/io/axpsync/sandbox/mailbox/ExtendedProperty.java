package io.axpsync.sandbox.mailbox;

import java.util.List;

/**
 * An extended property of an item or a folder.
 *
 * @param values one value, or those of an array; as text in EWS's forms (binary as base64, times in UTC with Z)
 */
public record ExtendedProperty(PropertyKey key, List<String> values) {

    public ExtendedProperty {
        values = List.copyOf(values);
    }

    public static ExtendedProperty of(PropertyKey key, String value) {
        return new ExtendedProperty(key, List.of(value));
    }
}
