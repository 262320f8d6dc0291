package io.axpsync.d365.odata.internal.appointment;

import io.axpsync.core.item.Capabilities.Holding;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;

/** How the fields of one kind stand in the properties of an activity: one line for each, both directions. */
record FieldTable(Kind kind, Seq<Line> lines) {

    /** {@code smmActivityLocation} and the subject's data type hold so much. */
    static final int LINE = 255;

    static final Line SUBJECT = text(Field.SUBJECT, "Purpose", Holding.upTo(LINE));
    static final Line BODY = text(Field.BODY, "OutlookText", Holding.READ_WRITE);
    static final Line SENSITIVITY =
            choice(Field.SENSITIVITY, "Sensitivity", Choices.SENSITIVITY, HashMap.empty(), "NORMAL");
    static final Line IMPORTANCE = choice(Field.IMPORTANCE, "Priority", Choices.IMPORTANCE, HashMap.empty(), "NORMAL");
    /** Written apart, with the marker. */
    static final Line CATEGORIES = line(
            Field.CATEGORIES,
            (activity, lane) -> CategoryText.users(activity.row().text("OutlookCategories"), lane),
            (item, lane) -> LinkedHashMap.empty());

    /** The value of a field in an activity. */
    interface Reading {
        Value read(Activity activity, Lane lane);
    }

    /** The properties that say a field of an item. */
    interface Writing {
        Map<String, Object> write(Item item, Lane lane);
    }

    /** @param meetings whether it is held with the companion's attendees only */
    record Line(Field field, Holding holding, boolean meetings, Reading reading, Writing writing) {}

    Map<Field, Holding> holdings() {
        return lines.foldLeft(
                LinkedHashMap.<Field, Holding>empty(), (map, line) -> map.put(line.field(), line.holding()));
    }

    Item read(Activity activity, Lane lane) {
        return Item.of(
                kind,
                lines.foldLeft(
                        LinkedHashMap.<Field, Value>empty(),
                        (map, line) -> map.put(line.field(), line.reading().read(activity, lane))));
    }

    Map<String, Object> write(Item item, Seq<Field> fields, Lane lane) {
        Map<String, Object> row = LinkedHashMap.empty();
        for (Line line : lines.filter(l -> fields.contains(l.field()))) {
            row = row.merge(line.writing().write(item, lane));
        }
        return row;
    }

    /** The texts that are too long to be held; servers differ in whether they refuse or cut them. */
    Seq<String> tooLong(Map<Field, Value> values) {
        return values.toVector()
                .filter(v -> v._2 instanceof Value.Text t
                        && lines.exists(line -> line.field() == v._1
                                && line.holding()
                                        .maxLength()
                                        .exists(max -> t.text().length() > max)))
                .map(v -> v._1.name());
    }

    static Line line(Field field, Reading reading, Writing writing) {
        return new Line(field, Holding.READ_WRITE, false, reading, writing);
    }

    static Line meetings(Field field, Reading reading, Writing writing) {
        return new Line(field, Holding.READ_WRITE, true, reading, writing);
    }

    static Line text(Field field, String property, Holding holding) {
        return new Line(
                field,
                holding,
                false,
                (activity, lane) -> Value.text(activity.row().text(property)),
                (item, lane) -> LinkedHashMap.of(property, item.value(field) instanceof Value.Text t ? t.text() : ""));
    }

    /** @param whenNothing what is written for an empty field, which an enumeration cannot say */
    static Line choice(
            Field field, String property, Choices choices, Map<String, String> fallbacks, String whenNothing) {
        return new Line(
                field,
                fallbacks.isEmpty() ? Holding.READ_WRITE : Holding.lacking(fallbacks),
                false,
                (activity, lane) -> choices.read(activity.row(), property),
                (item, lane) -> {
                    String name = item.value(field) instanceof Value.Choice c ? c.name() : whenNothing;
                    return LinkedHashMap.of(property, choices.member(fallbacks.getOrElse(name, name)));
                });
    }
}
