package io.axpsync.sandbox.mailbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/**
 * The raw state as JSON, for whoever verifies from outside what a synchronisation did. Times are local text with the
 * zone's name as it was written, and the instant beside it.
 */
final class MailboxSnapshot {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MailboxSnapshot() {}

    static ObjectNode of(Mailboxes mailboxes) {
        ObjectNode root = JSON.objectNode();
        ArrayNode boxes = root.putArray("mailboxes");
        mailboxes.all().forEach(mailbox -> boxes.add(mailbox.locked(() -> mailbox(mailbox))));
        Mailbox shared = mailboxes.publicFolders();
        root.set("publicFolders", shared.locked(() -> mailbox(shared)));
        ArrayNode outbox = root.putArray("outbox");
        mailboxes.outbox().mails().forEach(mail -> outbox.add(mail(mail)));
        return root;
    }

    static ObjectNode mail(SentMail mail) {
        ObjectNode node = JSON.objectNode();
        node.put("time", mail.time().toString());
        node.put("kind", Words.of(mail.kind()));
        node.put("from", mail.from().address());
        ArrayNode to = node.putArray("to");
        mail.to().forEach(person -> to.add(person.address()));
        node.put("subject", mail.subject());
        node.put("itemId", mail.itemId());
        node.put("uid", mail.uid());
        node.put("comment", mail.comment());
        return node;
    }

    private static ObjectNode mailbox(Mailbox mailbox) {
        ObjectNode node = JSON.objectNode();
        node.put("address", mailbox.address());
        node.put("displayName", mailbox.displayName());
        node.put("timeZone", mailbox.zone());
        ArrayNode categories = node.putArray("masterCategories");
        mailbox.categories()
                .forEach(c -> categories
                        .addObject()
                        .put("id", c.id())
                        .put("displayName", c.displayName())
                        .put("color", c.color()));
        ArrayNode folders = node.putArray("folders");
        mailbox.folders().forEach(folder -> folders.add(folder(mailbox, folder)));
        return node;
    }

    private static ObjectNode folder(Mailbox mailbox, Folder folder) {
        ObjectNode node = JSON.objectNode();
        node.put("id", folder.id());
        node.put("kind", folder.kind().distinguishedName());
        node.put("distinguished", folder.distinguished());
        node.put("displayName", folder.displayName());
        properties(node, folder.properties().values());
        ArrayNode items = node.putArray("items");
        mailbox.items(folder.id()).forEach(item -> items.add(item(item)));
        ArrayNode others = node.putArray("otherItems");
        mailbox.others().in(folder.id()).forEach(item -> others.add(other(item)));
        return node;
    }

    private static ObjectNode other(OtherItem item) {
        ObjectNode node = JSON.objectNode()
                .put("id", item.identity().immutableId())
                .put("classicId", item.identity().classicId())
                .put("changeKey", item.identity().changeKey())
                .put("kind", item.kind());
        if (item.content() instanceof TaskItem task) {
            task(node, task);
        } else if (item.content() instanceof ContactItem contact) {
            node.put("body", contact.body().content());
            properties(node, contact.properties().values());
        } else if (item.content() instanceof MessageItem message) {
            message(node, message);
        } else {
            node.put("content", item.content().text());
        }
        return node;
    }

    private static void message(ObjectNode node, MessageItem message) {
        node.put("subject", message.subject())
                .put("body", message.body().content())
                .put("itemClass", message.itemClass())
                .put("messageId", message.messageId())
                .put("conversationId", message.conversationId())
                .put("read", message.read());
        message.from().ifPresent(from -> node.put("from", from.address()));
        message.sent().ifPresent(at -> node.put("sent", at.toString()));
        message.received().ifPresent(at -> node.put("received", at.toString()));
        ArrayNode categories = node.putArray("categories");
        message.categories().forEach(categories::add);
        ArrayNode files = node.putArray("attachments");
        message.attachments().forEach(file -> files.add(file.name()));
        properties(node, message.properties().values());
    }

    private static void task(ObjectNode node, TaskItem task) {
        node.put("subject", task.subject())
                .put("body", task.body().content())
                .put("status", Words.of(task.status()))
                .put("percent", task.percent())
                .put("importance", Words.of(task.importance()));
        task.start().ifPresent(at -> node.put("start", at.toString()));
        task.due().ifPresent(at -> node.put("due", at.toString()));
        task.completed().ifPresent(at -> node.put("completed", at.toString()));
        task.reminder().filter(at -> task.reminderOn()).ifPresent(at -> node.put("reminder", at.toString()));
        ArrayNode categories = node.putArray("categories");
        task.categories().forEach(categories::add);
        task.recurrence().ifPresent(r -> node.set("recurrence", recurrence(r)));
        ObjectNode elements = node.putObject("elements");
        task.elements().forEach(elements::put);
        properties(node, task.properties().values());
    }

    private static ObjectNode item(CalendarItem item) {
        ObjectNode node = JSON.objectNode();
        node.put("id", item.identity().immutableId());
        node.put("classicId", item.identity().classicId());
        node.put("changeKey", item.identity().changeKey());
        node.put("uid", item.uid());
        node.put("created", item.identity().created().toString());
        node.put("modified", item.identity().modified().toString());
        node.put("type", Words.of(item.type()));
        node.put("subject", item.subject());
        node.putObject("body")
                .put("type", Words.of(item.body().type()))
                .put("content", item.body().content());
        node.set("start", time(item.start()));
        node.set("end", time(item.end()));
        node.put("allDay", item.allDay());
        node.put("location", item.location());
        node.put("showAs", Words.of(item.showAs()));
        node.put("sensitivity", Words.of(item.sensitivity()));
        node.put("importance", Words.of(item.importance()));
        node.put("reminderOn", item.reminderOn());
        node.put("reminderMinutes", item.reminderMinutes());
        ArrayNode categories = node.putArray("categories");
        item.categories().forEach(categories::add);
        item.organizer().ifPresent(organizer -> node.put("organizer", organizer.address()));
        node.put("isOrganizer", item.isOrganizer());
        node.put("myReply", Words.of(item.myReply().type()));
        node.put("cancelled", item.cancelled());
        node.put("sequence", item.sequence());
        ArrayNode attendees = node.putArray("attendees");
        item.attendees()
                .forEach(a -> attendees
                        .addObject()
                        .put("name", a.person().name())
                        .put("address", a.person().address())
                        .put("type", Words.of(a.type()))
                        .put("response", Words.of(a.reply().type())));
        item.onlineMeeting().ifPresent(m -> node.put("joinUrl", m.joinUrl()));
        item.recurrence().ifPresent(r -> node.set("recurrence", recurrence(r)));
        ArrayNode cancelled = node.putArray("cancelledDates");
        item.cancelledDates().forEach(date -> cancelled.add(date.toString()));
        item.seriesMasterId().ifPresent(id -> node.put("seriesMasterId", id));
        item.transactionId().ifPresent(id -> node.put("transactionId", id));
        ArrayNode attachments = node.putArray("attachments");
        item.attachments()
                .forEach(a -> attachments.addObject().put("name", a.name()).put("size", a.size()));
        properties(node, item.properties().values());
        return node;
    }

    private static void properties(ObjectNode node, Iterable<ExtendedProperty> properties) {
        ArrayNode array = node.putArray("extendedProperties");
        for (ExtendedProperty property : properties) {
            ArrayNode values =
                    array.addObject().put("id", property.key().graphId()).putArray("values");
            property.values().forEach(values::add);
        }
    }

    private static ObjectNode recurrence(Recurrence recurrence) {
        Recurrence.Pattern pattern = recurrence.pattern();
        Recurrence.Range range = recurrence.range();
        ObjectNode node = JSON.objectNode();
        node.put("pattern", Words.of(pattern.type())).put("interval", pattern.interval());
        node.put("month", pattern.month()).put("dayOfMonth", pattern.dayOfMonth());
        ArrayNode days = node.putArray("daysOfWeek");
        pattern.daysOfWeek().forEach(day -> days.add(Words.of(day)));
        node.put("firstDayOfWeek", Words.of(pattern.firstDayOfWeek()));
        node.put("index", Words.of(pattern.index()));
        node.put("range", Words.of(range.type()));
        node.put("startDate", range.startDate().toString());
        LocalDate end = range.endDate();
        node.put("endDate", end == null ? null : end.toString());
        node.put("occurrences", range.occurrences());
        return node;
    }

    private static ObjectNode time(ZonedTime time) {
        return JSON.objectNode()
                .put("local", time.local().toString())
                .put("zone", time.zone())
                .put("instant", time.instant().toString());
    }
}
