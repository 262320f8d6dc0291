package io.axpsync.sandbox.d365;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All rows in memory, in the order in which they were made, with a lock, a way back, and a few indexes. */
final class Tables {

    /** What clients look many rows up by, besides parties and what other sets refer to. */
    private static final Set<String> LOOKED_UP =
            Set.of("ContactPersonId", "EntityKey", "LinkId", "ActivityNumber", "Locator", "SalesDistrict");

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<List<Object>, Row>> sets = new HashMap<>();
    private final Map<String, Map<Object, Set<List<Object>>>> indexes = new HashMap<>();
    private @Nullable Deque<Runnable> undo;
    private long lastRecId = 5_637_144_575L;

    Tables(Schema schema) {
        for (EntityDef def : schema.sets()) {
            sets.put(def.set(), new LinkedHashMap<>());
            for (Field field : def.fields().values()) {
                field.related().ifPresent(target -> {
                    indexes.putIfAbsent(target, new HashMap<>());
                    indexes.putIfAbsent(def.set() + "." + field.name(), new HashMap<>());
                });
                if (field.name().endsWith("PartyNumber") || LOOKED_UP.contains(field.name())) {
                    indexes.putIfAbsent(def.set() + "." + field.name(), new HashMap<>());
                }
            }
        }
    }

    /**
     * Runs the work alone; when it throws, everything that it wrote is taken back. Inside a running one it is a part of
     * it: taken back alone when it throws, or with the whole.
     */
    <T> T atomically(Supplier<T> work) {
        lock.lock();
        Deque<Runnable> outer = undo;
        Deque<Runnable> back = new ArrayDeque<>();
        undo = back;
        try {
            T result = work.get();
            if (outer != null) {
                back.descendingIterator().forEachRemaining(outer::push);
            }
            return result;
        } catch (RuntimeException | Error e) {
            undo = null; // what takes back is not remembered
            back.forEach(Runnable::run);
            throw e;
        } finally {
            undo = outer;
            lock.unlock();
        }
    }

    long nextRecId() {
        return ++lastRecId;
    }

    List<Row> all(EntityDef def) {
        return atomically(() -> new ArrayList<>(rows(def.set()).values()));
    }

    /** Those that may say what they must, in the order in which they were made; all where there is no index for it. */
    List<Row> some(EntityDef def, Optional<Filter.OneOf> only) {
        Optional<Filter.OneOf> indexed = only.filter(o -> indexes.containsKey(def.set() + "." + o.property()));
        if (indexed.isEmpty()) {
            return all(def);
        }
        String property = indexed.get().property();
        return atomically(() -> indexed.get().values().stream()
                .flatMap(value -> by(def.set(), property, value).stream())
                .sorted(Comparator.comparingLong(Row::recId))
                .toList());
    }

    Optional<Row> find(EntityDef def, List<Object> key) {
        return atomically(() -> Optional.ofNullable(rows(def.set()).get(key)));
    }

    /** The rows of an indexed property with this value. */
    List<Row> by(String set, String property, Object value) {
        Map<Object, Set<List<Object>>> index = indexes.get(set + "." + property);
        if (index == null) {
            throw new IllegalArgumentException("no index " + set + "." + property);
        }
        List<Row> found = new ArrayList<>();
        for (List<Object> key : index.getOrDefault(Field.normal(value), Set.of())) {
            Row row = rows(set).get(key);
            if (row != null) {
                found.add(row);
            }
        }
        return found;
    }

    void put(Row row) {
        List<Object> key = row.key();
        Row before = rows(row.entity().set()).put(key, row);
        if (before != null) {
            unindex(before, key);
        }
        index(row, key);
        remember(() -> {
            if (before == null) {
                remove(row.entity(), key);
            } else {
                put(before);
            }
        });
    }

    void remove(EntityDef def, List<Object> key) {
        Row before = rows(def.set()).remove(key);
        if (before != null) {
            unindex(before, key);
            remember(() -> put(before));
        }
    }

    private void remember(Runnable back) {
        if (undo != null) {
            undo.push(back);
        }
    }

    private Map<List<Object>, Row> rows(String set) {
        Map<List<Object>, Row> rows = sets.get(set);
        if (rows == null) {
            throw new IllegalArgumentException("no entity set " + set);
        }
        return rows;
    }

    private void index(Row row, List<Object> key) {
        row.values().forEach((field, value) -> {
            Map<Object, Set<List<Object>>> index = indexes.get(row.entity().set() + "." + field);
            if (index != null) {
                index.computeIfAbsent(Field.normal(value), v -> new LinkedHashSet<>())
                        .add(key);
            }
        });
    }

    private void unindex(Row row, List<Object> key) {
        row.values().forEach((field, value) -> {
            Map<Object, Set<List<Object>>> index = indexes.get(row.entity().set() + "." + field);
            if (index != null) {
                index.computeIfPresent(Field.normal(value), (v, keys) -> {
                    keys.remove(key);
                    return keys.isEmpty() ? null : keys;
                });
            }
        });
    }
}
