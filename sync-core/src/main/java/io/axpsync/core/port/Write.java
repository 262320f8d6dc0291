package io.axpsync.core.port;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.House;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Window;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.immutables.value.Value;

/** One write on one side. */
public sealed interface Write {

    Lane lane();

    Window window();

    LinkId link();

    /** Whom Exchange shall mail; a side that cannot choose was asked only for writes where its habit is right. */
    Notify notice();

    /**
     * Makes an item. The adapter maps the fields that it holds and puts stamp and marker on it. It must be safe to
     * repeat: the link id is the {@code transactionId} where the server takes one.
     */
    @House
    @Value.Immutable
    non-sealed interface Create extends Write, WithCreate {
        @Override
        Lane lane();

        @Override
        Window window();

        @Override
        LinkId link();

        @Override
        Notify notice();

        Stamp stamp();

        Item item();

        boolean marked();

        /** {@code uid:…} of the counterpart, for sides that keep it (D365). */
        @Value.Default
        default Option<String> naturalKey() {
            return Option.none();
        }

        /** Known people behind the attendees' addresses, or the company of a contact person (D365). */
        @Value.Default
        default Seq<DirectoryEntry> associations() {
            return Vector.empty();
        }

        /** The one of {@link #associations()} that an imported message belongs to first. */
        @Value.Default
        default Option<DirectoryEntry> primary() {
            return Option.none();
        }

        /**
         * The message that is imported, for what D365 cannot hold and keeps in the notes block: sender, recipients, names
         * of attachments. None when nothing of it may be told.
         */
        @Value.Default
        default Option<Item> envelope() {
            return Option.none();
        }

        /** What stock D365 cannot hold and keeps in the notes block: the attendees. */
        @Value.Default
        default io.axpsync.core.item.Value attendees() {
            return io.axpsync.core.item.Value.NOTHING;
        }

        /** Files of an Exchange appointment without a copy in D365, for the notes block: value = why. */
        @Value.Default
        default io.axpsync.core.item.Value attachments() {
            return io.axpsync.core.item.Value.NOTHING;
        }

        /** Hands over the contents of {@link Field#ATTACHMENTS}, one by one, as far as the side has not got them yet. */
        @Value.Auxiliary
        @Value.Default
        default FileSource files() {
            return FileSource.NONE;
        }

        static Builder builder() {
            return new Builder();
        }

        /** Builds {@link Create}. */
        class Builder extends ImmutableCreate.Builder {}
    }

    /** Changes some fields of an item, and puts marker or stamp on it when asked. */
    @House
    @Value.Immutable
    non-sealed interface Update extends Write, WithUpdate {
        @Override
        Lane lane();

        @Override
        Window window();

        @Override
        LinkId link();

        @Override
        Notify notice();

        ItemRef ref();

        /** The version that was read just before; {@code Stale} when it is no longer the newest. */
        ItemVersion expected();

        /** New values; {@link io.axpsync.core.item.Value#NOTHING} blanks a field. */
        Map<Field, io.axpsync.core.item.Value> changes();

        /** The item as it was read just before the write. */
        Item before();

        /** The fields that {@link #before()} withholds and that the adapter must leave alone. */
        @Value.Default
        default Set<Field> withheld() {
            return HashSet.empty();
        }

        /** Set or take off the marker; none leaves it. */
        @Value.Default
        default Option<Boolean> marked() {
            return Option.none();
        }

        /** Put this stamp on it; none leaves what is there. */
        @Value.Default
        default Option<Stamp> stamp() {
            return Option.none();
        }

        /** The lane's status categories that it shall carry from now on, and no others; none leaves them. */
        @Value.Default
        default Option<Set<Category>> status() {
            return Option.none();
        }

        @Value.Default
        default Option<String> naturalKey() {
            return Option.none();
        }

        @Value.Default
        default Seq<DirectoryEntry> associations() {
            return Vector.empty();
        }

        /**
         * What stock D365 cannot hold and keeps in the notes block: the attendees after the change; of an imported message
         * the further employees that are to be added there.
         */
        @Value.Default
        default io.axpsync.core.item.Value attendees() {
            return io.axpsync.core.item.Value.NOTHING;
        }

        /** Files of an Exchange appointment without a copy in D365, for the notes block: value = why. */
        @Value.Default
        default io.axpsync.core.item.Value attachments() {
            return io.axpsync.core.item.Value.NOTHING;
        }

        /** Hands over the contents of {@link Field#ATTACHMENTS}, one by one, as far as the side has not got them yet. */
        @Value.Auxiliary
        @Value.Default
        default FileSource files() {
            return FileSource.NONE;
        }

        static Builder builder() {
            return new Builder();
        }

        /** Builds {@link Update}. */
        class Builder extends ImmutableUpdate.Builder {}
    }

    /**
     * Removes an item, softly where the server offers it.
     *
     * @param expected as in {@link Update#expected()}
     */
    record Remove(Lane lane, Window window, LinkId link, ItemRef ref, ItemVersion expected, Notify notice)
            implements Write {}
}
