package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.control.Option;

/** What attendees see belongs to the organiser: a copy that says otherwise would lead its owner astray. */
final class Courtesy {

    private Courtesy() {}

    /** Why the update is not sent; none when it may be. */
    static Option<PortFailure> objection(Write.Update update, Recollection before) {
        boolean seen = update.changes().keySet().exists(Field::attendeesSee);
        return Option.when(
                seen && before.role() == Observed.Role.ATTENDEE,
                () -> new PortFailure.Rejected(Reason.of(
                        "not-organizer",
                        "update of appointment " + update.ref().id()
                                + ": only its organizer may change what attendees see",
                        "change it in the organizer's calendar")));
    }
}
