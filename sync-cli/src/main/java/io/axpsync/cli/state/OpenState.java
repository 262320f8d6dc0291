package io.axpsync.cli.state;

import io.axpsync.cli.config.Configuration;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.Store;
import io.axpsync.store.jdbc.JdbcStore;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** The state of an installation, opened by itself: neither D365 nor Exchange is asked. */
public final class OpenState implements AutoCloseable {

    /** What is done by hand takes milliseconds; should the process die, runs wait no longer than this. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final int NAMED = 10;

    private final JdbcStore store;
    private final Seq<String> wanted;
    private final Clock clock;
    private final String holder = "by-hand-" + UUID.randomUUID();

    private OpenState(JdbcStore store, Seq<String> wanted, Clock clock) {
        this.store = store;
        this.wanted = wanted;
        this.clock = clock;
    }

    /**
     * Opens what is there, and makes nothing.
     *
     * @param lanes ids; empty = all
     * @throws Unknown when there is no state yet, or none of a lane
     * @throws io.axpsync.core.port.StateUntrusted when it cannot be used
     */
    public static OpenState open(Configuration configuration, Seq<String> lanes, Clock clock) {
        for (Path file : configuration.store().file()) {
            if (!Files.exists(Path.of(file + ".mv.db"))) {
                throw new Unknown("There is no state at " + file + " yet; the first `axpsync sync` makes it.");
            }
        }
        JdbcStore store = configuration.store().open();
        try {
            if (!lanes.isEmpty()) {
                known(lanes, store.lanes().map(LaneId::id));
            }
            return new OpenState(store, lanes, clock);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static void known(Seq<String> lanes, Seq<String> known) {
        Seq<String> unknown = lanes.reject(known::contains);
        if (!unknown.isEmpty()) {
            String some = known.take(NAMED).mkString(", ") + (known.size() > NAMED ? ", …" : "");
            throw new Unknown("The state knows no lane " + unknown.mkString(", ") + "; it knows "
                    + (known.isEmpty() ? "none yet." : some + "."));
        }
    }

    public Store store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Names what was done by hand in the journal, where runs have their ids. */
    String holder() {
        return holder;
    }

    /** All lanes that are meant. */
    public Seq<LaneId> lanes() {
        return meant(store.lanes());
    }

    Seq<LaneId> lanesWithHeld() {
        return meant(store.lanesWithHeld());
    }

    Seq<LaneId> lanesWithCases() {
        return meant(store.lanesWithCases());
    }

    private Seq<LaneId> meant(Seq<LaneId> lanes) {
        return lanes.filter(lane -> wanted.isEmpty() || wanted.contains(lane.id()));
    }

    /**
     * Changes lanes one by one under their leases, so that no run that is going on writes over it.
     *
     * @param change answers how many things it changed
     */
    Changed change(Seq<LaneId> lanes, Function<LaneId, Integer> change) {
        Changed changed = new Changed(0, Vector.empty());
        for (LaneId lane : lanes) {
            changed = changed.and(change(lane, change));
        }
        return changed;
    }

    private Changed change(LaneId lane, Function<LaneId, Integer> change) {
        Instant now = clock.instant();
        if (!store.leases().take(lane, holder, now, now.plus(LEASE))) {
            return new Changed(
                    0,
                    Vector.of(Reason.of(
                            "leased",
                            "lane " + lane + " is being synchronised by another process; nothing was changed there",
                            "Try again when that run has ended.")));
        }
        try {
            return new Changed(change.apply(lane), Vector.empty());
        } finally {
            store.leases().release(lane, holder);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    /**
     * What was changed by hand.
     *
     * @param refused lanes that could not be changed now, and why
     */
    public record Changed(int count, Seq<Reason> refused) {

        Changed and(Changed other) {
            return new Changed(count + other.count, refused.appendAll(other.refused));
        }

        public Option<Reason> firstRefusal() {
            return refused.headOption();
        }
    }
}
