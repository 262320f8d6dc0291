package io.axpsync.core.port;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Consumer;

/**
 * One of the two systems. Calls block; an instance is used by one thread at a time. Requests that fail in passing
 * (throttled, unreachable for a moment) are repeated inside, within the limits of the adapter's configuration, and only
 * where a repetition cannot double anything. No method throws for what a server answers.
 */
public interface SyncSide extends AutoCloseable {

    Side side();

    /** A new run begins: a server that was left alone because it was out of order is asked again. Sends nothing. */
    default void begin() {}

    /** What this side holds and can do for the lane's kind. May ask the server once; the answer does not change. */
    Either<PortFailure, Capabilities> capabilities(Lane lane);

    /**
     * Observes many lanes, lightly, packing them into as few requests as the server allows, and hands over one complete
     * lane at a time, each exactly once, in any order. A lane that fails hands over its failure and does not disturb the
     * others: {@code Expired} when its checkpoint is no longer understood, {@code Denied}, {@code Missing} (no such
     * mailbox or folder), {@code Unavailable}, {@code Throttled}.
     *
     * <p>Without a checkpoint the answer is {@code Full}: everything in the lane that touches the window, marked or not,
     * read page by page to a last page that says so; anything less is a failure, never a shorter list. With one it is
     * {@code Delta}: everything that was created, changed, moved in or out, or deleted since, at least once; or
     * {@code Full} again where the side has no feed for the lane.
     */
    void observe(Seq<LaneQuery> lanes, Consumer<LaneAnswer> sink);

    /**
     * Reads items in full, in the order asked: {@code Present} with its item (wherever it stands, see {@code place}),
     * {@code Gone} with {@code NOT_FOUND} or {@code TOMBSTONE} when the server says that there is no such item (also
     * when it lies in Deleted Items), {@code Unreadable} when it cannot be mapped; a failure otherwise.
     */
    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks);

    /** For each search, in order, the items that may match, in full; empty when there is none. */
    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches);

    /**
     * The content of one file that {@link io.axpsync.core.item.Field#ATTACHMENTS} of an item names. Asked for one at a
     * time, and only when the other side is about to write it.
     *
     * @param key of the element
     * @param maxBytes a larger one is {@code Rejected}, without having been kept
     */
    default Either<PortFailure, FileContent> content(Look look, String key, long maxBytes) {
        return Either.left(
                new PortFailure.Rejected(Reason.of("no-content", "this side hands over no contents of files")));
    }

    /**
     * Writes, each item on its own, and says for each, in order, what became of it. {@code Written} holds what the
     * server holds afterwards. Nothing is done twice.
     */
    Seq<Outcome> write(Seq<Write> writes);

    /**
     * The fences that stand in the lanes' places, in order: of an Exchange folder none or one; of a D365 one for each
     * installation that ever wrote to it. {@code Rejected} when something stands there that is no fence. Asked only of
     * sides whose capabilities say that they hold fences.
     */
    default Seq<Either<PortFailure, Seq<Fence>>> fences(Seq<Lane> lanes) {
        return lanes.map(lane -> Either.right(Vector.empty()));
    }

    /**
     * Puts up fences, replacing the one of the same folder, or on D365 of the same installation; for each, in order, why
     * it does not stand there now, or none when it does.
     */
    default Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        return fences.map(fence -> Option.none());
    }

    @Override
    void close();
}
