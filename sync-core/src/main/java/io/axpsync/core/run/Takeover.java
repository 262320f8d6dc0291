package io.axpsync.core.run;

import static java.util.Objects.requireNonNull;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.FenceMark;
import io.axpsync.core.port.FencePlace;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes this installation the one that writes into lanes, by a person's word: our fence is put up where another one
 * stands. The next run compares in full and concludes nothing from what is missing, since the state may be older than
 * what it describes: in the lanes, and in all lanes where it was D365 that was taken over.
 */
public final class Takeover {

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final Store store;
    private final Clock clock;
    private final IdSource ids;
    private final FenceVerdict verdict;

    public Takeover(Store store, Clock clock, IdSource ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.verdict = new FenceVerdict(store.installation());
    }

    /**
     * One lane: what stands there, or why it could not be read or taken over.
     *
     * @param folder the fence on the folder; none when there is none
     * @param d365 our own fence in D365; none when there is none, and where D365 holds none
     * @param againstFolder what the folder's fence says against a run's writing; none when it would write
     * @param againstD365 as {@code againstFolder}, of the fence in D365
     * @param failure why the lane was left as it is
     */
    public record Standing(
            Lane lane,
            Option<Fence> folder,
            Option<Fence> d365,
            Option<Reason> againstFolder,
            Option<Reason> againstD365,
            Option<Reason> failure) {

        /** Why a run writes nothing there; none when it would write. */
        public Option<Reason> against() {
            return againstFolder.orElse(againstD365);
        }
    }

    /** What stands in the lanes' places now; each side is asked for all its lanes together. Changes nothing. */
    public Seq<Standing> look(Iterable<LaneSetup> lanes) {
        Vector<LaneSetup> setups = Vector.ofAll(lanes);
        Opening.begin(setups);
        return standings(setups);
    }

    private Seq<Standing> standings(Seq<LaneSetup> setups) {
        FenceMark before = store.fences().of(FencePlace.D365);
        Map<LaneId, Either<PortFailure, Seq<Fence>>> d365 = fences(setups, Side.D365);
        Map<LaneId, Either<PortFailure, Seq<Fence>>> folders = fences(setups, Side.EXCHANGE);
        return setups.map(setup -> standing(
                setup,
                requireNonNull(d365.get(setup.lane().id())),
                requireNonNull(folders.get(setup.lane().id())),
                before));
    }

    /**
     * Takes the lanes over, each on its own, and says what stands there now.
     *
     * @param from installations whose stamps shall count as ours, besides those whose fences are replaced
     */
    public Seq<Standing> take(Iterable<LaneSetup> lanes, Set<String> from) {
        String run = ids.next();
        Vector<LaneSetup> setups = Vector.ofAll(lanes);
        Opening.begin(setups);
        return setups.map(setup -> leased(setup, from, run));
    }

    private Standing leased(LaneSetup setup, Set<String> from, String run) {
        Lane lane = setup.lane();
        Instant now = clock.instant();
        if (!store.leases().take(lane.id(), run, now, now.plus(LEASE))) {
            return failed(
                    lane,
                    Reason.of(
                            "leased",
                            "lane " + lane.id() + " is being synchronised by another process",
                            "Stop it, or wait."));
        }
        try {
            Standing before = standings(Vector.of(setup)).head();
            return before.failure().isDefined() ? before : take(setup, before, from, run);
        } finally {
            store.leases().release(lane.id(), run);
        }
    }

    private Standing standing(
            LaneSetup setup,
            Either<PortFailure, Seq<Fence>> d365,
            Either<PortFailure, Seq<Fence>> folder,
            FenceMark before) {
        Lane lane = setup.lane();
        FenceMark mark = store.fences().of(FencePlace.folder(lane.id()));
        Either<PortFailure, Capabilities> at = setup.d365().capabilities(lane);
        Option<Reason> unreadable =
                folder.swap().toOption().map(PortFailure::reason).filter(FenceVerdict::isFence);
        Option<Reason> failure = Vector.of(d365.swap(), folder.swap(), at.swap())
                .flatMap(e -> e.toOption())
                .map(PortFailure::reason)
                .find(reason -> unreadable.isEmpty() || !FenceVerdict.isFence(reason));
        if (failure.isDefined()) {
            return failed(lane, failure.get());
        }
        Option<Fence> stands = folder.toOption().flatMap(Seq::headOption);
        return new Standing(
                lane,
                stands,
                d365.get().find(f -> f.installation().equals(store.installation())),
                unreadable.orElse(() -> verdict.folder(lane, stands, at.get().address(), mark)),
                verdict.d365(lane, d365.get(), before, store.fences().of(FencePlace.D365)),
                Option.none());
    }

    private Standing take(LaneSetup setup, Standing before, Set<String> from, String run) {
        Lane lane = setup.lane();
        store.journal().append(Vector.of(line(setup, before, run, JournalEntry.Phase.INTENT)));
        Set<String> others = HashSet.ofAll(before.folder().map(Fence::installation))
                .addAll(from)
                .remove(store.installation());
        Option<PortFailure> failure = Option.when(before.againstD365().isDefined(), before)
                .flatMap(b -> put(setup, Side.D365, FencePlace.D365, b.d365(), HashSet.empty()))
                .orElse(() -> put(setup, Side.EXCHANGE, FencePlace.folder(lane.id()), before.folder(), others));
        if (failure.isDefined()) {
            return failed(lane, failure.get().reason());
        }
        store.journal().append(Vector.of(line(setup, before, run, JournalEntry.Phase.DONE)));
        return standings(Vector.of(setup)).head();
    }

    private Option<PortFailure> put(
            LaneSetup setup, Side side, FencePlace place, Option<Fence> stands, Set<String> others) {
        FenceMark known = store.fences().of(place);
        FenceMark mark = new FenceMark(
                Math.max(known.epoch(), stands.map(Fence::epoch).getOrElse(0L)) + 1,
                Math.max(known.intended(), stands.map(Fence::counter).getOrElse(0L)) + 1,
                0,
                known.predecessors().addAll(others));
        if (!holdsFence(setup, side)) {
            store.fences().save(place, mark.confirming());
            return Option.none();
        }
        store.fences().save(place, mark);
        String address = setup.d365()
                .capabilities(setup.lane())
                .map(Capabilities::address)
                .getOrElse("");
        Fence fence = new Fence(store.installation(), mark.epoch(), address, mark.intended());
        return at(setup, side)
                .raise(Vector.of(new FenceWrite(setup.lane(), fence)))
                .head()
                .onEmpty(() -> store.fences().save(place, mark.confirming()));
    }

    /** Of each lane; of none where the side holds none. */
    private static Map<LaneId, Either<PortFailure, Seq<Fence>>> fences(Seq<LaneSetup> setups, Side side) {
        Map<LaneId, Either<PortFailure, Seq<Fence>>> answers = new HashMap<>();
        Map<SyncSide, List<Lane>> holding = new IdentityHashMap<>();
        for (LaneSetup setup : setups) {
            Either<PortFailure, Capabilities> can = at(setup, side).capabilities(setup.lane());
            answers.put(setup.lane().id(), can.map(c -> Vector.empty()));
            if (can.exists(Capabilities::holdsFence)) {
                holding.computeIfAbsent(at(setup, side), s -> new ArrayList<>()).add(setup.lane());
            }
        }
        holding.forEach((at, lanes) -> Vector.ofAll(lanes)
                .zip(at.fences(Vector.ofAll(lanes)))
                .forEach(answer -> answers.put(answer._1.id(), answer._2)));
        return answers;
    }

    private static boolean holdsFence(LaneSetup setup, Side side) {
        return at(setup, side).capabilities(setup.lane()).exists(Capabilities::holdsFence);
    }

    private static SyncSide at(LaneSetup setup, Side side) {
        return side == Side.D365 ? setup.d365() : setup.exchange();
    }

    private JournalEntry line(LaneSetup setup, Standing before, String run, JournalEntry.Phase phase) {
        String whose = before.folder().map(Fence::installation).getOrElse("nobody");
        return JournalEntry.builder()
                .run(run)
                .lane(setup.lane().id())
                .at(clock.instant())
                .verb("takeover")
                .phase(phase)
                .reason(Reason.of("takeover", "taken over from " + whose + " by a person's word"))
                .build();
    }

    private static Standing failed(Lane lane, Reason reason) {
        return new Standing(lane, Option.none(), Option.none(), Option.none(), Option.none(), Option.some(reason));
    }
}
