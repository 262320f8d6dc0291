package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.mailbox.Attachment;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.util.List;

/**
 * The files of an item of either kind.
 *
 * @param segment the collection of the item, such as {@code messages}
 * @param itemId its immutable id
 */
record Files(Mailbox mailbox, String segment, String itemId, List<Attachment> all) {

    static Files of(Mailbox mailbox, CalendarItem item) {
        return new Files(mailbox, "events", item.identity().immutableId(), item.attachments());
    }

    static Files of(Mailbox mailbox, OtherItem item) {
        List<Attachment> all = item.content() instanceof io.axpsync.sandbox.mailbox.MessageItem message
                ? message.attachments()
                : List.of();
        return new Files(mailbox, EntityKind.MESSAGE.segment(), item.identity().immutableId(), all);
    }

    private boolean ofMessage() {
        return segment.equals(EntityKind.MESSAGE.segment());
    }

    Attachment attach(Attachment draft) {
        return ofMessage() ? mailbox.others().attach(itemId, draft) : mailbox.attach(itemId, draft);
    }

    void detach(String attachmentId) {
        if (ofMessage()) {
            mailbox.others().detach(itemId, attachmentId);
        } else {
            mailbox.detach(itemId, attachmentId);
        }
    }
}
