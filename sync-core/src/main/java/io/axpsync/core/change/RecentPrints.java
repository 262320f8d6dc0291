package io.axpsync.core.change;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prints of one field that were worked out last: both sides of a pair say the same, and many items what few do.
 * Confined to the {@link Fingerprints} whose lock guards it.
 */
final class RecentPrints {

    /** How many values that many items share are remembered. */
    private static final int REMEMBERED = 1000;

    private final Field field;
    private final byte[] salt;
    /** Whether looking for a value is worthwhile: hardly two items have the same text or subject. */
    private final boolean shared;

    private final Map<Value, FieldPrint> prints = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Value, FieldPrint> eldest) {
            return size() > REMEMBERED;
        }
    };

    private @Nullable FieldPrint nothing;
    private Value last = Value.NOTHING;
    private @Nullable FieldPrint lastPrint;

    RecentPrints(Field field) {
        this.field = field;
        this.salt = (field.name() + '\0').getBytes(StandardCharsets.UTF_8);
        this.shared = field != Field.SUBJECT && field.shape() != Field.Shape.PARAGRAPHS;
    }

    Field field() {
        return field;
    }

    /** What goes before each value, so that equal values of two fields have different prints. */
    byte[] salt() {
        return salt;
    }

    /** The print of a value, out of memory or fresh. */
    FieldPrint of(Value value, Fingerprints fingerprints) {
        if (value.isNothing()) {
            if (nothing == null) {
                nothing = fingerprints.fresh(field, Value.NOTHING);
            }
            return nothing;
        }
        FieldPrint known = lastPrint;
        if (known == null || !value.equals(last)) {
            known = shared
                    ? prints.computeIfAbsent(value, v -> fingerprints.fresh(field, v))
                    : fingerprints.fresh(field, value);
            last = value;
            lastPrint = known;
        }
        return known;
    }
}
