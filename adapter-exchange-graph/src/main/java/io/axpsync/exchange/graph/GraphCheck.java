package io.axpsync.exchange.graph;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.exchange.graph.internal.Checking;
import io.vavr.collection.Seq;

/** Tells whether mailboxes can be reached and used, before anything is synchronised. Only {@link #offer} writes. */
public final class GraphCheck implements AutoCloseable {

    private final Checking checking;

    private GraphCheck(Checking checking) {
        this.checking = checking;
    }

    /** @throws IllegalArgumentException naming everything that is wrong with the configuration */
    public static GraphCheck open(GraphConfig config) {
        return new GraphCheck(new Checking(config));
    }

    /**
     * Asks for the calendars and the category list of each mailbox, in order.
     *
     * @param addresses SMTP addresses
     */
    public Seq<Finding> check(Seq<String> addresses, Category marker) {
        return checking.check(addresses, marker);
    }

    /**
     * Looks whether the folders of published lanes are there and may be read, in order. Graph tells nobody's rights in a
     * contact folder: whether we may write shows with the first contact that is written.
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
     * @param name its owner's name; empty when it could not be read
     * @param problems what keeps it from being synchronised, each with its remedy; empty = it is fine
     * @param hints what is worth knowing and keeps nothing from working: a marker that is not in the category list,
     *     and so has no colour and is not offered to the user
     */
    public record Finding(String address, String name, Seq<Reason> problems, Seq<Reason> hints) {}

    /**
     * What was found out about the folder of one published lane.
     *
     * @param readable whether it is there and its contacts can be read
     * @param problems what keeps it from being filled, each with its remedy; empty = nothing is known against it
     * @param hints what is worth knowing: a folder that is only still to be made, and what no read can tell
     */
    public record FolderFinding(Lane lane, boolean readable, Seq<Reason> problems, Seq<Reason> hints) {}
}
