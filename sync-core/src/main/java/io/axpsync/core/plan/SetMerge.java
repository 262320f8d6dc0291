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
        Before dWas = before(field, d365Before);
        Before eWas = before(field, exchangeBefore);
        SortedMap<String, Value.Entry> result = TreeMap.empty();
        Set<String> keys = d.keySet().addAll(e.keySet());
        for (String key : keys) {
            for (Value.Entry kept : element(d.get(key), e.get(key), dWas.of(key), eWas.of(key), winner)) {
                result = result.put(key, kept);
            }
        }
        return new Value.Entries(result);
    }

    /** The elements of both; of one that both have the one of the leading side. Nothing when there is none. */
    static Value union(Value d365, Value exchange, Side leads) {
        SortedMap<String, Value.Entry> first = entries(leads == Side.D365 ? d365 : exchange);
        SortedMap<String, Value.Entry> all = entries(leads == Side.D365 ? exchange : d365);
        for (Value.Entry entry : first.values()) {
            all = all.put(entry.key(), entry);
        }
        return all.isEmpty() ? Value.NOTHING : new Value.Entries(all);
    }

    private static Option<Value.Entry> element(
            Option<Value.Entry> d, Option<Value.Entry> e, Element dWas, Element eWas, Side winner) {
        boolean dChanged = d.exists(x -> !dWas.says(x));
        boolean eChanged = e.exists(x -> !eWas.says(x));
        if (d.isDefined() && e.isDefined()) {
            if (d.get().value().equals(e.get().value())) {
                return e;
            }
            boolean takeD = dChanged && (!eChanged || winner == Side.D365);
            return takeD ? d : e;
        } else if (d.isDefined()) {
            return eWas.isThere() && !dChanged ? Option.none() : d;
        }
        return dWas.isThere() && !eChanged ? Option.none() : e;
    }

    static SortedMap<String, Value.Entry> entries(Value value) {
        return value instanceof Value.Entries e ? e.entries() : TreeMap.empty();
    }

    private Before before(Field field, Option<Baseline> baseline) {
        Map<String, String> prints = baseline.flatMap(b -> b.print(field))
                .map(p -> p instanceof FieldPrint.Elements e ? e.prints() : TreeMap.<String, String>empty())
                .getOrElse(TreeMap.empty());
        return new Before(baseline.flatMap(b -> fingerprints.of(b.keyId())).getOrElse(fingerprints), field, prints);
    }

    /** The set as it was, with the key of its own baseline. */
    private record Before(Fingerprints keyed, Field field, Map<String, String> prints) {
        Element of(String key) {
            return new Element(keyed, field, prints.get(keyed.key(field, key)));
        }
    }

    /** One element as it was. */
    private record Element(Fingerprints keyed, Field field, Option<String> print) {
        boolean isThere() {
            return print.isDefined();
        }

        boolean says(Value.Entry entry) {
            return print.contains(keyed.element(field, entry));
        }
    }
}
