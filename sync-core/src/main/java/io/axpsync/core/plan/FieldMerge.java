package io.axpsync.core.plan;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.ChangeDetector;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.TaskProgress;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/**
 * The three-way merge of a pair, field by field: a field changed on one side flows, a field changed on both to
 * different values is a conflict that the field's policy settles. What Exchange does not let us write, Exchange leads.
 */
public final class FieldMerge {

    private final Sides sides;
    private final SyncRules rules;
    private final Projection projection;
    private final ChangeDetector detector;
    private final SetMerge sets;
    private final ProgressMerge progress;
    private final GentleMerge gentle;
    private final EnumMap<Kind, Seq<Field>> mergeOrder = new EnumMap<>(Kind.class);

    public FieldMerge(Sides sides, SyncRules rules, Fingerprints fingerprints) {
        this.sides = sides;
        this.rules = rules;
        this.projection = new Projection(sides, rules);
        this.detector = new ChangeDetector(fingerprints);
        this.sets = new SetMerge(fingerprints);
        this.progress = new ProgressMerge(sides, rules, projection);
        this.gentle = new GentleMerge(sides, rules);
    }

    /** What must be written where, so that both sides say the same again. */
    public Merge merge(Link link, Pair pair) {
        return merge(link, pair, changed(link, pair, Side.D365), changed(link, pair, Side.EXCHANGE));
    }

    /** The same where it is known already which fields were edited. */
    Merge merge(Link link, Pair pair, Set<Field> onD365, Set<Field> onExchange) {
        Item theirs = pair.item(Side.EXCHANGE);
        boolean asAWhole = progress.takes(theirs);
        Merge merge = asAWhole ? progress.merge(pair, onD365, onExchange, newer(pair)) : Merge.NONE;
        for (Field field : mergeOrder(theirs.kind())) {
            if (asAWhole && TaskProgress.FIELDS.contains(field)) {
                continue;
            }
            boolean masked = projection.masks(theirs, field);
            boolean mute = isMute(pair, field);
            boolean d = onD365.contains(field) && !masked && !mute;
            boolean e = onExchange.contains(field) || masked != wasMasked(link, field) || isNew(link, field) || mute;
            if (rules.policy(field).isGentle()) {
                merge = gentle.merge(merge, pair, field, projection.of(theirs, field, Side.D365));
            } else if (d || e) {
                merge = one(merge, link, pair, field, projection.of(theirs, field, Side.D365), d, e);
            }
            theirs = field == Field.SENSITIVITY ? Projection.unveiled(theirs, merge) : theirs;
        }
        return SeriesMerge.settled(merge, pair, sides);
    }

    private Merge one(
            Merge merge,
            Link link,
            Pair pair,
            Field field,
            Projection.Projected shown,
            boolean d365,
            boolean exchange) {
        if (NormalForm.same(field, shown.value(), pair.value(Side.D365, field))) {
            return exchange ? mark(merge, field, shown) : merge;
        }
        return d365
                ? towardsBoth(merge, link, pair, field, shown, exchange)
                : towardsD365(merge, link, pair, field, shown);
    }

    /** Whether answers are wanted is never blank on a meeting: where D365 does not say, it has not heard yet. */
    private static boolean isMute(Pair pair, Field field) {
        return field == Field.RESPONSE_REQUESTED && pair.value(Side.D365, field).isNothing();
    }

    private Seq<Field> mergeOrder(Kind kind) {
        return mergeOrder.computeIfAbsent(kind, sides::mergeOrder);
    }

    private Merge towardsD365(Merge merge, Link link, Pair pair, Field field, Projection.Projected shown) {
        if (!sides.d365().writes(field)) {
            return merge;
        }
        boolean merges = field.isSet()
                && shown.withheld().isEmpty()
                && !Field.EXCHANGE_KNOWS.contains(field)
                && pair.exchangeTakes(field, sides);
        if (merges) {
            Value set = mergedSet(link, pair, field, shown.value(), Side.EXCHANGE);
            return flowWhereDifferent(merge, pair, field, set);
        }
        return mark(merge.flow(Side.D365, field, shown.value()), field, shown);
    }

    private Merge towardsBoth(
            Merge merge, Link link, Pair pair, Field field, Projection.Projected shown, boolean bothChanged) {
        Value mine = pair.value(Side.D365, field);
        if (!pair.exchangeTakes(field, sides)) {
            return pair.exchange().withheld().containsKey(field)
                    ? merge.leave(field, PROTECTED)
                    : mark(merge.flow(Side.D365, field, shown.value()), field, shown)
                            .overrule(field, Side.EXCHANGE, mine);
        }
        Side winner = winner(field, pair);
        if (field.isSet()) {
            Value set = mergedSet(link, pair, field, pair.value(Side.EXCHANGE, field), winner);
            return flowWhereDifferent(merge, pair, field, set);
        } else if (bothChanged && rules.policy(field) == FieldPolicy.ASK) {
            return merge.ask(field);
        } else if (bothChanged && winner == Side.EXCHANGE) {
            return mark(merge.flow(Side.D365, field, shown.value()), field, shown)
                    .overrule(field, Side.EXCHANGE, mine);
        }
        Merge flowed = towardsExchange(merge, pair, field, shown);
        return bothChanged ? flowed.overrule(field, Side.D365, pair.value(Side.EXCHANGE, field)) : flowed;
    }

    private Merge towardsExchange(Merge merge, Pair pair, Field field, Projection.Projected shown) {
        Value mine = NormalForm.carried(field, pair.value(Side.D365, field));
        if (Withheld.CUT.is(shown.withheld())) {
            return Projection.uncut(field, mine, shown.value(), pair.value(Side.EXCHANGE, field))
                    .map(whole -> merge.flow(Side.EXCHANGE, field, whole).project(field, Withheld.CUT))
                    .getOrElse(() -> merge.leave(field, CUT_EDITED));
        }
        return merge.flow(Side.EXCHANGE, field, mine);
    }

    private Merge flowWhereDifferent(Merge merge, Pair pair, Field field, Value set) {
        return flowWhereDifferent(merge, pair, field, set, sides);
    }

    static Merge flowWhereDifferent(Merge merge, Pair pair, Field field, Value set, Sides sides) {
        Merge result = merge;
        for (Side side : Side.values()) {
            Value now = pair.value(side, field);
            Value fitting = Projection.fitting(set, now, sides.of(side).holding(field));
            if (!NormalForm.same(field, fitting, now) && sides.of(side).writes(field)) {
                result = result.flow(side, field, fitting);
            }
        }
        return result;
    }

    private Value mergedSet(Link link, Pair pair, Field field, Value exchange, Side winner) {
        return sets.merge(
                field, pair.value(Side.D365, field), exchange, link.d365Baseline(), link.exchangeBaseline(), winner);
    }

    private Side winner(Field field, Pair pair) {
        return switch (rules.policy(field)) {
            case D365 -> Side.D365;
            case EXCHANGE -> Side.EXCHANGE;
            case NEWEST, ASK, FILL_EMPTY, APPEND, NEVER -> newer(pair);
        };
    }

    private static Side newer(Pair pair) {
        Option<Instant> exchange = pair.exchange().modified();
        return pair.d365().modified().exists(d -> exchange.exists(d::isAfter)) ? Side.D365 : Side.EXCHANGE;
    }

    private Set<Field> changed(Link link, Pair pair, Side side) {
        return detector.changed(link.baseline(side), pair.item(side), pair.on(side), sides.of(side));
    }

    private static boolean wasMasked(Link link, Field field) {
        FieldPrint print = print(link.d365Baseline(), field);
        return print != null && Withheld.MASKED.is(print.withheld());
    }

    /** Whether a field has never been agreed on (held by a side only now, or lost on its way), or a mask must go or come. */
    boolean isUnsettled(Link link, Pair pair) {
        Item theirs = pair.item(Side.EXCHANGE);
        for (Field field : mergeOrder(theirs.kind())) {
            if (isNew(link, field) || wasMasked(link, field) != projection.masks(theirs, field)) {
                return true;
            }
        }
        return false;
    }

    /** A field that a side did not hold when both agreed last, and holds now: Exchange leads. */
    private static boolean isNew(Link link, Field field) {
        return link.d365Baseline().isDefined()
                && (print(link.d365Baseline(), field) == null || print(link.exchangeBaseline(), field) == null);
    }

    private static @Nullable FieldPrint print(Option<Baseline> baseline, Field field) {
        return baseline.isDefined() ? baseline.get().table().at(field) : null;
    }

    private static Merge mark(Merge merge, Field field, Projection.Projected shown) {
        return shown.withheld().map(w -> merge.project(field, w)).getOrElse(merge);
    }

    private static final Reason PROTECTED = Reason.of(
            "online-meeting",
            "the text of an online meeting is not overwritten, because that would remove its join link",
            "Edit the text in Outlook.");
    private static final Reason CUT_EDITED = Reason.of(
            "cut-text-edited",
            "the text in D365 was cut, and was edited so that its hidden rest can no longer be placed",
            "Edit the full text in Outlook, or keep the cut mark " + Projection.CUT_MARK.strip() + " at the end.");
}
