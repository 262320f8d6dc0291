package io.axpsync.sandbox.mailbox;

import java.util.List;
import java.util.Optional;

/**
 * A part of a MIME message (RFC 2045), or the message itself.
 *
 * @param fields of its header, in order
 * @param type the media type in lower case
 * @param charset as it is declared; empty = not at all
 * @param disposition in lower case; empty = none
 * @param fileName decoded; empty = none
 * @param parts those of a multipart, else empty
 * @param content decoded; empty for a multipart
 */
record MimePart(
        List<MessageItem.Header> fields,
        String type,
        String charset,
        String disposition,
        String fileName,
        List<MimePart> parts,
        byte[] content) {

    /** The first field of that name. */
    Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(MessageItem.Header::value)
                .findFirst();
    }

    boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    /** Whether a mail client shows it as text. */
    boolean isShown() {
        return (type.equals("text/plain") || type.equals("text/html"))
                && !disposition.equals("attachment")
                && fileName.isEmpty();
    }

    boolean isMessage() {
        return type.equals("message/rfc822") || type.equals("message/global");
    }
}
