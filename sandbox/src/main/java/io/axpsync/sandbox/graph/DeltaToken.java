package io.axpsync.sandbox.graph;

import io.axpsync.sandbox.http.Headers;
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

    static boolean given(Call call) {
        return call.query().containsKey("$skiptoken") || call.query().containsKey("$deltatoken");
    }

    /** The token of a call, or one for a first round without a window. An expired one is refused, as the faults say. */
    static DeltaToken of(MailboxCall call, String folderId, GraphFaults faults) {
        String text = call.call()
                .option("$skiptoken")
                .or(() -> call.call().option("$deltatoken"))
                .orElse("");
        int epoch = call.mailboxes().behaviour().epoch();
        if (text.isEmpty()) {
            return new DeltaToken(folderId, Instant.EPOCH, Instant.EPOCH, 0, epoch);
        }
        DeltaToken token = parse(text, folderId);
        if (token.epoch() == epoch) {
            return token;
        }
        if (!faults.expiryIsGone().get()) {
            throw new GraphError(
                    404, "syncStateNotFound", "The sync state generation is not found; start a full round.");
        }
        String window =
                token.to().equals(Instant.EPOCH) ? "" : "?startDateTime=" + token.from() + "&endDateTime=" + token.to();
        throw new GraphError(
                410,
                "resyncRequired",
                "Resync is required: the token has expired.",
                Headers.EMPTY.with("Location", call.call().address() + window));
    }

    static DeltaToken parse(String text, String folderId) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|");
            if (parts.length == 6 && parts[0].equals("1") && parts[1].equals(folderId) && !parts[4].startsWith("-")) {
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
