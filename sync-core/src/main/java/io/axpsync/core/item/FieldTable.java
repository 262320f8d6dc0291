package io.axpsync.core.item;

import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something for each of some fields, which does not change. A map to whoever reads it as one; the engine asks for every
 * field of every item, and is answered out of an array.
 */
public final class FieldTable<V> {

    private static final Field[] CATALOGUE = Field.values();

    /** By the field's place in the catalogue; those behind the last one that is there are left away. */
    private final @Nullable Object[] places;

    /** Made when it is asked for first; most tables never are. */
    private @Nullable Map<Field, V> map;

    private FieldTable(@Nullable Object[] places, @Nullable Map<Field, V> map) {
        int length = places.length;
        while (length > 0 && places[length - 1] == null) {
            length--;
        }
        this.places = length == places.length ? places : Arrays.copyOf(places, length);
        this.map = map;
    }

    public static <V> FieldTable<V> of(Map<Field, V> map) {
        @Nullable Object[] places = new Object[CATALOGUE.length];
        for (Tuple2<Field, V> one : map) {
            places[one._1.ordinal()] = one._2;
        }
        return new FieldTable<>(places, map);
    }

    /** What {@code value} says of each field of the catalogue; null for nothing. */
    public static <V> FieldTable<V> of(Function<Field, @Nullable V> value) {
        @Nullable Object[] places = new Object[CATALOGUE.length];
        for (Field field : CATALOGUE) {
            places[field.ordinal()] = value.apply(field);
        }
        return new FieldTable<>(places, null);
    }

    /** The same as a map. */
    public Map<Field, V> map() {
        Map<Field, V> known = map;
        if (known == null) {
            known = LinkedHashMap.empty();
            for (Field field : CATALOGUE) {
                V value = at(field);
                known = value == null ? known : known.put(field, value);
            }
            map = known;
        }
        return known;
    }

    public Option<V> get(Field field) {
        return Option.of(at(field));
    }

    /** What there is for the field; null for nothing, without a wrapper: for the engine's innermost loops. */
    @SuppressWarnings("unchecked") // nothing else was put in
    public @Nullable V at(Field field) {
        int place = field.ordinal();
        return place < places.length ? (V) places[place] : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldTable<?> t && Arrays.equals(places, t.places);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(places);
    }

    @Override
    public String toString() {
        return map().toString();
    }
}
