package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.plan.Projection;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.RunListener;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Finds what a server said it had written in an earlier run, and had not: the item is met in the version that the write
 * was to replace, or what we made is not there and no feed ever told of it. Such a pair goes back to what both sides
 * agreed on before, so that the same write is planned again; without this the old value would pass for a user's edit,
 * and what was never made for something that a user deleted.
 * What we were to remove ourselves, and is gone, was not deleted by a user either: an item that its user brought back
 * meanwhile is not removed once more. And a series that was being written in several steps says for the time being what
 * no user wrote: the other side's word is written anew.
 */
final class Echoes {

    private final Fingerprints fingerprints;
    private final String installation;
    private final RunListener listener;
    private final Instant now;

    private static final Set<Field> SERIES = HashSet.of(Field.PERIOD, Field.EXCEPTIONS);

    Echoes(Fingerprints fingerprints, String installation, RunListener listener, Instant now) {
        this.fingerprints = fingerprints;
        this.installation = installation;
        this.listener = listener;
        this.now = now;
    }

    void run(Seq<LaneWork> lanes) {
        for (LaneWork lane : lanes.reject(LaneWork::failed)) {
            for (LinkId id : Vector.ofAll(lane.touched)) {
                for (Side side : Side.values()) {
                    Option.of(lane.links.get(id))
                            .forEach(link -> link.baseline(side)
                                    .filter(b -> !b.replaced().isEmpty())
                                    .forEach(b -> listen(lane, link, side, b)));
                }
            }
        }
    }

    private void listen(LaneWork lane, Link link, Side side, Baseline written) {
        ItemRef ref = link.ref(side).get();
        Observed seen = lane.full.get(ref);
        if (seen instanceof Observed.Present p && p.item().isDefined()) {
            if (!p.version().token().isEmpty() && written.replaced().contains(p.version())) {
                lane.remember(marked(lane, before(lane, link, side, written, p), side, p));
                tell(lane, side + " had answered that " + ref.id() + " was written");
            } else if (written.replaced().contains(Baseline.REARRANGED)) {
                Link whole = link.withBaseline(side, written.seen());
                lane.remember(before(lane, whole, side, written.seen(), p, SERIES));
            } else {
                lane.remember(link.withBaseline(side, written.seen()));
            }
        } else if (seen instanceof Observed.Gone && written.replaced().contains(Baseline.REMOVED)) {
            lane.evidence.remove(ref);
            lane.remember(without(link, side));
        } else if (seen instanceof Observed.Gone && written.replaced().contains(Baseline.MADE) && !told(lane, ref)) {
            lane.evidence.remove(ref);
            Link half = without(link, side);
            lane.remember((side == Side.D365
                            ? half.withExchangeBaseline(Option.none())
                            : half.withD365Baseline(Option.none()))
                    .in(LinkState.PENDING, now));
            tell(lane, side + " had answered that " + ref.id() + " was made");
        }
    }

    private static Link without(Link link, Side side) {
        return side == Side.D365
                ? link.withD365(Option.none()).withD365Baseline(Option.none())
                : link.withExchange(Option.none()).withExchangeBaseline(Option.none());
    }

    private static boolean told(LaneWork lane, ItemRef ref) {
        return lane.snapshot(ref.side())
                .exists(s -> s.items().exists(o -> o.ref().equals(ref)));
    }

    private void tell(LaneWork lane, String what) {
        listener.on(new RunEvent.CaseOpened(
                lane.id(), Reason.of("no-effect", what + ", but it was not; it is written again")));
    }

    /** The link as it was before the write: the written fields agree on what the item still says. */
    private Link before(LaneWork lane, Link link, Side side, Baseline written, Observed.Present p) {
        return before(
                lane,
                link,
                side,
                written,
                p,
                lane.sides.shared(p.item().get().kind()).toSet());
    }

    private Link before(
            LaneWork lane, Link link, Side side, Baseline written, Observed.Present p, Set<Field> concerned) {
        Item item = p.item().get();
        Side from = side.other();
        Projection projection = new Projection(lane.sides, lane.setup.rules());
        Map<Field, FieldPrint> here = written.prints();
        Map<Field, FieldPrint> there = link.baseline(from).map(Baseline::prints).getOrElse(here);
        for (Field field : lane.sides.shared(item.kind()).filter(concerned::contains)) {
            Option<Withheld> withheld =
                    written.print(field).flatMap(FieldPrint::withheld).filter(w -> w != Withheld.MASKED);
            FieldPrint is = fingerprints.print(field, item.value(field), withheld);
            if (!written.print(field).contains(is)) {
                Value shown = side == Side.EXCHANGE
                        ? projection.of(item, field, Side.D365).value()
                        : item.value(field);
                here = here.put(field, is);
                there = there.put(
                        field, fingerprints.print(field, shown, there.get(field).flatMap(FieldPrint::withheld)));
            }
        }
        Link back = link.withBaseline(side, new Baseline(p.version(), written.keyId(), here));
        for (Baseline b : link.baseline(from)) {
            back = back.withBaseline(from, new Baseline(b.version(), b.keyId(), there, b.replaced()));
        }
        return back;
    }

    /** Marker and stamp are put on, or the marker taken off, anew. */
    private Link marked(LaneWork lane, Link link, Side side, Observed.Present p) {
        if (link.state() == LinkState.RELEASED) {
            return p.marked() && !link.markerSeen() ? link.withMarkerSeen(true).in(LinkState.LINKED, now) : link;
        } else if (!p.marked()) {
            return link.withMarkerSeen(false).in(LinkState.PENDING, now);
        }
        boolean stamped = !lane.sides.of(side).holdsStamps()
                || p.stamp()
                        .exists(s -> s.installation().equals(installation)
                                && s.link().equals(link.id()));
        return stamped ? link : link.in(LinkState.PENDING, now);
    }
}
