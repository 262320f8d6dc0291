package io.axpsync.core.memory;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/** What servers themselves put on an appointment, or a task. */
final class Appointments {

    private static final Map<Field, Value> DEFAULTS = LinkedHashMap.of(
            Field.SHOW_AS, Value.choice("BUSY"),
            Field.SENSITIVITY, Value.choice("NORMAL"),
            Field.IMPORTANCE, Value.choice("NORMAL"));

    private static final Map<Field, Value> OF_TASKS = LinkedHashMap.of(
            Field.STATUS, Value.choice("NOT_STARTED"),
            Field.SENSITIVITY, Value.choice("NORMAL"),
            Field.IMPORTANCE, Value.choice("NORMAL"));

    private Appointments() {}

    /** The item with the choices that a server makes where nobody said anything. */
    static Item withDefaults(Item item) {
        Map<Field, Value> defaults = item.kind() == Kind.TASK ? OF_TASKS : DEFAULTS;
        return item.kind() == Kind.APPOINTMENT || item.kind() == Kind.TASK
                ? Item.of(item.kind(), item.values().merge(defaults, (said, unsaid) -> said))
                : item;
    }

    /** What Exchange keeps of a meeting: who calls it, who answered, whether answers are wanted. */
    static Item settled(Item item, Lane lane) {
        if (item.kind() != Kind.APPOINTMENT) {
            return item;
        }
        if (item.value(Field.ATTENDEES).isNothing()) {
            return item.with(Field.ORGANIZER, Value.NOTHING)
                    .with(Field.RESPONSES, Value.NOTHING)
                    .with(Field.RESPONSE_REQUESTED, Value.NOTHING);
        }
        Set<String> invited = keys(item.value(Field.ATTENDEES));
        Item meeting = item;
        if (item.value(Field.ORGANIZER).isNothing()) {
            meeting = meeting.with(
                    Field.ORGANIZER,
                    Value.Entries.of(Vector.of(new Value.Entry(
                            lane.mailbox().address(), "", lane.mailbox().displayName()))));
        }
        if (item.value(Field.RESPONSE_REQUESTED).isNothing()) {
            meeting = meeting.with(Field.RESPONSE_REQUESTED, Value.choice("YES"));
        }
        if (item.value(Field.RESPONSES) instanceof Value.Entries answers) {
            meeting = meeting.with(
                    Field.RESPONSES, Value.Entries.of(answers.values().filter(e -> invited.contains(e.key()))));
        }
        return meeting;
    }

    private static Set<String> keys(Value value) {
        return value instanceof Value.Entries e ? HashSet.ofAll(e.entries().keySet()) : HashSet.empty();
    }
}
