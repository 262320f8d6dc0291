package io.axpsync.sandbox.ews;

import java.nio.charset.StandardCharsets;
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
 * @param given hashes of the ids that the round has handed out as new, so that they are not new again in its later pages
 */
record SyncState(String subject, int epoch, long base, long position, Set<Integer> given) {

    private static SyncState start(String subject, int epoch) {
        return new SyncState(subject, epoch, 0, 0, Set.of());
    }

    /**
     * The state that a client came with; without one, the start.
     *
     * @throws EwsError {@code ErrorInvalidSyncStateData}
     */
    static SyncState resumed(String encoded, String subject, int epoch) {
        return encoded.isBlank()
                ? start(subject, epoch)
                : decode(encoded, subject, epoch)
                        .orElseThrow(() -> new EwsError(
                                "ErrorInvalidSyncStateData",
                                "Synchronization state data is corrupt or otherwise invalid."));
    }

    String encoded() {
        StringBuilder text = new StringBuilder();
        text.append(subject)
                .append('|')
                .append(epoch)
                .append('|')
                .append(base)
                .append('|')
                .append(position);
        for (int hash : given) {
            text.append('|').append(Integer.toHexString(hash));
        }
        byte[] body = (crc(text.toString()) + "|" + text).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(body);
    }

    /** @return empty when it is none of ours, or is for another folder or era */
    private static Optional<SyncState> decode(String encoded, String subject, int epoch) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int cut = text.indexOf('|');
            String[] parts = text.substring(cut + 1).split("\\|", -1);
            if (cut < 0
                    || !text.substring(0, cut).equals(crc(text.substring(cut + 1)))
                    || !parts[0].equals(subject)
                    || Integer.parseInt(parts[1]) != epoch) {
                return Optional.empty();
            }
            Set<Integer> given = new LinkedHashSet<>();
            for (int i = 4; i < parts.length; i++) {
                given.add(Integer.parseUnsignedInt(parts[i], 16));
            }
            return Optional.of(
                    new SyncState(subject, epoch, Long.parseLong(parts[2]), Long.parseLong(parts[3]), given));
        } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
