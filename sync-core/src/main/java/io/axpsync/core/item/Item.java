package io.axpsync.core.item;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** What an item says: its fields. Identity, version and marker are not part of it; an observation carries those. */
public sealed interface Item {

    Kind kind();

    /** The fields that are not empty. */
    FieldTable<Value> table();

    /** The fields that are not empty, as a map. */
    default Map<Field, Value> values() {
        return table().map();
    }

    /** The value of a field; {@link Value#NOTHING} when it is empty. */
    default Value value(Field field) {
        Value value = table().at(field);
        return value == null ? Value.NOTHING : value;
    }

    /** This item with one field set; an empty value clears it. */
    default Item with(Field field, Value value) {
        return of(kind(), value.isNothing() ? values().remove(field) : values().put(field, value));
    }

    /** The subject or name as a person would recognise it; may be empty. */
    default String title() {
        return value(Field.SUBJECT) instanceof Value.Text t ? NormalForm.line(t.text()) : "";
    }

    /** What it is called, and nothing else. */
    default Item named() {
        return of(
                kind(),
                HashMap.ofEntries(NAMES.flatMap(f -> Option.of(table().at(f)).map(v -> Tuple.of(f, v)))));
    }

    Seq<Field> NAMES = Vector.of(
            Field.SUBJECT, Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.NICKNAME, Field.COMPANY);

    /** An item of the kind; a field that the kind does not have is a bug. */
    static Item of(Kind kind, Map<Field, Value> values) {
        boolean blanks = false;
        for (Tuple2<Field, Value> one : values) {
            if (one._2.isNothing()) {
                blanks = true;
            } else if (!one._1.belongsTo(kind)) {
                throw new IllegalArgumentException("a " + kind + " has no field " + one._1);
            }
        }
        FieldTable<Value> filled = FieldTable.of(blanks ? values.filterValues(v -> !v.isNothing()) : values);
        return switch (kind) {
            case APPOINTMENT -> new Appointment(filled);
            case TASK -> new Task(filled);
            case CONTACT -> new Contact(filled);
            case MESSAGE -> new Message(filled);
        };
    }

    static Item empty(Kind kind) {
        return of(kind, LinkedHashMap.empty());
    }

    /** RFC 5545 VEVENT. */
    record Appointment(FieldTable<Value> table) implements Item {
        @Override
        public Kind kind() {
            return Kind.APPOINTMENT;
        }
    }

    /** RFC 5545 VTODO. */
    record Task(FieldTable<Value> table) implements Item {
        @Override
        public Kind kind() {
            return Kind.TASK;
        }
    }

    /** RFC 6350 vCard of a person. */
    record Contact(FieldTable<Value> table) implements Item {
        @Override
        public Kind kind() {
            return Kind.CONTACT;
        }

        /** Its name; where it has none, how it is called or the company. */
        @Override
        public String title() {
            String name = NormalForm.line(Vector.of(Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME)
                    .map(f -> value(f) instanceof Value.Text t ? t.text() : "")
                    .mkString(" "));
            return Vector.of(Field.NICKNAME, Field.COMPANY)
                    .map(f -> value(f) instanceof Value.Text t ? NormalForm.line(t.text()) : "")
                    .prepend(name)
                    .find(text -> !text.isEmpty())
                    .getOrElse("");
        }
    }

    /** RFC 5322 message. */
    record Message(FieldTable<Value> table) implements Item {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }
    }
}
