package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.ews.Attachments.Attachment;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files attached to calendar items and messages: the mailbox has them, and both protocols show them. */
final class SharedFiles {

    private SharedFiles() {}

    static io.axpsync.sandbox.mailbox.Attachment read(Xml file, Instant now) {
        return new io.axpsync.sandbox.mailbox.Attachment(
                "",
                file.childText("t:Name").orElse(""),
                file.childText("t:ContentType").orElse(""),
                file.child("t:IsInline").map(Values::bool).orElse(false),
                file.childText("t:ContentId").orElse(""),
                file.childText("t:ContentLocation").orElse(""),
                now,
                Base64.getMimeDecoder().decode(file.childText("t:Content").orElse("")));
    }

    /** Whether the mailbox keeps the files of such items. */
    static boolean has(Stored stored) {
        return stored instanceof Stored.Appointment
                || stored instanceof Stored.Other other && other.item().content() instanceof MessageItem;
    }

    /** Its id. */
    static String attach(Call.In<Stored> item, io.axpsync.sandbox.mailbox.Attachment file) {
        String itemId = item.what().identity().immutableId();
        return item.what() instanceof Stored.Other
                ? item.mailbox().others().attach(itemId, file).id()
                : item.mailbox().attach(itemId, file).id();
    }

    static void detach(Call.In<Stored> item, String id) {
        String itemId = item.what().identity().immutableId();
        if (item.what() instanceof Stored.Other) {
            item.mailbox().others().detach(itemId, id);
        } else {
            item.mailbox().detach(itemId, id);
        }
    }

    static Stream<Attachment> of(Stored stored) {
        return stored instanceof Stored.Appointment appointment
                ? of(appointment.item())
                : of(((Stored.Other) stored).item());
    }

    /** That of any calendar item or message of a mailbox. */
    static Optional<Attachment> find(Mailbox mailbox, String id) {
        return mailbox.folders().stream()
                .flatMap(folder -> Stream.concat(
                        mailbox.items(folder.id()).stream()
                                .filter(item -> has(item.attachments(), id))
                                .flatMap(SharedFiles::of),
                        mailbox.others().in(folder.id()).stream()
                                .filter(item -> item.content() instanceof MessageItem m && has(m.attachments(), id))
                                .flatMap(SharedFiles::of)))
                .filter(file -> file.id().equals(id))
                .findFirst();
    }

    private static boolean has(List<io.axpsync.sandbox.mailbox.Attachment> files, String id) {
        return files.stream().anyMatch(file -> file.id().equals(id));
    }

    private static Stream<Attachment> of(OtherItem item) {
        return item.content() instanceof MessageItem message
                ? message.attachments().stream()
                        .map(file ->
                                new Attachment(file.id(), item.identity().immutableId(), write(file), file.modified()))
                : Stream.of();
    }

    private static Stream<Attachment> of(CalendarItem item) {
        return item.attachments().stream()
                .map(file -> new Attachment(file.id(), item.identity().immutableId(), write(file), file.modified()));
    }

    private static Xml write(io.axpsync.sandbox.mailbox.Attachment file) {
        List<Xml> parts = new ArrayList<>();
        boolean message = file.contentType().equals("message/rfc822");
        add(parts, "t:Name", file.name());
        add(parts, "t:ContentType", file.contentType());
        add(parts, "t:ContentId", file.contentId());
        add(parts, "t:ContentLocation", file.contentLocation());
        parts.add(Xml.text("t:IsInline", file.inline()));
        String content = Base64.getEncoder().encodeToString(file.content());
        if (message) {
            Xml inner = Xml.of("t:Message", Xml.text("t:MimeContent", content), Xml.text("t:Subject", file.name()));
            parts.add(inner);
            return Xml.of("t:ItemAttachment", parts);
        }
        parts.add(Xml.text("t:Content", content));
        return Xml.of("t:FileAttachment", parts);
    }

    private static void add(List<Xml> parts, String name, String text) {
        if (!text.isEmpty()) {
            parts.add(Xml.text(name, text));
        }
    }
}
