package io.axpsync.core.change;

import io.axpsync.core.item.Withheld;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/** Keyed fingerprints of one field as it was last read back: no content, only whether it is still the same. */
public sealed interface FieldPrint {

    Option<Withheld> withheld();

    /** A single value. */
    record Single(String print, Option<Withheld> withheld) implements FieldPrint {}

    /** A set: fingerprint of each element's key to the fingerprint of its value. */
    record Elements(Map<String, String> prints, Option<Withheld> withheld) implements FieldPrint {}
}
