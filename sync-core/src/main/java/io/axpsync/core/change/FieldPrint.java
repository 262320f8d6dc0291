package io.axpsync.core.change;

import io.axpsync.core.item.Withheld;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/** Keyed fingerprints of one field as it was last read back: no content, only whether it is still the same. */
public sealed interface FieldPrint {

    Option<Withheld> withheld();

    /** This print with the value said to be so whole. */
    FieldPrint withheld(Option<Withheld> how);

    /** A single value. */
    record Single(String print, Option<Withheld> withheld) implements FieldPrint {
        @Override
        public Single withheld(Option<Withheld> how) {
            return how.equals(withheld) ? this : new Single(print, how);
        }
    }

    /** A set: fingerprint of each element's key to the fingerprint of its value. */
    record Elements(Map<String, String> prints, Option<Withheld> withheld) implements FieldPrint {
        @Override
        public Elements withheld(Option<Withheld> how) {
            return how.equals(withheld) ? this : new Elements(prints, how);
        }
    }
}
