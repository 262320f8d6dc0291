package io.axpsync.sandbox.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * PidLidGlobalObjectId and PidLidCleanGlobalObjectId (MS-OXOCAL 2.2.1.27): a UID that Exchange made is its hex text; a
 * foreign UID is wrapped behind the word {@code vCal-Uid}.
 */
public final class GlobalObjectId {

    private static final String MARK = "040000008200E00074C5B7101A82E008";
    private static final byte[] VCAL = "vCal-Uid".getBytes(StandardCharsets.US_ASCII);

    private GlobalObjectId() {}

    /** The clean id: the same for a series and all its occurrences. */
    public static byte[] clean(String uid) {
        byte[] id = bytes(uid);
        Arrays.fill(id, 16, 20, (byte) 0);
        return id;
    }

    /** The id of an occurrence, which carries the date of its original start. */
    public static byte[] ofOccurrence(String uid, LocalDate date) {
        byte[] id = bytes(uid);
        id[16] = (byte) (date.getYear() >> 8);
        id[17] = (byte) date.getYear();
        id[18] = (byte) date.getMonthValue();
        id[19] = (byte) date.getDayOfMonth();
        return id;
    }

    /** The UID that an id stands for. */
    public static String uid(byte[] id) {
        byte[] cleaned = id.clone();
        if (cleaned.length > 20) {
            Arrays.fill(cleaned, 16, 20, (byte) 0);
        }
        String foreign = foreignUid(cleaned);
        return foreign != null ? foreign : HexFormat.of().withUpperCase().formatHex(cleaned);
    }

    /** A new UID in Exchange's own form, from 16 bytes that nobody else has. */
    public static String newUid(byte[] unique) {
        ByteBuffer id = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
        id.put(HexFormat.of().parseHex(MARK)).putInt(0).putLong(0).putLong(0).putInt(16);
        id.put(unique, 0, 16);
        return HexFormat.of().withUpperCase().formatHex(id.array());
    }

    private static byte[] bytes(String uid) {
        if (uid.length() >= 80
                && uid.length() % 2 == 0
                && uid.toUpperCase(Locale.ROOT).startsWith(MARK)
                && uid.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            return HexFormat.of().parseHex(uid);
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(VCAL);
        data.writeBytes(new byte[] {1, 0, 0, 0});
        data.writeBytes(uid.getBytes(StandardCharsets.UTF_8));
        data.write(0);
        ByteBuffer id = ByteBuffer.allocate(40 + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        id.put(HexFormat.of().parseHex(MARK)).putInt(0).putLong(0).putLong(0).putInt(data.size());
        id.put(data.toByteArray());
        return id.array();
    }

    private static @Nullable String foreignUid(byte[] id) {
        int from = 40 + VCAL.length + 4;
        if (id.length <= from || !Arrays.equals(Arrays.copyOfRange(id, 40, 40 + VCAL.length), VCAL)) {
            return null;
        }
        return new String(id, from, id.length - from - 1, StandardCharsets.UTF_8);
    }
}
