package io.axpsync.core.plan;

import static io.axpsync.core.item.Field.COMPLETED_DATE;
import static io.axpsync.core.item.Field.STATUS;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.TaskProgress;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;

/**
 * Merges how far a task is, as one thing: its fields follow one leader, so that no task is open at 100 per cent, or
 * completed on one side only. A side that lacks a field (To Do has no per cent) leads without it, and what follows from
 * its status is derived.
 */
final class ProgressMerge {

    private final Sides sides;
    private final SyncRules rules;
    private final Projection projection;

    ProgressMerge(Sides sides, SyncRules rules, Projection projection) {
        this.sides = sides;
        this.rules = rules;
        this.projection = projection;
    }

    /** Whether the progress of this Exchange item is merged here: of a private task D365 sees none. */
    boolean takes(Item theirs) {
        return theirs.kind() == Kind.TASK && !projection.masks(theirs, STATUS);
    }

    /**
     * @param onD365 what changed there since both agreed last
     * @param newer whose edit is the younger one
     */
    Merge merge(Pair pair, Set<Field> onD365, Set<Field> onExchange, Side newer) {
        Set<Field> d = onD365.intersect(TaskProgress.FIELDS);
        Set<Field> e = onExchange.intersect(TaskProgress.FIELDS);
        if (d.isEmpty() && e.isEmpty()) {
            return Merge.NONE;
        }
        Item mine = TaskProgress.settled(pair.item(Side.D365), d);
        Item theirs = TaskProgress.settled(pair.item(Side.EXCHANGE), e);
        Set<Field> differing = differing(mine, theirs);
        // who completed it on which day, when both have, is nothing to settle
        boolean conflict = !d.isEmpty()
                && !e.isEmpty()
                && !differing.remove(COMPLETED_DATE).isEmpty();
        if (conflict && rules.policy(STATUS) == FieldPolicy.ASK) {
            return d.addAll(e).intersect(differing).foldLeft(Merge.NONE, Merge::ask);
        }
        Side leader = conflict ? winner(newer) : d.isEmpty() ? Side.EXCHANGE : Side.D365;
        Merge led = lead(pair, leader, leader == Side.D365 ? mine : theirs);
        return conflict ? overruled(led, pair, leader, leader == Side.D365 ? e : d, differing) : led;
    }

    /** Two tasks that meet for the first time: the side that leads is the lane's {@code first}. */
    Merge first(Pair pair) {
        Item mine = TaskProgress.settled(pair.item(Side.D365), HashSet.empty());
        Item theirs = TaskProgress.settled(pair.item(Side.EXCHANGE), HashSet.empty());
        Side leader = (rules.first() == Side.D365 ? mine : theirs).value(STATUS).isNothing()
                ? rules.first().other()
                : rules.first();
        Merge led = lead(pair, leader, leader == Side.D365 ? mine : theirs);
        return overruled(led, pair, leader, TaskProgress.FIELDS, differing(mine, theirs));
    }

    private Merge lead(Pair pair, Side leader, Item leading) {
        return follow(follow(Merge.NONE, pair, Side.D365, leader, leading), pair, Side.EXCHANGE, leader, leading);
    }

    private Merge follow(Merge merge, Pair pair, Side side, Side leader, Item leading) {
        Item goal = side == leader ? leading : goal(pair.item(side), leader, leading);
        Merge result = merge;
        for (Field field : Field.of(Kind.TASK).filter(TaskProgress.FIELDS::contains)) {
            if (sides.of(side).writes(field) && !NormalForm.same(field, goal.value(field), pair.value(side, field))) {
                result = result.flow(side, field, goal.value(field));
            }
        }
        return result;
    }

    private Item goal(Item item, Side leader, Item leading) {
        Item goal = item;
        for (Field field : TaskProgress.FIELDS.filter(sides.of(leader)::holds)) {
            goal = goal.with(field, leading.value(field));
        }
        return TaskProgress.settled(goal, HashSet.of(STATUS));
    }

    private static Merge overruled(Merge merge, Pair pair, Side leader, Set<Field> edited, Set<Field> differing) {
        return edited.intersect(differing)
                .filter(f -> !pair.value(leader.other(), f).isNothing())
                .foldLeft(merge, (m, f) -> m.overrule(f, leader, pair.value(leader.other(), f)));
    }

    private Set<Field> differing(Item mine, Item theirs) {
        return TaskProgress.FIELDS
                .filter(sides.d365()::holds)
                .filter(sides.exchange()::holds)
                .reject(f -> NormalForm.same(f, mine.value(f), theirs.value(f)));
    }

    private Side winner(Side newer) {
        return switch (rules.policy(STATUS)) {
            case D365 -> Side.D365;
            case EXCHANGE -> Side.EXCHANGE;
            case NEWEST, ASK, FILL_EMPTY, APPEND, NEVER -> newer;
        };
    }
}
