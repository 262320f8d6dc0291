package io.axpsync.core.plan;

import io.axpsync.core.item.AttachedFile;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.Locale;

/**
 * Which of the files that hang on an Exchange item get a copy in D365.
 *
 * @param perFile the largest file, in bytes
 * @param perItem all files of an item together, in bytes; in the order of names, those that fit
 * @param blocked extensions without the dot, in lower case, that are never copied
 */
public record AttachmentRules(long perFile, long perItem, Set<String> blocked) {

    /** Bytes of a megabyte, as limits count them. */
    public static final long MEGABYTE = 1024L * 1024;

    /** D365 holds a file name of 255 characters; the key of our own note about it needs the rest. */
    static final int LONGEST_NAME = 200;

    /** What Windows runs when somebody opens it. */
    public static final Set<String> PROGRAMS = HashSet.of(
            ("appref-ms application bat chm cmd com cpl dll exe gadget hta img inf ins iso jar jnlp js jse lnk msc msh msi"
                            + " msp mst pif ps1 psc1 reg scf scr sct url vb vbe vbs vhd vhdx website ws wsc wsf wsh xll")
                    .split(" "));

    public static final AttachmentRules DEFAULT = new AttachmentRules(10 * MEGABYTE, 25 * MEGABYTE, PROGRAMS);

    /** Begins what is said of files that have none. */
    public static final String WITHOUT_COPY = "files without a copy in D365: ";

    /** What gets a copy, and what does not with why. */
    record Sorted(Seq<AttachedFile> carried, Seq<Tuple2<AttachedFile, String>> leftOut) {}

    Sorted sort(Value attachments) {
        Seq<AttachedFile> carried = Vector.empty();
        Seq<Tuple2<AttachedFile, String>> leftOut = Vector.empty();
        long sum = 0;
        for (AttachedFile file : AttachedFile.of(attachments)) {
            String why = objection(file, sum);
            if (why.isEmpty()) {
                carried = carried.append(file);
                sum += file.bytes();
            } else {
                leftOut = leftOut.append(Tuple.of(file, why));
            }
        }
        return new Sorted(carried, leftOut);
    }

    /** What D365 shall show of its copies: their names and sizes. */
    Value carried(Value attachments) {
        Seq<AttachedFile> files = sort(attachments).carried();
        return files.isEmpty()
                ? Value.NOTHING
                : Value.Entries.of(files.map(f -> new Value.Entry(f.key(), Long.toString(f.bytes()), f.name())));
    }

    /** What has no copy, each with why, for people to read: of all there is where D365 holds no files. */
    public Value leftOut(Value attachments, boolean held) {
        Seq<Value.Entry> entries = held
                ? sort(attachments).leftOut().map(t -> new Value.Entry(t._1.key(), t._2, t._1.name()))
                : AttachedFile.of(attachments).map(f -> new Value.Entry(f.key(), "", f.name()));
        return entries.isEmpty() ? Value.NOTHING : Value.Entries.of(entries);
    }

    /** The reason of a decision, with what it leaves out of the item's files. */
    public Reason told(Reason reason, Item exchange, boolean held) {
        if (exchange.kind() != Kind.APPOINTMENT || Projection.isPrivate(exchange)) {
            return reason;
        }
        Seq<Value.Entry> left = leftOut(exchange.value(Field.ATTACHMENTS), held) instanceof Value.Entries e
                ? e.values()
                : Vector.empty();
        return left.isEmpty()
                ? reason
                : Reason.of(
                        reason.code(),
                        reason.text() + "; " + WITHOUT_COPY
                                + left.map(e -> e.label() + (e.value().isEmpty() ? "" : " (" + e.value() + ")"))
                                        .mkString(", "),
                        reason.remedy());
    }

    private String objection(AttachedFile file, long before) {
        if (!file.isFile()) {
            return file.type().equals(AttachedFile.ITEM) ? "an attached item, no file" : "a link, no file";
        } else if (blocked.contains(extension(file.name()))) {
            return "files of type " + extension(file.name()) + " are blocked";
        } else if (file.name().length() > LONGEST_NAME) {
            return "its name has more than " + LONGEST_NAME + " characters";
        } else if (file.bytes() > perFile) {
            return "larger than the " + megabytes(perFile) + " of one file";
        } else if (before + file.bytes() > perItem) {
            return "with the files before it larger than the " + megabytes(perItem) + " of one item";
        }
        return "";
    }

    /** What Windows goes by: it ignores dots and blanks at the end. */
    private static String extension(String name) {
        String bare = name.replaceAll("[. ]+$", "");
        return bare.substring(bare.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String megabytes(long bytes) {
        return bytes % MEGABYTE == 0 ? bytes / MEGABYTE + " MB" : bytes + " bytes";
    }
}
