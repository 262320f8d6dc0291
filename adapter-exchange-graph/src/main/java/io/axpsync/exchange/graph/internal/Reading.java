package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Targeted reads, twenty to a request. */
final class Reading {

    private final Batches batches;
    private final Recollections recollections;

    Reading(Batches batches, Recollections recollections) {
        this.batches = batches;
        this.recollections = recollections;
    }

    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Seq<PartAnswer> answers = batches.send(looks.map(look -> Part.get(Urls.inFull(look.lane(), look.ref()))));
        return looks.zipWith(answers, this::observed);
    }

    private Either<PortFailure, Observed> observed(Look look, PartAnswer answer) {
        return answer.outcome()
                .fold(
                        fault -> failed(look, fault),
                        body -> Either.right(present(body, look.ref(), look.lane(), look.window(), Option.none())));
    }

    /** Graph hides what lies in Deleted Items; where it shows it all the same, it stands in no calendar. */
    private static Either<PortFailure, Observed> failed(Look look, Fault fault) {
        PortFailure failure = Failures.of(
                fault,
                "read of event " + look.ref().id() + " in "
                        + look.lane().mailbox().address());
        boolean noItem = fault.status() == 404 && fault.code().equalsIgnoreCase("ErrorItemNotFound");
        boolean noId = fault.status() == 400 && fault.code().equalsIgnoreCase("ErrorInvalidIdMalformed");
        return noItem || noId
                ? Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND))
                : Either.left(failure);
    }

    /** The event in full, remembered for a write that may follow. */
    Observed present(JsonObject raw, ItemRef ref, Lane lane, Window window, Option<Stamp> stamp) {
        if (raw.has("calendar") && raw.get("calendar").isJsonNull()) {
            return new Observed.Gone(ref, Observed.Trace.NOT_FOUND);
        }
        Observed observed = EventReading.full(raw, ref, lane, window, stamp);
        if (observed instanceof Observed.Present present) {
            recollections.keep(ref, Recollection.of(raw, present));
        }
        return observed;
    }
}
