package io.axpsync.store.jdbc.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as texts of fixed width, so that texts stand in the order of time. */
final class Instants {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Instants() {}

    static String text(Instant instant) {
        return FORM.format(instant);
    }

    static Instant of(String text) {
        return Instant.parse(text);
    }
}
