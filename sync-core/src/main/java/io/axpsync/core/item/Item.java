package io.axpsync.core.item;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;

/** What an item says: its fields. Identity, version and marker are not part of it; an observation carries those. */
public sealed interface Item {

    Kind kind();

    /** The fields that are not empty. */
    Map<Field, Value> values();

    /** The value of a field; {@link Value#NOTHING} when it is empty. */
    default Value value(Field field) {
        return values().getOrElse(field, Value.NOTHING);
    }

    /** This item with one field set; an empty value clears it. */
    default Item with(Field field, Value value) {
        return of(kind(), value.isNothing() ? values().remove(field) : values().put(field, value));
    }

    /** The subject or name as a person would recognise it; may be empty. */
    default String title() {
        return value(Field.SUBJECT) instanceof Value.Text t ? NormalForm.line(t.text()) : "";
    }

    /** An item of the kind; a field that the kind does not have is a bug. */
    static Item of(Kind kind, Map<Field, Value> values) {
        Map<Field, Value> filled =
                values.exists(v -> v._2.isNothing()) ? values.filterValues(v -> !v.isNothing()) : values;
        filled.forEach((field, value) -> {
            if (!field.belongsTo(kind)) {
                throw new IllegalArgumentException("a " + kind + " has no field " + field);
            }
        });
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
    record Appointment(Map<Field, Value> values) implements Item {
        @Override
        public Kind kind() {
            return Kind.APPOINTMENT;
        }
    }

    /** RFC 5545 VTODO. */
    record Task(Map<Field, Value> values) implements Item {
        @Override
        public Kind kind() {
            return Kind.TASK;
        }
    }

    /** RFC 6350 vCard of a person. */
    record Contact(Map<Field, Value> values) implements Item {
        @Override
        public Kind kind() {
            return Kind.CONTACT;
        }
    }

    /** RFC 5322 message. */
    record Message(Map<Field, Value> values) implements Item {
        @Override
        public Kind kind() {
            return Kind.MESSAGE;
        }
    }
}
