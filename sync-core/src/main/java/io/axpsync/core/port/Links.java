package io.axpsync.core.port;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Link;
import io.vavr.collection.Seq;

/** The links. Each method is one transaction; {@link StateUntrusted} when the store cannot do it. */
public interface Links {

    /** All links of a lane, in any state, in the order of their ids. */
    Seq<Link> ofLane(LaneId lane);

    /** The links of any lane that name the item. */
    Seq<Link> ofItem(ItemRef ref);

    /** Inserts or replaces by id; all or nothing. Of two with one id the later stays. */
    void save(Seq<Link> links);

    /** Drops links whose items are gone on both sides; unknown ids are ignored. */
    void forget(Seq<LinkId> links);

    /** Number of links in all lanes. */
    long count();
}
