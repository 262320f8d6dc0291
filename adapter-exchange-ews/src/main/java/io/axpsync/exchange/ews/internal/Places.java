package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Lane;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.enumeration.service.DeleteMode;
import microsoft.exchange.webservices.data.property.complex.FolderId;

/** Where the folders of lanes lie: in a mailbox, or among the public folders. */
interface Places {

    /** The lane's folder; none where it is only still to be made. */
    Either<PortFailure, Option<FolderId>> there(Lane lane);

    /** As {@link #there}, and makes a folder of contacts that is not there yet. */
    Either<PortFailure, FolderId> made(Lane lane);

    /** The id of the lane's folder. */
    Either<PortFailure, String> id(Lane lane);

    /** Where an item of the lane is looked for that is not found by its id any more. */
    Either<PortFailure, Seq<String>> wherever(Lane lane);

    /** @param folder of the item, as the server tells it; empty when it does not */
    Either<PortFailure, Standing> standing(Lane lane, String folder);

    /** How items are removed so that they can be got back. */
    DeleteMode removal();

    /** What an item that can be read is to its lane. */
    enum Standing {
        IN_LANE,
        ELSEWHERE,
        DELETED
    }
}
