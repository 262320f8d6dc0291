package io.axpsync.core.change;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.FieldTable;
import io.axpsync.core.item.ItemVersion;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What both sides agreed on, as one side read it back last.
 *
 * @param keyId names the scheme and the key of the fingerprints; those of another key cannot be compared
 * @param table the fingerprints; a field that is absent was not held by the side then
 * @param replaced the versions that our last writes replaced, as long as only the server's word says that they took
 *     effect: an item that is met in one of them again was not written; {@link #MADE} when we made the item,
 *     {@link #REMOVED} when we were to remove it, {@link #REARRANGED} when we were to write a series in several steps
 */
public record Baseline(ItemVersion version, String keyId, FieldTable<FieldPrint> table, Seq<ItemVersion> replaced) {

    /** Stands for the version before there was any. */
    public static final ItemVersion MADE = new ItemVersion("");

    /** Stands for all versions there were, of an item that we asked the server to remove. */
    public static final ItemVersion REMOVED = new ItemVersion(" removed");

    /**
     * Stands for whatever a series says between two steps of ours: its pattern is written, and its exceptions are not
     * yet, which a server drops with the old pattern.
     */
    public static final ItemVersion REARRANGED = new ItemVersion(" rearranged");

    /** What was read, and needs no further proof. */
    public Baseline(ItemVersion version, String keyId, Map<Field, FieldPrint> prints) {
        this(version, keyId, prints, Vector.empty());
    }

    public Baseline(ItemVersion version, String keyId, Map<Field, FieldPrint> prints, Seq<ItemVersion> replaced) {
        this(version, keyId, FieldTable.of(prints), replaced);
    }

    /** The fingerprints as a map. */
    public Map<Field, FieldPrint> prints() {
        return table.map();
    }

    /** The same without its fingerprints: what a listing can be compared with. */
    public Baseline slim() {
        return new Baseline(version, keyId, NO_PRINTS, replaced);
    }

    /** The same with the fingerprints of another. */
    public Baseline withPrintsOf(Baseline other) {
        return new Baseline(version, keyId, other.table(), replaced);
    }

    private static final FieldTable<FieldPrint> NO_PRINTS = FieldTable.of(HashMap.empty());

    /** The same after writes of ours that replaced these versions. */
    public Baseline written(Seq<ItemVersion> versions) {
        return new Baseline(version, keyId, table, versions);
    }

    /** The same, seen by ourselves. */
    public Baseline seen() {
        return new Baseline(version, keyId, table, Vector.empty());
    }

    public Option<FieldPrint> print(Field field) {
        return table.get(field);
    }
}
