package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.RecurrenceRule;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;

/** What the rows of a series say: when it takes place, and which of its occurrences do not as the others. */
final class SeriesReading {

    /** Nobody reads the exceptions behind so many occurrences. */
    private static final int MOST_OCCURRENCES = 50_000;

    private SeriesReading() {}

    /** Rows that contradict each other or mean nothing. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Reason reason;

        Malformed(Reason reason) {
            super(reason.text(), null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    /**
     * The master's own fields with PERIOD and EXCEPTIONS of the series.
     *
     * @param own what the master's row alone says
     * @param single reads the row of one occurrence as an item
     * @throws Malformed when the rows say no series
     */
    static Item item(Activity master, Item own, Lane lane, Function<Row, Item> single) {
        Value.Recurring series = recurring(master, lane);
        Item item = own.with(Field.PERIOD, series).with(Field.EXCEPTIONS, Value.NOTHING);
        Recurrence recurrence = Recurrence.of(series).getOrElseThrow(reason -> new Malformed(reason));
        Vector<Value.Entry> entries = Vector.empty();
        for (Exception one : exceptions(master, recurrence, lane)) {
            RecurrenceOverride override = one.activity()
                    .map(row ->
                            RecurrenceOverride.between(item, one.occurrence().period(), single.apply(row)))
                    .getOrElse(RecurrenceOverride.CANCELLED);
            entries = override.isNone()
                    ? entries
                    : entries.append(override.entry(one.occurrence().key()));
        }
        return entries.isEmpty() ? item : item.with(Field.EXCEPTIONS, Value.Entries.of(entries));
    }

    /**
     * One row of {@code AxpActivityOccurrences} whose day is an occurrence.
     *
     * @param activity the activity that takes its place; none when it is cancelled
     */
    record Exception(Recurrence.Occurrence occurrence, Row row, Option<Row> activity) {}

    private static Value.Recurring recurring(Activity master, Lane lane) {
        ZoneId own = lane.mailbox().zone();
        Series series = master.series().getOrElseThrow(() -> new IllegalStateException("not read as a series"));
        Row pattern = series.pattern()
                .getOrElseThrow(() -> new Malformed(Reason.of(
                        "series-pattern",
                        "the activity is the master of a series, but has no recurrence",
                        "set its recurrence in D365, or make it a single appointment")));
        Value start = Periods.read(master.row(), own);
        if (start.isNothing()) {
            throw new Malformed(Reason.of("no-start", "the activity has no StartDateTime", "give it a start in D365"));
        }
        boolean allDay = start instanceof Value.Days;
        ZoneId zone = allDay
                ? own
                : SeriesZones.find(pattern.text("TimeZone"), own)
                        .getOrElseThrow(() -> new Malformed(Reason.of(
                                "series-zone",
                                "the recurrence counts in a time zone that is not known, "
                                        + shortened(pattern.text("TimeZone")),
                                "choose another time zone for the series in D365")));
        return SeriesColumns.read(pattern, zone)
                .flatMap(rule -> normal(start, rule, zone, allDay))
                .getOrElseThrow(reason -> new Malformed(reason));
    }

    /** The first occurrence is the first day of the pattern from the activity's start on, as in Outlook. */
    private static Either<Reason, Value.Recurring> normal(
            Value start, RecurrenceRule rule, ZoneId zone, boolean allDay) {
        try {
            LocalDate day = start instanceof Value.Days d
                    ? d.start()
                    : LocalDate.ofInstant(((Value.Period) start).start(), zone);
            return rule.firstFrom(day)
                    .toEither(() -> Reason.of(
                            "series-pattern",
                            "the recurrence has no occurrence from " + day
                                    + " on: it ends before it starts, or its days" + " do not exist",
                            "correct the recurrence of the activity in D365"))
                    .flatMap(first ->
                            Recurrence.normal(moved(start, day, first, zone), rule.text(), allDay ? "" : zone.getId()));
        } catch (DateTimeException | ArithmeticException e) {
            return Either.left(
                    Reason.of("series-pattern", "the recurrence leads out of the calendar", "correct it in D365"));
        }
    }

    private static Value moved(Value start, LocalDate from, LocalDate to, ZoneId zone) {
        if (from.equals(to)) {
            return start;
        } else if (start instanceof Value.Days d) {
            return new Value.Days(
                    to, to.plusDays(d.end().toEpochDay() - d.start().toEpochDay()));
        }
        Value.Period p = (Value.Period) start;
        long days = to.toEpochDay() - from.toEpochDay();
        return new Value.Period(
                p.start().atZone(zone).plusDays(days).toInstant(),
                p.end().atZone(zone).plusDays(days).toInstant());
    }

    /**
     * The rows of occurrences that are some by the pattern; others count for nothing, as Exchange drops the exceptions
     * of a pattern that was changed.
     */
    static Seq<Exception> exceptions(Activity master, Recurrence recurrence, Lane lane) {
        Series series = master.series().getOrElseThrow(() -> new IllegalStateException("not read as a series"));
        Map<Object, Row> rows = LinkedHashMap.empty();
        for (Row row : series.occurrences()) {
            Option<Object> at = row.time("OriginalStartDateTime").map(time -> at(time, recurrence, lane));
            if (at.exists(rows::containsKey)) {
                throw malformed(row, "there are two rows for it", "remove one of them in D365");
            }
            rows = at.isEmpty() ? rows : rows.put(at.get(), row);
        }
        Map<Object, Recurrence.Occurrence> places = places(rows.keySet(), recurrence);
        Vector<Exception> exceptions = Vector.empty();
        Map<String, Row> named = HashMap.empty();
        for (var one : rows.filterKeys(places::containsKey)) {
            Option<Row> activity = Series.isCancelled(one._2) ? Option.none() : Option.some(activity(one._2, master));
            if (activity.isDefined()) {
                if (named.containsKey(Series.number(one._2))) {
                    throw malformed(one._2, "another occurrence has the same activity", "correct one of them in D365");
                }
                named = named.put(Series.number(one._2), one._2);
            }
            exceptions = exceptions.append(new Exception(places.get(one._1).get(), one._2, activity));
        }
        return exceptions;
    }

    /** What an original start is compared by: the day of an all-day series, else the instant. */
    private static Object at(Instant original, Recurrence recurrence, Lane lane) {
        return recurrence.isAllDay() ? Dates.day(original, lane.mailbox().zone()) : original;
    }

    private static Map<Object, Recurrence.Occurrence> places(Set<Object> originals, Recurrence recurrence) {
        if (originals.isEmpty()) {
            return HashMap.empty();
        }
        LocalDate last = originals
                .map(at -> at instanceof Instant time
                        ? LocalDate.ofInstant(time, recurrence.zone()).plusDays(1)
                        : (LocalDate) at)
                .reduce((one, other) -> one.isAfter(other) ? one : other);
        java.util.Map<Object, Recurrence.Occurrence> places = new java.util.HashMap<>();
        for (Recurrence.Occurrence one : recurrence
                .occurrences()
                .take(MOST_OCCURRENCES)
                .takeWhile(o -> !o.date().isAfter(last))) {
            Object at = one.period() instanceof Value.Period p ? p.start() : one.date();
            if (originals.contains(at)) {
                places.put(at, one);
            }
        }
        return HashMap.ofAll(places);
    }

    private static Row activity(Row occurrence, Activity master) {
        Row activity = master.series()
                .flatMap(s -> s.exception(occurrence))
                .getOrElseThrow(() -> malformed(
                        occurrence,
                        "it is modified, but its activity '" + shortened(occurrence.text("ActivityNumber"))
                                + "' is not there",
                        "cancel or restore this occurrence in D365"));
        boolean ofMaster = Series.isPart(activity)
                && activity.text("Category").equals(master.row().text("Category"))
                && activity.text("ResponsibleWorkerPersonnelNumber")
                        .equalsIgnoreCase(master.row().text("ResponsibleWorkerPersonnelNumber"));
        if (!ofMaster) {
            throw malformed(
                    occurrence,
                    "its activity '" + shortened(activity.text("ActivityNumber"))
                            + "' is no exception of the same worker's series",
                    "give the occurrence the worker of its series in D365");
        }
        if (activity.time("StartDateTime").isEmpty()) {
            throw malformed(occurrence, "its activity has no StartDateTime", "give it a start in D365");
        }
        return activity;
    }

    private static Malformed malformed(Row occurrence, String why, String remedy) {
        return new Malformed(Reason.of(
                "series-occurrence",
                "the occurrence of " + shortened(occurrence.text("OriginalStartDateTime")) + ": " + why,
                remedy));
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
