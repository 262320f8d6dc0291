package io.axpsync.sandbox.mailbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Base64;

/**
 * Makes ids that look like Exchange's: 72 characters immutable, 140 classic, both case-sensitive. The id of an
 * occurrence is that of its master and eight characters for the date. The same sequence of writes gives the same ids.
 */
final class ItemIds {

    private static final int IMMUTABLE_BYTES = 54;
    private static final int CLASSIC_BYTES = 105;
    private static final int IMMUTABLE = IMMUTABLE_BYTES / 3 * 4;
    private static final int CLASSIC = CLASSIC_BYTES / 3 * 4;

    private ItemIds() {}

    static String immutable(String mailbox, long sequence) {
        return Base64.getUrlEncoder().encodeToString(bytes(IMMUTABLE_BYTES, "i", mailbox, sequence));
    }

    static String classic(String immutableId, String folderId, long sequence) {
        return Base64.getEncoder().encodeToString(bytes(CLASSIC_BYTES, "c" + folderId, immutableId, sequence));
    }

    static String folder(String mailbox, String name) {
        return Base64.getUrlEncoder().encodeToString(bytes(75, "f" + name, mailbox, 0));
    }

    static String attachment(String itemId, long sequence) {
        return Base64.getUrlEncoder().encodeToString(bytes(75, "a", itemId, sequence));
    }

    /** Of all messages of a mailbox that go back to the same one. */
    static String conversation(String mailbox, String root) {
        return Base64.getEncoder().encodeToString(bytes(66, "t" + root, mailbox, 0));
    }

    static String changeKey(String id, long number) {
        return Base64.getEncoder().encodeToString(bytes(18, "k", id, number));
    }

    static byte[] unique(String mailbox, long sequence) {
        return bytes(16, "u", mailbox, sequence);
    }

    static String ofOccurrence(String masterId, LocalDate date) {
        byte[] day = ByteBuffer.allocate(6)
                .putShort((short) 7)
                .putInt((int) date.toEpochDay())
                .array();
        // in the alphabet of the master's id, which REST and EWS spell differently when it is a classic one
        return masterId
                + (masterId.length() == CLASSIC ? Base64.getEncoder() : Base64.getUrlEncoder()).encodeToString(day);
    }

    /** Whether the id, of either kind, is longer than a master's by the date of an occurrence. */
    static boolean isOccurrence(String id) {
        return id.length() == IMMUTABLE + 8 || id.length() == CLASSIC + 8;
    }

    static String master(String occurrenceId) {
        return occurrenceId.substring(0, occurrenceId.length() - 8);
    }

    /** @throws IllegalArgumentException when the id is no occurrence's */
    static LocalDate date(String occurrenceId) {
        String last = occurrenceId.substring(occurrenceId.length() - 8);
        byte[] day = Base64.getUrlDecoder().decode(last.replace('+', '-').replace('/', '_'));
        return LocalDate.ofEpochDay(ByteBuffer.wrap(day).getInt(2));
    }

    private static byte[] bytes(int length, String kind, String of, long sequence) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            for (int block = 0; bytes.hasRemaining(); block++) {
                String seed = kind + '|' + of + '|' + sequence + '|' + block;
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
                bytes.put(hash, 0, Math.min(hash.length, bytes.remaining()));
            }
            return bytes.array();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
