package io.axpsync.cli.bench;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.FieldTable;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.vavr.Tuple;
import org.jspecify.annotations.Nullable;

/** The same observation out of objects of its own down to the texts, as if a server had answered once more. */
final class ReadAnew {

    private ReadAnew() {}

    static Observed.Present of(Observed.Present seen) {
        return seen.withRef(new ItemRef(seen.ref().side(), text(seen.ref().id())))
                .withVersion(new ItemVersion(text(seen.version().token())))
                .withTitle(text(seen.title()))
                .withPeriod(value(seen.period()))
                .withItem(seen.item()
                        .map(item -> Item.of(item.kind(), item.values().mapValues(ReadAnew::value))));
    }

    /** The same link as if the store had been asked once more. */
    static Link of(Link link) {
        return link.withD365Baseline(link.d365Baseline().map(ReadAnew::baseline))
                .withExchangeBaseline(link.exchangeBaseline().map(ReadAnew::baseline));
    }

    private static Baseline baseline(Baseline baseline) {
        return new Baseline(
                baseline.version(),
                text(baseline.keyId()),
                FieldTable.of(field -> print(baseline.table().at(field))),
                baseline.replaced());
    }

    private static @Nullable FieldPrint print(@Nullable FieldPrint print) {
        if (print instanceof FieldPrint.Single single) {
            return new FieldPrint.Single(single.print(), single.withheld());
        } else if (print instanceof FieldPrint.Elements all) {
            return new FieldPrint.Elements(
                    all.prints().map((key, value) -> Tuple.of(text(key), text(value))), all.withheld());
        }
        return null;
    }

    private static Value value(Value value) {
        if (value instanceof Value.Text t) {
            return new Value.Text(text(t.text()));
        } else if (value instanceof Value.Choice c) {
            return Value.choice(text(c.name()));
        } else if (value instanceof Value.Whole w) {
            return new Value.Whole(w.number());
        } else if (value instanceof Value.Period p) {
            return new Value.Period(p.start().plusNanos(0), p.end().plusNanos(0));
        } else if (value instanceof Value.Days d) {
            return new Value.Days(d.start(), d.end());
        } else if (value instanceof Value.Entries e) {
            return Value.Entries.of(
                    e.values().map(x -> new Value.Entry(text(x.key()), text(x.value()), text(x.label()))));
        }
        return value;
    }

    @SuppressWarnings("StringCopy") // a text that knows its hash already would flatter the measurement
    private static String text(String text) {
        return new String(text.toCharArray());
    }
}
