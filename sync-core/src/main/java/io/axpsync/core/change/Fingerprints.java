package io.axpsync.core.change;

import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed fingerprints of field values: HMAC-SHA-256 over field and normal form, cut to 96 bits. Without the key nobody
 * can tell from the store what an item says, nor that two items say the same in different fields.
 */
public final class Fingerprints {

    private static final int BYTES = 12;
    /** How many values of a field are remembered: both sides of a pair say the same, and many items what few do. */
    private static final int REMEMBERED = 1000;

    private final String keyId;
    private final Mac mac;
    private final Seq<Fingerprints> older;
    /** An HMAC costs more than all else that is decided about a field. */
    private final EnumMap<Field, Remembered> remembered = new EnumMap<>(Field.class);

    /** The prints of the values that were seen last. */
    private static final class Remembered extends java.util.LinkedHashMap<Value, FieldPrint> {
        private static final long serialVersionUID = 1L;

        Remembered() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(java.util.Map.Entry<Value, FieldPrint> eldest) {
            return size() > REMEMBERED;
        }
    }

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
                baseline.prints()
                        .map((field, was) -> Tuple.of(field, print(field, item.value(field), was.withheld()))));
    }

    public String keyId() {
        return keyId;
    }

    /** The baseline of an item as a side read it back: one print for each field that the side holds. */
    public Baseline baseline(Capabilities side, Item item, ItemVersion version, Map<Field, Withheld> withheld) {
        Map<Field, FieldPrint> prints = LinkedHashMap.empty();
        for (Field field : Field.of(item.kind())) {
            if (side.holds(field)) {
                prints = prints.put(field, print(field, item.value(field), withheld.get(field)));
            }
        }
        return new Baseline(version, keyId, prints);
    }

    /** The print of one value. */
    public FieldPrint print(Field field, Value value, Option<Withheld> withheld) {
        return print(field, value).withheld(withheld);
    }

    /** Whether the print, however whole the value was then, is of this value. */
    boolean says(FieldPrint print, Field field, Value value) {
        return print.withheld(Option.none()).equals(print(field, value));
    }

    private synchronized FieldPrint print(Field field, Value value) {
        return remembered.computeIfAbsent(field, f -> new Remembered()).computeIfAbsent(value, v -> fresh(field, v));
    }

    private FieldPrint fresh(Field field, Value value) {
        if (!field.isSet()) {
            return new FieldPrint.Single(print(field, NormalForm.text(field, value)), Option.none());
        }
        Map<String, String> prints = LinkedHashMap.empty();
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

    private synchronized String print(Field field, String canonical) {
        mac.update(field.name().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        byte[] full = mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, BYTES));
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
