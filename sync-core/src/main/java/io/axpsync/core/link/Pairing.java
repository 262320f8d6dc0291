package io.axpsync.core.link;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Side;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** What matching found out about one thing. */
public sealed interface Pairing {

    /** A link of the store; observations where something was seen of them. */
    record Linked(Link link, Option<Observed> d365, Option<Observed> exchange) implements Pairing {
        public Option<Observed> on(Side side) {
            return side == Side.D365 ? d365 : exchange;
        }
    }

    /** Two items that have no link yet and are the same by a rule. */
    record Matched(Observed.Present d365, Observed.Present exchange, MatchRule rule) implements Pairing {}

    /** A marked item without a counterpart. */
    record OneSided(Side side, Observed item) implements Pairing {}

    /** More than one candidate by a rule: never guessed. */
    record Disputed(Side side, Observed.Present item, Seq<Observed.Present> candidates, MatchRule rule)
            implements Pairing {}
}
