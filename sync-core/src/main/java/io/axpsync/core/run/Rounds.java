package io.axpsync.core.run;

import io.axpsync.core.item.Side;
import io.axpsync.core.port.Store;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * In which order many lanes are observed and worked on, so that memory is bounded by what is touched, however many
 * there are. First come all that feeds tell of: feeds are asked for all lanes at once, since they cost the same for one
 * lane and for a thousand and name only what changed. Then come those that must be listed in full, some at a time. A
 * lane's links are loaded when its turn comes, and let go of after it. Lanes that a side has no feed for come last, one
 * by one in the order that they were given in.
 */
final class Rounds {

    /** How many lanes are listed in full together. */
    static final int LISTED = 100;

    /** How many touched items are read and planned together at most, unless one lane alone has more. */
    static final int ITEMS = 500;

    /** How many links are held at once at most, apart from those of one more lane. */
    static final int LINKS = 20_000;

    private final Store store;
    private final Observing observing;
    private final Instant now;
    private final String keyId;

    Rounds(Store store, Observing observing, Instant now) {
        this.keyId = store.fingerprintKey().id();
        this.store = store;
        this.observing = observing;
        this.now = now;
    }

    /** Observes the lanes and hands over each that could be observed, in packs, once. */
    void run(Seq<LaneWork> lanes, Consumer<Seq<LaneWork>> work) {
        observing.feeds(lanes);
        packs(lanes.filter(Rounds::isObserved), work);
        Seq<LaneWork> open = lanes.reject(Rounds::isObserved).reject(l -> l.failed() || l.report != null);
        for (Seq<LaneWork> some : open.reject(Rounds::isListedAlone).grouped(LISTED)) {
            observing.listings(some);
            packs(some, work);
        }
        for (LaneWork lane : open.filter(Rounds::isListedAlone)) {
            observing.withoutFeed(lane);
            observing.listings(Vector.of(lane));
            packs(Vector.of(lane), work);
        }
    }

    /** What a side without a feed lists, may be large, and share its rows with the lanes before it. */
    private static boolean isListedAlone(LaneWork lane) {
        return Vector.of(Side.values()).exists(side -> !lane.sides.of(side).feed());
    }

    private static boolean isObserved(LaneWork lane) {
        return lane.snapshots.size() == Side.values().length;
    }

    /** Hands over observed lanes in packs. */
    void packs(Seq<LaneWork> lanes, Consumer<Seq<LaneWork>> work) {
        Seq<LaneWork> pack = Vector.empty();
        int items = 0;
        int links = 0;
        for (LaneWork lane : lanes.reject(LaneWork::failed)) {
            if (lane.lane().isPublished()) {
                lane.loadSlim(store);
            } else {
                lane.load(store);
            }
            new Touch(lane, now, keyId).run();
            int touched = lane.touched.size() + lane.fresh.size();
            if (touched == 0) {
                work.accept(Vector.of(lane));
                continue;
            }
            if (!pack.isEmpty() && (items + touched > ITEMS || links + lane.links.size() > LINKS)) {
                work.accept(pack);
                pack = Vector.empty();
                items = 0;
                links = 0;
            }
            pack = pack.append(lane);
            items += touched;
            links += lane.links.size();
        }
        if (!pack.isEmpty()) {
            work.accept(pack);
        }
    }
}
