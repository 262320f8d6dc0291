package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.util.function.Consumer;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.service.EffectiveRights;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.schema.FolderSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;

/**
 * What is in public folders. They have no feed: SyncFolderItems refuses them. A folder is asked whether anything is new in
 * it, which takes one request; only then is it listed, all of it.
 */
final class PublicFeed {

    /** Stands for marks where there was no folder. */
    private static final String NO_FOLDER_YET = "-";

    private final Gateway gateway;
    private final PublicFolders folders;
    private final FolderListing listing;
    private final ListedLinks listed;
    private final Clock clock;

    PublicFeed(Gateway gateway, PublicFolders folders, FolderListing listing, ListedLinks listed, Clock clock) {
        this.gateway = gateway;
        this.folders = folders;
        this.listing = listing;
        this.listed = listed;
        this.clock = clock;
    }

    void observe(Seq<LaneQuery> queries, Consumer<LaneAnswer> sink) {
        queries.forEach(query -> sink.accept(new LaneAnswer(query.lane(), observe(query))));
    }

    private Either<PortFailure, Snapshot> observe(LaneQuery query) {
        Lane lane = query.lane();
        Option<SyncPosition> position =
                query.since().flatMap(SyncPosition::parse).filter(p -> p.isOf(lane));
        Option<FolderMarks> before = position.flatMap(p -> FolderMarks.parse(p.state()));
        if (query.since().isDefined()
                && before.isEmpty()
                && !position.exists(p -> p.state().equals(NO_FOLDER_YET))) {
            return Either.left(new PortFailure.Expired(Reason.of(
                    "ews-checkpoint-expired",
                    "the checkpoint of " + lane.id() + " was not made for this folder",
                    "nothing to do: the next run reads the folder in full")));
        }
        return marks(lane, before)
                .flatMap(now -> now.isEmpty()
                        ? nothing(query, before)
                        : since(query, before, now.get().after(before)));
    }

    /** What the folder says of itself; none where there is no folder. */
    private Either<PortFailure, Option<FolderMarks>> marks(Lane lane, Option<FolderMarks> before) {
        for (String id : before.map(FolderMarks::folder).orElse(() -> folders.known(lane))) {
            Either<PortFailure, Option<FolderMarks>> told = asked(lane, id);
            if (told.isLeft() || told.get().isDefined()) {
                folders.know(lane, id);
                return told;
            }
            folders.forget(lane);
        }
        return folders.there(lane)
                .flatMap(there -> there.isEmpty()
                        ? Either.right(Option.none())
                        : asked(lane, there.get().getUniqueId())
                                .flatMap(told -> told.isDefined()
                                        ? Either.right(told)
                                        : Either.left(PublicFolders.missing(lane))));
    }

    /**
     * None when the folder was removed, or is not called what the lane's is any more. One that may not be read is refused,
     * however quiet it is: Exchange would say of each contact in it that there is none.
     */
    private Either<PortFailure, Option<FolderMarks>> asked(Lane lane, String id) {
        Either<Fault, Folder> bound = gateway.read(
                lane.mailbox().address(),
                service -> Folder.bind(
                        service,
                        new FolderId(id),
                        new PropertySet(
                                BasePropertySet.IdOnly,
                                FolderSchema.DisplayName,
                                FolderSchema.TotalCount,
                                FolderSchema.EffectiveRights,
                                Mapi.COMMITTED,
                                Mapi.DELETED)));
        if (bound.isLeft()) {
            return Failures.noSuchFolder(bound.getLeft())
                    ? Either.right(Option.none())
                    : Either.left(failure(lane, bound.getLeft()));
        }
        Folder folder = bound.get();
        if (!FolderNode.of(folder)
                .name()
                .equalsIgnoreCase(FolderLevels.names(lane).last())) {
            return Either.right(Option.none());
        }
        return Rights.told(folder::getEffectiveRights).forAll(rights -> rights.contains(EffectiveRights.Read))
                ? Either.right(Option.some(FolderMarks.of(folder, clock.instant())))
                : Either.left(new PortFailure.Denied(Reason.of(
                        "ews-denied",
                        Folders.what(lane) + " may not be read by "
                                + lane.mailbox().address(),
                        "give it the role Reviewer there, or more")));
    }

    private static PortFailure failure(Lane lane, Fault fault) {
        return Failures.of(fault, "read of " + Folders.what(lane));
    }

    private Either<PortFailure, Snapshot> since(LaneQuery query, Option<FolderMarks> before, FolderMarks now) {
        Lane lane = query.lane();
        if (before.exists(marks -> marks.holdsStill(now))) {
            return Either.right(new Snapshot(
                    lane.id(),
                    Side.EXCHANGE,
                    Vector.empty(),
                    new Completeness.Delta(),
                    SyncPosition.of(lane, query.window(), before.get().text()).checkpoint()));
        }
        return Folders.folderId(now.folder())
                .flatMap(id -> listing.all(lane, id))
                .peek(all -> listed.listed(lane, all.items()))
                .map(all -> new Snapshot(
                        lane.id(),
                        Side.EXCHANGE,
                        all.items(),
                        new Completeness.Full(
                                query.window(),
                                all.pages(),
                                "FindItem in " + Folders.what(lane) + ", " + all.pages()
                                        + (all.pages() == 1 ? " page" : " pages") + ", the last of which said so"),
                        SyncPosition.of(lane, query.window(), now.text()).checkpoint()));
    }

    /**
     * A folder that is made with the first item that goes there holds nothing. One that was there and is not any more is no
     * empty one: nobody deleted the contacts in it one by one.
     */
    private Either<PortFailure, Snapshot> nothing(LaneQuery query, Option<FolderMarks> before) {
        Lane lane = query.lane();
        if (before.isDefined() || folders.wasThere(lane)) {
            return Either.left(PublicFolders.missing(lane));
        }
        listed.listed(lane, Vector.empty());
        return Either.right(new Snapshot(
                lane.id(),
                Side.EXCHANGE,
                Vector.empty(),
                new Completeness.Full(
                        query.window(),
                        1,
                        "the path of " + Folders.what(lane) + " was followed to a level that lists no such folder"),
                SyncPosition.of(lane, query.window(), NO_FOLDER_YET).checkpoint()));
    }
}
