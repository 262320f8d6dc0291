package io.axpsync.cli.run;

import io.axpsync.core.item.Lane;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Locale;

/**
 * Which lanes are meant.
 *
 * @param lanes lane ids; empty = all
 * @param mailboxes addresses; empty = all
 */
public record LaneFilter(Seq<String> lanes, Seq<String> mailboxes) {

    public static final LaneFilter ALL = new LaneFilter(Vector.empty(), Vector.empty());

    public LaneFilter {
        mailboxes = mailboxes.map(m -> m.toLowerCase(Locale.ROOT));
    }

    boolean takes(Lane lane) {
        return (lanes.isEmpty() || lanes.contains(lane.id().id()))
                && takes(lane.mailbox().address());
    }

    boolean takes(String address) {
        return mailboxes.isEmpty() || mailboxes.contains(address);
    }
}
