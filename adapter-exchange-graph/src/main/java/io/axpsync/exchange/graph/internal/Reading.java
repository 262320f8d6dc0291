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
import io.vavr.Tuple2;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Targeted reads, twenty to a request. */
final class Reading {

    private final Batches batches;
    private final Recollections recollections;

    /**
     * Whether reads ask for the calendar that an event stands in. That this can be expanded is not documented for every
     * cloud; a server that refuses it is asked without, and moved items count as standing where they were.
     */
    private boolean tellsCalendars = true;

    Reading(Batches batches, Recollections recollections) {
        this.batches = batches;
        this.recollections = recollections;
    }

    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Seq<PartAnswer> answers = send(looks, tellsCalendars);
        if (tellsCalendars && answers.exists(Reading::refusesTheQuestion)) {
            Seq<PartAnswer> plain = send(looks, false);
            tellsCalendars = plain.exists(Reading::refusesTheQuestion);
            answers = plain;
        }
        Seq<Either<Fault, JsonObject>> events = withExceptions(looks, answers.map(PartAnswer::outcome));
        return looks.zipWith(events, this::observed);
    }

    /** Of series the exceptions too, which each master tells only on a second question. */
    private Seq<Either<Fault, JsonObject>> withExceptions(Seq<Look> looks, Seq<Either<Fault, JsonObject>> events) {
        Seq<Tuple2<Look, Either<Fault, JsonObject>>> series =
                looks.zip(events).filter(t -> t._2.exists(EventReading::isSeries));
        if (series.isEmpty()) {
            return events;
        }
        Iterator<PartAnswer> answers = batches.send(series.map(t -> Part.get(Urls.exceptions(t._1.lane(), t._1.ref()))))
                .iterator();
        return events.map(event -> event.exists(EventReading::isSeries)
                ? answers.next().outcome().map(answer -> {
                    SeriesExceptions.join(event.get(), answer);
                    return event.get();
                })
                : event);
    }

    private Seq<PartAnswer> send(Seq<Look> looks, boolean calendars) {
        return batches.send(looks.map(look -> Part.get(Urls.inFull(look.lane(), look.ref(), calendars))));
    }

    private static boolean refusesTheQuestion(PartAnswer answer) {
        return answer.outcome().isLeft()
                && answer.outcome().getLeft().status() == 400
                && !malformed(answer.outcome().getLeft());
    }

    private static boolean malformed(Fault fault) {
        return fault.status() == 400 && fault.code().equalsIgnoreCase("ErrorInvalidIdMalformed");
    }

    private Either<PortFailure, Observed> observed(Look look, Either<Fault, JsonObject> event) {
        return event.fold(
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
        return noItem || malformed(fault)
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
