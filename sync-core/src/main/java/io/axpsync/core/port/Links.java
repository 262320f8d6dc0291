package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Link;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The links. Each method is one transaction; {@link StateUntrusted} when the store cannot do it. */
public interface Links {

    /** All links of a lane, in any state, in the order of their ids. */
    Seq<Link> ofLane(LaneId lane);

    /**
     * Links of a lane in any state, in the order of their ids: at most so many behind one, or from the first on. For lanes of
     * which all links at once are too many.
     */
    default Seq<Link> ofLane(LaneId lane, Option<LinkId> behind, int most) {
        return ofLane(lane)
                .filter(l -> behind.forAll(b -> l.id().id().compareTo(b.id()) > 0))
                .take(most);
    }

    /** The links of any lane that name the item. */
    Seq<Link> ofItem(ItemRef ref);

    /** Inserts or replaces by id; all or nothing. Of two with one id the later stays. */
    void save(Seq<Link> links);

    /** Drops links whose items are gone on both sides; unknown ids are ignored. */
    void forget(Seq<LinkId> links);

    /** Number of links in all lanes. */
    long count();
}
