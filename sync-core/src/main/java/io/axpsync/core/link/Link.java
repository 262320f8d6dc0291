package io.axpsync.core.link;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.item.House;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Side;
import io.vavr.control.Option;
import java.time.Instant;
import org.immutables.value.Value;

/** Two items of one lane that are the same thing. */
@House
@Value.Immutable
public interface Link extends WithLink {

    LinkId id();

    LaneId lane();

    LinkState state();

    @Value.Default
    default Option<ItemRef> d365() {
        return Option.none();
    }

    @Value.Default
    default Option<ItemRef> exchange() {
        return Option.none();
    }

    @Value.Default
    default Option<Baseline> d365Baseline() {
        return Option.none();
    }

    @Value.Default
    default Option<Baseline> exchangeBaseline() {
        return Option.none();
    }

    /** The side on which we created the item; none when users made both. */
    @Value.Default
    default Option<Side> madeOn() {
        return Option.none();
    }

    /** {@code uid:} or {@code mid:} and a SHA-256; none when the item has no natural key. */
    @Value.Default
    default Option<String> naturalKey() {
        return Option.none();
    }

    /** Whether the marker was last seen set on each side; a released link resumes only when it is set anew. */
    @Value.Default
    default boolean markerSeen() {
        return true;
    }

    /** When the state was entered; UTC. */
    Instant since();

    default Option<ItemRef> ref(Side side) {
        return side == Side.D365 ? d365() : exchange();
    }

    default Option<Baseline> baseline(Side side) {
        return side == Side.D365 ? d365Baseline() : exchangeBaseline();
    }

    default Link withRef(Side side, ItemRef ref) {
        return side == Side.D365 ? withD365(Option.some(ref)) : withExchange(Option.some(ref));
    }

    default Link withBaseline(Side side, Baseline baseline) {
        return side == Side.D365
                ? withD365Baseline(Option.some(baseline))
                : withExchangeBaseline(Option.some(baseline));
    }

    /** This link in another state. */
    default Link in(LinkState state, Instant now) {
        return state == state() ? this : withState(state).withSince(now);
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Link}. */
    class Builder extends ImmutableLink.Builder {}
}
