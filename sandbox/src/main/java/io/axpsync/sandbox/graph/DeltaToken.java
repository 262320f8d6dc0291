package io.axpsync.sandbox.graph;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * What a delta link carries. Opaque to clients, and complete: the server keeps nothing.
 *
 * @param position where in the folder's change log the next page begins; 0 = a round from the start
 * @param epoch of the server's memory; one of another epoch is expired
 */
record DeltaToken(String folderId, Instant from, Instant to, long position, int epoch) {

    DeltaToken at(long newPosition) {
        return new DeltaToken(folderId, from, to, newPosition, epoch);
    }

    String text() {
        String plain = String.join("|", "1", folderId, from.toString(), to.toString(), "" + position, "" + epoch);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static DeltaToken parse(String text, String folderId) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|");
            if (parts.length == 6 && parts[0].equals("1") && parts[1].equals(folderId)) {
                return new DeltaToken(
                        folderId,
                        Instant.parse(parts[2]),
                        Instant.parse(parts[3]),
                        Long.parseLong(parts[4]),
                        Integer.parseInt(parts[5]));
            }
        } catch (IllegalArgumentException | java.time.DateTimeException fallThrough) {
            throw invalid();
        }
        throw invalid();
    }

    private static GraphError invalid() {
        return GraphError.badRequest("BadRequest", "Badly formed token.");
    }
}
