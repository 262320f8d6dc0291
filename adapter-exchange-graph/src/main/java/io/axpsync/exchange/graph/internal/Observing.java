package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.ItemFeed.What;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The change feeds of many calendars, task lists and contact folders, one page of each of twenty to a request. A lane is
 * handed over as soon as its feed has given its last page.
 */
final class Observing {

    private final Batches batches;
    private final Calendars calendars;
    private final TaskLists lists;
    private final ContactFolders folders;
    private final GraphAddress address;
    private final int pageSize;
    private final Duration slack;

    Observing(
            Batches batches,
            Calendars calendars,
            TaskLists lists,
            ContactFolders folders,
            GraphAddress address,
            int pageSize,
            Duration slack) {
        this.batches = batches;
        this.calendars = calendars;
        this.lists = lists;
        this.folders = folders;
        this.address = address;
        this.pageSize = pageSize;
        this.slack = slack;
    }

    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        Deque<FolderFeed> open = new ArrayDeque<>();
        Seq<LaneQuery> tasks = queries.filter(q -> q.lane().kind() == Kind.TASK);
        Seq<LaneQuery> contacts = queries.filter(q -> q.lane().kind() == Kind.CONTACT);
        for (Tuple2<LaneQuery, Either<PortFailure, ? extends FolderFeed>> feed : calendarFeeds(
                        queries.removeAll(tasks).removeAll(contacts))
                .appendAll(taskFeeds(tasks))
                .appendAll(new ContactFeeds(folders).open(contacts, sink))) {
            feed._2
                    .peekLeft(failure -> sink.accept(new LaneAnswer(feed._1.lane(), Either.left(failure))))
                    .forEach(open::add);
        }
        while (!open.isEmpty()) {
            round(open, sink);
        }
    }

    private Seq<Tuple2<LaneQuery, Either<PortFailure, ? extends FolderFeed>>> calendarFeeds(Seq<LaneQuery> queries) {
        Map<Lane, Either<PortFailure, Option<String>>> found = calendars.of(queries.map(LaneQuery::lane));
        return queries.map(query -> Tuple.of(
                query,
                found.get(query.lane())
                        .getOrElse(Either.right(Option.none()))
                        .flatMap(calendar -> Feed.open(query, calendar, slack))));
    }

    /** Only a list that is followed from the beginning must be asked for. */
    private Seq<Tuple2<LaneQuery, Either<PortFailure, ? extends FolderFeed>>> taskFeeds(Seq<LaneQuery> queries) {
        Seq<Tuple2<LaneQuery, Either<PortFailure, Option<FeedPosition>>>> resumed =
                queries.map(query -> Tuple.of(query, ItemFeed.resumed(query)));
        Map<Lane, Either<PortFailure, String>> found =
                lists.of(resumed.filter(t -> t._2.exists(Option::isEmpty)).map(t -> t._1.lane()));
        return resumed.map(t -> Tuple.of(
                t._1,
                t._2.flatMap(since -> since.isDefined()
                        ? Either.right(ItemFeed.resume(t._1, What.TASKS, since.get()))
                        : found.get(t._1.lane())
                                .get()
                                .map(list -> ItemFeed.anew(t._1, What.TASKS, Urls.taskDelta(t._1.lane(), list), "")))));
    }

    private void round(Deque<FolderFeed> open, Consumer<LaneAnswer> sink) {
        List<FolderFeed> feeds = new ArrayList<>();
        while (!open.isEmpty() && feeds.size() < Batches.SIZE) {
            feeds.add(open.poll());
        }
        Seq<PartAnswer> answers = batches.send(Vector.ofAll(feeds).map(feed -> Part.page(feed.next(), pageSize)));
        for (int i = 0; i < feeds.size(); i++) {
            FolderFeed feed = feeds.get(i);
            Either<PortFailure, Boolean> done =
                    answers.get(i).outcome().mapLeft(feed::failure).flatMap(page -> feed.take(page, address));
            if (done.isRight() && !done.get()) {
                open.addFirst(feed);
            } else {
                if (done.isLeft()) {
                    folders.forget(feed.lane());
                }
                sink.accept(new LaneAnswer(
                        feed.lane(), done.flatMap(d -> complete(feed)).map(FolderFeed::snapshot)));
            }
        }
    }

    private Either<PortFailure, ? extends FolderFeed> complete(FolderFeed feed) {
        if (feed instanceof ItemFeed items) {
            folders.learn(feed.lane(), items.folderId());
        }
        return feed instanceof Feed calendar ? withMasters(calendar) : Either.right(feed);
    }

    /** Occurrences name a master; one that the feed did not give is read, so that the series has a title and a marker. */
    private Either<PortFailure, Feed> withMasters(Feed feed) {
        Vector<ItemRef> missing = feed.missingMasters().toVector();
        if (missing.isEmpty()) {
            return Either.right(feed);
        }
        Seq<PartAnswer> answers = batches.send(missing.map(ref -> Part.get(Urls.event(feed.lane(), ref))));
        for (int i = 0; i < missing.size(); i++) {
            Either<Fault, JsonObject> master = answers.get(i).outcome();
            if (master.isRight()) {
                feed.master(missing.get(i), master.get());
            } else if (master.getLeft().status() != 404) {
                return Either.left(Failures.of(master.getLeft(), "master of a series in " + feed.what()));
            }
        }
        return Either.right(feed);
    }

    static PortFailure foreignLink(Lane lane) {
        return new PortFailure.Unavailable(Reason.of(
                "graph-foreign-link",
                "the change feed of " + lane.mailbox().address()
                        + " leads to an address that is not the configured Graph host; it was not followed",
                "check that the Graph host is right and that no proxy rewrites answers"));
    }
}
