package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.PropertyType;
import java.util.UUID;

/** Whether the organiser has ever sent invitations: PidLidFInvited (MS-OXOCAL 2.2.4.4). */
final class RequestSent {

    private static final PropertyKey INVITED =
            PropertyKey.numbered(PropertyType.BOOLEAN, UUID.fromString("00062002-0000-0000-c000-000000000046"), 0x8229);

    private RequestSent() {}

    static boolean was(CalendarItem item) {
        return item.isMeeting() && (!item.isOrganizer() || "true".equals(item.property(INVITED)));
    }

    static void mark(ImmutableCalendarItem.Builder item) {
        item.putProperties(INVITED, ExtendedProperty.of(INVITED, "true"));
    }
}
