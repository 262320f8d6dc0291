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

/** The To Do lists that lanes follow. A list is asked for once; a feed that is resumed knows its own. */
final class TaskLists {

    private final Batches batches;
    private Map<Lane, String> known = HashMap.empty();

    TaskLists(Batches batches) {
        this.batches = batches;
    }

    /** For each lane the id of its list, or why it has none. */
    Map<Lane, Either<PortFailure, String>> of(Seq<Lane> lanes) {
        Seq<Lane> open = lanes.distinct().reject(known::containsKey);
        Map<Lane, Either<PortFailure, String>> answers = HashMap.empty();
        Seq<PartAnswer> given = batches.send(
                open.map(lane -> Part.get(Urls.taskLists(lane.mailbox().address()))));
        for (int i = 0; i < open.size(); i++) {
            Lane lane = open.get(i);
            Either<PortFailure, String> id = given.get(i)
                    .outcome()
                    .mapLeft(fault -> Failures.ofTasks(
                            fault, "task lists of " + lane.mailbox().address()))
                    .flatMap(body -> named(body, lane));
            id.forEach(found -> known = known.put(lane, found));
            answers = answers.put(lane, id);
        }
        for (Lane lane : lanes.filter(known::containsKey)) {
            answers = answers.put(lane, Either.right(known.get(lane).get()));
        }
        return answers;
    }

    private static Either<PortFailure, String> named(JsonObject body, Lane lane) {
        Option<String> name = lane.folder();
        return Json.objects(body, "value")
                .find(list -> name.isEmpty()
                        ? Json.text(list, "wellknownListName").contains("defaultList")
                        : Json.text(list, "displayName").exists(name.get()::equalsIgnoreCase))
                .flatMap(list -> Json.text(list, "id"))
                .toEither(() -> new PortFailure.Missing(Reason.of(
                        "graph-no-task-list",
                        "the mailbox " + lane.mailbox().address() + " has "
                                + name.map(n -> "no task list named \"" + n + "\"")
                                        .getOrElse("no default task list"),
                        "let its user open Microsoft To Do once, or correct the list's name in the configuration")));
    }
}
