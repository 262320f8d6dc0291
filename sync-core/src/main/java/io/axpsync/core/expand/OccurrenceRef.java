package io.axpsync.core.expand;

import io.axpsync.core.item.ItemRef;
import io.vavr.control.Option;

/**
 * Names one occurrence of a series: the id of the series, and the occurrence's original start as a key of
 * {@link io.axpsync.core.item.Field#EXCEPTIONS}. No id of EWS or Graph has a {@code #} in it (both are base64).
 */
record OccurrenceRef(ItemRef series, String key) {

    private static final char MARK = '#';

    static Option<OccurrenceRef> of(ItemRef ref) {
        int mark = ref.id().lastIndexOf(MARK);
        return mark <= 0
                ? Option.none()
                : Option.some(new OccurrenceRef(
                        new ItemRef(ref.side(), ref.id().substring(0, mark)),
                        ref.id().substring(mark + 1)));
    }

    ItemRef ref() {
        return new ItemRef(series.side(), series.id() + MARK + key);
    }
}
