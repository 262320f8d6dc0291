package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailHeaders.Protection;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whom a mail is from and to, which thread it belongs to, and what hangs on it. */
final class MessageHeads {

    private static final String CLASS = "String 0x001A";
    private static final String REFERENCES = "String 0x1039";
    private static final String IN_REPLY_TO = "String 0x1042";
    /** Its sender's SMTP address, where {@code from} has one of another type. */
    private static final String FROM_SMTP = "String 0x5D02";

    private static final String CONTENT_CLASS = "String {00020386-0000-0000-C000-000000000046} Name content-class";

    /** The extended properties that a full read asks for. */
    static final Seq<String> ALL =
            Vector.of(ContactProperties.SENSITIVITY, CLASS, REFERENCES, IN_REPLY_TO, FROM_SMTP, CONTENT_CLASS);

    /** RFC 5322, 2.1.1: no line of a header is longer. */
    private static final int LONGEST_ID = 998;

    private static final Pattern BRACKETED = Pattern.compile("<([^<>]*)>");
    private static final Pattern SMTP = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");
    private static final String SMIME = "ipm.note.smime";

    private MessageHeads() {}

    static MailHeaders of(JsonObject mail) {
        return new MailHeaders(
                ids(Json.text(mail, "internetMessageId").getOrElse(""), true)
                        .headOption()
                        .getOrElse(""),
                ids(ContactProperties.read(mail, IN_REPLY_TO).getOrElse(""), false),
                ids(ContactProperties.read(mail, REFERENCES).getOrElse(""), false),
                Json.text(mail, "conversationId").getOrElse(""),
                protection(mail));
    }

    /**
     * Ids as they stand between angle brackets.
     *
     * @param bare whether a text without brackets is an id, too
     */
    private static Seq<String> ids(String header, boolean bare) {
        Vector<String> found = Vector.ofAll(BRACKETED
                .matcher(header)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList());
        Seq<String> all = found.isEmpty() && bare ? Vector.of(header) : found;
        return all.map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> id.substring(0, Math.min(id.length(), LONGEST_ID)));
    }

    /** From, and never Sender: who writes on behalf of somebody is not whom it is from. */
    static Value sender(JsonObject mail) {
        Option<JsonObject> from = Json.object(mail, "from").flatMap(f -> Json.object(f, "emailAddress"));
        return from.flatMap(MessageHeads::smtp)
                .orElse(() -> ContactProperties.read(mail, FROM_SMTP).flatMap(MessageHeads::smtp))
                .<Value>map(address -> Value.Entries.of(Vector.of(new Value.Entry(
                        address, "", from.map(MessageHeads::name).getOrElse("")))))
                .getOrElse(Value.NOTHING);
    }

    /** Who stands in several lists counts by the first. */
    static Value recipients(JsonObject mail) {
        java.util.Map<String, Value.Entry> entries = new java.util.LinkedHashMap<>();
        for (String how : Vector.of("to", "cc", "bcc")) {
            Json.objects(mail, how + "Recipients")
                    .flatMap(one -> Json.object(one, "emailAddress"))
                    .forEach(one -> smtp(one)
                            .forEach(key -> entries.putIfAbsent(
                                    key, new Value.Entry(key, how.toUpperCase(Locale.ROOT), name(one)))));
        }
        return Value.Entries.of(entries.values());
    }

    private static Option<String> smtp(JsonObject emailAddress) {
        return Json.text(emailAddress, "address").flatMap(MessageHeads::smtp);
    }

    private static Option<String> smtp(String address) {
        return Option.some(address.strip().toLowerCase(Locale.ROOT))
                .filter(a -> SMTP.matcher(a).matches());
    }

    private static String name(JsonObject emailAddress) {
        return Json.text(emailAddress, "name").getOrElse("").strip();
    }

    /** A signature over a text that stands there in clear protects nothing from us. */
    private static Protection protection(JsonObject mail) {
        String type = ContactProperties.read(mail, CLASS).getOrElse("").toLowerCase(Locale.ROOT);
        Seq<String> types = Json.objects(mail, "attachments").map(MessageHeads::type);
        boolean managed = type.contains("rpmsg")
                || ContactProperties.read(mail, CONTENT_CLASS)
                        .exists(c -> c.strip().equalsIgnoreCase("rpmsg.message"))
                || types.exists(t -> t.startsWith("application/x-microsoft-rpmsg-message"));
        boolean encrypted = (type.startsWith(SMIME) && !type.contains(".multipartsigned"))
                || types.exists(t -> t.startsWith("application/pgp-encrypted"));
        return managed ? Protection.RIGHTS_MANAGED : encrypted ? Protection.ENCRYPTED : Protection.NONE;
    }

    /** Names, sizes and types of what hangs on it; pictures that belong into its text are none of it. */
    static Value attachments(JsonObject mail) {
        return EventFiles.ofMessage(mail);
    }

    static boolean isPicture(JsonObject file) {
        return Json.bool(file, "isInline").getOrElse(false) && type(file).startsWith("image/");
    }

    private static String type(JsonObject file) {
        boolean item = Json.text(file, "@odata.type").exists(t -> t.endsWith("itemAttachment"));
        return Json.text(file, "contentType")
                .filter(told -> !told.isBlank())
                .getOrElse(item ? "message/rfc822" : "application/octet-stream")
                .toLowerCase(Locale.ROOT);
    }
}
