package io.axpsync.core.change;

import io.axpsync.core.item.Withheld;
import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Keyed fingerprints of one field as it was last read back: no content, only whether it is still the same. */
public sealed interface FieldPrint {

    /** How long a fingerprint is. */
    int BYTES = Long.BYTES + Integer.BYTES;

    Option<Withheld> withheld();

    /** This print with the value said to be so whole. */
    FieldPrint withheld(Option<Withheld> how);

    /** Whether both are of the same value, however whole it was. */
    boolean says(FieldPrint other);

    /** A single value: 96 bits, as a text of 16 characters in a URL's alphabet of 64. */
    record Single(long head, int tail, Option<Withheld> withheld) implements FieldPrint {

        /** @throws IllegalArgumentException if the text is no print */
        public Single(String print, Option<Withheld> withheld) {
            this(bits(print), withheld);
        }

        /** @param bits at least 12 bytes, of which the first 12 count */
        Single(byte[] bits, Option<Withheld> withheld) {
            this(ByteBuffer.wrap(bits).getLong(), ByteBuffer.wrap(bits).getInt(Long.BYTES), withheld);
        }

        private static byte[] bits(String print) {
            byte[] bits = Base64.getUrlDecoder().decode(print);
            if (bits.length != BYTES) {
                throw new IllegalArgumentException("a fingerprint has " + BYTES + " bytes, not " + bits.length);
            }
            return bits;
        }

        public String print() {
            byte[] bits = ByteBuffer.allocate(BYTES).putLong(head).putInt(tail).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        }

        @Override
        public Single withheld(Option<Withheld> how) {
            return how.equals(withheld) ? this : new Single(head, tail, how);
        }

        @Override
        public boolean says(FieldPrint other) {
            return other instanceof Single s && head == s.head && tail == s.tail;
        }
    }

    /** A set: fingerprint of each element's key to the fingerprint of its value. */
    record Elements(Map<String, String> prints, Option<Withheld> withheld) implements FieldPrint {
        @Override
        public Elements withheld(Option<Withheld> how) {
            return how.equals(withheld) ? this : new Elements(prints, how);
        }

        @Override
        public boolean says(FieldPrint other) {
            return other instanceof Elements e && (prints == e.prints || prints.size() == e.prints.size() && isIn(e));
        }

        private boolean isIn(Elements other) {
            for (Tuple2<String, String> one : prints) {
                if (!other.prints.get(one._1).contains(one._2)) {
                    return false;
                }
            }
            return true;
        }
    }
}
