package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.vavr.control.Either;

/** One folder's change feed while it is read, page by page. */
interface FolderFeed {

    Lane lane();

    /** The address of the next page. */
    String next();

    /** Takes a page; right is whether it was the last. */
    Either<PortFailure, Boolean> take(JsonObject page, GraphAddress address);

    /** After the last page. */
    Snapshot snapshot();

    /** What it follows, for messages. */
    String what();

    /** What a page that did not come means. */
    default PortFailure failure(Fault fault) {
        return Failures.of(fault, what());
    }
}
