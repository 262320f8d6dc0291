package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkMatcher;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts items and links together: links first, then stamps, then natural keys. Before anything is created it is looked
 * for on the other side, unless that side was just listed in full.
 */
final class Matching {

    private final String installation;

    Matching(String installation) {
        this.installation = installation;
    }

    void run(Seq<LaneWork> lanes) {
        lanes.forEach(this::followStamps);
        lanes.forEach(lane -> new SameTasks(lane).follow());
        Reading.first(installation).touched(lanes);
        search(lanes, this::pendings);
        lanes.forEach(this::followStamps);
        lanes.forEach(Matching::recognisePersons);
        lanes.forEach(lane -> lane.pairings = unlinked(lane));
        search(lanes, this::alone);
        lanes.forEach(this::wantWhole);
        Reading.rest(installation).touched(lanes);
        lanes.forEach(lane -> lane.pairings = linked(lane).appendAll(unlinked(lane)));
        new MessageMatching(lanes).finish();
    }

    /** The same for items that another lane was making when this one wanted to: by now they may be there. */
    void again(Seq<LaneWork> lanes) {
        lanes.forEach(lane -> lane.pairings = turnedAway(lane));
        search(lanes, this::alone);
        lanes.forEach(this::wantWhole);
        Reading.rest(installation).touched(lanes);
        lanes.forEach(lane -> lane.pairings = turnedAway(lane));
        new MessageMatching(lanes).finish();
    }

    private static Seq<Pairing> turnedAway(LaneWork lane) {
        return unlinked(lane).filter(p -> refs(p).exists(lane.turnedAway::contains));
    }

    private static Seq<ItemRef> refs(Pairing pairing) {
        if (pairing instanceof Pairing.Matched m) {
            return Vector.of(m.d365().ref(), m.exchange().ref());
        } else if (pairing instanceof Pairing.Disputed d) {
            return d.candidates().map(Observed.Present::ref).prepend(d.item().ref());
        }
        return pairing instanceof Pairing.OneSided one ? Vector.of(one.item().ref()) : Vector.empty();
    }

    /**
     * An unlinked item that carries the stamp, or on Exchange the iCal UID, of a link whose own item is gone or was
     * never known is that item.
     */
    private void followStamps(LaneWork lane) {
        for (ItemRef ref : Vector.ofAll(lane.full.keySet())) {
            if (lane.full.get(ref) instanceof Observed.Present item
                    && lane.linkOf(ref).isEmpty()) {
                for (Link link : item.stamp()
                        .filter(s -> s.installation().equals(installation))
                        .flatMap(s -> Option.of(lane.links.get(s.link())))
                        .orElse(() -> sameUid(lane, item))) {
                    if (isFree(lane, link, ref)) {
                        lane.remember(link.withRef(ref.side(), ref));
                        lane.touched.add(link.id());
                        lane.fresh.remove(ref);
                    } else {
                        // the link's own item is read first: this may be it, under the new id that a move gave it
                        lane.touched.add(link.id());
                    }
                }
            }
        }
    }

    /**
     * A person that was being made when the answer was lost, on a side that keeps no stamps of persons: nobody was found
     * before it was made, so who is found now is the one, and needs only to be selected.
     */
    private static void recognisePersons(LaneWork lane) {
        for (Link link : Vector.ofAll(lane.links.values())
                .filter(l -> lane.lane().kind() == Kind.CONTACT && lane.touched.contains(l.id()))
                .filter(l -> l.state() == LinkState.PENDING && l.d365().isEmpty())) {
            Seq<ItemRef> persons = card(lane, link)
                    .toVector()
                    .flatMap(card -> candidates(lane, Side.D365).filter(p -> LinkMatcher.isOnePerson(p, card)))
                    .map(Observed.Present::ref);
            if (persons.size() == 1) {
                lane.remember(link.withD365(persons.headOption()).withMarkerSeen(false));
                lane.fresh.remove(persons.head());
            }
        }
    }

    private static Option<Observed.Present> card(LaneWork lane, Link link) {
        return link.exchange()
                .flatMap(ref -> Option.of(lane.full.get(ref)))
                .flatMap(o -> o instanceof Observed.Present p ? Option.some(p) : Option.none());
    }

    private static Option<Link> sameUid(LaneWork lane, Observed.Present item) {
        if (item.ref().side() == Side.D365 || item.naturalKey().isEmpty()) {
            return Option.none();
        }
        Seq<Link> known =
                Vector.ofAll(lane.links.values()).filter(l -> l.naturalKey().equals(item.naturalKey()));
        return known.size() == 1 && known.head().exchange().isDefined() ? known.headOption() : Option.none();
    }

    /** Whether the link's own item on that side is not there (a copy made by a user carries the same stamp). */
    private static boolean isFree(LaneWork lane, Link link, ItemRef ref) {
        return link.ref(ref.side())
                .forAll(own -> lane.full.get(own) instanceof Observed.Gone
                        || (lane.full.get(own) == null
                                && lane.snapshot(ref.side())
                                        .exists(s -> s.isFull()
                                                && s.items()
                                                        .forAll(o -> !o.ref().equals(own)))));
    }

    private Seq<Pairing> linked(LaneWork lane) {
        lane.complete();
        List<Link> links = new ArrayList<>();
        for (LinkId id : lane.touched) {
            Link link = lane.links.get(id);
            if (link != null) {
                links.add(link);
            }
        }
        return LinkMatcher.known(links, lane.full::get);
    }

    private static Seq<Pairing> unlinked(LaneWork lane) {
        if (lane.lane().kind() == Kind.MESSAGE) {
            return MessageMatching.unlinked(lane);
        }
        Seq<Pairing> unreadable = Vector.ofAll(lane.fresh)
                .map(lane.full::get)
                .filter(o -> o instanceof Observed.Unreadable)
                .map(o -> new Pairing.OneSided(o.ref().side(), o));
        Seq<Pairing> matched = LinkMatcher.match(
                        candidates(lane, Side.D365), candidates(lane, Side.EXCHANGE), contacts(lane))
                .filter(p -> !(p instanceof Pairing.OneSided one) || one.item() instanceof Observed.Present)
                .appendAll(unreadable);
        return lane.lane().kind() == Kind.CONTACT
                ? LinkMatcher.eachPersonOnce(matched, contacts(lane))
                : new SameTasks(lane).doubted(matched);
    }

    /** Everything unlinked that was seen: in full where it was read, else as the listing says. */
    private static Seq<Observed.Present> candidates(LaneWork lane, Side side) {
        Map<ItemRef, Observed.Present> found = new java.util.LinkedHashMap<>();
        lane.snapshot(side).forEach(s -> s.items().forEach(o -> put(lane, found, o)));
        lane.full.values().stream().filter(o -> o.ref().side() == side).forEach(o -> put(lane, found, o));
        lane.full.values().stream()
                .filter(o -> o instanceof Observed.Gone || o instanceof Observed.Unreadable)
                .forEach(o -> found.remove(o.ref()));
        return Vector.ofAll(found.values());
    }

    private static void put(LaneWork lane, Map<ItemRef, Observed.Present> found, Observed o) {
        if (o instanceof Observed.Present p && lane.linkOf(p.ref()).isEmpty()) {
            boolean readInFull = found.containsKey(p.ref()) && p.item().isEmpty();
            boolean ofAnotherSlice = lane.sliced && p.item().isEmpty() && !lane.fresh.contains(p.ref());
            if (!readInFull && !ofAnotherSlice) {
                found.put(p.ref(), p);
            }
        }
    }

    /** A counterpart that only a listing showed is read in full before anything is decided about it. */
    private void wantWhole(LaneWork lane) {
        unlinked(lane)
                .filter(p -> p instanceof Pairing.Matched)
                .map(p -> (Pairing.Matched) p)
                .flatMap(m -> Vector.of(m.d365(), m.exchange()))
                .filter(o -> o.item().isEmpty())
                .forEach(o -> lane.fresh.add(o.ref()));
    }

    private record Wanted(LaneWork lane, Side side, Search search) {}

    private Seq<Wanted> pendings(LaneWork lane) {
        return Vector.ofAll(lane.links.values())
                .filter(l -> l.state() == LinkState.PENDING && lane.touched.contains(l.id()))
                .flatMap(l ->
                        Vector.of(Side.values()).filter(s -> l.ref(s).isEmpty()).map(s -> pending(lane, l, s)));
    }

    private Wanted pending(LaneWork lane, Link link, Side side) {
        Stamp stamp = Stamp.of(installation, link.id());
        Option<ContactKeys> person = side == Side.D365 ? card(lane, link).flatMap(c -> c.contact()) : Option.none();
        Search search = new Search(lane.lane(), lane.window, Option.some(stamp), Option.none(), Value.NOTHING, person);
        return new Wanted(lane, side, search);
    }

    private Seq<Wanted> alone(LaneWork lane) {
        return lane.pairings
                .filter(p -> p instanceof Pairing.OneSided)
                .map(p -> (Pairing.OneSided) p)
                .filter(p -> p.item() instanceof Observed.Present)
                .filter(p -> isStamped(p)
                        || isImport(lane, p)
                        || !lane.snapshot(p.side().other()).exists(s -> s.isFull()))
                .map(p -> wanted(lane, p.side().other(), (Observed.Present) p.item()));
    }

    /** The person may be known in D365 without being selected by the employee, so that no listing shows it. */
    private static boolean isImport(LaneWork lane, Pairing.OneSided alone) {
        boolean imports = lane.lane().kind() == Kind.CONTACT || lane.lane().kind() == Kind.MESSAGE;
        return imports && alone.side() == Side.EXCHANGE;
    }

    /** Contacts that have a link: others may share their addresses. */
    private static Seq<Observed.Present> contacts(LaneWork lane) {
        return lane.lane().kind() != Kind.CONTACT
                ? Vector.empty()
                : Vector.of(Side.values())
                        .flatMap(side -> lane.snapshot(side))
                        .flatMap(s -> s.items())
                        .appendAll(lane.full.values())
                        .filter(o -> o instanceof Observed.Present
                                && lane.linkOf(o.ref()).isDefined())
                        .map(o -> (Observed.Present) o)
                        .distinctBy(Observed.Present::ref);
    }

    /** Its counterpart of old may stand outside the window, where no listing shows it. */
    private static boolean isStamped(Pairing.OneSided alone) {
        return ((Observed.Present) alone.item()).stamp().isDefined();
    }

    private static Wanted wanted(LaneWork lane, Side side, Observed.Present item) {
        if (lane.lane().kind() == Kind.MESSAGE) {
            return new Wanted(lane, side, MessageMatching.search(lane, item));
        }
        Search search =
                new Search(lane.lane(), lane.window, item.stamp(), item.naturalKey(), item.period(), item.contact());
        return new Wanted(lane, side, search);
    }

    private void search(Seq<LaneWork> lanes, java.util.function.Function<LaneWork, Seq<Wanted>> wanted) {
        Map<SyncSide, List<Wanted>> bySide = new IdentityHashMap<>();
        for (LaneWork lane : lanes) {
            if (!lane.failed()) {
                wanted.apply(lane)
                        .forEach(w -> bySide.computeIfAbsent(lane.side(w.side()), s -> new ArrayList<>())
                                .add(w));
            }
        }
        bySide.forEach(Matching::find);
    }

    private static void take(LaneWork lane, Observed.Present found) {
        if (lane.lane().kind() == Kind.MESSAGE && MessageMatching.isAncestor(lane, found)) {
            lane.ancestors.add(found);
        } else {
            lane.full.putIfAbsent(found.ref(), found);
        }
    }

    private static void find(SyncSide side, List<Wanted> wanted) {
        Seq<Either<PortFailure, Seq<Observed.Present>>> answers =
                side.find(Vector.ofAll(wanted).map(Wanted::search));
        for (int i = 0; i < wanted.size(); i++) {
            LaneWork lane = wanted.get(i).lane();
            answers.get(i)
                    .peek(found -> found.forEach(o -> take(lane, o)))
                    .peekLeft(failure -> lane.fail(failure.reason()));
        }
    }
}
