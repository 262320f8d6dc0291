package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.port.PortFailure;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** The ids of calendars that lanes name. The default calendar needs none, so that most runs ask for nothing here. */
final class Calendars {

    private final Batches batches;
    private Map<String, String> known = HashMap.empty();

    Calendars(Batches batches) {
        this.batches = batches;
    }

    /** For each lane its calendar's id (none = the default one), or why it has none. Asks for each name once. */
    Map<Lane, Either<PortFailure, Option<String>>> of(Seq<Lane> lanes) {
        Seq<Lane> open = lanes.filter(lane -> lane.folder().isDefined() && !known.containsKey(key(lane)))
                .distinctBy(Calendars::key);
        Map<Lane, Either<PortFailure, Option<String>>> answers = HashMap.empty();
        Seq<PartAnswer> given = batches.send(
                open.map(lane -> Part.get(Urls.calendars(lane.mailbox().address()))));
        Map<String, PortFailure> failed = HashMap.empty();
        for (int i = 0; i < open.size(); i++) {
            Lane lane = open.get(i);
            Either<PortFailure, String> id = given.get(i)
                    .outcome()
                    .mapLeft(fault ->
                            Failures.of(fault, "calendars of " + lane.mailbox().address()))
                    .flatMap(body -> named(body, lane));
            if (id.isLeft()) {
                failed = failed.put(key(lane), id.getLeft());
            } else {
                known = known.put(key(lane), id.get());
            }
        }
        for (Lane lane : lanes) {
            Option<PortFailure> failure = failed.get(key(lane));
            answers = answers.put(
                    lane,
                    failure.isDefined()
                            ? Either.left(failure.get())
                            : Either.right(lane.folder().isEmpty() ? Option.none() : known.get(key(lane))));
        }
        return answers;
    }

    private static Either<PortFailure, String> named(JsonObject body, Lane lane) {
        String name = lane.folder().getOrElse("");
        return Json.objects(body, "value")
                .find(calendar -> Json.text(calendar, "name").exists(name::equalsIgnoreCase))
                .flatMap(calendar -> Json.text(calendar, "id"))
                .toEither(() -> new PortFailure.Missing(Reason.of(
                        "graph-no-calendar",
                        "the mailbox " + lane.mailbox().address() + " has no calendar named \"" + name + "\"",
                        "correct the folder's name in the configuration, or create the calendar in Outlook")));
    }

    private static String key(Lane lane) {
        return lane.folder().isEmpty()
                ? ""
                : lane.mailbox().address() + "\n" + lane.folder().get();
    }
}
