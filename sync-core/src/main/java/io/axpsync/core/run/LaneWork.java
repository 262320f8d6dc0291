package io.axpsync.core.run;

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
import io.axpsync.core.plan.Sides;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.LanePosition;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one run knows of one lane while it goes through the stages. Confined to the run. */
final class LaneWork {

    final LaneSetup setup;
    final Sides sides;
    final LanePosition position;
    final Window window;
    final Map<LinkId, Link> links = new LinkedHashMap<>();
    final Map<ItemRef, LinkId> linkOf = new HashMap<>();
    final Seq<OpenCase> cases;
    final Seq<Held> held;
    final EnumMap<Side, Snapshot> snapshots = new EnumMap<>(Side.class);
    /** Links whose items are looked at in this run. */
    final Set<LinkId> touched = new LinkedHashSet<>();
    /** Marked items without a link. */
    final Set<ItemRef> fresh = new LinkedHashSet<>();
    /** What targeted reads and searches said. */
    final Map<ItemRef, Observed> full = new HashMap<>();

    final Map<ItemRef, DeletionEvidence> evidence = new HashMap<>();
    /** Sides that must be observed in full in the next run. */
    final EnumSet<Side> compare = EnumSet.noneOf(Side.class);
    /** Cases that this run opens or keeps open. */
    final Map<Seq<ItemRef>, OpenCase> open = new LinkedHashMap<>();

    final LaneTally tally = new LaneTally();
    Seq<Pairing> pairings = Vector.empty();

    @Nullable SyncPlan plan;

    @Nullable Reason failure;

    /** Whether another run has this lane by now. */
    boolean lost;

    LaneWork(
            LaneSetup setup,
            Sides sides,
            LanePosition position,
            Window window,
            Seq<Link> links,
            Seq<OpenCase> cases,
            Seq<Held> held) {
        this.setup = setup;
        this.sides = sides;
        this.position = position;
        this.window = window;
        this.cases = cases;
        this.held = held;
        links.forEach(this::remember);
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

    /** Whether what decides scope is not what it was in the last run. */
    boolean reconfigured() {
        return !position.configuration().isEmpty() && !position.configuration().equals(setup.configuration());
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
