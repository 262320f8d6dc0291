package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailHeaders.Protection;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.Part;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import microsoft.exchange.webservices.data.core.service.item.EmailMessage;
import microsoft.exchange.webservices.data.core.service.schema.EmailMessageSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.ConversationId;

/** What a mail says of itself, of its thread, and of what hangs on it. */
final class MessageHeads {

    /** RFC 5322: as long as a line may be. */
    private static final int LONGEST_ID = 998;

    private static final Pattern BRACKETED = Pattern.compile("<([^<>]*)>");
    private static final String SMIME = "ipm.note.smime";

    private MessageHeads() {}

    static MailHeaders of(EmailMessage mail, Seq<Part> parts) {
        return new MailHeaders(
                ids(Facts.text(mail, EmailMessageSchema.InternetMessageId), true)
                        .headOption()
                        .getOrElse(""),
                ids(Facts.text(mail, ItemSchema.InReplyTo), false),
                ids(Facts.text(mail, EmailMessageSchema.References), false),
                Facts.of(mail, ItemSchema.ConversationId, ConversationId.class)
                        .flatMap(id -> Option.of(id.getUniqueId()))
                        .getOrElse(""),
                protection(mail, parts));
    }

    /**
     * Ids as they stand between angle brackets.
     *
     * @param bare whether a text without brackets is an id, too
     */
    static Seq<String> ids(String header, boolean bare) {
        Matcher brackets = BRACKETED.matcher(header);
        Vector<String> found = Vector.ofAll(
                brackets.results().map((MatchResult m) -> m.group(1)).toList());
        Seq<String> all = found.isEmpty() && bare ? Vector.of(header) : found;
        return all.map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> id.substring(0, Math.min(id.length(), LONGEST_ID)));
    }

    /** A signature over a text that stands there in clear protects nothing from us. */
    private static Protection protection(EmailMessage mail, Seq<Part> parts) {
        String type = Facts.text(mail, ItemSchema.ItemClass).toLowerCase(Locale.ROOT);
        Seq<String> types = files(parts).map(file -> file.text("ContentType").toLowerCase(Locale.ROOT));
        boolean managed = type.contains("rpmsg")
                || Mapi.text(mail, Mapi.CONTENT_CLASS).exists(c -> c.strip().equalsIgnoreCase("rpmsg.message"))
                || types.exists(t -> t.startsWith("application/x-microsoft-rpmsg-message"));
        boolean encrypted = (type.startsWith(SMIME) && !type.contains(".multipartsigned"))
                || types.exists(t -> t.startsWith("application/pgp-encrypted"));
        return managed ? Protection.RIGHTS_MANAGED : encrypted ? Protection.ENCRYPTED : Protection.NONE;
    }

    /** Names, sizes and types of what hangs on it; pictures that belong into its text are none of it. */
    static Value attachments(Seq<Part> parts) {
        return AppointmentFiles.ofMessage(parts);
    }

    private static Seq<Part> files(Seq<Part> parts) {
        return parts.filter(part -> part.name().equals("Attachments")).flatMap(Part::children);
    }

    static boolean isPicture(Part file) {
        return file.text("IsInline").matches("true|1") && type(file).startsWith("image/");
    }

    private static String type(Part file) {
        String told = file.text("ContentType").toLowerCase(Locale.ROOT);
        if (!told.isEmpty()) {
            return told;
        }
        return file.name().equals("ItemAttachment") ? "message/rfc822" : "application/octet-stream";
    }
}
