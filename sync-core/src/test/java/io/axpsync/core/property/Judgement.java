package io.axpsync.core.property;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Projection;
import io.axpsync.core.plan.Sides;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;

/** What must hold when nothing goes wrong any more and the last run is over. */
final class Judgement {

    /** What may stay open for ever: it waits for a person's edit, or for somebody else. */
    private static final Set<String> MAY_WAIT = HashSet.of("disputed", "cancelled-but-edited", "waits-for-invitation");

    private final Oracle oracle;
    private final Company company;
    private final Sides sides;
    private final Projection projection;

    Judgement(Oracle oracle) {
        this.oracle = oracle;
        this.company = oracle.company;
        this.sides = new Sides(
                company.setting.d365().capabilities(),
                company.setting.exchange().capabilities());
        this.projection = new Projection(sides, company.setting.rules());
    }

    void judge() {
        RunReport plan = company.plan();
        oracle.must(plan.failedLanes() == 0, "the lane still fails: " + plan);
        oracle.must(
                plan.operations() == 0 && plan.held() == 0,
                "the next plan has operations: "
                        + plan.lanes().head().plan().get().decisions().filter(d -> d.operations() > 0)
                        + plan.lanes().head().plan().get().held());
        cases().reject(c -> MAY_WAIT.contains(c.reason().code())).forEach(c -> {
            throw new AssertionError("still open: " + c);
        });
        links().filter(l -> l.state() == LinkState.PENDING && !isSkipped(l) && !isOutside(l))
                .reject(l -> waits(l.d365()) || waits(l.exchange()))
                .forEach(l -> {
                    throw new AssertionError("still pending: " + l);
                });
        links().filter(l -> l.state() == LinkState.LINKED).forEach(this::agrees);
        links().filter(l -> l.state() == LinkState.RELEASED).forEach(this::isLetGoOnBothSides);
        company.things.forEach(this::isCovered);
        java.util.Set<String> journal = oracle.journaled();
        company.things.forEach(t -> nothingVanished(t, journal));
        Vector.of(Side.values()).forEach(this::nothingIsDoubled);
    }

    /** A pair in the making whose Exchange item became private waits until it is public. */
    private boolean isSkipped(Link link) {
        return company.setting.privacy() == SyncRules.Privacy.SKIP
                && company.thing(link.exchange()).exists(t -> Projection.isPrivate(company.see(t)));
    }

    /** What has not been made yet is not made while its source is outside the window. */
    private boolean isOutside(Link link) {
        return isOutside(company.thing(link.d365().orElse(link.exchange())));
    }

    private boolean isOutside(Option<Thing> thing) {
        return thing.exists(t -> outside(company.see(t)));
    }

    private Seq<Link> links() {
        return company.store.links().ofLane(company.lane.id());
    }

    private Seq<OpenCase> cases() {
        return company.store.cases().ofLane(company.lane.id());
    }

    private boolean waits(Option<ItemRef> ref) {
        return cases().exists(c -> c.items().exists(ref::contains));
    }

    private void agrees(Link link) {
        Option<Thing> d = company.thing(link.d365()).filter(company::alive);
        Option<Thing> e = company.thing(link.exchange()).filter(company::alive);
        if (waits(link.d365()) || waits(link.exchange())) {
            return;
        }
        oracle.must(d.isDefined() && e.isDefined(), "a linked item is gone: " + link.d365() + link.exchange());
        if (d.get().broughtBack || e.get().broughtBack) {
            return; // its counterpart may have been made anew meanwhile, under the link that it had
        }
        oracle.must(!d.get().away() && !e.get().away(), "a linked item lives elsewhere");
        oracle.must(
                company.marked(d.get()) && company.marked(e.get()),
                "only one of them is marked: " + link.d365() + link.exchange());
        Item mine = company.see(d.get());
        Item theirs = company.see(e.get());
        for (Field field : sides.shared(company.lane.kind())) {
            Projection.Projected shown = projection.of(theirs, field, Side.D365);
            boolean same = NormalForm.same(field, shown.value(), mine.value(field))
                    || may(differ(field, d.get(), e.get(), mine, theirs, shown))
                    || (oracle.lossy && alike(shown.value(), mine.value(field)));
            oracle.must(
                    same,
                    field + " differs: " + d.get().ref + " says " + mine.value(field) + ", " + e.get().ref + " says "
                            + theirs.value(field));
        }
    }

    /** The marker is one fact of a pair: taken off on one side, it is taken off on the other; it waits where we do not look. */
    private void isLetGoOnBothSides(Link link) {
        Option<Thing> d = company.thing(link.d365()).filter(company::alive);
        Option<Thing> e = company.thing(link.exchange()).filter(company::alive);
        boolean asleep = isOutside(d) || isOutside(e) || isSkipped(link);
        if (d.isDefined() && e.isDefined() && !asleep && !d.get().moved && !e.get().moved) {
            oracle.must(
                    company.marked(d.get()) == company.marked(e.get()),
                    "let go, and one of them is still marked: " + link.d365() + link.exchange());
        }
    }

    private static boolean may(boolean reason) {
        return reason;
    }

    /** Where a rule says that a field stays different. */
    private boolean differ(Field field, Thing d, Thing e, Item mine, Item theirs, Projection.Projected shown) {
        boolean skipped = company.setting.privacy() == SyncRules.Privacy.SKIP && Projection.isPrivate(theirs);
        boolean masked = shown.withheld().contains(Withheld.MASKED);
        boolean joinBlock = field == Field.BODY && e.withheldBody;
        boolean over = d.everOver || e.everOver;
        boolean meeting = !theirs.value(Field.ATTENDEES).isNothing()
                || !mine.value(Field.ATTENDEES).isNothing();
        boolean cut = shown.withheld().contains(Withheld.CUT) && d.typed.containsKey(field);
        boolean noMeeting = field == Field.RESPONSE_REQUESTED
                && theirs.value(Field.ATTENDEES).isNothing();
        return masked || skipped || joinBlock || (over && meeting) || cut || noMeeting;
    }

    /** Equal but for what a careless server makes of it. */
    private static boolean alike(Value one, Value other) {
        String a = careless(one);
        String b = careless(other);
        int length = Math.min(60, Math.min(a.length(), b.length()));
        return Math.max(a.length(), b.length()) - length == 0 || length >= 60
                ? a.regionMatches(0, b, 0, Math.min(55, length))
                : false;
    }

    private static String careless(Value value) {
        return value instanceof Value.Text t ? NormalForm.line(t.text()).toUpperCase(Locale.ROOT) : value.toString();
    }

    /** Whatever is marked is synchronised, or somebody can say why not. */
    private void isCovered(Thing thing) {
        if (!company.alive(thing) || thing.away() || !company.marked(thing)) {
            return;
        }
        Option<Link> link = links().find(l -> l.ref(thing.side).contains(thing.ref));
        boolean known =
                link.exists(l -> l.state() != LinkState.PENDING || isSkipped(l)) || waits(Option.some(thing.ref));
        Item item = company.see(thing);
        boolean skipped = company.setting.privacy() == SyncRules.Privacy.SKIP
                && (Projection.isPrivate(item) || (thing.side == Side.D365 && anyPrivate()));
        boolean copy = thing.side == Side.D365 && thing.role == Observed.Role.ATTENDEE;
        oracle.must(known || skipped || copy || outside(item), "marked, and not synchronised: " + thing.ref);
    }

    /** A private item on Exchange may be the counterpart, and is left alone together with it. */
    private boolean anyPrivate() {
        return Vector.ofAll(company.things)
                .exists(t -> t.side == Side.EXCHANGE && company.alive(t) && Projection.isPrivate(company.see(t)));
    }

    private boolean outside(Item item) {
        var window = new io.axpsync.core.item.Window(
                company.now().minus(java.time.Duration.ofDays(29)),
                company.now().plus(java.time.Duration.ofDays(179)));
        if (item.value(Field.PERIOD) instanceof Value.Period p) {
            return !window.touches(p.start(), p.end());
        }
        if (item.value(Field.PERIOD) instanceof Value.Recurring series) {
            return !Recurrence.of(series)
                    .get()
                    .touches(window, company.lane.mailbox().zone());
        }
        return item.value(Field.PERIOD) instanceof Value.Days x && x.end().getYear() > 2030;
    }

    /** What a user typed last stands there still, or the journal has it. */
    private void nothingVanished(Thing thing, java.util.Set<String> journal) {
        if (thing.deletedByUser) {
            return;
        }
        Item item = company.see(thing);
        boolean alive = company.alive(thing);
        thing.typed.forEach((field, value) -> {
            boolean serversOwn = field == Field.RESPONSES
                    || field == Field.ORGANIZER
                    || field == Field.RESPONSE_REQUESTED
                    || (field == Field.BODY && thing.withheldBody);
            boolean there = alive && NormalForm.same(field, item.value(field), value);
            boolean kept = thing.refs.stream()
                    .anyMatch(ref -> journal.contains(ref + " " + field + " " + NormalForm.text(field, value)));
            boolean blank = NormalForm.text(field, value).isEmpty();
            oracle.must(
                    serversOwn || there || kept || blank,
                    "vanished: " + field + " of " + thing.ref + ", a user typed " + value + ", now "
                            + item.value(field));
        });
    }

    private void nothingIsDoubled(Side side) {
        Seq<Thing> alive = Vector.ofAll(company.things)
                .filter(t -> t.side == side && !t.away() && !t.broughtBack && company.alive(t) && company.marked(t));
        Seq<String> stamps = alive.flatMap(t -> company.user(side).stamp(t.ref))
                .map(s -> s.bare().text());
        oracle.must(stamps.distinct().size() == stamps.size(), "two items on " + side + " carry one stamp: " + stamps);
        Seq<String> sources = side == Side.EXCHANGE
                ? alive.flatMap(t -> company.user(side).stamp(t.ref))
                        .flatMap(Stamp::d365)
                        .map(ItemRef::id)
                : alive.filter(t -> t.role == Observed.Role.OWNER)
                        .flatMap(t -> company.user(side).naturalKey(t.ref));
        oracle.must(
                sources.distinct().size() == sources.size()
                        || company.things.stream().anyMatch(t -> t.broughtBack),
                "one item has two counterparts on " + side + ": " + sources);
    }
}
