package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.control.Option;

/** Two items that belong together, both read in full. */
public record Pair(Observed.Present d365, Observed.Present exchange) {

    public Observed.Present on(Side side) {
        return side == Side.D365 ? d365 : exchange;
    }

    /** What the item of a side says. */
    public Item item(Side side) {
        Option<Item> item = on(side).item();
        if (item.isEmpty()) {
            throw new IllegalStateException("not read in full: " + on(side).ref());
        }
        return item.get();
    }

    public Value value(Side side, Field field) {
        return item(side).value(field);
    }

    /** Whether we may write the field on Exchange: what attendees see is the organiser's business. */
    boolean exchangeTakes(Field field, Sides sides) {
        return sides.exchange().writes(field)
                && !(field.attendeesSee() && exchange.role() == Observed.Role.ATTENDEE)
                && !Withheld.PROTECTED.is(exchange.withheld().get(field));
    }
}
