package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.DeletionEvidence;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Window;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.plan.Correspondence;
import io.axpsync.core.plan.Sides;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.plan.Verb;
import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one run knows of one lane while it goes through the stages. Confined to the run. What is large (links,
 * observations) is there only while the lane is worked on: between {@link #load} and {@link #rest}.
 */
final class LaneWork {

    final LaneSetup setup;
    final Sides sides;
    final Window window;
    LanePosition position = LanePosition.START;
    final Map<LinkId, Link> links = new LinkedHashMap<>();
    final Map<ItemRef, LinkId> linkOf = new HashMap<>();
    Seq<OpenCase> cases = Vector.empty();
    Seq<Held> held = Vector.empty();
    final EnumMap<Side, Snapshot> snapshots = new EnumMap<>(Side.class);
    /** Links whose items are looked at in this run. */
    final Set<LinkId> touched = new LinkedHashSet<>();
    /** Links whose last writes showed in a feed. */
    final Set<LinkId> proven = new LinkedHashSet<>();
    /** Marked items without a link. */
    final Set<ItemRef> fresh = new LinkedHashSet<>();
    /** What targeted reads and searches said. */
    final Map<ItemRef, Observed> full = new HashMap<>();

    final Map<ItemRef, DeletionEvidence> evidence = new HashMap<>();
    /** Sides that must be observed in full in the next run. */
    final EnumSet<Side> compare = EnumSet.noneOf(Side.class);
    /** Cases that this run opens or keeps open. */
    final Map<Seq<ItemRef>, OpenCase> open = new LinkedHashMap<>();

    /** Which rows are another installation's. */
    final ForeignRows foreign;

    /** Tells takings over apart, of the folder and of D365; empty when there was none. */
    private final String takenOver;

    /** What the store knows of the fence on the folder, once the lane may write; raised with the position. */
    @Nullable FenceMark fence;

    /** What this run could not make, because another lane was making the same. */
    final Set<ItemRef> turnedAway = new LinkedHashSet<>();

    /** Rows of D365 whose content this lane changed, until the lanes that share them are told. */
    final Set<ItemRef> wrote = new LinkedHashSet<>();

    /** Of a lane of messages: earlier messages of threads, as D365 has them. */
    final Set<Observed.Present> ancestors = new LinkedHashSet<>();

    /** Of a lane of messages: by message, the row of the newest imported one of its conversation. */
    final Map<ItemRef, Observed.Present> conversations = new LinkedHashMap<>();

    Correspondence correspondence = Correspondence.NONE;

    final LaneTally tally = new LaneTally();
    Seq<Pairing> pairings = Vector.empty();

    /** Whether only a slice of what is to be looked at is looked at now. */
    boolean sliced;

    /** What earlier slices looked at. */
    final Set<ItemRef> looked = new HashSet<>();

    /** What other slices do, by verb. */
    io.vavr.collection.Map<Verb, Integer> elsewhere = io.vavr.collection.HashMap.empty();

    @Nullable SyncPlan plan;

    @Nullable Reason failure;

    /** What the work on the lane came to; when it is done. */
    RunReport.@Nullable LaneReport report;

    private boolean loaded;

    private static final int PAGE = 1_000;

    /** Links of which only a part was loaded, and where the rest is. */
    private final Set<LinkId> slim = new HashSet<>();

    private @Nullable Store from;

    /** Whether another run has this lane by now. */
    boolean lost;

    LaneWork(LaneSetup setup, Sides sides, Window window, ForeignRows foreign, String takenOver) {
        this.foreign = foreign;
        this.takenOver = takenOver;
        this.setup = setup;
        this.sides = sides;
        this.window = window;
    }

    /** The same lane, to be looked at once more in this run: no feed is asked, what is open or named to it is looked at. */
    LaneWork onceMore(Store store) {
        LaneWork again = new LaneWork(setup, sides, window, foreign, takenOver);
        again.position = store.checkpoints().of(id());
        for (Side side : Side.values()) {
            Option<Checkpoint> at = again.position.checkpoint(side);
            again.snapshots.put(
                    side,
                    new Snapshot(
                            id(),
                            side,
                            Vector.empty(),
                            new Completeness.Delta(),
                            at.getOrElse(() -> new Checkpoint("none"))));
            if (at.isEmpty()) {
                again.compare.add(side);
            }
        }
        return again;
    }

    /** Looks at these alone from now on; what was read of others is let go of. */
    void look(Slices.Slice slice, io.vavr.collection.Map<Verb, Integer> elsewhere) {
        looked.addAll(full.keySet());
        full.clear();
        proven.clear();
        turnedAway.clear();
        pairings = Vector.empty();
        touched.clear();
        fresh.clear();
        slice.links().filter(links::containsKey).forEach(touched::add);
        slice.fresh().filter(ref -> linkOf(ref).isEmpty()).forEach(fresh::add);
        this.elsewhere = elsewhere;
        sliced = true;
    }

    /** What was agreed on about the items of this slice is in the store; it is not needed here any more. */
    void letGoOfBaselines(Slices.Slice slice) {
        slice.links().forEach(this::letGoOfBaseline);
        slice.fresh().forEach(ref -> Option.of(linkOf.get(ref)).forEach(this::letGoOfBaseline));
    }

    private void letGoOfBaseline(LinkId id) {
        slim.remove(id);
        links.computeIfPresent(
                id, (same, link) -> link.withD365Baseline(Option.none()).withExchangeBaseline(Option.none()));
    }

    /** Takes what the store knows of the lane's items, once. */
    void load(Store store) {
        if (loaded) {
            return;
        }
        loaded = true;
        cases = store.cases().ofLane(id());
        held = store.held().ofLane(id());
        store.links().ofLane(id()).forEach(this::remember);
    }

    /**
     * As {@link #load}, but of the links only what a listing is compared with: those that are looked at are completed by
     * {@link #complete()}. For lanes with many links of which few are looked at.
     */
    void loadSlim(Store store) {
        if (loaded) {
            return;
        }
        loaded = true;
        cases = store.cases().ofLane(id());
        held = store.held().ofLane(id());
        from = store;
        Seq<Link> page = store.links().ofLane(id(), Option.none(), PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::rememberSlim);
            page = page.size() < PAGE
                    ? Vector.empty()
                    : store.links().ofLane(id(), Option.some(page.last().id()), PAGE);
        }
    }

    private void rememberSlim(Link link) {
        Link slimmed = link.withD365Baseline(link.d365Baseline().map(Baseline::slim))
                .withExchangeBaseline(link.exchangeBaseline().map(Baseline::slim));
        slim.add(link.id());
        remember(slimmed);
    }

    /** Gives the links that are looked at their fingerprints back. */
    void complete() {
        if (slim.isEmpty()) {
            return;
        }
        for (LinkId id : touched) {
            Link link = links.get(id);
            if (link != null && slim.contains(id)) {
                Link complete = completed(link);
                slim.remove(id);
                links.put(id, complete);
            }
        }
    }

    /** The link with the fingerprints that the store has of it. */
    Link completed(Link link) {
        if (from == null || !slim.contains(link.id())) {
            return link;
        }
        Store store = from;
        Option<Link> stored = link.d365()
                .orElse(link.exchange())
                .flatMap(ref -> store.links().ofItem(ref).find(l -> l.id().equals(link.id())))
                .orElse(() -> store.links().ofLane(id()).find(l -> l.id().equals(link.id())));
        Link complete = link;
        for (Side side : Side.values()) {
            Option<Baseline> prints = stored.flatMap(l -> l.baseline(side));
            Option<Baseline> now = link.baseline(side);
            if (prints.isDefined() && now.isDefined()) {
                complete = complete.withBaseline(side, now.get().withPrintsOf(prints.get()));
            }
        }
        return complete;
    }

    /** Lets go of everything that only the work on the lane needed. */
    void rest(RunReport.LaneReport cameTo) {
        report = cameTo;
        slim.clear();
        links.clear();
        linkOf.clear();
        snapshots.clear();
        touched.clear();
        fresh.clear();
        full.clear();
        looked.clear();
        evidence.clear();
        open.clear();
        turnedAway.clear();
        ancestors.clear();
        conversations.clear();
        correspondence = Correspondence.NONE;
        cases = Vector.empty();
        held = Vector.empty();
        pairings = Vector.empty();
    }

    Lane lane() {
        return setup.lane();
    }

    LaneId id() {
        return setup.lane().id();
    }

    SyncSide side(Side side) {
        return side == Side.D365 ? setup.d365() : setup.exchange();
    }

    /** The plan; only after the lane was planned. */
    SyncPlan plan() {
        return java.util.Objects.requireNonNull(plan, "not planned yet");
    }

    boolean failed() {
        return failure != null;
    }

    void fail(Reason reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** Fingerprint of what decides scope; another one after a taking over, so that nothing is concluded then. */
    String configuration() {
        return setup.configuration() + takenOver;
    }

    /** Whether what decides scope is not what it was in the last run. */
    boolean reconfigured() {
        return !position.configuration().isEmpty() && !position.configuration().equals(configuration());
    }

    /** Keeps the newest state of a link. */
    void remember(Link link) {
        Link before = links.put(link.id(), link);
        if (before != null) {
            before.d365().forEach(linkOf::remove);
            before.exchange().forEach(linkOf::remove);
        }
        link.d365().forEach(ref -> linkOf.put(ref, link.id()));
        link.exchange().forEach(ref -> linkOf.put(ref, link.id()));
    }

    void forget(Link link) {
        links.remove(link.id());
        link.d365().forEach(linkOf::remove);
        link.exchange().forEach(linkOf::remove);
    }

    Option<Link> linkOf(ItemRef ref) {
        return Option.of(linkOf.get(ref)).flatMap(id -> Option.of(links.get(id)));
    }

    Option<Snapshot> snapshot(Side side) {
        return Option.of(snapshots.get(side));
    }
}
