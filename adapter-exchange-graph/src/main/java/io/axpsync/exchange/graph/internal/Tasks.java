package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.exchange.graph.internal.wire.Batches;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Locale;

/** Reads To Do tasks: by id, and by searching whole lists, since Graph filters tasks by nothing that helps. */
final class Tasks {

    private static final Set<String> NO_ITEM =
            HashSet.of("erroritemnotfound", "itemnotfound", "errorinvalididmalformed");

    private final Batches batches;
    private final TaskLists lists;
    private final Recollections recollections;
    private final GraphAddress address;

    Tasks(Batches batches, TaskLists lists, Recollections recollections, GraphAddress address) {
        this.batches = batches;
        this.lists = lists;
        this.recollections = recollections;
        this.address = address;
    }

    /** Nobody is mailed about a task, and it has no version check that can be relied upon. */
    static Capabilities capabilities() {
        return Capabilities.builder()
                .fields(TaskMapping.holdings())
                .silentWrites(true)
                .privateFieldsAreSilent(true)
                .checksVersions(false)
                .holdsStamps(true)
                .softDelete(false)
                .limits(HashSet.of(Reason.of(
                        "todo-fields",
                        "Microsoft To Do holds no per cent, sensitivity, work, billing information or mileage",
                        "these stay as they are in D365")))
                .build();
    }

    Seq<Either<PortFailure, Observed>> fetch(Seq<Look> looks) {
        Map<Lane, Either<PortFailure, String>> found = lists.of(looks.map(Look::lane));
        Seq<Look> asked = looks.filter(l -> found.get(l.lane()).exists(Either::isRight));
        Seq<PartAnswer> answers = batches.send(asked.map(l ->
                Part.get(Urls.task(l.lane(), found.get(l.lane()).get().get(), l.ref()) + "?" + TaskStamps.EXPAND)));
        Map<Look, PartAnswer> byLook = HashMap.ofEntries(asked.zip(answers));
        return looks.map(look -> byLook.get(look)
                .map(answer -> observed(look, answer))
                .getOrElse(() -> Either.left(found.get(look.lane()).get().getLeft())));
    }

    private Either<PortFailure, Observed> observed(Look look, PartAnswer answer) {
        return answer.outcome()
                .fold(
                        fault -> failed(look, fault),
                        body -> Either.right(present(body, look.ref(), look.lane(), Option.none())));
    }

    private static Either<PortFailure, Observed> failed(Look look, Fault fault) {
        return NO_ITEM.contains(fault.code().toLowerCase(Locale.ROOT))
                ? Either.right(new Observed.Gone(look.ref(), Observed.Trace.NOT_FOUND))
                : Either.left(Failures.ofTasks(
                        fault,
                        "read of task " + look.ref().id() + " in "
                                + look.lane().mailbox().address()));
    }

    /** The task in full, remembered for a write that may follow. */
    Observed present(JsonObject raw, ItemRef ref, Lane lane, Option<Stamp> stamp) {
        Observed observed = TaskReading.full(raw, ref, lane, stamp);
        if (observed instanceof Observed.Present present) {
            recollections.keep(ref, Recollection.of(raw, present));
        }
        return observed;
    }

    /** Each list is read once, however many searches there are. */
    Seq<Either<PortFailure, Seq<Observed.Present>>> find(Seq<Search> searches) {
        Map<Lane, Either<PortFailure, Seq<Observed.Present>>> all = LinkedHashMap.empty();
        Map<Lane, Either<PortFailure, String>> found = lists.of(searches.map(Search::lane));
        for (Lane lane : searches.map(Search::lane).distinct()) {
            all = all.put(
                    lane,
                    found.get(lane)
                            .get()
                            .flatMap(list ->
                                    list(lane, Urls.tasks(lane, list) + "?" + TaskStamps.EXPAND + "&$top=100")));
        }
        Map<Lane, Either<PortFailure, Seq<Observed.Present>>> listed = all;
        return searches.map(search ->
                listed.get(search.lane()).get().map(tasks -> tasks.filter(task -> matches(task, search))));
    }

    private Either<PortFailure, Seq<Observed.Present>> list(Lane lane, String first) {
        Seq<Observed.Present> tasks = Vector.empty();
        Option<String> next = Option.some(first);
        while (next.isDefined()) {
            PartAnswer answer = batches.send(Vector.of(Part.get(next.get()))).head();
            if (answer.outcome().isLeft()) {
                return Either.left(Failures.ofTasks(
                        answer.outcome().getLeft(),
                        "search in the tasks of " + lane.mailbox().address()));
            }
            JsonObject page = answer.outcome().get();
            tasks = tasks.appendAll(Json.objects(page, "value")
                    .flatMap(task -> EventReading.ref(task).map(ref -> present(task, ref, lane, Option.none())))
                    .filter(Observed.Present.class::isInstance)
                    .map(Observed.Present.class::cast));
            Option<String> link = Json.text(page, "@odata.nextLink");
            next = link.flatMap(address::relative);
            if (link.isDefined() && next.isEmpty()) {
                return Either.left(Observing.foreignLink(lane));
            }
        }
        return Either.right(tasks);
    }

    private static boolean matches(Observed.Present task, Search search) {
        return search.stamp().exists(s -> task.stamp().exists(t -> t.bare().equals(s.bare())))
                || (!search.period().isNothing() && NormalForm.same(Field.DUE_DATE, task.period(), search.period()));
    }
}
