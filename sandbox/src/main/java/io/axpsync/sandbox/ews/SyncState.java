package io.axpsync.sandbox.ews;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Where a client stands in a folder's changes; opaque to it.
 *
 * @param subject mailbox and folder, and what else the state is good for
 * @param epoch the server's era; states of another one are invalid
 * @param base the position at which the round under way began
 * @param position how far the round has come; equal to the base between rounds
 * @param given marks of what the round has handed out as new, so that it is not new again in its later pages
 */
record SyncState(String subject, int epoch, long base, long position, Set<Long> given) {

    /** Names an id or a version in eight bytes. */
    static long mark(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() << 32 | text.hashCode() & 0xFFFFFFFFL;
    }

    /**
     * The state that a client came with; without one, the start.
     *
     * @throws EwsError {@code ErrorInvalidSyncStateData} when it is none of ours, or of another folder or era
     */
    static SyncState resumed(String encoded, String subject, int epoch) {
        if (encoded.isBlank()) {
            return new SyncState(subject, epoch, 0, 0, Set.of());
        }
        return decode(encoded)
                .filter(state -> state.subject.equals(subject) && state.epoch == epoch)
                .orElseThrow(() -> new EwsError(
                        "ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid."));
    }

    String encoded() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(subject);
            out.writeInt(epoch);
            out.writeLong(base);
            out.writeLong(position);
            for (long mark : given) {
                out.writeLong(mark);
            }
            out.writeLong(crc(bytes.toByteArray()));
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Optional<SyncState> decode(String encoded) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded.strip());
            if (bytes.length < Long.BYTES) {
                return Optional.empty();
            }
            int end = bytes.length - Long.BYTES;
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            SyncState head =
                    new SyncState(in.readUTF(), in.readInt(), in.readLong(), in.readLong(), new LinkedHashSet<>());
            while (in.available() > Long.BYTES) {
                head.given.add(in.readLong());
            }
            return in.readLong() == crc(Arrays.copyOf(bytes, end)) ? Optional.of(head) : Optional.empty();
        } catch (IllegalArgumentException | IOException broken) {
            return Optional.empty();
        }
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
