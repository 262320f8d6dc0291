package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.axpsync.exchange.ews.internal.wire.Part;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.misc.ExchangeVersion;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.enumeration.property.Importance;
import microsoft.exchange.webservices.data.core.enumeration.property.PropertyDefinitionFlags;
import microsoft.exchange.webservices.data.core.enumeration.property.Sensitivity;
import microsoft.exchange.webservices.data.core.service.item.EmailMessage;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.EmailMessageSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.MessageBody;
import microsoft.exchange.webservices.data.property.definition.StringPropertyDefinition;

/** Mails of EWS as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class MessageReading {

    /** The library believes that a list cannot tell where an item lies. It reads it all the same. */
    private static final StringPropertyDefinition FOLDER = new StringPropertyDefinition(
            "ParentFolderId",
            "item:ParentFolderId",
            EnumSet.of(PropertyDefinitionFlags.CanFind),
            ExchangeVersion.Exchange2007_SP1);

    private MessageReading() {}

    /** What a list of mails tells. */
    static PropertySet lightShape() {
        return new PropertySet(
                BasePropertySet.IdOnly,
                FOLDER,
                ItemSchema.Subject,
                ItemSchema.DateTimeReceived,
                ItemSchema.Categories,
                ItemSchema.IsDraft,
                ItemSchema.DateTimeSent,
                ItemSchema.LastModifiedTime,
                Mapi.CONVERSATION,
                Mapi.STAMP);
    }

    static PropertySet fullShape() {
        PropertySet full = new PropertySet(
                BasePropertySet.IdOnly,
                ItemSchema.ParentFolderId,
                ItemSchema.ItemClass,
                ItemSchema.Subject,
                ItemSchema.Sensitivity,
                ItemSchema.Body,
                ItemSchema.Attachments,
                ItemSchema.DateTimeReceived,
                ItemSchema.Categories,
                ItemSchema.Importance,
                ItemSchema.InReplyTo,
                ItemSchema.IsDraft,
                ItemSchema.DateTimeSent,
                ItemSchema.DateTimeCreated,
                ItemSchema.LastModifiedTime,
                ItemSchema.ConversationId,
                EmailMessageSchema.From,
                EmailMessageSchema.ToRecipients,
                EmailMessageSchema.CcRecipients,
                EmailMessageSchema.BccRecipients,
                EmailMessageSchema.InternetMessageId,
                EmailMessageSchema.References,
                Mapi.FROM_SMTP,
                Mapi.CONTENT_CLASS,
                Mapi.STAMP);
        full.setRequestedBodyType(BodyType.Text);
        return full;
    }

    /** None for what is no mail, and for what lies where nothing is imported from. */
    static Option<Observed> light(Item raw, ItemRef ref, Lane lane, MailFolders.Tree tree) {
        return raw instanceof EmailMessage mail && !isElsewhere(mail, tree)
                ? Option.some(seen(mail, ref, lane, tree).build())
                : Option.none();
    }

    /** Of mails that were imported: a place tells nothing any more. */
    static Observed.Present imported(Item raw, ItemRef ref, Lane lane, MailFolders.Tree tree) {
        return seen(raw, ref, lane, tree).build();
    }

    static Observed full(Item raw, Seq<Part> parts, ItemRef ref, Lane lane, Window window, MailFolders.Tree tree) {
        if (!(raw instanceof EmailMessage mail)) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    Reason.of("no-message", "\"" + title(raw) + "\" is no mail", "take the category off"));
        }
        Option<Instant> time = time(mail, tree);
        if (time.isEmpty()) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    Reason.of(
                            "message-undated",
                            "\"" + title(raw) + "\": PERIOD: the server does not say when it was received or sent",
                            "open it in Outlook; a mail that cannot be opened there cannot be imported"));
        }
        try {
            return whole(mail, parts, ref, lane, window, tree, time.get());
        } catch (RuntimeException e) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    Reason.of(
                            "unreadable",
                            "\"" + title(raw) + "\" cannot be read: " + e.getMessage(),
                            "open it in Outlook; a mail that cannot be opened there cannot be imported"));
        }
    }

    private static Observed whole(
            EmailMessage mail,
            Seq<Part> parts,
            ItemRef ref,
            Lane lane,
            Window window,
            MailFolders.Tree tree,
            Instant time) {
        String subject = Facts.text(mail, ItemSchema.Subject);
        Value sender = Correspondents.sender(mail);
        Value attachments = MessageHeads.attachments(parts);
        MailHeaders headers = MessageHeads.of(mail, parts);
        Value body = body(mail);
        String text = body instanceof Value.Text t ? t.text() : "";
        Map<Field, Value> values = LinkedHashMap.of(Field.SUBJECT, Value.text(subject));
        values = values.put(Field.BODY, body)
                .put(Field.PERIOD, new Value.Period(time, time))
                .put(Field.SENSITIVITY, choice(Facts.of(mail, ItemSchema.Sensitivity, Sensitivity.class)))
                .put(Field.IMPORTANCE, choice(Facts.of(mail, ItemSchema.Importance, Importance.class)))
                .put(Field.SENDER, sender)
                .put(Field.RECIPIENTS, Correspondents.recipients(mail))
                .put(Field.ATTACHMENTS, attachments);
        String from = sender instanceof Value.Entries one
                ? one.values().headOption().map(Value.Entry::key).getOrElse("")
                : "";
        Instant sent = Facts.instant(mail, ItemSchema.DateTimeSent).getOrElse(time);
        Observed.Place within = window.touches(time, time) ? Observed.Place.IN_LANE : Observed.Place.OUTSIDE_WINDOW;
        return seen(mail, ref, lane, tree)
                .item(Option.some(io.axpsync.core.item.Item.of(Kind.MESSAGE, values)))
                .naturalKey(Option.some(MailKey.of(headers.messageId(), from, sent, subject, text)))
                .mail(Option.some(headers))
                .place(isElsewhere(mail, tree) ? Observed.Place.ELSEWHERE : within)
                .build();
    }

    private static Observed.Present.Builder seen(Item raw, ItemRef ref, Lane lane, MailFolders.Tree tree) {
        Seq<String> categories = Facts.categories(raw);
        Observed.Present.Builder seen = Observed.Present.builder();
        seen.ref(ref)
                .version(AppointmentReading.version(raw))
                .marked(Categories.marked(categories, lane))
                .status(Categories.status(categories, lane))
                .stamp(Mapi.stamp(raw))
                .title(title(raw))
                .period(time(raw, tree)
                        .<Value>map(at -> new Value.Period(at, at))
                        .getOrElse(Value.NOTHING))
                .modified(Facts.instant(raw, ItemSchema.LastModifiedTime));
        return seen;
    }

    private static boolean isElsewhere(Item mail, MailFolders.Tree tree) {
        return Facts.flag(mail, ItemSchema.IsDraft) || tree.isLeftOut(AppointmentReading.folder(mail));
    }

    /** When it was received; what lies in Sent Items was not, and says when it was sent. */
    private static Option<Instant> time(Item mail, MailFolders.Tree tree) {
        Option<Instant> received = Facts.instant(mail, ItemSchema.DateTimeReceived);
        Option<Instant> sent = Facts.instant(mail, ItemSchema.DateTimeSent);
        return (tree.isSent(AppointmentReading.folder(mail)) ? sent.orElse(received) : received.orElse(sent))
                .orElse(() -> Facts.instant(mail, ItemSchema.DateTimeCreated));
    }

    private static Value body(EmailMessage mail) {
        return Facts.of(mail, ItemSchema.Body, MessageBody.class)
                .map(body -> Blanks.shown(body.toString()))
                .map(Value::text)
                .getOrElse(Value.NOTHING);
    }

    /** Names of the library in the words of the core. */
    private static Value choice(Option<? extends Enum<?>> told) {
        return Value.choice(
                told.map(name -> name.name().toUpperCase(Locale.ROOT)).getOrElse("NORMAL"));
    }

    private static Observed.Unreadable unreadable(Item raw, ItemRef ref, Lane lane, Reason reason) {
        return new Observed.Unreadable(
                ref,
                AppointmentReading.version(raw),
                Categories.marked(Facts.categories(raw), lane),
                title(raw),
                reason);
    }

    private static String title(Item raw) {
        return NormalForm.line(Facts.text(raw, ItemSchema.Subject));
    }
}
