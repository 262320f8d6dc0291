package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.item.Item;

/**
 * What a write must know of an appointment beyond the item: what was read just before of its category list, its zone,
 * its stamp, who is invited. Counts only as long as the version is the same.
 *
 * @param zone as Exchange named it; may be unknown to us
 * @param conversation of a message; empty where it has none
 */
record Recollection(
        ItemVersion version,
        Seq<String> categories,
        String zone,
        Option<Stamp> stamp,
        Value attendees,
        Set<Field> withheld,
        Observed.Role role,
        Card card,
        String conversation) {

    static Recollection of(Appointment raw, Observed.Present present) {
        return new Recollection(
                present.version(),
                Facts.categories(raw),
                AppointmentTimes.zoneName(raw).getOrElse(""),
                present.stamp(),
                People.attendees(raw).getOrElse(Value.NOTHING),
                present.withheld().keySet(),
                present.role(),
                Card.NONE,
                "");
    }

    static Recollection ofPlain(Item raw, Observed.Present present, Card card) {
        return new Recollection(
                present.version(),
                Facts.categories(raw),
                "",
                present.stamp(),
                Value.NOTHING,
                present.withheld().keySet(),
                present.role(),
                card,
                present.mail().map(MailHeaders::conversation).getOrElse(""));
    }

    /** The item's own zone where it has one that can be written, else the mailbox's. */
    String zone(Lane lane) {
        return Zones.find(zone)
                .map(Zones::windows)
                .getOrElse(() -> Zones.windows(lane.mailbox().zone()));
    }
}
