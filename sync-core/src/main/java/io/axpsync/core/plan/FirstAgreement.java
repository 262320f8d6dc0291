package io.axpsync.core.plan;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.TaskProgress;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;

/**
 * The merge of two items that meet for the first time: equal fields agree, an empty one takes the filled one, differing
 * ones follow the lane's {@code first} side. It never adds or removes attendees on Exchange.
 */
public final class FirstAgreement {

    private final Sides sides;
    private final SyncRules rules;
    private final Projection projection;
    private final ProgressMerge progress;
    private final GentleMerge gentle;

    public FirstAgreement(Sides sides, SyncRules rules) {
        this.sides = sides;
        this.rules = rules;
        this.projection = new Projection(sides, rules);
        this.progress = new ProgressMerge(sides, rules, projection);
        this.gentle = new GentleMerge(sides, rules);
    }

    /** What must be written where. */
    public Merge merge(Pair pair) {
        Item theirs = pair.item(Side.EXCHANGE);
        boolean asAWhole = progress.takes(theirs);
        Merge merge = asAWhole ? progress.first(pair) : Merge.NONE;
        for (Field field : sides.mergeOrder(theirs.kind())) {
            if (asAWhole && TaskProgress.FIELDS.contains(field)) {
                continue;
            }
            if (rules.policy(field).isGentle() || Field.REACHED_BY.contains(field)) {
                merge = gentle.merge(merge, pair, field, projection.of(theirs, field, Side.D365));
                continue;
            }
            merge = field == Field.EXCEPTIONS
                    ? exceptions(merge, pair)
                    : one(merge, pair, field, projection.of(theirs, field, Side.D365));
            theirs = field == Field.SENSITIVITY ? Projection.unveiled(theirs, merge) : theirs;
        }
        return SeriesMerge.settled(merge, pair, sides);
    }

    /** None is lost: a series that we were still writing shows some of them only. */
    private Merge exceptions(Merge merge, Pair pair) {
        Value mine = pair.value(Side.D365, Field.EXCEPTIONS);
        Value theirs = pair.value(Side.EXCHANGE, Field.EXCEPTIONS);
        Value all = SetMerge.union(mine, theirs, rules.first());
        Merge merged = merge;
        for (Side side : Side.values()) {
            boolean lacks = !NormalForm.same(Field.EXCEPTIONS, all, pair.value(side, Field.EXCEPTIONS));
            if (lacks && sides.of(side).writes(Field.EXCEPTIONS)) {
                merged = merged.flow(side, Field.EXCEPTIONS, all);
            }
        }
        return merged;
    }

    private Merge one(Merge merge, Pair pair, Field field, Projection.Projected shown) {
        Value mine = NormalForm.carried(field, pair.value(Side.D365, field));
        Merge marked = shown.withheld().map(w -> merge.project(field, w)).getOrElse(merge);
        if (NormalForm.same(field, shown.value(), mine)) {
            return marked;
        }
        boolean masked = Withheld.MASKED.is(shown.withheld());
        boolean exchangeLeads = masked
                || field == Field.ATTENDEES
                || !pair.exchangeTakes(field, sides)
                || mine.isNothing()
                || (rules.first() == Side.EXCHANGE && !shown.value().isNothing());
        if (!exchangeLeads) {
            Merge flowed = merge.flow(Side.EXCHANGE, field, mine);
            return shown.value().isNothing()
                    ? flowed
                    : flowed.overrule(field, Side.D365, pair.value(Side.EXCHANGE, field));
        } else if (!sides.d365().writes(field)) {
            return merge;
        }
        Merge flowed = marked.flow(Side.D365, field, shown.value());
        return mine.isNothing() ? flowed : flowed.overrule(field, Side.EXCHANGE, mine);
    }
}
