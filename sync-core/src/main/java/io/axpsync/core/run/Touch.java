package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.OpenCase;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Finds out which items of a lane must be read in full; everything else is as it was and costs nothing. */
final class Touch {

    private final LaneWork lane;
    private final Instant now;
    private final String keyId;

    /** @param keyId of the fingerprints in use: full listings look at pairs whose baselines are of another key */
    Touch(LaneWork lane, Instant now, String keyId) {
        this.lane = lane;
        this.now = now;
        this.keyId = keyId;
    }

    void run() {
        for (Side side : Side.values()) {
            Snapshot snapshot = lane.snapshots.get(side);
            if (snapshot != null) {
                sightings(side, snapshot);
            }
        }
        lane.links.values().stream()
                .filter(l -> l.state() == LinkState.PENDING && (lane.reconfigured() || !pauses(l)))
                .forEach(l -> lane.touched.add(l.id()));
        lane.cases.filter(c -> !c.next().isAfter(now)).flatMap(c -> c.items()).forEach(this::again);
        lane.held.flatMap(h -> h.items()).forEach(this::again);
    }

    private void sightings(Side side, Snapshot snapshot) {
        Set<ItemRef> seen = new HashSet<>();
        for (Observed o : snapshot.items()) {
            seen.add(o.ref());
            lane.linkOf(o.ref()).peek(link -> linked(side, link, o)).onEmpty(() -> unlinked(o));
            lane.linkOf(o.ref()).forEach(link -> proven(side, link, o));
        }
        lane.links.values().stream()
                .filter(l -> l.baseline(side).exists(b -> !b.replaced().isEmpty()))
                .filter(l -> l.ref(side).exists(ref -> !seen.contains(ref)))
                .forEach(l -> lane.touched.add(l.id()));
        if (snapshot.isFull()) {
            lane.links.values().stream()
                    .filter(l -> side == Side.D365 && leftQuery(l, seen))
                    .forEach(l -> lane.touched.add(l.id()));
            lane.links.values().stream()
                    .filter(l -> l.state() == LinkState.LINKED)
                    .filter(l -> l.ref(side).exists(ref -> !seen.contains(ref))
                            || l.baseline(side).exists(b -> !b.keyId().equals(keyId)))
                    .forEach(l -> lane.touched.add(l.id()));
        }
    }

    /** Whether the query of a published folder selects no more who was taken out of the folder: he may enter it anew. */
    private boolean leftQuery(Link link, Set<ItemRef> selected) {
        return lane.lane().isPublished()
                && link.state() == LinkState.RELEASED
                && link.markerSeen()
                && link.d365().exists(ref -> !selected.contains(ref));
    }

    /** What we wrote shows in the feed, in the version that the server's answer told: it needs no proof any more. */
    private void proven(Side side, Link link, Observed o) {
        for (Baseline b : link.baseline(side).filter(b -> !b.replaced().isEmpty())) {
            boolean shows = o instanceof Observed.Gone
                    || o instanceof Observed.Present p
                            && p.version().equals(b.version())
                            && !b.replaced().contains(p.version());
            if (shows && !b.replaced().contains(Baseline.REMOVED)) {
                lane.remember(link.withBaseline(side, b.seen()));
                lane.proven.add(link.id());
            } else {
                lane.touched.add(link.id());
            }
        }
    }

    private void linked(Side side, Link link, Observed o) {
        boolean look = switch (link.state()) {
            // a message that nobody may tell of its import is listed in each run
            case PENDING -> lane.lane().kind() != Kind.MESSAGE || !pauses(link);
            case LINKED -> moved(side, link, o);
            case DORMANT ->
                o instanceof Observed.Present p && p.place() == Observed.Place.IN_LANE || o instanceof Observed.Gone;
            case RELEASED ->
                o instanceof Observed.Present p
                        && !(side == Side.EXCHANGE && lane.lane().isPublished())
                        && (p.marked() != link.markerSeen() || side == Side.D365 && p.marked() && moved(side, link, o));
        };
        if (look) {
            lane.touched.add(link.id());
        }
    }

    private static boolean moved(Side side, Link link, Observed o) {
        if (o instanceof Observed.Present p) {
            return !p.marked()
                    || p.place() != Observed.Place.IN_LANE
                    || p.version().token().isEmpty()
                    || link.baseline(side).forAll(b -> !b.version().equals(p.version()));
        }
        return true;
    }

    private void unlinked(Observed o) {
        boolean marked =
                o instanceof Observed.Present p && p.marked() || o instanceof Observed.Unreadable u && u.marked();
        if (marked) {
            lane.fresh.add(o.ref());
        }
    }

    /** Whether it failed, and its next try is not due. */
    private boolean pauses(Link link) {
        return lane.cases.exists(c -> c.state() == OpenCase.State.FAILING
                && c.next().isAfter(now)
                && c.items().exists(ref -> link.ref(ref.side()).contains(ref)));
    }

    private void again(ItemRef ref) {
        lane.linkOf(ref).peek(l -> lane.touched.add(l.id())).onEmpty(() -> lane.fresh.add(ref));
    }
}
