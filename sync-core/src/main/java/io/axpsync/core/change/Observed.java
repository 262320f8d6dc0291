package io.axpsync.core.change;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.House;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.time.Instant;

/** What one side says of one item now. */
public sealed interface Observed {

    ItemRef ref();

    /**
     * It is there. A feed gives it light (no {@link #item()}), a targeted read in full.
     */
    @House
    @org.immutables.value.Value.Immutable
    non-sealed interface Present extends Observed, WithPresent {

        @Override
        ItemRef ref();

        /** The {@link #period()} of a task that has no due date. */
        Value UNDATED = Value.choice("UNDATED");

        ItemVersion version();

        /** Whether it carries the lane's marker. */
        boolean marked();

        /** Our stamp, if it carries one and the side tells it at this depth. */
        @org.immutables.value.Value.Default
        default Option<Stamp> stamp() {
            return Option.none();
        }

        /** Natural key: {@code uid:} and the SHA-256 hex of the iCal UID, or {@link io.axpsync.core.item.MailKey}. */
        @org.immutables.value.Value.Default
        default Option<String> naturalKey() {
            return Option.none();
        }

        /** What it says; none in a light observation. */
        @org.immutables.value.Value.Default
        default Option<Item> item() {
            return Option.none();
        }

        /**
         * When and what it is called, as far as a light observation tells: enough for matching by natural key. Of a
         * task its due date as {@link Value.Date}, or {@link #UNDATED}.
         */
        @org.immutables.value.Value.Default
        default Value period() {
            return Value.NOTHING;
        }

        @org.immutables.value.Value.Default
        default String title() {
            return "";
        }

        /** By what a contact is recognised; a light observation of one tells it as far as its side can. */
        @org.immutables.value.Value.Default
        default Option<ContactKeys> contact() {
            return item().filter(i -> i.kind() == Kind.CONTACT).map(ContactKeys::of);
        }

        /** What a message says of itself and of its thread; none in a light observation. */
        @org.immutables.value.Value.Default
        default Option<MailHeaders> mail() {
            return Option.none();
        }

        /** Which of the lane's status categories it carries. */
        @org.immutables.value.Value.Default
        default Set<Category> status() {
            return HashSet.empty();
        }

        @org.immutables.value.Value.Default
        default Place place() {
            return Place.IN_LANE;
        }

        /** The personnel number of the worker whom D365 says it belongs to; none where a side does not say. */
        @org.immutables.value.Value.Default
        default Option<String> owner() {
            return Option.none();
        }

        @org.immutables.value.Value.Default
        default Role role() {
            return Role.OWNER;
        }

        /** Fields that this item does not carry on purpose, although the side holds them. */
        @org.immutables.value.Value.Default
        default Map<Field, Withheld> withheld() {
            return HashMap.empty();
        }

        /**
         * Whether marker and stamp can be put on it, and taken off. Not on an occurrence of a series: it carries those
         * of its series; not on a contact person whom this employee cannot have among his contacts.
         */
        @org.immutables.value.Value.Default
        default boolean markable() {
            return true;
        }

        /** When the server says it was changed last; UTC; none when it does not say. */
        @org.immutables.value.Value.Default
        default Option<Instant> modified() {
            return Option.none();
        }

        static Builder builder() {
            return new Builder();
        }

        /** Builds {@link Present}. */
        class Builder extends ImmutablePresent.Builder {}
    }

    /** It is not there, or not here any more; see {@link Trace} for what that proves. */
    record Gone(ItemRef ref, Trace trace) implements Observed {}

    /** It is there, but it cannot be read or mapped. Never counts as absent, changed or empty. */
    record Unreadable(ItemRef ref, ItemVersion version, boolean marked, String title, Reason reason)
            implements Observed {}

    /** Where a present item stands. */
    enum Place {
        /** In the lane's folder and touching its window. */
        IN_LANE,
        /** In the lane's folder, outside its window. */
        OUTSIDE_WINDOW,
        /** Alive, but in another folder or owned by somebody else. */
        ELSEWHERE
    }

    /** What the lane's mailbox or worker is to the item. */
    enum Role {
        /** It has no attendees, or it is the organiser's. */
        OWNER,
        /** It is an attendee's copy: what attendees see is the organiser's business. */
        ATTENDEE
    }

    /** What is known of an item that is gone. */
    enum Trace {
        /** The server keeps a tombstone: it was deleted. */
        TOMBSTONE,
        /** A feed says that it left the folder or the window; it may live elsewhere. */
        LEFT_VIEW,
        /** A targeted read answered that there is no such item (Deleted Items count as deleted). */
        NOT_FOUND
    }
}
