package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/** The writes about an imported message, beside the activity itself. */
final class ImportWrites {

    private ImportWrites() {}

    /** The user of a message sees by a category that it was imported; our stamp says as what. */
    static Write tell(Operation op, Write.Update.Builder write, Observed.Present message, Stamp stamp) {
        ImportRules rules = op.lane.setup.rules().imports();
        boolean replaces = rules.onImported() == ImportRules.OnImported.REPLACED;
        return write.stamp(op.lane.sides.exchange().holdsStamps() ? Option.some(stamp) : Option.none())
                .status(Option.some(HashSet.ofAll(rules.imported())))
                .marked(replaces && message.marked() ? Option.some(false) : Option.none())
                .build();
    }

    /** A further employee joins the activity: as attendee, or named in its notes. */
    static Write join(Operation op, Write.Update.Builder write, Map<Field, Value> changes) {
        Mailbox mailbox = op.lane.lane().mailbox();
        return write.changes(changes)
                .attendees(Value.Entries.of(io.vavr.collection.Vector.of(
                        new Value.Entry(mailbox.address(), "OPTIONAL", mailbox.displayName()))))
                .build();
    }
}
