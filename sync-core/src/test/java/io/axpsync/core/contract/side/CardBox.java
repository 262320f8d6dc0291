package io.axpsync.core.contract.side;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.SyncSide;

/**
 * A mailbox with contacts: the side under test on the one hand, its user on the other, who speaks Graph and goes past the
 * side. Bodies are JSON with back ticks for quotation marks.
 */
public interface CardBox extends AutoCloseable {

    SyncSide side();

    /** {@link Persons#contacts}. */
    Lane lane();

    /** The user makes a contact in the lane's folder. */
    ItemRef make(String body);

    void edit(ItemRef ref, String body);

    /** What the user sees in a property of the contact, as JSON. */
    String see(ItemRef ref, String member);

    /** The value of an extended property; empty where there is none. */
    String property(ItemRef ref, String id);

    @Override
    void close();
}
