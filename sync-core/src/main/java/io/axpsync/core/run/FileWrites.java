package io.axpsync.core.run;

import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.plan.AttachmentRules;
import io.axpsync.core.plan.Projection;
import io.axpsync.core.port.FileSource;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Write;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The files of appointments on their way to D365: where a write gets their contents, and what it says of the others. */
final class FileWrites {

    private FileWrites() {}

    /** The contents of an Exchange item's files, for a write on D365 that may need them; none for any other. */
    static FileSource source(Operation op, Side to, Map<Field, Value> values, ItemRef exchange) {
        if (to != Side.D365
                || AttachedFile.of(values.getOrElse(Field.ATTACHMENTS, Value.NOTHING))
                        .isEmpty()) {
            return FileSource.NONE;
        }
        LaneWork lane = op.lane;
        Look look = new Look(lane.lane(), lane.window, exchange, Option.none());
        long most = lane.setup.rules().attachments().perFile();
        return key -> lane.side(Side.EXCHANGE).content(look, key, most);
    }

    /** What the notes of an activity name, because it has no copy there. */
    static Value forNotes(Operation op, Item exchange) {
        AttachmentRules rules = op.lane.setup.rules().attachments();
        boolean files = exchange.kind() == Kind.APPOINTMENT || exchange.kind() == Kind.MESSAGE;
        return !files || Projection.isPrivate(exchange)
                ? Value.NOTHING
                : rules.leftOut(
                        exchange.value(Field.ATTACHMENTS), op.lane.sides.d365().holds(Field.ATTACHMENTS));
    }

    /** Why D365 has not all copies that a write was to make; none when it has. */
    static Option<Reason> lacking(Write write, Item now, String what) {
        Option<Value> wanted = write instanceof Write.Create c
                ? c.item().values().get(Field.ATTACHMENTS)
                : write instanceof Write.Update u ? u.changes().get(Field.ATTACHMENTS) : Option.none();
        Seq<AttachedFile> there = AttachedFile.of(now.value(Field.ATTACHMENTS));
        Seq<AttachedFile> missing = wanted.toVector()
                .flatMap(AttachedFile::of)
                .filter(f -> !there.exists(t -> t.key().equals(f.key()) && t.bytes() == f.bytes()));
        return missing.isEmpty()
                ? Option.none()
                : Option.some(Reason.of(
                        "file-not-copied",
                        what + " has no copy of "
                                + missing.map(AttachedFile::name).mkString(", "),
                        "It is tried again. If it lasts: a file of that name that a user of D365 attached is never"
                                + " replaced, so rename one of the two; else look whether the file can be opened in"
                                + " Outlook."));
    }
}
