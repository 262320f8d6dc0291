package io.axpsync.sandbox.mailbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the server makes of a message that comes into a mailbox: its times, its conversation, the ids of its files. */
final class MessageRules {

    private MessageRules() {}

    /**
     * @param others what is in the mailbox, where the thread is looked for
     * @param unique a text that nothing else in the company has
     */
    static MessageItem created(
            MessageItem draft, String mailbox, Collection<OtherItem> others, Instant now, String unique) {
        MessageItem named = draft.messageId().isEmpty() && draft.draft()
                ? draft.with(m -> m.messageId("<" + unique + "@exchange.example>"))
                : draft;
        return filed(named, unique, now)
                .with(m -> m.received(named.received().orElse(now))
                        .sent(named.sent().orElse(now)))
                .with(m -> m.conversationId(conversation(named, mailbox, others, unique)));
    }

    /** Files of a new message get ids of their own, also when it is a copy. */
    private static MessageItem filed(MessageItem message, String unique, Instant now) {
        List<Attachment> files = message.attachments();
        return message.with(m -> {
            m.attachments(List.of());
            for (int i = 0; i < files.size(); i++) {
                Attachment file = files.get(i);
                m.addAttachments(file.stored(ItemIds.attachment(unique, i), now));
            }
        });
    }

    /** That of the message which it answers, else one that all answers to the same first message share. */
    private static String conversation(
            MessageItem message, String mailbox, Collection<OtherItem> others, String unique) {
        List<String> parents = new java.util.ArrayList<>(MimeText.ids(message.references()));
        parents.addAll(MimeText.ids(message.inReplyTo()));
        Optional<String> known = parents.isEmpty()
                ? Optional.empty()
                : others.stream()
                        .filter(other ->
                                other.content() instanceof MessageItem there && parents.contains(there.messageId()))
                        .map(other -> ((MessageItem) other.content()).conversationId())
                        .findFirst();
        return known.orElseGet(() -> {
            String root = parents.isEmpty() ? message.messageId() : parents.get(0);
            return ItemIds.conversation(mailbox, root.isEmpty() ? unique : root);
        });
    }
}
