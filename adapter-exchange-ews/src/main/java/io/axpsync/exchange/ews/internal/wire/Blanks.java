package io.axpsync.exchange.ews.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * The library drops each run of characters that is blank, and where a run ends is the parser's business: at entities,
 * at buffers, at line ends. {@code "a &amp; b"} may lose its blanks. On their way through the library blanks are
 * characters that mean nothing (Unicode non-characters, which XML allows).
 */
public final class Blanks {

    private static final String SHOWN = " \n\t\r";
    private static final char FIRST = '\uFDD0';

    private Blanks() {}

    static String hidden(String text) {
        if (text.isBlank()) {
            return text;
        }
        StringBuilder hidden = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int place = SHOWN.indexOf(text.charAt(i));
            hidden.append(place < 0 ? text.charAt(i) : (char) (FIRST + place));
        }
        return hidden.toString();
    }

    /** A text as the server sent it; empty for none. */
    public static String shown(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int place = text.charAt(i) - FIRST;
            shown.append(place < 0 || place >= SHOWN.length() ? text.charAt(i) : SHOWN.charAt(place));
        }
        return shown.toString();
    }
}
