package io.axpsync.core.contract.side;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import java.time.Instant;

/** A mailbox with mails: the side under test on the one hand, its user and its senders, who go past the side, on the other. */
public interface MessageBox extends AutoCloseable {

    Category IMPORTED = new Category("D365: imported");

    SyncSide side();

    /** {@link #messages}. */
    Lane lane();

    /**
     * A mail arrives, unread.
     *
     * @param folder its distinguished name, as EWS and Graph say it: {@code inbox}, {@code sentitems}, {@code deleteditems}
     * @param mime RFC 5322
     */
    ItemRef deliver(String folder, String mime, Instant received, String... categories);

    /** The user moves it. @return where it is then */
    ItemRef move(ItemRef ref, String folder);

    void categorise(ItemRef ref, String... categories);

    Seq<String> categories(ItemRef ref);

    boolean isRead(ItemRef ref);

    /** How many requests the side has sent so far. */
    int requests();

    @Override
    void close();

    /** The lane of mails of the same mailbox. */
    static Lane messages(Lane appointments) {
        return appointments
                .withId(LaneId.of(appointments.mailbox().personnelNumber(), Kind.MESSAGE))
                .withKind(Kind.MESSAGE)
                .withStatusCategories(HashSet.of(IMPORTED));
    }
}
