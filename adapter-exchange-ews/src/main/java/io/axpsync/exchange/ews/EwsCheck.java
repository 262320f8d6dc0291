package io.axpsync.exchange.ews;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.exchange.ews.internal.Checking;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** Tells whether mailboxes can be reached and used, before anything is synchronised. Only {@link #offer} writes. */
public final class EwsCheck implements AutoCloseable {

    private final Checking checking;

    private EwsCheck(Checking checking) {
        this.checking = checking;
    }

    /** @throws IllegalArgumentException naming everything that is wrong with the configuration */
    public static EwsCheck open(EwsConfig config) {
        return new EwsCheck(new Checking(config));
    }

    /**
     * Asks for the calendar and the category list of each mailbox, in order.
     *
     * @param addresses SMTP addresses
     */
    public Seq<Finding> check(Seq<String> addresses, Category marker) {
        return checking.check(addresses, marker);
    }

    /**
     * Asks what our account may do in the folders of published lanes, in order. The rights on contacts are those on up to
     * fifty that are there: the rights of a folder tell only of the folder and of new contacts.
     */
    public Seq<FolderFinding> folders(Seq<Lane> lanes) {
        return checking.folders(lanes);
    }

    /**
     * Adds the marker, with a colour, to each category list that lacks it, so that users are offered it; in order.
     *
     * @return findings without name and problems; a hint where it was added or could not be
     */
    public Seq<Finding> offer(Seq<String> addresses, Category marker) {
        return checking.offer(addresses, marker);
    }

    @Override
    public void close() {
        checking.close();
    }

    /**
     * What was found out about one mailbox.
     *
     * @param name the calendar's name, in the mailbox's language; empty when it could not be read
     * @param problems what keeps it from being synchronised, each with its remedy; empty = it is fine
     * @param hints what is worth knowing and keeps nothing from working: a marker that is not in the category list,
     *     and so has no colour and is not offered to the user
     */
    public record Finding(String address, String name, Seq<Reason> problems, Seq<Reason> hints) {}

    /**
     * What was found out about the folder of one published lane.
     *
     * @param rights of our account there, as Exchange counts them; empty when the folder could not be read
     * @param problems what keeps it from being filled, each with its remedy; empty = it is fine
     * @param hints what is worth knowing: a folder that is only still to be made
     */
    public record FolderFinding(Lane lane, Set<Right> rights, Seq<Reason> problems, Seq<Reason> hints) {}

    /** What an account may do in a folder. */
    public enum Right {
        READ,
        /** Add contacts. */
        CREATE,
        /** Edit each contact. */
        EDIT,
        /** Edit some contacts, mostly those that it added itself. */
        EDIT_SOME,
        /** Delete each contact. */
        DELETE,
        /** Delete some contacts, mostly those that it added itself. */
        DELETE_SOME,
        /** Make folders in it. */
        MAKE_FOLDERS
    }
}
