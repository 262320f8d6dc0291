package io.axpsync.core.plan;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/** Three-way merge of a set-valued field, element by element: what one side added, removed or changed flows. */
final class SetMerge {

    private final Fingerprints fingerprints;

    SetMerge(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /**
     * The set that both sides shall hold.
     *
     * @param winner whose value stands for an element that both sides changed
     */
    Value.Entries merge(
            Field field,
            Value d365,
            Value exchange,
            Option<Baseline> d365Before,
            Option<Baseline> exchangeBefore,
            Side winner) {
        SortedMap<String, Value.Entry> d = entries(d365);
        SortedMap<String, Value.Entry> e = entries(exchange);
        Map<String, String> dWas = before(field, d365Before);
        Map<String, String> eWas = before(field, exchangeBefore);
        SortedMap<String, Value.Entry> result = TreeMap.empty();
        Set<String> keys = d.keySet().addAll(e.keySet());
        for (String key : keys) {
            String print = fingerprints.key(field, key);
            for (Value.Entry kept : element(field, d.get(key), e.get(key), dWas.get(print), eWas.get(print), winner)) {
                result = result.put(key, kept);
            }
        }
        return new Value.Entries(result);
    }

    private Option<Value.Entry> element(
            Field field,
            Option<Value.Entry> d,
            Option<Value.Entry> e,
            Option<String> dWas,
            Option<String> eWas,
            Side winner) {
        boolean dChanged = d.exists(x -> !dWas.contains(fingerprints.element(field, x)));
        boolean eChanged = e.exists(x -> !eWas.contains(fingerprints.element(field, x)));
        if (d.isDefined() && e.isDefined()) {
            if (d.get().value().equals(e.get().value())) {
                return e;
            }
            boolean takeD = dChanged && (!eChanged || winner == Side.D365);
            return takeD ? d : e;
        } else if (d.isDefined()) {
            return eWas.isDefined() && !dChanged ? Option.none() : d;
        }
        return dWas.isDefined() && !eChanged ? Option.none() : e;
    }

    static SortedMap<String, Value.Entry> entries(Value value) {
        return value instanceof Value.Entries e ? e.entries() : TreeMap.empty();
    }

    private static Map<String, String> before(Field field, Option<Baseline> baseline) {
        return baseline.flatMap(b -> b.print(field))
                .map(p -> p instanceof FieldPrint.Elements e ? e.prints() : TreeMap.<String, String>empty())
                .getOrElse(TreeMap.empty());
    }
}
