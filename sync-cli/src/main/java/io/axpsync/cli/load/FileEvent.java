package io.axpsync.cli.load;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One VEVENT (RFC 5545 §3.6.1) as the library reads it. Texts are unescaped and otherwise as they stand in the file.
 *
 * @param source the file's name and the number of the event in it, for people
 * @param uid empty when the event has none
 * @param classification PUBLIC, PRIVATE or CONFIDENTIAL
 * @param busy FREE, TENTATIVE, BUSY or OOF
 * @param priority 0 = undefined, 1 = highest, 9 = lowest
 * @param reminder minutes before the start
 * @param zone TZID of the start; none for dates, floating times and times in UTC
 * @param others names of properties with content that no appointment of ours has a field for
 */
record FileEvent(
        String source,
        String uid,
        String summary,
        String description,
        String location,
        When when,
        String classification,
        Busy busy,
        int priority,
        Optional<Integer> reminder,
        List<String> categories,
        Optional<Person> organizer,
        List<Person> attendees,
        Optional<String> zone,
        Set<String> others) {

    /** When an event is. */
    sealed interface When {}

    /** From an instant to an instant; may be the same. */
    record Times(Instant start, Instant end) implements When {}

    /** Whole days, the end exclusive. */
    record Dates(LocalDate start, LocalDate end) implements When {}

    /** TRANSP and STATUS, or what Outlook wrote beside them. */
    enum Busy {
        FREE,
        TENTATIVE,
        BUSY,
        OOF
    }

    /**
     * An ATTENDEE or ORGANIZER.
     *
     * @param role REQUIRED, OPTIONAL or RESOURCE
     * @param answer NONE, ACCEPTED, TENTATIVE or DECLINED
     */
    record Person(String address, String name, String role, String answer) {}

    /** The same at another time. */
    FileEvent at(When other) {
        return new FileEvent(
                source,
                uid,
                summary,
                description,
                location,
                other,
                classification,
                busy,
                priority,
                reminder,
                categories,
                organizer,
                attendees,
                zone,
                others);
    }

    /** As an occurrence of that series: its people and categories are the series'. */
    FileEvent partOf(FileEvent series) {
        return new FileEvent(
                source,
                uid,
                summary,
                description,
                location,
                when,
                classification,
                busy,
                priority,
                reminder,
                series.categories,
                series.organizer,
                series.attendees,
                zone,
                others);
    }

    /** Somebody else's meeting, as far as a calendar can hold one: with attendees that can be addressed. */
    boolean isMeeting() {
        return !attendees.isEmpty();
    }
}
