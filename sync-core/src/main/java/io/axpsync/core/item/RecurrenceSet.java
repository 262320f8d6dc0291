package io.axpsync.core.item;

import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.ZoneId;

/** When a series really takes place (RFC 5545 recurrence set): what the rule says, and its exceptions. */
public final class RecurrenceSet {

    /** After everything that anybody plans. */
    private static final Instant END_OF_TIME = Instant.parse("9000-01-01T00:00:00Z");

    private final Recurrence rule;
    private final Map<String, RecurrenceOverride> exceptions;

    private RecurrenceSet(Recurrence rule, Map<String, RecurrenceOverride> exceptions) {
        this.rule = rule;
        this.exceptions = exceptions;
    }

    /** Of an item that is a series whose rule can be read; exceptions to what are no occurrences do not count. */
    public static Option<RecurrenceSet> of(Item item) {
        return item.value(Field.PERIOD) instanceof Value.Recurring series
                ? Recurrence.of(series)
                        .toOption()
                        .map(rule -> new RecurrenceSet(
                                rule,
                                entries(within(item.value(Field.PERIOD), item.value(Field.EXCEPTIONS)))
                                        .toMap(Value.Entry::key, RecurrenceOverride::of)))
                : Option.none();
    }

    /** The exceptions that an item with this PERIOD can have: those of dates that are occurrences by the rule. */
    public static Value within(Value period, Value exceptions) {
        if (exceptions.isNothing() || !(period instanceof Value.Recurring series)) {
            return Value.NOTHING;
        }
        return Recurrence.of(series)
                .toOption()
                .<Value>map(rule -> Value.Entries.of(entries(exceptions)
                        .filter(e -> rule.at(e.key()).isDefined()
                                && !RecurrenceOverride.of(e).isNone())))
                .filter(left -> !left.isNothing())
                .getOrElse(Value.NOTHING);
    }

    /** Whether an occurrence, as it really takes place, touches the window. */
    public boolean touches(Window window, ZoneId mailboxZone) {
        return exceptions.exists(one -> moved(one._2).exists(at -> Recurrence.touches(window, at, mailboxZone)))
                || rule.touches(
                        window,
                        mailboxZone,
                        one -> exceptions
                                .get(one.key())
                                .forAll(e -> e instanceof RecurrenceOverride.Changed && moved(e).isEmpty()));
    }

    /** Whether nothing of it is still to come, or going on. */
    public boolean isOver(Instant now, ZoneId mailboxZone) {
        return now.isAfter(END_OF_TIME) || !touches(new Window(now, END_OF_TIME), mailboxZone);
    }

    /**
     * One occurrence that takes place.
     *
     * @param key its original start, as a key of {@link Field#EXCEPTIONS}
     * @param item what a calendar shows of it: a single item
     */
    public record Instance(String key, Item item) {}

    /** What a calendar shows of it in a window, in order of the rule, at most so many by the rule. */
    public Seq<Instance> instances(Item series, Window window, ZoneId mailboxZone, int most) {
        Seq<Instance> byRule = rule.expand(window, mailboxZone, most)
                .filter(one -> !exceptions.containsKey(one.key()))
                .map(one -> instance(series, one));
        Seq<Instance> otherwise = exceptions
                .keySet()
                .toVector()
                .flatMap(key -> at(series, key))
                .filter(one -> Recurrence.touches(window, one.item().value(Field.PERIOD), mailboxZone));
        return byRule.appendAll(otherwise);
    }

    /** As {@link #instances}, the items alone. */
    public Seq<Item> expand(Item series, Window window, ZoneId mailboxZone, int most) {
        return instances(series, window, mailboxZone, most).map(Instance::item);
    }

    /** The occurrence with this original start, if it takes place. */
    public Option<Instance> at(Item series, String key) {
        return isCancelled(key) ? Option.none() : rule.at(key).map(one -> instance(series, one));
    }

    /** The first that takes place, if any does. */
    public Option<Instance> first(Item series) {
        return rule.occurrences()
                .take(Recurrence.COMPARED)
                .find(one -> !isCancelled(one.key()))
                .map(one -> instance(series, one));
    }

    /** When the occurrence with this original start would take place by the rule. */
    public Option<Value> byRule(String key) {
        return rule.at(key).map(Recurrence.Occurrence::period);
    }

    private boolean isCancelled(String key) {
        return exceptions.get(key).exists(e -> e instanceof RecurrenceOverride.Cancelled);
    }

    private Instance instance(Item series, Recurrence.Occurrence one) {
        RecurrenceOverride override =
                exceptions.get(one.key()).getOrElse(() -> RecurrenceOverride.changed(TreeMap.empty()));
        return new Instance(one.key(), override.applied(series, one.period()));
    }

    private static Option<Value> moved(RecurrenceOverride override) {
        return override instanceof RecurrenceOverride.Changed c ? c.fields().get(Field.PERIOD) : Option.none();
    }

    private static Seq<Value.Entry> entries(Value value) {
        return value instanceof Value.Entries e ? e.values() : Vector.empty();
    }
}
