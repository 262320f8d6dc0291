package io.axpsync.sandbox.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spoils a sample in one to four places: half of the time a whole token (a JSON or YAML value, an XML text, attribute or
 * name, the value of an iCalendar line) becomes an odd one, so that the sample stays well formed and the spoilt value is
 * really read; half of the time bytes are flipped, cut out, doubled, or put in.
 */
public final class Mutations {

    private static final Pattern TOKENS = Pattern.compile(
            "\"[^\"\\n]{0,500}\"" // JSON, YAML, attributes
                    + "|(?<=>)[^<>]+(?=<)" // texts of elements
                    + "|(?<=</?)\\w+(?::\\w+)?" // names of elements
                    + "|(?<=[:,\\[ ])-?\\d[\\d.]*" // numbers
                    + "|\\b(?:true|false|null)\\b"
                    + "|(?<=[:=])[^\\r\\n<>{}\\[\\]\",;:]+(?=[\\r\\n;:])"); // values of lines

    private static final List<String> ODD = List.of(
            "",
            " ",
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "-9223372036854775809",
            "99999999999999999999999999",
            "0.000000000000000000000000001",
            "NaN",
            "\"\"",
            "\"null\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"0000-00-00T00:00:00Z\"",
            "\"9999-12-31T23:59:59.9999999Z\"",
            "\"-292275055-05-16T16:47:04Z\"",
            "9999-12-31T23:59:59Z",
            "0001-01-01T00:00:00",
            "2026-02-30T25:61:61Z",
            "99991231T235959Z",
            "{}",
            "[]",
            "[[]]",
            "{\"a\":{\"a\":null}}",
            "[null]",
            "&#0;",
            "&#x1F600;",
            "&lt;",
            "&undefined;",
            "<![CDATA[]]>",
            "<a/>",
            "<t:Items/>",
            "*x",
            "&x",
            "!!java.lang.Object",
            "!!binary x",
            "? ",
            "- - - -",
            "<<: *x",
            "%41",
            "../../etc",
            "=1+1",
            "'; drop table x; --",
            "\r\n\r\n",
            "\u2028",
            "\uFFFD",
            "\uFEFF",
            "\uD83D\uDE00",
            "a".repeat(300),
            "x".repeat(70_000),
            "(".repeat(200),
            "[".repeat(2_000),
            "<b>".repeat(300),
            "FREQ=SECONDLY;COUNT=2147483647",
            "P99999999999D",
            "BEGIN:VEVENT");

    private final Random random;

    /** @param seed the same seed gives the same spoilt sample */
    public Mutations(long seed) {
        random = new Random(seed);
    }

    public byte[] of(byte[] sample) {
        byte[] spoilt = sample;
        for (int places = 1 + random.nextInt(4); places > 0; places--) {
            spoilt = random.nextBoolean() ? token(spoilt) : bytes(spoilt);
        }
        return spoilt;
    }

    private String odd() {
        return ODD.get(random.nextInt(ODD.size()));
    }

    private byte[] token(byte[] sample) {
        String text = new String(sample, StandardCharsets.ISO_8859_1);
        Matcher m = TOKENS.matcher(text);
        List<int[]> places = new ArrayList<>();
        while (m.find()) {
            places.add(new int[] {m.start(), m.end()});
        }
        if (places.isEmpty()) {
            return bytes(sample);
        }
        int[] place = places.get(random.nextInt(places.size()));
        int[] other = places.get(random.nextInt(places.size()));
        String put = random.nextInt(3) == 0
                ? text.substring(other[0], other[1])
                : new String(odd().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return (text.substring(0, place[0]) + put + text.substring(place[1])).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(byte[] sample) {
        if (sample.length == 0) {
            return odd().getBytes(StandardCharsets.UTF_8);
        }
        int from = random.nextInt(sample.length);
        int to = from + random.nextInt(Math.min(sample.length - from, 1 + sample.length / 4) + 1);
        byte[] piece = Arrays.copyOfRange(sample, from, to);
        return switch (random.nextInt(6)) {
            case 0 -> {
                byte[] flipped = sample.clone();
                flipped[from] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> joined(Arrays.copyOf(sample, from), Arrays.copyOfRange(sample, to, sample.length));
            case 2 -> joined(Arrays.copyOf(sample, to), piece, Arrays.copyOfRange(sample, to, sample.length));
            case 3 -> Arrays.copyOf(sample, from);
            case 4 -> {
                byte[] noise = new byte[1 + random.nextInt(8)];
                random.nextBytes(noise);
                yield joined(Arrays.copyOf(sample, from), noise, Arrays.copyOfRange(sample, from, sample.length));
            }
            default ->
                joined(
                        Arrays.copyOf(sample, from),
                        odd().getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOfRange(sample, from, sample.length));
        };
    }

    private static byte[] joined(byte[]... pieces) {
        byte[] all = new byte[Arrays.stream(pieces).mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }
}
