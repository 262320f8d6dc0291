package io.axpsync.sandbox.mailbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes a message of MIME as Exchange does when it receives one: one body, HTML before text; of further texts and
 * everything else it makes files. A message without a date was sent when it was received.
 */
final class MimeMail {

    private final MimePart whole;
    private final List<Attachment> files = new ArrayList<>();
    private Optional<MimePart> body = Optional.empty();

    private MimeMail(MimePart whole) {
        this.whole = whole;
    }

    /** @throws UnreadableMail with the reason why it cannot be delivered */
    static MessageItem read(byte[] mime, Instant received) {
        MimeMail mail = new MimeMail(MimeReading.read(mime));
        mail.take(mail.whole, true);
        return mail.message(received).with(m -> m.mime(new MessageItem.Mime(mime)));
    }

    private MessageItem message(Instant received) {
        Optional<Person> from = people("From").stream().findFirst();
        return MessageItem.builder()
                .itemClass(itemClass())
                .subject(whole.field("Subject").map(MimeText::words).orElse(""))
                .body(body.map(MimeMail::body).orElse(Body.EMPTY))
                .from(from)
                .sender(people("Sender").stream().findFirst().or(() -> from))
                .to(people("To"))
                .cc(people("Cc"))
                .bcc(people("Bcc"))
                .replyTo(people("Reply-To"))
                .sent(whole.field("Date").flatMap(MimeText::time).orElse(received))
                .received(received)
                .messageId(whole.field("Message-ID").map(MimeText::id).orElse(""))
                .inReplyTo(whole.field("In-Reply-To").map(MimeText::id).orElse(""))
                .references(String.join(
                        " ", whole.field("References").map(MimeText::ids).orElse(List.of())))
                .headers(whole.fields())
                .importance(importance())
                .sensitivity(sensitivity())
                .read(false)
                .draft(false)
                .attachments(files)
                .build();
    }

    /** All fields of that name count, as clients show them. */
    private List<Person> people(String name) {
        return whole.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .flatMap(field -> MimeText.people(field.value()).stream())
                .toList();
    }

    private String itemClass() {
        String type = whole.field("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (whole.type().equals("application/pkcs7-mime") || whole.type().equals("application/x-pkcs7-mime")) {
            return "IPM.Note.SMIME";
        }
        boolean signed = whole.type().equals("multipart/signed") && type.contains("pkcs7-signature");
        return signed ? "IPM.Note.SMIME.MultipartSigned" : "IPM.Note";
    }

    private Importance importance() {
        String told = whole.field("Importance")
                .or(() -> whole.field("X-Priority"))
                .or(() -> whole.field("Priority"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        if (told.startsWith("high") || told.startsWith("urgent") || told.startsWith("1") || told.startsWith("2")) {
            return Importance.HIGH;
        }
        boolean low =
                told.startsWith("low") || told.startsWith("non-urgent") || told.startsWith("4") || told.startsWith("5");
        return low ? Importance.LOW : Importance.NORMAL;
    }

    private Sensitivity sensitivity() {
        return switch (whole.field("Sensitivity").orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "personal" -> Sensitivity.PERSONAL;
            case "private" -> Sensitivity.PRIVATE;
            case "company-confidential", "confidential" -> Sensitivity.CONFIDENTIAL;
            default -> Sensitivity.NORMAL;
        };
    }

    private static Body body(MimePart part) {
        String text = MimeText.clean(MimeText.decoded(part.content(), part.charset()))
                .replace("\r\n", "\n")
                .replace("\r", "\n")
                .replace("\n", "\r\n");
        return new Body(part.type().equals("text/html") ? BodyType.HTML : BodyType.TEXT, text);
    }

    /** Gives each part its place. @param mayBeBody whether no part before it is the body */
    private void take(MimePart part, boolean mayBeBody) {
        if (!part.isMultipart()) {
            boolean text = part.isShown() || part == whole && part.type().startsWith("text/");
            if (text && new String(part.content(), StandardCharsets.ISO_8859_1).isBlank()) {
                return;
            }
            if (text && mayBeBody && body.isEmpty()) {
                body = Optional.of(part);
            } else if (part.content().length > 0 || !part.fileName().isEmpty()) {
                files.add(file(part));
            }
            return;
        }
        switch (part.type()) {
            case "multipart/alternative" -> alternative(part, mayBeBody);
            case "multipart/signed" -> {
                for (MimePart signed : part.parts()) {
                    if (!signed.type().endsWith("pkcs7-signature")) {
                        take(signed, mayBeBody);
                    }
                }
            }
            default ->
                part.parts()
                        .forEach(inner -> take(inner, mayBeBody && !part.type().equals("multipart/digest")));
        }
    }

    /** The last one that shows HTML, else the last that shows text; further texts say the same and go. */
    private void alternative(MimePart part, boolean mayBeBody) {
        MimePart best = null;
        for (MimePart choice : part.parts()) {
            if (shows(choice, "text/html")
                    || shows(choice, "text/plain") && (best == null || !shows(best, "text/html"))) {
                best = choice;
            }
        }
        for (MimePart choice : part.parts()) {
            if (choice == best) {
                take(choice, mayBeBody);
            } else if (!shows(choice, "text/plain") && !shows(choice, "text/html")) {
                take(choice, false);
            }
        }
    }

    private static boolean shows(MimePart part, String type) {
        return part.isMultipart()
                ? part.parts().stream().anyMatch(inner -> shows(inner, type))
                : part.isShown() && part.type().equals(type);
    }

    private Attachment file(MimePart part) {
        String id = part.field("Content-ID").map(MimeText::id).orElse("").replaceAll("^<|>$", "");
        boolean inline = !id.isEmpty() && !part.disposition().equals("attachment")
                || part.disposition().equals("inline") && part.type().startsWith("image/");
        return new Attachment(
                "",
                name(part),
                part.type(),
                inline,
                id,
                part.field("Content-Location").orElse(""),
                Instant.EPOCH,
                part.content());
    }

    private String name(MimePart part) {
        if (!part.fileName().isEmpty()) {
            return part.fileName();
        }
        if (part.isMessage()) {
            String subject = MimeReading.subject(part.content());
            return subject.isEmpty() ? "Untitled" : subject;
        }
        String ending = switch (part.type()) {
            case "text/html" -> ".htm";
            case "image/jpeg" -> ".jpg";
            case "image/gif" -> ".gif";
            case "image/png" -> ".png";
            case "application/pkcs7-mime", "application/x-pkcs7-mime" -> ".p7m";
            default -> part.type().startsWith("text/") ? ".txt" : ".bin";
        };
        String name = ending.equals(".p7m") ? "smime" : String.format(Locale.ROOT, "ATT%05d", files.size() + 1);
        return name + ending;
    }
}
