package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.Arrays;

/**
 * A file that is attached to an item. Its id is the same in both protocols and with both kinds of item ids.
 *
 * @param id empty = the store makes one
 * @param contentId by which an HTML body refers to it; empty = none
 */
public record Attachment(
        String id,
        String name,
        String contentType,
        boolean inline,
        String contentId,
        String contentLocation,
        Instant modified,
        byte[] content) {

    public Attachment {
        content = content.clone();
    }

    @Override
    public byte[] content() {
        return content.clone();
    }

    /** In bytes. */
    public int size() {
        return content.length;
    }

    Attachment stored(String newId, Instant now) {
        return new Attachment(newId, name, contentType, inline, contentId, contentLocation, now, content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment a
                && a.id.equals(id)
                && a.name.equals(name)
                && a.contentType.equals(contentType)
                && a.inline == inline
                && a.contentId.equals(contentId)
                && a.contentLocation.equals(contentLocation)
                && Arrays.equals(a.content, content);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Attachment[" + name + ", " + content.length + " bytes]";
    }
}
