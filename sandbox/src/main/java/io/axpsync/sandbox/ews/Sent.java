package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Attachment;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.SentMail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Sends messages: into the inboxes of the company's mailboxes, and to the list of all mails. */
final class Sent {

    private Sent() {}

    /** The message as its sender keeps it, with the sender in it. */
    static OtherContent from(Mailbox sender, OtherContent message) {
        Xml box = CalendarElements.mailbox(sender.owner());
        return message.with(Xml.of("t:Sender", box)).with(Xml.of("t:From", box));
    }

    /** With a message id, the same for all who get it. */
    static OtherContent identified(Call call, OtherContent message) {
        if (message.text("InternetMessageId").isPresent()) {
            return message;
        }
        String unique = call.now() + " " + call.company().outbox().mails().size() + message.elements();
        UUID id = UUID.nameUUIDFromBytes(unique.getBytes(StandardCharsets.UTF_8));
        return message.with(Xml.text("t:InternetMessageId", "<" + id + "@exchange.example>"));
    }

    /**
     * Delivers it.
     *
     * @param files what is attached to it
     * @param itemId what the list of mails shows as its id; may be empty
     * @throws EwsError {@code ErrorInvalidRecipients} when it is addressed to nobody
     */
    static void deliver(Call call, Mailbox sender, OtherContent message, List<Attachment> files, String itemId) {
        List<Person> to = recipients(message);
        if (to.isEmpty()) {
            throw new EwsError("ErrorInvalidRecipients", "The message has no recipient.");
        }
        OtherContent arriving = from(sender, message).without("BccRecipients").with(Xml.text("t:IsRead", false));
        MessageItem mail = ((MessageItem) arriving.stored()).with(m -> m.attachments(files));
        for (Person person : to) {
            call.company()
                    .find(person.address())
                    .ifPresent(box ->
                            box.others().create(box.folder(FolderKind.INBOX).id(), "Message", mail));
        }
        call.company()
                .outbox()
                .add(new SentMail(
                        call.now(),
                        SentMail.Kind.OTHER,
                        sender.owner(),
                        to,
                        message.text("Subject").orElse(""),
                        itemId,
                        "",
                        ""));
    }

    private static List<Person> recipients(OtherContent message) {
        List<Person> people = new ArrayList<>();
        Stream.of("ToRecipients", "CcRecipients", "BccRecipients")
                .flatMap(name -> message.element(name).stream())
                .flatMap(list -> list.children().stream())
                .forEach(box -> people.add(new Person(
                        box.childText("t:Name").orElse(""),
                        box.childText("t:EmailAddress")
                                .orElseThrow(
                                        () -> new EwsError("ErrorInvalidRecipients", "A recipient has no address.")))));
        return people;
    }
}
