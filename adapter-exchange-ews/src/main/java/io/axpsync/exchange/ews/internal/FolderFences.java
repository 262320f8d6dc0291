package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.FenceWrite;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.ews.internal.wire.Failures;
import io.axpsync.exchange.ews.internal.wire.Fault;
import io.axpsync.exchange.ews.internal.wire.Gateway;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Map;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.property.complex.FolderId;

/**
 * Fences are an extended property of the folder, the same as on Graph. Reading one takes a {@code GetFolder}, putting
 * one up an {@code UpdateFolder} of the folder as it was read.
 */
final class FolderFences {

    private final Gateway gateway;
    private final Folders folders;
    /** The folders whose fence was read. */
    private final Map<Lane, Folder> bound = new LinkedHashMap<>();

    FolderFences(Gateway gateway, Folders folders) {
        this.gateway = gateway;
        this.folders = folders;
    }

    Seq<Either<PortFailure, Seq<Fence>>> read(Seq<Lane> lanes) {
        return lanes.map(lane -> folders.there(lane)
                .flatMap(there -> there.isEmpty()
                        ? Either.<PortFailure, Seq<Fence>>right(Vector.empty())
                        : bind(lane).flatMap(folder -> fence(lane, folder))));
    }

    Seq<Option<PortFailure>> raise(Seq<FenceWrite> fences) {
        return fences.map(f -> raise(f.lane(), f.fence()));
    }

    private Option<PortFailure> raise(Lane lane, Fence fence) {
        Option<Folder> known = Option.of(bound.remove(lane));
        return known.filter(folder -> update(lane, folder, fence).isRight())
                .fold(
                        () -> bind(lane)
                                .flatMap(folder -> update(lane, folder, fence))
                                .fold(Option::some, done -> Option.none()),
                        done -> Option.none());
    }

    private Either<PortFailure, Boolean> update(Lane lane, Folder folder, Fence fence) {
        Either<Fault, Boolean> done = gateway.read(lane.mailbox().address(), service -> {
            folder.setExtendedProperty(Mapi.FENCE, fence.text());
            service.updateFolder(folder);
            return true;
        });
        return done.mapLeft(fault -> failure(lane, fault));
    }

    private Either<PortFailure, Folder> bind(Lane lane) {
        Either<PortFailure, FolderId> id = folders.made(lane);
        Either<PortFailure, Folder> folder = id.flatMap(at -> gateway.read(
                        lane.mailbox().address(),
                        service -> Folder.bind(service, at, new PropertySet(BasePropertySet.IdOnly, Mapi.FENCE)))
                .mapLeft(fault -> failure(lane, fault)));
        folder.forEach(f -> bound.put(lane, f));
        return folder;
    }

    private static Either<PortFailure, Seq<Fence>> fence(Lane lane, Folder folder) {
        Option<String> text = Mapi.text(folder, Mapi.FENCE);
        Option<Fence> fence = text.flatMap(Fence::parse);
        return text.isDefined() && fence.isEmpty()
                ? Either.left(new PortFailure.Rejected(Fence.unreadable(lane)))
                : Either.right(Vector.ofAll(fence));
    }

    private static PortFailure failure(Lane lane, Fault fault) {
        return Failures.of(
                fault,
                "fence on the " + Folders.word(lane) + " of " + lane.mailbox().address());
    }
}
