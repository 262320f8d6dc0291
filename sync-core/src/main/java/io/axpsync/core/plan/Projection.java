package io.axpsync.core.plan;

import io.axpsync.core.item.Capabilities.Access;
import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.FieldTable;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.TaskProgress;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.util.EnumSet;

/**
 * What a side gets to see of a value: cut to what it can hold, with a mark; a choice that it lacks replaced by the
 * nearest; on D365, private items masked.
 */
public final class Projection {

    /** Ends a text that was cut. */
    public static final String CUT_MARK = " […]";

    private static final EnumSet<Field> SEEN_OF_PRIVATE =
            EnumSet.of(Field.PERIOD, Field.START_DATE, Field.DUE_DATE, Field.SENSITIVITY, Field.SHOW_AS);

    private final FieldTable<Holding> d365;
    private final FieldTable<Holding> exchange;
    private final SyncRules rules;

    public Projection(Sides sides, SyncRules rules) {
        this.d365 = FieldTable.of(sides.d365().fields());
        this.exchange = FieldTable.of(sides.exchange().fields());
        this.rules = rules;
    }

    /** A value as a side may hold it, and why it is not whole. */
    public record Projected(Value value, Option<Withheld> withheld) {}

    /** Whether the item is one that the privacy policy speaks of. */
    public static boolean isPrivate(Item item) {
        return item.value(Field.SENSITIVITY) instanceof Value.Choice c
                && (c.name().equals("PRIVATE") || c.name().equals("CONFIDENTIAL"));
    }

    /** Whether D365 must not see what the field of an Exchange item says. */
    boolean masks(Item item, Field field) {
        return rules.privacy() == SyncRules.Privacy.MASK
                && item.kind() != Kind.CONTACT
                && !SEEN_OF_PRIVATE.contains(field)
                && isPrivate(item);
    }

    /** An Exchange item that a merge makes public is no longer masked; one that it makes private shows what it showed. */
    static Item unveiled(Item exchange, Merge merge) {
        return merge.toExchange()
                .get(Field.SENSITIVITY)
                .map(value -> exchange.with(Field.SENSITIVITY, value))
                .filter(after -> !isPrivate(after))
                .getOrElse(exchange);
    }

    /** The value of a field of the item as {@code to} shall hold it. */
    public Projected of(Item item, Field field, Side to) {
        Value value = NormalForm.carried(field, item.value(field));
        if (to == Side.D365 && masks(item, field)) {
            Value mask = field == Field.SUBJECT ? Value.text(rules.maskedSubject()) : timesOnly(field, value);
            return new Projected(mask, Option.some(Withheld.MASKED));
        }
        if (to == Side.D365 && field == Field.ATTACHMENTS) {
            return whole(rules.attachments().carried(value));
        }
        Holding holding = (to == Side.D365 ? d365 : exchange).at(field);
        return holding == null ? whole(value) : fit(field, value, holding);
    }

    /** Of a private series: which occurrences do not take place, or at another time. */
    private static Value timesOnly(Field field, Value value) {
        if (field != Field.EXCEPTIONS || !(value instanceof Value.Entries exceptions)) {
            return Value.NOTHING;
        }
        return Value.Entries.of(exceptions.values().flatMap(entry -> {
            RecurrenceOverride times = RecurrenceOverride.of(entry) instanceof RecurrenceOverride.Changed changed
                    ? RecurrenceOverride.changed(changed.fields().filterKeys(SEEN_OF_PRIVATE::contains))
                    : RecurrenceOverride.CANCELLED;
            return times.isNone() ? Option.<Value.Entry>none() : Option.some(times.entry(entry.key()));
        }));
    }

    /** The whole item as {@code to} shall hold it: the fields that it can write. */
    public Item item(Item item, Side to) {
        Map<Field, Value> values = LinkedHashMap.empty();
        Item whole = TaskProgress.settled(item, HashSet.empty());
        for (Field field : Field.of(item.kind())) {
            if (writes(to, field) && rules.policy(field) != FieldPolicy.NEVER) {
                values = values.put(field, of(whole, field, to).value());
            }
        }
        return Item.of(item.kind(), values);
    }

    /** The fields of the item that {@code to} holds cut or masked. */
    public Map<Field, Withheld> withheld(Item item, Side to) {
        Map<Field, Withheld> map = LinkedHashMap.empty();
        for (Field field : Field.of(item.kind())) {
            Option<Withheld> how = writes(to, field) ? of(item, field, to).withheld() : Option.none();
            if (how.isDefined()) {
                map = map.put(field, how.get());
            }
        }
        return map;
    }

    private boolean writes(Side side, Field field) {
        Holding holding = (side == Side.D365 ? d365 : exchange).at(field);
        return holding != null && holding.access() == Access.READ_WRITE;
    }

    /**
     * The whole value behind an edited cut text: the visible part replaced, the hidden rest kept.
     *
     * @return none when the mark is gone, so that nobody can tell what became of the rest
     */
    public static Option<Value> uncut(Field field, Value edited, Value visible, Value whole) {
        if (!(edited instanceof Value.Text e && visible instanceof Value.Text v && whole instanceof Value.Text w)) {
            return Option.none();
        }
        String mark = CUT_MARK.strip();
        String now = e.text().stripTrailing();
        String shown = v.text().stripTrailing();
        if (!now.endsWith(mark) || !shown.endsWith(mark)) {
            return Option.none();
        }
        String head = now.substring(0, now.length() - mark.length()).stripTrailing();
        int hiddenFrom = shown.substring(0, shown.length() - mark.length())
                .stripTrailing()
                .length();
        String all = ((Value.Text) NormalForm.of(field, w)).text();
        return hiddenFrom <= all.length() ? Option.some(Value.text(head + all.substring(hiddenFrom))) : Option.none();
    }

    /** As much of a set as a side has room for: what stands there already goes first, then by label, so by slot. */
    static Value fitting(Value set, Value there, Option<Holding> holding) {
        int room = holding.flatMap(Holding::room).getOrElse(Integer.MAX_VALUE);
        if (!(set instanceof Value.Entries all) || all.values().size() <= room) {
            return set;
        }
        Set<String> kept = HashSet.ofAll(SetMerge.entries(there).keySet());
        return Value.Entries.of(all.values()
                .sortBy(e -> (kept.contains(e.key()) ? "0" : "1") + e.label())
                .take(room));
    }

    private static Projected fit(Field field, Value value, Holding holding) {
        if (value instanceof Value.Text t
                && holding.maxLength().isDefined()
                && t.text().length() > holding.maxLength().get()) {
            // what fits without its superfluous blanks is not cut
            String normal = NormalForm.of(field, t) instanceof Value.Text n ? n.text() : "";
            int max = holding.maxLength().get();
            return normal.length() <= max
                    ? whole(Value.text(normal))
                    : new Projected(Value.text(cut(normal, max)), Option.some(Withheld.CUT));
        } else if (value instanceof Value.Entries && holding.room().isDefined()) {
            return whole(fitting(value, Value.NOTHING, Option.some(holding)));
        } else if (value instanceof Value.Choice c && !holding.fallbacks().isEmpty()) {
            return whole(holding.nearest(c));
        }
        return whole(value);
    }

    private static Projected whole(Value value) {
        return new Projected(value, Option.none());
    }

    private static String cut(String text, int max) {
        int end = Math.max(0, max - CUT_MARK.length());
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + CUT_MARK;
    }
}
