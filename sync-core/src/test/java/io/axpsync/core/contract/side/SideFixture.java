package io.axpsync.core.contract.side;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.time.Instant;

/**
 * A side under test, and hands on the server behind it. Made anew for each test: the lanes are empty then (a new
 * server, or new mailboxes of one). The adapter is configured with pages of at most 20 items, so that paging shows.
 *
 * <p>What users do goes past the adapter: over the server's own interface, or in its model.
 */
public interface SideFixture extends AutoCloseable {

    /** The side under test; the same object each time. */
    SyncSide side();

    /** Another side object against the same server, as after a restart of ours; the fixture closes it. */
    SyncSide restarted();

    /** A lane of appointments with an empty mailbox in the zone Europe/Berlin. */
    Lane lane();

    /** Another one, of another worker. */
    Lane otherLane();

    /** A lane whose mailbox or worker the server does not know. */
    Lane strangeLane();

    /** What is looked at; at least 200 days long. */
    default Window window() {
        return new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    }

    /** What this server or its users cannot do. Each makes the tests that need it skip, by name. */
    default Set<Ability> lacks() {
        return HashSet.empty();
    }

    /** The fields that {@link #put} and {@link #edit} can set; at least these. */
    default Set<Field> userSets() {
        return HashSet.of(Field.SUBJECT, Field.BODY, Field.PERIOD, Field.LOCATION);
    }

    /** A user of the lane makes an item with these fields (those of {@link #userSets()} at least) and the marker or not. */
    ItemRef put(Lane lane, Item item, boolean marked);

    /** A user changes one field of {@link #userSets()}; nothing blanks it. */
    void edit(Lane lane, ItemRef ref, Field field, Value value);

    /** A user sets the marker or takes it off, and leaves all other categories alone. */
    void mark(Lane lane, ItemRef ref, boolean marked);

    /** A user deletes the item (on Exchange into Deleted Items). */
    void delete(Lane lane, ItemRef ref);

    /**
     * The item is alive, but no longer in the lane: a user moves it to another folder of the mailbox (Exchange), or
     * another worker becomes responsible (D365).
     */
    void moveElsewhere(Lane lane, ItemRef ref);

    /** How many mails the server has sent since the fixture was made, counted by recipient; 0 on D365. */
    int mailsSent();

    /** How many HTTP requests the server has taken since the fixture was made; parts of a batch do not count. */
    int requests();

    @Override
    void close();

    /** What not every server, or not every server's interface, can do. */
    enum Ability {
        /** Its feed says that an item was deleted. */
        FEED_TELLS_DELETIONS,
        /** Its feed says that an item is no longer in the lane's folder, or no longer the worker's. */
        FEED_TELLS_MOVES,
        /** {@link SideFixture#moveElsewhere} is possible. */
        USERS_MOVE_ITEMS,
        /** An item may have no title. */
        ITEMS_WITHOUT_TITLE
    }
}
