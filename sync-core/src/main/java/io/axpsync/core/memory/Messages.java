package io.axpsync.core.memory;

import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Write;

/** What servers make of messages, and of the activities that come of them. */
final class Messages {

    private Messages() {}

    /** An activity shows what it was associated with. */
    static Item filed(Item item, Write.Create create) {
        return item.kind() != Kind.MESSAGE || create.associations().isEmpty()
                ? item
                : item.with(
                        Field.ASSOCIATIONS,
                        Value.Entries.of(create.associations()
                                .map(e -> new ActivityLink(e, create.primary().contains(e)).element())));
    }

    /** Whether a row belongs to a thread that is looked for. */
    static boolean isOf(Row row, MailThread thread) {
        return row.ref().side() == Side.D365
                ? row.naturalKey().exists(key -> thread.ancestors().exists(key::startsWith))
                : row.stamp().isDefined()
                        && !thread.conversation().isEmpty()
                        && row.mail().exists(m -> m.conversation().equals(thread.conversation()));
    }
}
