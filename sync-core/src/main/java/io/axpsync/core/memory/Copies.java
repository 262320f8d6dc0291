package io.axpsync.core.memory;

import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.FileContent;
import io.axpsync.core.port.FileSource;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.collection.Map;
import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.control.Either;

/** Files that hang on rows: an Exchange in memory hands them over, a D365 takes copies. */
final class Copies {

    private Copies() {}

    /** The content of a row's file; how much it is, is all that can be told of it. */
    static Either<PortFailure, FileContent> content(Row row, String key, long maxBytes) {
        return AttachedFile.of(row.item().value(Field.ATTACHMENTS))
                .find(file -> file.key().equals(key) && file.isFile())
                .toEither((PortFailure) new PortFailure.Missing(Reason.of("not-found", "there is no file " + key)))
                .flatMap(file -> file.bytes() > maxBytes
                        ? Either.left(new PortFailure.Rejected(Reason.of("too-large", key + " is too large")))
                        : Either.right(FileContent.of(file.type(), new byte[Math.toIntExact(file.bytes())])));
    }

    /** The values with those files only whose content was handed over now, or before. */
    static Map<Field, Value> taken(Write write, Map<Field, Value> values, Item before, Side side) {
        boolean takes = side == Side.D365 && write.lane().kind() == Kind.APPOINTMENT;
        return takes && values.get(Field.ATTACHMENTS).getOrNull() instanceof Value.Entries wanted
                ? values.put(Field.ATTACHMENTS, taken(wanted, before.value(Field.ATTACHMENTS), source(write)))
                : values;
    }

    private static FileSource source(Write write) {
        return write instanceof Write.Create c
                ? c.files()
                : write instanceof Write.Update u ? u.files() : FileSource.NONE;
    }

    private static Value taken(Value.Entries wanted, Value before, FileSource source) {
        SortedMap<String, Value.Entry> there = before instanceof Value.Entries e ? e.entries() : TreeMap.empty();
        return Value.Entries.of(wanted.values().flatMap(entry -> {
            boolean same = there.get(entry.key()).exists(old -> old.value().equals(entry.value()));
            return same || source.content(entry.key()).isRight()
                    ? io.vavr.control.Option.some(entry)
                    : there.get(entry.key());
        }));
    }
}
