package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.exchange.graph.internal.wire.Failures;
import io.axpsync.exchange.graph.internal.wire.Fault;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.axpsync.exchange.graph.internal.wire.Part;
import io.axpsync.exchange.graph.internal.wire.PartAnswer;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.ZoneOffset;

/** One series whose exceptions are brought to what they shall be. */
final class SettlingSeries {

    private static final int DAY = 24 * 3600;

    final SeriesWriting.Goal goal;
    private final Recollections recollections;
    private Option<Observed.Present> now = Option.none();
    private Option<Outcome> failure = Option.none();
    private Map<String, RecurrenceOverride> open = LinkedHashMap.empty();
    private Map<String, String> ids = LinkedHashMap.empty();
    private boolean touched;

    SettlingSeries(SeriesWriting.Goal goal, Recollections recollections) {
        this.goal = goal;
        this.recollections = recollections;
    }

    void read(Either<PortFailure, Observed> answer) {
        if (answer.isRight() && answer.get() instanceof Observed.Present present) {
            now = Option.some(present);
            ids = recollections
                    .of(goal.ref(), present.version())
                    .map(Recollection::exceptions)
                    .getOrElse(ids);
            open = failure.isEmpty() ? differing() : LinkedHashMap.empty();
        } else {
            failure = Option.some(new Outcome.Lost(Reason.of(
                    "graph-answer-lost",
                    goal.what() + ": the series could not be read after it was written",
                    "nothing to do: it is looked for by its stamp")));
            open = LinkedHashMap.empty();
        }
    }

    private Item item() {
        return now.get().item().get();
    }

    private Option<Recurrence> rule() {
        return now.flatMap(Observed.Present::item)
                .map(item -> item.value(Field.PERIOD))
                .filter(Value.Recurring.class::isInstance)
                .flatMap(period -> Recurrence.of((Value.Recurring) period).toOption());
    }

    /** What is not as it shall be: the override that shall be, which is empty where there shall be none. */
    private Map<String, RecurrenceOverride> differing() {
        if (rule().isEmpty()) {
            return LinkedHashMap.empty();
        }
        Value wanted = wanted();
        Map<String, Value.Entry> is = entries(item().value(Field.EXCEPTIONS));
        Map<String, Value.Entry> shall = entries(wanted);
        Map<String, RecurrenceOverride> differing = LinkedHashMap.empty();
        for (String key : is.keySet().addAll(shall.keySet()).toVector().sorted()) {
            boolean same =
                    is.get(key).map(Value.Entry::value).equals(shall.get(key).map(Value.Entry::value));
            if (!same) {
                differing = differing.put(
                        key,
                        shall.get(key)
                                .map(RecurrenceOverride::of)
                                .getOrElse(() -> RecurrenceOverride.changed(LinkedHashMap.empty())));
            }
        }
        return differing;
    }

    private Value wanted() {
        return RecurrenceSet.within(item().value(Field.PERIOD), goal.exceptions());
    }

    private Option<RecurrenceOverride> current(String key) {
        return entries(item().value(Field.EXCEPTIONS)).get(key).map(RecurrenceOverride::of);
    }

    /** Whether something that is cancelled shall take place. */
    boolean bringsBack() {
        boolean back = open.exists(one -> !(one._2 instanceof RecurrenceOverride.Cancelled)
                && current(one._1).exists(RecurrenceOverride.Cancelled.class::isInstance));
        if (back && !item().value(Field.ATTENDEES).isNothing()) {
            open = LinkedHashMap.empty();
            failure = Option.some(new Outcome.Refused(new PortFailure.Rejected(Reason.of(
                    "series-cancelled-occurrence",
                    goal.what()
                            + ": Graph brings a cancelled occurrence of a meeting back only by inviting everybody"
                            + " anew to the whole series",
                    "cancel it in D365 again, or invite to that day by an appointment of its own"))));
            return false;
        }
        return back;
    }

    Part pattern(boolean original) {
        Value.Recurring series = (Value.Recurring) item().value(Field.PERIOD);
        Recurrence rule = rule().get();
        RecurrenceRule other = new RecurrenceRule(
                rule.rule().pattern(), rule.rule().interval() + 1, rule.rule().end());
        Value.Recurring written = original ? series : new Value.Recurring(series.first(), other.text(), series.zone());
        return Part.patch(Urls.event(goal.write().lane(), goal.ref()), EventBodies.pattern(written, zone()));
    }

    private String zone() {
        return recollections
                .of(goal.ref(), now.get().version())
                .map(r -> r.zone(goal.write().lane()))
                .getOrElse("UTC");
    }

    Seq<String> unknown() {
        return open.keySet().toVector().filter(key -> !ids.containsKey(key));
    }

    Part question(String key) {
        Value period = rule().get().at(key).get().period();
        Instant from = period instanceof Value.Period p
                ? p.start().minusSeconds(60)
                : ((Value.Days) period)
                        .start()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .minusSeconds(DAY);
        Instant to = period instanceof Value.Period p
                ? p.end().plusSeconds(60)
                : ((Value.Days) period)
                        .end()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .plusSeconds(DAY);
        return Part.get(Urls.instances(goal.write().lane(), goal.ref(), from, to));
    }

    void found(String key, PartAnswer answer) {
        Value period = rule().get().at(key).get().period();
        answer.outcome()
                .peekLeft(this::failed)
                .forEach(page -> Json.objects(page, "value")
                        .find(instance -> isOccurrence(instance, key, period))
                        .flatMap(EventReading::ref)
                        .peek(ref -> ids = ids.put(key, ref.id()))
                        .onEmpty(() -> missing(key)));
    }

    private boolean isOccurrence(JsonObject instance, String key, Value period) {
        return SeriesExceptions.is(instance, rule().get(), key) || EventTimes.says(instance, period);
    }

    private void missing(String key) {
        open = open.remove(key);
        failure = Option.some(new Outcome.Refused(new PortFailure.Missing(Reason.of(
                "graph-not-found", goal.what() + ": the occurrence " + key + " does not take place in Outlook"))));
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    Part next() {
        String key = open.head()._1;
        RecurrenceOverride shall = open.head()._2;
        String url =
                Urls.event(goal.write().lane(), ItemRef.exchange(ids.get(key).get()));
        return shall instanceof RecurrenceOverride.Changed changed
                ? Part.patch(url, EventBodies.occurrence(values(key, changed), withheld(), occurrenceZone()))
                : Part.delete(url);
    }

    private Set<Field> withheld() {
        return now.get().withheld().keySet();
    }

    private String occurrenceZone() {
        return rule().filter(rule -> !rule.isAllDay())
                .map(rule -> Zones.name(rule.zone()))
                .getOrElse(this::zone);
    }

    /** What shall differ, and what differs now and shall not, as the series says it. */
    private Map<Field, Value> values(String key, RecurrenceOverride.Changed shall) {
        Set<Field> now = current(key)
                .filter(RecurrenceOverride.Changed.class::isInstance)
                .map(o -> ((RecurrenceOverride.Changed) o).fields().keySet().toSet())
                .getOrElse(io.vavr.collection.HashSet::empty);
        Value byRule = rule().get().at(key).get().period();
        Map<Field, Value> values = LinkedHashMap.empty();
        for (Field field : now.addAll(shall.fields().keySet()).toVector().sorted()) {
            values = values.put(
                    field, shall.fields().get(field).getOrElse(field == Field.PERIOD ? byRule : item().value(field)));
        }
        return values;
    }

    void written(PartAnswer answer) {
        touched = true;
        answer.outcome().peekLeft(this::failed);
        if (!open.isEmpty() && !bringsBackNow(answer)) {
            open = open.tail();
        }
    }

    /** The answer to a pattern is the master itself. */
    private boolean bringsBackNow(PartAnswer answer) {
        return answer.outcome().exists(EventReading::isSeries);
    }

    private void failed(Fault fault) {
        failure = Option.some(
                fault.leavesDoubt()
                        ? new Outcome.Lost(Reason.of("graph-answer-lost", goal.what() + ": " + fault.message()))
                        : new Outcome.Refused(Failures.of(fault, goal.what())));
    }

    /** A series that was made is never refused: it is there, and what it lacks is written when it is found again. */
    Outcome outcome() {
        Outcome outcome = reached();
        return goal.write() instanceof Write.Create && outcome instanceof Outcome.Refused refused
                ? new Outcome.Lost(refused.failure().reason())
                : outcome;
    }

    private Outcome reached() {
        if (failure.isDefined()) {
            return failure.get();
        }
        boolean reached = NormalForm.same(Field.EXCEPTIONS, item().value(Field.EXCEPTIONS), wanted());
        return reached
                ? new Outcome.Written(now.get())
                : new Outcome.Refused(new PortFailure.Rejected(Reason.of(
                        "series-exceptions",
                        goal.what() + ": Outlook shows other exceptions than were written",
                        "look at the series in Outlook; the next run compares it anew")));
    }

    /** Whether something was sent that the series must be read for. */
    boolean isTouched() {
        return touched;
    }

    boolean hasFailed() {
        return failure.isDefined();
    }

    private static Map<String, Value.Entry> entries(Value exceptions) {
        return exceptions instanceof Value.Entries e
                ? e.values().toLinkedMap(Value.Entry::key, entry -> entry)
                : LinkedHashMap.empty();
    }
}
