package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What a series shall be after a write. Exchange forgets all exceptions when the pattern is written; those of dates that
 * are still occurrences are put back.
 */
final class SeriesGoal {

    private SeriesGoal() {}

    /** The content of {@code t:Recurrence}; the left side says why Exchange cannot hold the series exactly. */
    static Either<Reason, String> pattern(Value.Recurring series) {
        return Recurrence.of(series).flatMap(rule -> {
            boolean same = series.zone().isEmpty()
                    || Zones.find(Zones.windows(series))
                            .exists(zone -> Recurrence.same(
                                    series, new Value.Recurring(series.first(), series.rule(), Zones.name(zone))));
            return same
                    ? RecurrenceXml.write(rule)
                    : Either.left(Reason.of(
                            "series-zone",
                            "PERIOD: Exchange has no time zone in which this series takes place at the same times as in "
                                    + series.zone(),
                            "give the series a time zone that Windows knows"));
        });
    }

    /** Why the series of a write cannot be held; none when it can, or when none is written. */
    static Option<Reason> objection(Write write) {
        Value period = write instanceof Write.Create c
                ? c.item().value(Field.PERIOD)
                : write instanceof Write.Update u
                        ? u.changes().get(Field.PERIOD).getOrElse(Value.NOTHING)
                        : Value.NOTHING;
        return period instanceof Value.Recurring series ? pattern(series).swap().toOption() : Option.none();
    }

    /** A cancelled occurrence comes back only when another pattern is written, and then the right one again. */
    static Write prepared(Write write) {
        return restores(write)
                        && write instanceof Write.Update u
                        && !u.changes().containsKey(Field.PERIOD)
                ? u.withChanges(u.changes().put(Field.PERIOD, u.before().value(Field.PERIOD)))
                : write;
    }

    /** Whether a cancelled occurrence shall take place after all, in a series that stays as it is. */
    static boolean restores(Write write) {
        return write instanceof Write.Update u
                && u.before().value(Field.PERIOD) instanceof Value.Recurring is
                && u.changes().get(Field.PERIOD).getOrElse(is).equals(is)
                && u.changes().containsKey(Field.EXCEPTIONS)
                && keepsCancelled(after(u), u.before());
    }

    /** The same series with another end: should the second write fail, it is too long, and nothing is missing. */
    static Value.Recurring interim(Value.Recurring series) {
        RecurrenceRule rule = Recurrence.of(series).get().rule();
        RecurrenceRule.End other = rule.end() instanceof RecurrenceRule.End.Never
                ? new RecurrenceRule.End.Count(RecurrenceXml.MOST)
                : new RecurrenceRule.End.Never();
        return new Value.Recurring(series.first(), rule.ending(other).text(), series.zone());
    }

    /** Whether exceptions may have to be written after the master. */
    static boolean hasExceptions(Write write) {
        if (write instanceof Write.Create c) {
            return !overrides(c.item()).isEmpty();
        } else if (write instanceof Write.Update u) {
            // a server may keep in each exception what its series said when it was made
            boolean touched = u.changes()
                    .keySet()
                    .exists(field -> field == Field.EXCEPTIONS || RecurrenceOverride.FIELDS.contains(field));
            return touched
                    && after(u).value(Field.PERIOD) instanceof Value.Recurring
                    && !(overrides(after(u)).isEmpty() && overrides(u.before()).isEmpty());
        }
        return false;
    }

    /** The item of a write as it shall be. */
    static Item after(Write write) {
        return write instanceof Write.Create c
                ? c.item()
                : ((Write.Update) write)
                        .changes()
                        .foldLeft(((Write.Update) write).before(), (item, one) -> item.with(one._1, one._2));
    }

    /** The exceptions of an item that belong to its occurrences, by their keys. */
    static Map<String, RecurrenceOverride> overrides(Item item) {
        return RecurrenceSet.within(item.value(Field.PERIOD), item.value(Field.EXCEPTIONS)) instanceof Value.Entries all
                ? all.values().toMap(Value.Entry::key, RecurrenceOverride::of)
                : HashMap.empty();
    }

    /** One occurrence that must change: cancelled when there are no fields. */
    record Step(Recurrence.Occurrence occurrence, Map<Field, Value> fields, boolean later) {

        boolean cancels() {
            return fields.isEmpty();
        }
    }

    /** What leads from the series as it is to the goal; moves in an order in which none passes its neighbour. */
    static Vector<Step> steps(Item goal, Item now) {
        Recurrence rule =
                Recurrence.of((Value.Recurring) now.value(Field.PERIOD)).get();
        Map<String, RecurrenceOverride> wanted = overrides(goal);
        Map<String, RecurrenceOverride> there = overrides(now);
        Vector<Step> steps = Vector.empty();
        for (String key : wanted.keySet().union(there.keySet())) {
            Option<Recurrence.Occurrence> occurrence = rule.at(key);
            if (occurrence.isEmpty() || wanted.get(key).equals(there.get(key))) {
                continue;
            }
            Recurrence.Occurrence one = occurrence.get();
            RecurrenceOverride none = RecurrenceOverride.changed(HashMap.empty());
            RecurrenceOverride want = wanted.getOrElse(key, none);
            RecurrenceOverride is = there.getOrElse(key, none);
            if (want instanceof RecurrenceOverride.Cancelled) {
                steps = steps.append(new Step(one, HashMap.empty(), false));
                continue;
            }
            Item target = want.applied(now, one.period());
            Item current = is.applied(now, one.period());
            Map<Field, Value> fields = HashMap.empty();
            for (Field field : RecurrenceOverride.FIELDS) {
                if (!NormalForm.same(field, target.value(field), current.value(field))) {
                    fields = fields.put(field, target.value(field));
                }
            }
            if (!fields.isEmpty()) {
                steps = steps.append(
                        new Step(one, fields, later(current.value(Field.PERIOD), target.value(Field.PERIOD))));
            }
        }
        Vector<Step> inOrder = steps.sortBy(step -> step.occurrence().index());
        return inOrder.filter(Step::cancels)
                .appendAll(inOrder.filter(step -> !step.cancels() && !step.later()))
                .appendAll(inOrder.filter(Step::later).reverse());
    }

    /** Cancelled occurrences that the goal does not cancel: nothing but the pattern brings them back. */
    static boolean keepsCancelled(Item goal, Item now) {
        Map<String, RecurrenceOverride> wanted = overrides(goal);
        return overrides(now)
                .exists(one -> one._2 instanceof RecurrenceOverride.Cancelled
                        && !wanted.get(one._1).exists(RecurrenceOverride.Cancelled.class::isInstance));
    }

    private static boolean later(Value from, Value to) {
        if (from instanceof Value.Period a && to instanceof Value.Period b) {
            return b.start().isAfter(a.start());
        }
        return from instanceof Value.Days a
                && to instanceof Value.Days b
                && b.start().isAfter(a.start());
    }
}
