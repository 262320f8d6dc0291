package io.axpsync.exchange.ews.internal.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Characters that XML 1.0 cannot carry. Exchange passes on what users paste, as raw characters or as references such as
 * {@code &#x1F;}, and then no parser reads the answer.
 */
final class IllegalCharacters {

    private static final Pattern REFERENCE = Pattern.compile("&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));");

    private IllegalCharacters() {}

    static String removed(String xml) {
        return withoutRaw(withoutReferences(xml));
    }

    private static String withoutReferences(String xml) {
        if (!xml.contains("&#")) {
            return xml;
        }
        Matcher m = REFERENCE.matcher(xml);
        StringBuilder clean = new StringBuilder(xml.length());
        while (m.find()) {
            long code = m.group(1) != null ? Long.parseLong(m.group(1), 16) : Long.parseLong(m.group(2));
            m.appendReplacement(clean, code <= Character.MAX_CODE_POINT && legal((int) code) ? "$0" : "");
        }
        return m.appendTail(clean).toString();
    }

    private static String withoutRaw(String xml) {
        if (xml.codePoints().allMatch(IllegalCharacters::legal)) {
            return xml;
        }
        StringBuilder clean = new StringBuilder(xml.length());
        xml.codePoints().filter(IllegalCharacters::legal).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean legal(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
