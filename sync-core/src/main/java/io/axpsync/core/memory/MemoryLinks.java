package io.axpsync.core.memory;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.link.Link;
import io.axpsync.core.port.Links;
import io.vavr.collection.Seq;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;

final class MemoryLinks implements Links {

    private SortedMap<String, Link> links = TreeMap.empty();

    @Override
    public synchronized Seq<Link> ofLane(LaneId lane) {
        return links.values().filter(link -> link.lane().equals(lane)).toVector();
    }

    @Override
    public synchronized Seq<Link> ofItem(ItemRef ref) {
        return links.values().filter(link -> link.ref(ref.side()).contains(ref)).toVector();
    }

    @Override
    public synchronized void save(Seq<Link> changed) {
        links = changed.foldLeft(links, (map, link) -> map.put(link.id().id(), link));
    }

    @Override
    public synchronized void forget(Seq<LinkId> ids) {
        links = ids.foldLeft(links, (map, id) -> map.remove(id.id()));
    }

    @Override
    public synchronized long count() {
        return links.size();
    }
}
