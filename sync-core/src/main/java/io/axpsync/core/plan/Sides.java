package io.axpsync.core.plan;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.vavr.collection.Seq;

/** What the two sides of a lane can hold and do. */
public record Sides(Capabilities d365, Capabilities exchange) {

    public Capabilities of(Side side) {
        return side == Side.D365 ? d365 : exchange;
    }

    /** The fields that both sides hold: those that are synchronised. */
    public Seq<Field> shared(Kind kind) {
        return Field.of(kind).filter(f -> d365.holds(f) && exchange.holds(f));
    }

    /** The same in the order in which they are merged: what D365 may see of the others hangs on the sensitivity. */
    Seq<Field> mergeOrder(Kind kind) {
        return shared(kind).sortBy(f -> f == Field.SENSITIVITY ? 0 : 1);
    }
}
