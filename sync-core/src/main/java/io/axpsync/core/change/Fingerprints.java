package io.axpsync.core.change;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.FieldTable;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed fingerprints of field values: HMAC-SHA-256 over field and normal form, cut to 96 bits. Without the key nobody
 * can tell from the store what an item says, nor that two items say the same in different fields.
 */
public final class Fingerprints {

    private final String keyId;
    private final Mac mac;
    private final Seq<Fingerprints> older;
    /** An HMAC costs more than all else that is decided about a field. By the field's place in the catalogue. */
    private final RecentPrints[] recent;

    /**
     * @param keyId names scheme and key; stored with each baseline
     * @param key at least 16 bytes
     */
    public Fingerprints(String keyId, byte[] key) {
        this(keyId, key, Vector.empty());
    }

    private Fingerprints(String keyId, byte[] key, Seq<Fingerprints> older) {
        this.keyId = keyId;
        this.mac = mac(key);
        this.recent = Field.catalogue().toJavaStream().map(RecentPrints::new).toArray(RecentPrints[]::new);
        this.older = older;
    }

    /** @param before of keys that were in use before: what is stored with them can still be compared */
    public static Fingerprints of(String keyId, byte[] key, Seq<Fingerprints> before) {
        return new Fingerprints(keyId, key, before);
    }

    /** Those of the key that a baseline names; none when that key is not known. */
    public Option<Fingerprints> of(String otherKeyId) {
        return otherKeyId.equals(keyId)
                ? Option.some(this)
                : older.find(f -> f.keyId().equals(otherKeyId));
    }

    /** The baseline of the same fields with this key, of an item that says what it said then. */
    public Baseline renewed(Baseline baseline, Item item, ItemVersion version) {
        return new Baseline(
                version,
                keyId,
                FieldTable.of(field -> {
                    FieldPrint was = baseline.table().at(field);
                    return was == null ? null : print(field, item.value(field), was.withheld());
                }),
                Vector.empty());
    }

    public String keyId() {
        return keyId;
    }

    /** The baseline of an item as a side read it back: one print for each field that the side holds. */
    public Baseline baseline(Capabilities side, Item item, ItemVersion version, Map<Field, Withheld> withheld) {
        FieldTable<FieldPrint> prints = FieldTable.of(field -> field.belongsTo(item.kind()) && side.holds(field)
                ? print(field, item.value(field), withheld.get(field))
                : null);
        return new Baseline(version, keyId, prints, Vector.empty());
    }

    /** The print of one value. */
    public FieldPrint print(Field field, Value value, Option<Withheld> withheld) {
        return print(field, value).withheld(withheld);
    }

    /**
     * The fields of the item that do not say what the baseline, of this key, has of them; those that were masked then,
     * or not held, are none of them.
     */
    synchronized Set<Field> differing(Baseline baseline, Item item) {
        Set<Field> differing = LinkedHashSet.empty();
        for (RecentPrints prints : recent) {
            Field field = prints.field();
            FieldPrint was = baseline.table().at(field);
            if (was != null
                    && !Withheld.MASKED.is(was.withheld())
                    && field.belongsTo(item.kind())
                    && !prints.of(item.value(field), this).says(was)) {
                differing = differing.add(field);
            }
        }
        return differing;
    }

    private synchronized FieldPrint print(Field field, Value value) {
        return recent[field.ordinal()].of(value, this);
    }

    /** Works the print of a value out. */
    FieldPrint fresh(Field field, Value value) {
        if (!field.isSet()) {
            return new FieldPrint.Single(full(field, NormalForm.text(field, value)), Option.none());
        }
        Map<String, String> prints = HashMap.empty();
        if (value instanceof Value.Entries entries) {
            for (Value.Entry entry : entries.values()) {
                prints = prints.put(key(field, entry.key()), element(field, entry));
            }
        }
        return new FieldPrint.Elements(prints, Option.none());
    }

    /** The print of an element's key. */
    public String key(Field field, String key) {
        return print(field, "k" + key);
    }

    /** The print of an element's value. */
    public String element(Field field, Value.Entry entry) {
        return print(field, "v" + entry.key() + "=" + entry.value());
    }

    private String print(Field field, String canonical) {
        byte[] print = Arrays.copyOf(full(field, canonical), FieldPrint.BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(print);
    }

    private synchronized byte[] full(Field field, String canonical) {
        mac.update(recent[field.ordinal()].salt());
        return mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
