package io.axpsync.cli.load.contact;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One vCard (RFC 6350, and its elders 2.1 and 3.0) as the library reads it, and as far as a contact in Outlook has a place
 * for it.
 *
 * @param source the file's name and the number of the card in it, for people
 * @param lines without those that are empty
 * @param emails as they stand, at most as many as Outlook has places for
 * @param phones by the place in Outlook, named as in EWS's {@code PhoneNumberKeyType}
 * @param addresses by the place in Outlook: Business, Home, Other
 * @param gender M, F, or empty
 * @param others names of properties with content that a contact in Outlook has no place for
 */
record FileCard(
        String source,
        Map<Line, String> lines,
        List<String> emails,
        Map<String, String> phones,
        Map<String, Postal> addresses,
        Optional<LocalDate> birthday,
        Optional<LocalDate> anniversary,
        List<String> children,
        String note,
        String gender,
        List<String> categories,
        Set<String> others) {

    /** A postal address; the street may have several lines. */
    record Postal(String street, String locality, String region, String code, String country) {
        boolean isEmpty() {
            return (street + locality + region + code + country).isBlank();
        }
    }

    String line(Line line) {
        return lines.getOrDefault(line, "");
    }

    /** For people: the name, else the first address. */
    String title() {
        String name = (line(Line.GIVEN) + " " + line(Line.FAMILY)).strip();
        return name.isEmpty() ? emails.stream().findFirst().orElse(line(Line.ORGANISATION)) : name;
    }
}
