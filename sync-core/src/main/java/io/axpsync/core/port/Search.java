package io.axpsync.core.port;

import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.vavr.control.Option;

/**
 * Asks for items that may be the counterpart of one that is about to be created. A side answers with every item of the
 * lane that meets at least one of the criteria it can evaluate; the core decides which one it is.
 *
 * @param stamp the link's stamp, compared without the D365 row
 * @param naturalKey {@code uid:…}, {@code mid:…}; only where the side stores it so (D365)
 * @param period exact start and end; nothing = do not look by time
 * @param contact answered with every person that has one of the addresses, or the same name and company; on D365 of all
 *     persons that may be read, selected or not
 * @param thread earlier messages of a thread, answered as it says; they need no text
 */
public record Search(
        Lane lane,
        Window window,
        Option<Stamp> stamp,
        Option<String> naturalKey,
        Value period,
        Option<ContactKeys> contact,
        Option<MailThread> thread) {

    /** Asks for what is no message. */
    public Search(
            Lane lane,
            Window window,
            Option<Stamp> stamp,
            Option<String> naturalKey,
            Value period,
            Option<ContactKeys> contact) {
        this(lane, window, stamp, naturalKey, period, contact, Option.none());
    }

    /** Asks for what is no contact. */
    public Search(Lane lane, Window window, Option<Stamp> stamp, Option<String> naturalKey, Value period) {
        this(lane, window, stamp, naturalKey, period, Option.none());
    }
}
