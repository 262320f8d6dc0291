package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Items and activities, by kind. */
final class ActivityMapping {

    private final Seq<FieldTable> tables;

    ActivityMapping(Features features) {
        tables = Vector.of(AppointmentMapping.of(features), TaskMapping.table(), MessageMapping.of(features));
    }

    /** The {@code smmActivityCategory} of the kind; none when activities do not hold it. */
    static Option<String> category(Kind kind) {
        return switch (kind) {
            case APPOINTMENT -> Option.some("Appointment");
            case TASK -> Option.some("Task");
            case MESSAGE -> Option.some("Event");
            case CONTACT -> Option.none();
        };
    }

    Map<Field, Holding> holdings(Kind kind) {
        return of(kind).holdings();
    }

    /**
     * The item that an activity says; the series, if it is the master of one.
     *
     * @throws io.axpsync.d365.odata.internal.service.Row.UnknownValue when it holds something that we do not know
     * @throws SeriesReading.Malformed when the rows of its series say none
     */
    Item read(Activity activity, Lane lane) {
        Item own = of(lane.kind()).read(activity, lane);
        return activity.series().isEmpty() ? own : SeriesReading.item(activity, own, lane, row -> alone(row, lane));
    }

    /** What the row of one occurrence says. */
    Item alone(Row row, Lane lane) {
        return of(lane.kind()).read(new Activity(row, Option.none(), Vector.empty()), lane);
    }

    /**
     * The properties of the activity's own row for these fields of an item; categories and child rows are written
     * apart.
     */
    Map<String, Object> write(Item item, Seq<Field> fields, Lane lane) {
        Seq<Field> together = switch (lane.kind()) {
            case TASK -> TaskMapping.together(fields);
            case APPOINTMENT -> AppointmentMapping.together(item, fields);
            default -> fields;
        };
        return of(lane.kind()).write(item, together, lane);
    }

    /** The texts that are too long to be held. */
    Seq<String> tooLong(Kind kind, Map<Field, Value> values) {
        return of(kind).tooLong(values);
    }

    private FieldTable of(Kind kind) {
        return tables.find(t -> t.kind() == kind)
                .getOrElseThrow(() -> new IllegalArgumentException("activities do not hold a " + kind));
    }
}
