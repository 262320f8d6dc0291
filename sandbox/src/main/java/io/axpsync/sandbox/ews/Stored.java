package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An item of any kind. */
sealed interface Stored {

    ItemIdentity identity();

    /** A calendar item. */
    record Appointment(CalendarItem item) implements Stored {
        @Override
        public ItemIdentity identity() {
            return item.identity();
        }
    }

    /** An item of another kind. */
    record Other(OtherItem item, Supplier<OtherContent> elements) implements Stored {

        /** Its elements in EWS's form; made when they are asked for. */
        OtherContent content() {
            return elements.get();
        }

        @Override
        public ItemIdentity identity() {
            return item.identity();
        }
    }

    static Stored of(OtherItem item) {
        OtherContent[] made = new OtherContent[1];
        return new Other(item, () -> {
            if (made[0] == null) {
                made[0] = OtherContent.of(item.content());
            }
            return made[0];
        });
    }

    /** The same item, without what was made of it so far. */
    static Stored again(Stored stored) {
        return stored instanceof Other other ? of(other.item()) : stored;
    }

    /** By immutable or classic id. */
    static Optional<Stored> find(Mailbox mailbox, String id) {
        return mailbox.others()
                .find(id)
                .map(Stored::of)
                .or(() -> mailbox.item(id).map(Appointment::new));
    }

    /** All items of a folder, or what a search folder shows; series by their masters. */
    static List<Stored> in(Mailbox mailbox, Folder folder) {
        if (SearchFolders.is(folder)) {
            return SearchFolders.items(mailbox, folder);
        }
        return Stream.concat(
                        mailbox.items(folder.id()).stream()
                                .filter(item -> item.seriesMasterId().isEmpty())
                                .map(Appointment::new),
                        mailbox.others().in(folder.id()).stream().map(Stored::of))
                .toList();
    }

    /** Moves the change key. @return the identity after that */
    static ItemIdentity bump(Mailbox mailbox, Stored stored) {
        String id = stored.identity().immutableId();
        return stored instanceof Other
                ? mailbox.others().update(id, null, content -> content).identity()
                : mailbox.bump(id).identity();
    }
}
