package io.axpsync.core.memory;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Value;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** What servers make of contacts. */
final class Contacts {

    private Contacts() {}

    /** A contact person shows the name of the company that it was made for. */
    static Item employed(Item item, Seq<DirectoryEntry> company) {
        return item.kind() == Kind.CONTACT && !company.isEmpty()
                ? item.with(Field.COMPANY, Value.text(company.head().name()))
                : item;
    }

    /** What stands there already stays as its own user wrote it. */
    static Value asWritten(Item before, Field field, Value now) {
        return before.kind() == Kind.CONTACT
                        && before.value(field) instanceof Value.Entries was
                        && now instanceof Value.Entries is
                ? Value.Entries.of(is.values()
                        .map(e -> was.entries()
                                .get(e.key())
                                .filter(own -> own.value().equals(e.value()))
                                .getOrElse(e)))
                : now;
    }

    /** Why a set is refused: a card has only so many slots. */
    static Option<String> tooMany(Map<Field, Value> values, Capabilities side) {
        return values.find(v -> v._2 instanceof Value.Entries e
                        && side.holding(v._1)
                                .flatMap(Capabilities.Holding::room)
                                .exists(room -> e.values().size() > room))
                .map(v -> v._1 + " are too many");
    }
}
