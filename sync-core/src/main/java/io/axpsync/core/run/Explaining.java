package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.plan.AttachmentRules;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.Journal;
import io.axpsync.core.port.JournalEntry;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Map;

/** Explains the items of a lane that was observed and planned, but not applied. */
final class Explaining {

    private static final int ENTRIES = 5;

    private final Journal journal;
    private final LaneWork lane;
    /** What targeted reads said of items that a run does not look at. */
    private final Map<ItemRef, Observed> aside;

    Explaining(Journal journal, LaneWork lane, Map<ItemRef, Observed> aside) {
        this.journal = journal;
        this.lane = lane;
        this.aside = aside;
    }

    /** One explanation for each thing; an item and its counterpart are one. */
    Seq<Explanation> of(Iterable<ItemRef> refs) {
        Seq<Explanation> all = Vector.empty();
        Set<ItemRef> done = HashSet.empty();
        for (ItemRef ref : refs) {
            if (!done.contains(ref)) {
                Explanation e = explain(ref);
                done = done.add(ref)
                        .addAll(e.seen().map(Observed::ref))
                        .addAll(e.link()
                                .toVector()
                                .flatMap(l -> l.d365().toVector().appendAll(l.exchange())));
                all = all.append(e);
            }
        }
        return all;
    }

    private Explanation explain(ItemRef ref) {
        Option<Link> link = lane.linkOf(ref);
        Option<Verdict> verdict = verdict(link, ref);
        Set<ItemRef> refs = HashSet.of(ref)
                .addAll(link.toVector().flatMap(l -> l.d365().toVector().appendAll(l.exchange())))
                .addAll(verdict.toVector().flatMap(v -> v.decision().items()));
        Seq<Observed> seen =
                refs.toVector().flatMap(this::seen).sortBy(o -> o.ref().side().ordinal());
        Option<Reason> failure = Option.of(lane.failure);
        return new Explanation(
                lane.lane(),
                lane.window,
                lane.setup.rules(),
                link,
                seen,
                failure.isDefined() ? Option.none() : verdict.map(Verdict::decision),
                failure.isDefined()
                        ? Explanation.Standing.UNKNOWN
                        : verdict.map(Verdict::standing).getOrElse(Explanation.Standing.LEFT_ALONE),
                withFiles(failure.orElse(verdict.map(Verdict::reason)).getOrElse(() -> alone(ref, link)), seen),
                lane.cases.filter(c -> c.items().exists(refs::contains)),
                lane.held.filter(h -> h.items().exists(refs::contains)),
                entries(link, refs));
    }

    private record Verdict(Decision decision, Explanation.Standing standing, Reason reason) {}

    private Option<Verdict> verdict(Option<Link> link, ItemRef ref) {
        SyncPlan plan = lane.plan;
        if (plan == null) {
            return Option.none();
        }
        Seq<Verdict> all = plan.decisions()
                .map(d -> new Verdict(d, Explanation.Standing.PLANNED, d.reason()))
                .appendAll(plan.held().map(h -> new Verdict(h.decision(), Explanation.Standing.HELD, h.reason())))
                .appendAll(
                        plan.rejected().map(h -> new Verdict(h.decision(), Explanation.Standing.REJECTED, h.reason())));
        return all.find(v -> link.isDefined()
                        ? v.decision().link().map(Link::id).equals(link.map(Link::id))
                        : v.decision().items().headOption().contains(ref))
                .orElse(() -> link.isDefined()
                        ? Option.none()
                        : all.find(v -> v.decision().link().isEmpty()
                                && v.decision().items().contains(ref)));
    }

    private Option<Observed> seen(ItemRef ref) {
        return Option.of(lane.full.get(ref))
                .orElse(() -> Option.of(aside.get(ref)))
                .orElse(() -> lane.snapshot(ref.side())
                        .flatMap(s -> s.items().find(o -> o.ref().equals(ref))));
    }

    /** Says which of the files of an appointment have no copy in D365, unless a decision has said so. */
    private Reason withFiles(Reason reason, Seq<Observed> seen) {
        boolean said = reason.text().contains(AttachmentRules.WITHOUT_COPY);
        boolean held = lane.sides.d365().holds(Field.ATTACHMENTS);
        return said
                ? reason
                : seen.filter(o -> o.ref().side() == Side.EXCHANGE)
                        .flatMap(o -> o instanceof Observed.Present p ? p.item() : Option.<Item>none())
                        .headOption()
                        .map(item -> lane.setup.rules().attachments().told(reason, item, held))
                        .getOrElse(reason);
    }

    /** Why a run does not look at it. */
    private Reason alone(ItemRef ref, Option<Link> link) {
        Observed o = seen(ref).getOrNull();
        if (o instanceof Observed.Present p && p.place() == Observed.Place.ELSEWHERE) {
            return Reason.of(
                    "elsewhere",
                    "lives in a folder that is not followed, or belongs to another worker",
                    "Move it into the lane's folder, or see the lane of its owner.");
        } else if (o instanceof Observed.Present p && p.place() == Observed.Place.OUTSIDE_WINDOW) {
            return Reason.of(
                    "outside-window",
                    "lies outside the lane's window, " + lane.window.from() + " to " + lane.window.to(),
                    "The window is set by `back` and `ahead`; it moves with the days.");
        } else if (o instanceof Observed.Present p && !p.marked()) {
            return Reason.of("no-marker", unmarked(p), "Give it the category to synchronise it.");
        } else if (o instanceof Observed.Unreadable u) {
            return Reason.of(
                    u.reason().code(),
                    u.reason().text() + (u.marked() ? "" : "; it does not carry the marker either"),
                    u.reason().remedy());
        } else if (o instanceof Observed.Present) {
            return Reason.of(
                    "not-planned", "is there and marked, but no run has planned it yet", "Run `axpsync sync`.");
        }
        return Reason.of(
                "gone",
                link.isDefined() ? "was not found, and the pair is settled" : "is not there any more",
                "The journal says what became of it.");
    }

    private String unmarked(Observed.Present p) {
        Seq<String> others =
                p.item().map(i -> i.value(Field.CATEGORIES)).getOrElse(Value.NOTHING) instanceof Value.Entries e
                        ? e.values().map(c -> c.label().isEmpty() ? c.key() : c.label())
                        : Vector.empty();
        Category marker = lane.lane().marker();
        return "does not carry the category \"" + marker.name() + "\""
                + (others.isEmpty() ? "; it carries none" : "; it carries " + others.mkString(", "));
    }

    private Seq<JournalEntry> entries(Option<Link> link, Set<ItemRef> refs) {
        Seq<JournalEntry> ofItems = refs.toVector().flatMap(journal::ofItem);
        Set<LinkId> links = HashSet.ofAll(ofItems.flatMap(JournalEntry::link)).addAll(link.map(Link::id));
        Seq<JournalEntry> all = ofItems.appendAll(links.toVector().flatMap(journal::ofLink))
                .filter(e -> e.lane().equals(lane.id()))
                .distinct();
        return all.sortBy(JournalEntry::at).takeRight(ENTRIES);
    }

    static Option<String> title(Observed o) {
        if (o instanceof Observed.Present p) {
            return Option.some(
                    p.item().map(Item::title).filter(t -> !t.isEmpty()).getOrElse(p.title()));
        }
        return o instanceof Observed.Unreadable u ? Option.some(u.title()) : Option.none();
    }
}
