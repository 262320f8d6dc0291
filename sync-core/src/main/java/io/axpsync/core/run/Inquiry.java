package io.axpsync.core.run;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.function.Function;

/**
 * Answers why something is, or is not, synchronised. Decisions to leave things alone are not stored, so it looks again:
 * it lists the lanes concerned in full, reads what was asked for, also what carries no marker and has no link, and plans
 * without applying. Writes nothing, on no side and not in the store.
 *
 * <ol>
 *   <li>which lanes may know it: those of its link, of its open case, of the mailbox; else all
 *   <li>which of their items are meant: by id, by subject, by attendee; if none, ids are tried that no listing shows, then
 *       the journal, then a year around today instead of the lane's window
 *   <li>what a run would decide about each, and why
 * </ol>
 */
public final class Inquiry {

    /** Exchange lists at most two years at once. */
    private static final Duration FAR = Duration.ofDays(364);

    private static final int RECENT = 1_000;

    private final Store store;
    private final Option<Directory> directory;
    private final Clock clock;
    private final RunListener listener;
    private final Fingerprints fingerprints;

    /** Without a directory: what would be imported for a company is told to wait for it. */
    public Inquiry(Store store, Clock clock, RunListener listener) {
        this(store, Option.none(), clock, listener);
    }

    public Inquiry(Store store, Directory directory, Clock clock, RunListener listener) {
        this(store, Option.some(directory), clock, listener);
    }

    private Inquiry(Store store, Option<Directory> directory, Clock clock, RunListener listener) {
        this.directory = directory;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
        this.fingerprints = Opening.fingerprints(store);
    }

    /** Everything that the question may mean in these lanes, each with its reasons. */
    public Explanation.Answer about(Question question, Iterable<LaneSetup> lanes) {
        Instant now = clock.instant();
        Seq<LaneSetup> all = Vector.ofAll(lanes);
        Opening.begin(all);
        Seq<LaneSetup> concerned = concerned(question, all);
        Seq<LaneWork> observed = observe(concerned, now);
        Map<LaneWork, Set<ItemRef>> meant = LinkedHashMap.empty();
        for (LaneWork lane : observed) {
            meant = meant.put(lane, meant(question, lane));
        }
        Seq<Explanation.Looked> looked = observed.map(Inquiry::looked);
        java.util.Map<LaneWork, Beside> beside = new HashMap<>();
        observed.forEach(lane -> beside.put(lane, new Beside(lane)));
        if (meant.values().forAll(Set::isEmpty)) {
            meant = guess(question, observed, beside);
        }
        if (meant.values().forAll(Set::isEmpty) && !question.isAddress()) {
            Seq<LaneWork> wide = observe(concerned.map(this::wide), now);
            looked = wide.map(Inquiry::looked);
            for (LaneWork lane : observed) {
                meant = meant.put(
                        lane,
                        wide.find(w -> w.id().equals(lane.id()))
                                .map(w -> listed(question, w))
                                .getOrElse(LinkedHashSet.empty()));
            }
        }
        return new Explanation.Answer(explain(question, meant, beside, new Handover(store, all), now), looked);
    }

    /** The lanes that know it; all of them when none does. */
    private Seq<LaneSetup> concerned(Question question, Seq<LaneSetup> lanes) {
        Seq<LaneSetup> knowing = lanes.filter(l -> question.isMailboxOf(l.lane()));
        if (knowing.isEmpty() && !question.isAddress()) {
            Set<LaneId> ids = HashSet.ofAll(lanes.flatMap(l -> question.guesses(l.lane()))
                    .distinct()
                    .flatMap(store.links()::ofItem)
                    .map(Link::lane));
            knowing = lanes.filter(l ->
                    ids.contains(l.lane().id()) || isKnown(question, l.lane().id()));
        }
        return knowing.isEmpty() ? lanes : knowing;
    }

    private boolean isKnown(Question question, LaneId lane) {
        return store.links().ofLane(lane).exists(question::names)
                || store.cases().ofLane(lane).flatMap(c -> c.items()).exists(question::names)
                || store.held().ofLane(lane).flatMap(h -> h.items()).exists(question::names);
    }

    private Seq<LaneWork> observe(Seq<LaneSetup> setups, Instant now) {
        Opening opening = new Opening(store, now);
        Seq<LaneWork> lanes = setups.map(opening::openInFull);
        new Observing(now, listener).listings(lanes);
        return lanes;
    }

    private LaneSetup wide(LaneSetup setup) {
        return setup.withBack(max(setup.back())).withAhead(max(setup.ahead())).withConfiguration(setup.configuration());
    }

    private static Duration max(Duration own) {
        return own.compareTo(FAR) > 0 ? own : FAR;
    }

    private static Explanation.Looked looked(LaneWork lane) {
        return new Explanation.Looked(
                lane.lane(),
                lane.window,
                lane.snapshot(Side.D365).map(s -> s.items().size()).getOrElse(0),
                lane.snapshot(Side.EXCHANGE).map(s -> s.items().size()).getOrElse(0),
                Option.of(lane.failure));
    }

    private Set<ItemRef> meant(Question question, LaneWork lane) {
        Set<ItemRef> linked = LinkedHashSet.ofAll(lane.links.values())
                .filter(l -> question.names(l) || refs(l).exists(question::names))
                .flatMap(l -> refs(l).headOption());
        Set<ItemRef> open = LinkedHashSet.ofAll(lane.cases.flatMap(c -> c.items()))
                .addAll(lane.held.flatMap(h -> h.items()))
                .filter(question::names);
        Set<ItemRef> known = linked.addAll(open);
        return known.isEmpty() ? listed(question, lane) : known;
    }

    /** What the listings show of it; everything, where an attendee is asked for, whom listings do not show. */
    private static Set<ItemRef> listed(Question question, LaneWork lane) {
        Seq<Observed> all = Vector.of(Side.values()).flatMap(lane::snapshot).flatMap(Snapshot::items);
        Seq<Observed> named = all.filter(o -> question.names(o.ref()));
        return LinkedHashSet.ofAll((named.isEmpty()
                        ? all.filter(
                                o -> question.isAddress() || Explaining.title(o).exists(question::isIn))
                        : named)
                .map(Observed::ref));
    }

    private static Seq<ItemRef> refs(Link link) {
        return link.d365().toVector().appendAll(link.exchange());
    }

    /** Ids that no listing shows are tried one by one; then the journal is searched for what they were called. */
    private Map<LaneWork, Set<ItemRef>> guess(
            Question question, Seq<LaneWork> lanes, java.util.Map<LaneWork, Beside> beside) {
        Map<LaneWork, Set<ItemRef>> found = LinkedHashMap.empty();
        for (LaneWork lane : lanes.reject(LaneWork::failed)) {
            Set<ItemRef> there = LinkedHashSet.ofAll(beside(beside, lane).tried(question.guesses(lane.lane())));
            found = found.put(lane, there.isEmpty() ? told(question, lane) : there);
        }
        Map<LaneWork, Set<ItemRef>> own = found.filter((lane, refs) ->
                refs.exists(ref -> !(beside(beside, lane).seen().get(ref) instanceof Observed.Present p
                        && p.place() == Observed.Place.ELSEWHERE)));
        // a row of another worker is there for each lane that asks by its key
        return own.isEmpty() ? found.filter((lane, refs) -> !refs.isEmpty()).take(1) : own;
    }

    private static Beside beside(java.util.Map<LaneWork, Beside> all, LaneWork lane) {
        return java.util.Objects.requireNonNull(all.get(lane));
    }

    private Set<ItemRef> told(Question question, LaneWork lane) {
        return LinkedHashSet.ofAll(store.journal()
                .newest(lane.id(), RECENT)
                .filter(e -> question.isIn(e.title()) || e.ref().exists(question::names))
                .filter(e -> e.ref().isDefined())
                .distinctBy((Function<JournalEntry, Object>)
                        e -> e.link().isDefined() ? e.link().get() : e.ref().get())
                .flatMap(JournalEntry::ref));
    }

    private Seq<Explanation> explain(
            Question question,
            Map<LaneWork, Set<ItemRef>> meant,
            java.util.Map<LaneWork, Beside> beside,
            Handover handover,
            Instant now) {
        Map<LaneWork, Set<ItemRef>> some = meant.filter((lane, refs) -> !refs.isEmpty());
        Seq<LaneWork> lanes = some.keySet().toVector();
        Seq<LaneWork> sound = lanes.reject(LaneWork::failed);
        sound.forEach(lane -> beside(beside, lane).read(some.get(lane).get()));
        Deciding deciding = new Deciding(fingerprints, listener, now, new Companies(directory), Option.some(handover));
        new Rounds(store, new Observing(now, listener), now).packs(sound, pack -> {
            Reading.first(store.installation()).touched(pack);
            new Echoes(fingerprints, store.installation(), listener, now).run(pack);
            new Matching(store.installation()).run(pack);
            deciding.run(pack);
        });
        return lanes.flatMap(lane -> {
            Beside b = beside(beside, lane);
            Seq<Explanation> all = new Explaining(store.journal(), lane, b.seen())
                    .of(some.get(lane).get());
            boolean byPerson = question.isAddress() && !question.isMailboxOf(lane.lane());
            return byPerson ? all.filter(e -> e.seen().exists(o -> concerns(question, o))) : all;
        });
    }

    private static boolean concerns(Question question, Observed o) {
        return o instanceof Observed.Present p && p.item().exists(question::concerns);
    }

    /** Items that are asked for and that a run would not look at: read, but kept apart from what is matched. */
    private static final class Beside {

        private final LaneWork lane;
        private final java.util.Map<ItemRef, Observed> seen = new HashMap<>();

        Beside(LaneWork lane) {
            this.lane = lane;
        }

        java.util.Map<ItemRef, Observed> seen() {
            return seen;
        }

        /** Those of the items that are there. */
        Seq<ItemRef> tried(Seq<ItemRef> refs) {
            fetch(refs);
            return refs.filter(ref -> seen.get(ref) != null && !(seen.get(ref) instanceof Observed.Gone));
        }

        /** Linked items are looked at as a run does; others only where a run would. */
        void read(Set<ItemRef> refs) {
            refs.flatMap(lane::linkOf).forEach(link -> lane.touched.add(link.id()));
            fetch(refs.toVector().filter(ref -> lane.linkOf(ref).isEmpty() && !seen.containsKey(ref)));
            for (ItemRef ref : refs) {
                boolean scoped =
                        seen.get(ref) instanceof Observed.Present p && p.marked() && p.place() == Observed.Place.IN_LANE
                                || seen.get(ref) instanceof Observed.Unreadable u && u.marked();
                if (scoped && lane.linkOf(ref).isEmpty()) {
                    lane.fresh.add(ref);
                }
            }
        }

        private void fetch(Seq<ItemRef> refs) {
            for (Side side : Side.values()) {
                Seq<ItemRef> asked = refs.filter(ref -> ref.side() == side);
                if (!asked.isEmpty()) {
                    Seq<Either<PortFailure, Observed>> answers = lane.side(side)
                            .fetch(asked.map(ref -> new Look(lane.lane(), lane.window, ref, Option.none())));
                    asked.zip(answers).forEach(t -> t._2.forEach(o -> seen.put(t._1, o)));
                }
            }
        }
    }
}
