package io.axpsync.sandbox.ews;

import java.nio.ByteBuffer;
import java.util.Base64;

/** A place in the change numbers of a mailbox, as clients of pull subscriptions hold it; opaque to them. */
final class Watermark {

    private static final long MARK = 0x4178704d61726b31L;

    private Watermark() {}

    static String write(long position) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(MARK ^ position)
                .putLong(position)
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws EwsError {@code ErrorInvalidWatermark} */
    static long read(String watermark) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(watermark.strip()));
            if (bytes.remaining() == 16) {
                long mark = bytes.getLong();
                long position = bytes.getLong();
                if ((mark ^ position) == MARK && position >= 0) {
                    return position;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // the same as any other text that is no watermark
        }
        throw new EwsError("ErrorInvalidWatermark", "The watermark is invalid.");
    }
}
