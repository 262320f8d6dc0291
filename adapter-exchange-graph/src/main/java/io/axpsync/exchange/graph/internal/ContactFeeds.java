package io.axpsync.exchange.graph.internal;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.ItemFeed.What;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.function.Consumer;

/** Opens the feeds of contact folders. */
final class ContactFeeds {

    private final ContactFolders folders;

    ContactFeeds(ContactFolders folders) {
        this.folders = folders;
    }

    /**
     * Only a folder that is followed from the beginning must be looked for. One that is not there yet holds nothing: its
     * lane is handed over at once, and looked at anew next time.
     */
    Seq<Tuple2<LaneQuery, Either<PortFailure, ? extends FolderFeed>>> open(
            Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Seq<Tuple2<LaneQuery, Either<PortFailure, Option<FeedPosition>>>> resumed = queries.map(query ->
                Tuple.of(query, ItemFeed.resumed(query).map(since -> since.filter(p -> !isMissing(p, query.lane())))));
        resumed.forEach(t -> t._2.forEach(since -> since.forEach(p -> folders.learn(t._1.lane(), p.folderId()))));
        Map<Lane, Either<PortFailure, Option<String>>> found =
                folders.of(resumed.filter(t -> t._2.exists(Option::isEmpty)).map(t -> t._1.lane()));
        resumed.filter(t -> isMissing(t, found)).forEach(t -> sink.accept(nothing(t._1)));
        return resumed.reject(t -> isMissing(t, found))
                .map(t -> Tuple.of(
                        t._1,
                        t._2.flatMap(since -> since.isDefined()
                                ? Either.right(ItemFeed.resume(t._1, What.CONTACTS, since.get()))
                                : found.get(t._1.lane()).get().map(folder -> anew(t._1, folder.get())))));
    }

    private ItemFeed anew(LaneQuery query, String folder) {
        return ItemFeed.anew(
                query,
                What.CONTACTS,
                Urls.contactDelta(query.lane(), folder),
                folders.id(query.lane()).getOrElse(""));
    }

    private static boolean isMissing(
            Tuple2<LaneQuery, Either<PortFailure, Option<FeedPosition>>> query,
            Map<Lane, Either<PortFailure, Option<String>>> found) {
        return query._2.exists(Option::isEmpty)
                && found.get(query._1.lane()).exists(folder -> folder.exists(Option::isEmpty));
    }

    /** What stands for a delta link where there was no folder to follow. */
    private static boolean isMissing(FeedPosition position, Lane lane) {
        return position.links().head().equals(Urls.contactFolders(lane.mailbox().address()));
    }

    private static LaneAnswer nothing(LaneQuery query) {
        Lane lane = query.lane();
        String list = Urls.contactFolders(lane.mailbox().address());
        return new LaneAnswer(
                lane,
                Either.right(new Snapshot(
                        lane.id(),
                        Side.EXCHANGE,
                        Vector.empty(),
                        new Completeness.Full(
                                query.window(),
                                1,
                                "the list of contact folders of "
                                        + lane.mailbox().address() + " was read to its end and has no \""
                                        + lane.folder().getOrElse("") + "\""),
                        FeedPosition.of(lane, query.window(), Vector.of(list)).checkpoint())));
    }
}
