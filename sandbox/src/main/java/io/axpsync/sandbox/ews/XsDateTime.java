package io.axpsync.sandbox.ews;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code xs:dateTime}. With an offset it names an instant; without one it is wall-clock time of a zone that the
 * item or the request names elsewhere.
 */
record XsDateTime(LocalDateTime local, Optional<ZoneOffset> offset) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d{1,9})?\\d*(Z|[+-]\\d\\d:\\d\\d)?");

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    /** @return empty when the text is no {@code xs:dateTime} */
    static Optional<XsDateTime> parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.parse(m.group(1));
            return Optional.of(
                    new XsDateTime(local, Optional.ofNullable(m.group(3)).map(ZoneOffset::of)));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} when the text is no {@code xs:dateTime} */
    static XsDateTime of(Xml element, String text) {
        return parse(text)
                .orElseThrow(() -> EwsFault.schema(
                        element,
                        "The '" + element.localName() + "' element is invalid - The value '" + text
                                + "' is invalid according to its datatype"
                                + " 'http://www.w3.org/2001/XMLSchema:dateTime'."));
    }

    /** The instant: by its own offset, else as wall-clock time of the zone. */
    Instant in(ZoneId zone) {
        return offset.<Instant>map(local::toInstant)
                .orElseGet(() -> local.atZone(zone).toInstant());
    }

    /** In UTC with {@code Z}, whole seconds. */
    static String utc(Instant instant) {
        return SECONDS.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
    }

    /** As wall-clock time of the zone with its offset, whole seconds. */
    static String at(Instant instant, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(instant);
        return SECONDS.format(instant.atOffset(offset)) + offset.getId();
    }
}
