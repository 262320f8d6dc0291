package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.d365.odata.Marking;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;

/** How an activity shows through a lane. */
final class Sight {

    /** What a light observation needs. */
    static final Seq<String> LIGHT = Vector.of(
            "dataAreaId",
            "ActivityNumber",
            "Category",
            "Purpose",
            "StartDateTime",
            "EndDateTime",
            "AllDay",
            "ResponsibleWorkerPersonnelNumber",
            "OutlookEntryId",
            "OutlookSharedObjectId",
            "OutlookCategories",
            "KeepSynchronized",
            "LastDateTimeEdited",
            "RecurrenceState",
            "MasterAppointment");

    private final ActivityMapping mapping;
    private final Marking marking;

    Sight(ActivityMapping mapping, Marking marking) {
        this.mapping = mapping;
        this.marking = marking;
    }

    Observed light(Activity activity, Lane lane, Window window) {
        return observed(activity, lane, window, false);
    }

    Observed full(Activity activity, Lane lane, Window window) {
        return observed(activity, lane, window, true);
    }

    /** Whether the activity is the lane's: an activity of its kind, of its worker, in one of its companies. */
    static boolean isOf(Row row, Lane lane) {
        boolean category = ActivityMapping.category(lane.kind()).contains(row.text("Category"));
        if (lane.kind() == Kind.MESSAGE) {
            return category; // whoever imported it first
        }
        return category
                && row.text("ResponsibleWorkerPersonnelNumber")
                        .equalsIgnoreCase(lane.mailbox().personnelNumber())
                && isInCompanies(row, lane);
    }

    private static boolean isInCompanies(Row row, Lane lane) {
        return lane.mailbox().companies().isEmpty()
                || lane.mailbox().companies().exists(c -> c.equalsIgnoreCase(row.text("dataAreaId")));
    }

    boolean isMarked(Row row, Lane lane) {
        boolean category = CategoryText.isMarked(row.text("OutlookCategories"), lane);
        boolean flag = row.text("KeepSynchronized").equals("Yes");
        return switch (marking) {
            case CATEGORY -> category;
            case FLAG -> flag;
            case BOTH -> category && flag;
        };
    }

    private Observed observed(Activity activity, Lane lane, Window window, boolean full) {
        Row row = activity.row();
        try {
            Option<Reason> parked = noItem(activity, lane);
            if (parked.isDefined()) {
                return unreadable(activity, lane, parked.get());
            }
            Option<Item> series = activity.series().map(rows -> mapping.read(activity, lane));
            Value period = series.map(s -> s.value(Field.PERIOD)).getOrElse(() -> period(row, lane));
            if (period.isNothing()) {
                return unreadable(
                        activity,
                        lane,
                        Reason.of("no-start", "the activity has no StartDateTime", "give it a start in D365"));
            }
            Option<Item> item = full ? series.orElse(() -> Option.some(mapping.read(activity, lane))) : Option.none();
            return Observed.Present.builder()
                    .ref(activity.ref())
                    .version(activity.token())
                    .marked(isMarked(row, lane))
                    .stamp(Stamp.parse(row.text("OutlookEntryId")))
                    .naturalKey(Option.of(row.text("OutlookSharedObjectId")).filter(k -> k.matches("(uid|mid):.+")))
                    .item(item)
                    .period(period)
                    .title(NormalForm.line(row.text("Purpose")))
                    .place(place(row, lane, touches(series, lane, window, period)))
                    .owner(Option.some(row.text("ResponsibleWorkerPersonnelNumber"))
                            .filter(n -> !n.isEmpty()))
                    .role(full ? People.role(activity, lane) : Observed.Role.OWNER)
                    .modified(modified(activity))
                    .build();
        } catch (SeriesReading.Malformed e) {
            return unreadable(activity, lane, e.reason());
        } catch (Row.UnknownValue e) {
            return unreadable(activity, lane, Reason.of("unknown-value", e.text(), "update this program"));
        }
    }

    /** Why an activity is no item that can be synchronised, if it is none. */
    private static Option<Reason> noItem(Activity activity, Lane lane) {
        Row row = activity.row();
        String state = row.text("RecurrenceState");
        if (activity.series().isDefined() || !row.yes("MasterAppointment") && state.matches("(NotRecurring)?")) {
            return Option.none();
        } else if (lane.kind() == Kind.APPOINTMENT && Series.isPart(row)) {
            return Option.some(Reason.of(
                    "series",
                    "the activity is one occurrence of a series (" + state + ") and no item of its own",
                    "nothing if the series has it; otherwise make it a single appointment in D365, or remove it"));
        }
        return Option.some(
                Reason.of("series", "the activity is part of a series (" + state + "); series are not synchronised"));
    }

    private static boolean touches(Option<Item> series, Lane lane, Window window, Value period) {
        return lane.kind() != Kind.APPOINTMENT
                || series.flatMap(RecurrenceSet::of)
                        .map(set -> set.touches(window, lane.mailbox().zone()))
                        .getOrElse(() ->
                                Periods.touches(window, period, lane.mailbox().zone()));
    }

    /** When it is, which also says what it is matched by; nothing when nobody can tell. */
    static Value period(Row row, Lane lane) {
        if (lane.kind() != Kind.TASK) {
            return Periods.read(row, lane.mailbox().zone());
        }
        Value due = TaskMapping.due(row, lane);
        return due.isNothing() ? Observed.Present.UNDATED : due;
    }

    private static Place place(Row row, Lane lane, boolean inScope) {
        if (!isOf(row, lane)) {
            return Place.ELSEWHERE;
        }
        return inScope ? Place.IN_LANE : Place.OUTSIDE_WINDOW;
    }

    private static Option<Instant> modified(Activity activity) {
        return activity.version()
                .flatMap(v -> v.time("ModifiedDateTime"))
                .orElse(() -> activity.row().time("LastDateTimeEdited"));
    }

    private Observed unreadable(Activity activity, Lane lane, Reason reason) {
        return new Observed.Unreadable(
                activity.ref(),
                activity.token(),
                isMarked(activity.row(), lane),
                NormalForm.line(activity.row().text("Purpose")),
                reason);
    }

    /** Whether a listed row belongs into a full listing; what cannot be read is never left out. */
    static boolean touches(Row row, Lane lane, Window window) {
        if (lane.kind() == Kind.TASK || Series.isMaster(row)) {
            return true; // a series shows only with its rows where it is
        }
        try {
            Value period = Periods.read(row, lane.mailbox().zone());
            return period.isNothing()
                    || Periods.touches(window, period, lane.mailbox().zone());
        } catch (Row.UnknownValue e) {
            return true;
        }
    }

    /** What an update writes of marker and categories, given what stands there. */
    Map<String, Object> marked(boolean marked, String before, Value categories, Lane lane, String separator) {
        Map<String, Object> row = LinkedHashMap.of(
                "OutlookCategories",
                CategoryText.write(marked && marking != Marking.FLAG, before, categories, lane, separator));
        return marking == Marking.CATEGORY ? row : row.put("KeepSynchronized", marked ? "Yes" : "No");
    }
}
