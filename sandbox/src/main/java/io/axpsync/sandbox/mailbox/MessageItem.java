package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.immutables.value.Value;

/** A message as the mailbox holds it, behind both front ends. The server sets what a client may not, at its delivery. */
@Value.Immutable
@Value.Style(jdkOnly = true, get = "*", from = "like")
public non-sealed interface MessageItem extends Kept {

    /** A field of the header as it stood there, unfolded, encoded words left encoded. */
    record Header(String name, String value) {}

    /** The message as it arrived. */
    record Mime(byte[] bytes) {
        public Mime {
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return "Mime[" + bytes.length + " bytes]";
        }
    }

    @Value.Default
    default String itemClass() {
        return "IPM.Note";
    }

    @Value.Default
    default String subject() {
        return "";
    }

    @Value.Default
    default Body body() {
        return Body.EMPTY;
    }

    Optional<Person> from();

    Optional<Person> sender();

    List<Person> to();

    List<Person> cc();

    List<Person> bcc();

    List<Person> replyTo();

    Optional<Instant> sent();

    Optional<Instant> received();

    /** With its angle brackets; empty = none. */
    @Value.Default
    default String messageId() {
        return "";
    }

    @Value.Default
    default String inReplyTo() {
        return "";
    }

    /** Message ids with blanks between. */
    @Value.Default
    default String references() {
        return "";
    }

    List<Header> headers();

    /** Base64; one per thread and mailbox. Empty until it is stored. */
    @Value.Default
    default String conversationId() {
        return "";
    }

    @Value.Default
    default Importance importance() {
        return Importance.NORMAL;
    }

    @Value.Default
    default Sensitivity sensitivity() {
        return Sensitivity.NORMAL;
    }

    @Value.Default
    default boolean read() {
        return true;
    }

    @Value.Default
    default boolean draft() {
        return true;
    }

    List<String> categories();

    List<Attachment> attachments();

    /** What arrived; none for a message that was written here. */
    Optional<Mime> mime();

    /** In insertion order, without those that {@link MessageProperties} derives. */
    Map<PropertyKey, ExtendedProperty> properties();

    /** The elements that only EWS shows, by their names, in EWS's form. */
    Map<String, String> elements();

    /** Files that are shown in the body do not count. */
    default boolean hasAttachments() {
        return attachments().stream().anyMatch(file -> !file.inline());
    }

    /** The body as text, however it is stored. */
    @Value.Lazy
    default String bodyText() {
        return body().type() == BodyType.HTML ? HtmlText.of(body().content()) : body().content();
    }

    @Value.Lazy
    default String preview() {
        String line = bodyText().replaceAll("\\s+", " ").strip();
        return line.length() <= 255 ? line : line.substring(0, line.offsetByCodePoints(0, 200));
    }

    @Override
    default String text() {
        return toString();
    }

    /** This message with some attributes replaced; a collection that the edit sets replaces the old one. */
    default MessageItem with(Consumer<ImmutableMessageItem.Builder> edit) {
        ImmutableMessageItem.Builder builder = ImmutableMessageItem.builder().like(this);
        edit.accept(builder);
        return builder.build();
    }

    static ImmutableMessageItem.Builder builder() {
        return ImmutableMessageItem.builder();
    }
}
