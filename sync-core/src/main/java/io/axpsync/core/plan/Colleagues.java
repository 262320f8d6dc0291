package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.link.Link;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;

/**
 * The other employees whose items of the same kind this run synchronises.
 *
 * @param numbers their personnel numbers
 * @param links pairs of theirs, by the D365 item that is given away or taken over
 */
public record Colleagues(Set<String> numbers, Map<ItemRef, Link> links) {

    /** Nobody. */
    public static final Colleagues NONE = new Colleagues(HashSet.empty(), HashMap.empty());

    /** Whether the item was given to one of them. */
    boolean have(Observed.Present item) {
        return item.place() == Observed.Place.ELSEWHERE
                && item.marked()
                && item.owner().exists(numbers::contains);
    }

    Option<Link> link(ItemRef d365) {
        return links.isEmpty() ? Option.none() : links.get(d365);
    }
}
