package io.axpsync.core.item;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The natural key of a message, the same in whatever mailbox it lies: {@code mid:<A>;<B>}. A is the SHA-256 of its
 * Message-ID; B of id, sender, time and subject. Some senders give one id to many mails: those have A in common and not B,
 * and nobody has to find that out. No content can be read from it.
 */
public final class MailKey {

    /** Enough of a digest to tell the mails of one id apart. */
    private static final int TELLS_APART = 32;

    /** What gateways, lists and mail programs put before a subject. */
    private static final Pattern PREFIXES =
            Pattern.compile("^(\\s*(\\[[^\\]]{0,60}\\]|(re|aw|fw|fwd|wg|sv|tr)\\s*:)\\s*)+");

    private static final Pattern WHOLE = Pattern.compile("mid:[0-9a-f]{64};[0-9a-f]{32}");

    private MailKey() {}

    /**
     * @param messageId as it stands between the angle brackets; empty when it has none
     * @param sender SMTP address of From; empty when it has none
     * @param sent when it says it was sent (Date), to the second
     * @param text of the message; tells those apart that have no id, and that may have nothing else either. Not of those
     *     that have one: gateways add their words to the texts of one mail
     */
    public static String of(String messageId, String sender, Instant sent, String subject, String text) {
        String rest = String.join(
                "\n",
                messageId.strip(),
                sender.strip().toLowerCase(Locale.ROOT),
                sent.truncatedTo(ChronoUnit.SECONDS).toString(),
                PREFIXES.matcher(NormalForm.line(subject).toLowerCase(Locale.ROOT))
                        .replaceFirst(""),
                messageId.isBlank() ? text.strip().replaceAll("\\s+", " ") : "");
        return id(messageId) + digest(rest).substring(0, TELLS_APART);
    }

    /** How the key of every mail with this Message-ID begins. */
    public static String id(String messageId) {
        return "mid:" + digest(messageId.strip()) + ";";
    }

    /** Whether a natural key is one of a message. */
    public static boolean is(String naturalKey) {
        return WHOLE.matcher(naturalKey).matches();
    }

    /** The part of a natural key that only its Message-ID decides. */
    public static String idOf(String naturalKey) {
        return naturalKey.substring(0, naturalKey.indexOf(';') + 1);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
