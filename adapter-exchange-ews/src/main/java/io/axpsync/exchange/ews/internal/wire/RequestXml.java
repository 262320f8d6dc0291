package io.axpsync.exchange.ews.internal.wire;

import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repairs what the library writes: it formats times with the digits, and in some countries with the calendar, of the
 * JVM's default locale. Start and end of items are put in anew, in the order in which they were set.
 */
final class RequestXml {

    private static final Pattern TIME = Pattern.compile("<t:(Start|End)>[^<]*</t:\\1>");
    private static final Pattern RECURRENCE = Pattern.compile("<t:Recurrence>.*?</t:Recurrence>", Pattern.DOTALL);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RequestXml() {}

    static String time(Instant instant) {
        return UTC.format(instant);
    }

    /** @param named times that stand in the request as the library writes them */
    static byte[] inDigits(byte[] soap, Set<Instant> named) {
        if (named.isEmpty() || theirs(Instant.EPOCH).equals(time(Instant.EPOCH))) {
            return soap;
        }
        String repaired = new String(soap, StandardCharsets.UTF_8);
        for (Instant instant : named) {
            repaired = repaired.replace(">" + theirs(instant) + "<", ">" + time(instant) + "<");
        }
        return repaired.getBytes(StandardCharsets.UTF_8);
    }

    /** As the library writes it, with all that the JVM's locale does to it. */
    private static String theirs(Instant instant) {
        SimpleDateFormat library = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");
        library.setTimeZone(TimeZone.getTimeZone("UTC"));
        return library.format(Date.from(instant));
    }

    /** @param recurrences of each item that sets one, in order */
    static byte[] recurring(byte[] soap, Deque<String> recurrences) {
        if (recurrences.isEmpty()) {
            return soap;
        }
        Matcher m = RECURRENCE.matcher(new String(soap, StandardCharsets.UTF_8));
        StringBuilder repaired = new StringBuilder(soap.length);
        while (m.find()) {
            String ours = "<t:Recurrence>" + recurrences.removeFirst() + "</t:Recurrence>";
            m.appendReplacement(repaired, Matcher.quoteReplacement(ours));
        }
        if (!recurrences.isEmpty()) {
            throw new IllegalStateException("the request says fewer recurrences than were set");
        }
        return m.appendTail(repaired).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An update that makes no read receipt go out. */
    static byte[] withoutReceipts(byte[] soap) {
        return new String(soap, StandardCharsets.UTF_8)
                .replaceFirst("<m:UpdateItem ", "<m:UpdateItem SuppressReadReceipts=\"true\" ")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @param times start and end of each item that sets them, in order */
    static byte[] repaired(byte[] soap, Deque<Instant> times) {
        if (times.isEmpty()) {
            return soap;
        }
        Matcher m = TIME.matcher(new String(soap, StandardCharsets.UTF_8));
        StringBuilder repaired = new StringBuilder(soap.length);
        while (m.find()) {
            String element = m.group(1);
            m.appendReplacement(repaired, "<t:" + element + ">" + time(times.removeFirst()) + "</t:" + element + ">");
        }
        if (!times.isEmpty()) {
            throw new IllegalStateException("the request says fewer times than were set");
        }
        return m.appendTail(repaired).toString().getBytes(StandardCharsets.UTF_8);
    }
}
