package io.axpsync.core.plan;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * The outcome of a field-by-field merge.
 *
 * @param toD365 what D365 shall say; {@link Value#NOTHING} blanks
 * @param toExchange what Exchange shall say
 * @param conflicts what was changed on both sides, or overruled
 * @param notCarried fields that differ and stay so for now, with why; their baselines do not move
 * @param projected fields that D365 gets cut or masked
 */
public record Merge(
        Map<Field, Value> toD365,
        Map<Field, Value> toExchange,
        Seq<Conflict> conflicts,
        Map<Field, Reason> notCarried,
        Map<Field, Withheld> projected) {

    public static final Merge NONE = new Merge(
            LinkedHashMap.empty(), LinkedHashMap.empty(), Vector.empty(), LinkedHashMap.empty(), LinkedHashMap.empty());

    public Map<Field, Value> to(Side side) {
        return side == Side.D365 ? toD365 : toExchange;
    }

    Merge flow(Side to, Field field, Value value) {
        return to == Side.D365
                ? new Merge(toD365.put(field, value), toExchange, conflicts, notCarried, projected)
                : new Merge(toD365, toExchange.put(field, value), conflicts, notCarried, projected);
    }

    Merge overrule(Field field, Side winner, Value loser) {
        return new Merge(
                toD365, toExchange, conflicts.append(new Conflict(field, winner, loser)), notCarried, projected);
    }

    Merge leave(Field field, Reason why) {
        return new Merge(
                toD365.remove(field), toExchange.remove(field), conflicts, notCarried.put(field, why), projected);
    }

    /** Writes nothing of the field there: it says so already. */
    Merge without(Side to, Field field) {
        return to == Side.D365
                ? new Merge(toD365.remove(field), toExchange, conflicts, notCarried, projected)
                : new Merge(toD365, toExchange.remove(field), conflicts, notCarried, projected);
    }

    /** Leaves both values as they are until a person decides. */
    Merge ask(Field field) {
        return leave(field, CONFLICT);
    }

    /** The fields on which a person must decide; the others flow meanwhile. */
    public Set<Field> asked() {
        return notCarried.filterValues(CONFLICT::equals).keySet();
    }

    Merge project(Field field, Withheld how) {
        return new Merge(toD365, toExchange, conflicts, notCarried, projected.put(field, how));
    }

    private static final Reason CONFLICT = Reason.of(
            "conflict",
            "was edited on both sides to different values, and the field's policy is to ask a person",
            "`axpsync cases show` shows both values, `axpsync cases resolve … --take d365` or `exchange` settles it.");

    /** One field on which the sides disagreed; the loser's value goes to the journal before it is overwritten. */
    public record Conflict(Field field, Side winner, Value loser) {}
}
