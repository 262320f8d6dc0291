package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.exchange.graph.internal.wire.GraphAddress;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Mails of Graph as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class MessageReading {

    private static final String LIGHT =
            "id,changeKey,categories,subject,receivedDateTime,sentDateTime,createdDateTime,lastModifiedDateTime,"
                    + "parentFolderId,isDraft,conversationId";

    /** 0 normal, 1 personal, 2 private, 3 confidential. */
    private static final Vector<String> SENSITIVITIES = Vector.of("NORMAL", "PERSONAL", "PRIVATE", "CONFIDENTIAL");

    private MessageReading() {}

    /** What a list of mails tells. */
    static String light() {
        return "$select=" + LIGHT + "&$expand=" + GraphAddress.encode(Stamps.expand());
    }

    static String full() {
        return "$select=" + LIGHT + ",importance,body,from,toRecipients,ccRecipients,bccRecipients,internetMessageId"
                + "&$expand="
                + GraphAddress.encode("attachments($select=id,name,size,contentType,isInline),"
                        + Stamps.expandWith(MessageHeads.ALL));
    }

    static Option<String> folder(JsonObject mail) {
        return Json.text(mail, "parentFolderId");
    }

    static boolean isElsewhere(JsonObject mail, MailPlaces.Tree tree) {
        return Json.bool(mail, "isDraft").getOrElse(false) || folder(mail).exists(tree.leftOut()::contains);
    }

    /** Without what it says: what a list tells, and what is enough of a mail that was imported. */
    static Observed.Present light(JsonObject mail, ItemRef ref, Lane lane, MailPlaces.Tree tree) {
        return seen(mail, ref, lane, tree).build();
    }

    static Observed full(JsonObject mail, ItemRef ref, Lane lane, Window window, MailPlaces.Tree tree) {
        Option<Instant> time = time(mail, tree);
        if (time.isEmpty()) {
            return unreadable(
                    mail, ref, lane, "message-undated", "PERIOD: the server does not say when it was received or sent");
        }
        try {
            return whole(mail, ref, lane, window, tree, time.get());
        } catch (RuntimeException e) {
            return unreadable(mail, ref, lane, "unreadable", "it cannot be read: " + e.getMessage());
        }
    }

    private static Observed whole(
            JsonObject mail, ItemRef ref, Lane lane, Window window, MailPlaces.Tree tree, Instant time) {
        String subject = Json.text(mail, "subject").getOrElse("");
        Value sender = MessageHeads.sender(mail);
        MailHeaders headers = MessageHeads.of(mail);
        Value body = Json.object(mail, "body")
                .map(b -> Texts.read(
                        Json.text(b, "contentType").getOrElse(""),
                        Json.text(b, "content").getOrElse("")))
                .getOrElse(Value.NOTHING);
        Map<Field, Value> values = LinkedHashMap.of(Field.SUBJECT, Value.text(subject));
        values = values.put(Field.BODY, body)
                .put(Field.PERIOD, new Value.Period(time, time))
                .put(Field.SENSITIVITY, Value.choice(sensitivity(mail)))
                .put(
                        Field.IMPORTANCE,
                        Value.choice(Json.text(mail, "importance")
                                .getOrElse("NORMAL")
                                .toUpperCase(Locale.ROOT)))
                .put(Field.SENDER, sender)
                .put(Field.RECIPIENTS, MessageHeads.recipients(mail))
                .put(Field.ATTACHMENTS, MessageHeads.attachments(mail));
        String from = sender instanceof Value.Entries one
                ? one.values().headOption().map(Value.Entry::key).getOrElse("")
                : "";
        Instant sent = instant(mail, "sentDateTime").getOrElse(time);
        String text = body instanceof Value.Text t ? t.text() : "";
        Observed.Place within = window.touches(time, time) ? Observed.Place.IN_LANE : Observed.Place.OUTSIDE_WINDOW;
        return seen(mail, ref, lane, tree)
                .item(Option.some(Item.of(Kind.MESSAGE, values)))
                .naturalKey(Option.some(MailKey.of(headers.messageId(), from, sent, subject, text)))
                .mail(Option.some(headers))
                .place(isElsewhere(mail, tree) ? Observed.Place.ELSEWHERE : within)
                .build();
    }

    private static String sensitivity(JsonObject mail) {
        return ContactProperties.read(mail, ContactProperties.SENSITIVITY)
                .filter(told -> told.matches("[0-3]"))
                .map(told -> SENSITIVITIES.get(Integer.parseInt(told)))
                .getOrElse("NORMAL");
    }

    private static Observed.Present.Builder seen(JsonObject mail, ItemRef ref, Lane lane, MailPlaces.Tree tree) {
        Seq<String> categories = Json.texts(mail, "categories");
        Observed.Present.Builder seen = Observed.Present.builder();
        seen.ref(ref)
                .version(EventReading.version(mail))
                .marked(Categories.marked(categories, lane))
                .status(Categories.status(categories, lane))
                .stamp(Stamps.read(mail))
                .title(title(mail))
                .period(time(mail, tree)
                        .<Value>map(at -> new Value.Period(at, at))
                        .getOrElse(Value.NOTHING))
                .modified(instant(mail, "lastModifiedDateTime"));
        return seen;
    }

    /** When it was received; what lies in Sent Items was not, and says when it was sent. */
    private static Option<Instant> time(JsonObject mail, MailPlaces.Tree tree) {
        Option<Instant> received = instant(mail, "receivedDateTime");
        Option<Instant> sent = instant(mail, "sentDateTime");
        return (folder(mail).exists(tree.sent()::contains) ? sent.orElse(received) : received.orElse(sent))
                .orElse(() -> instant(mail, "createdDateTime"));
    }

    private static Option<Instant> instant(JsonObject mail, String name) {
        return Json.text(mail, name)
                .flatMap(t -> Try.of(() -> OffsetDateTime.parse(t).toInstant()).toOption());
    }

    private static Observed.Unreadable unreadable(JsonObject mail, ItemRef ref, Lane lane, String code, String why) {
        return new Observed.Unreadable(
                ref,
                EventReading.version(mail),
                Categories.marked(Json.texts(mail, "categories"), lane),
                title(mail),
                Reason.of(
                        code,
                        "\"" + title(mail) + "\": " + why,
                        "open it in Outlook; a mail that cannot be opened there cannot be imported"));
    }

    private static String title(JsonObject mail) {
        return NormalForm.line(Json.text(mail, "subject").getOrElse(""));
    }
}
