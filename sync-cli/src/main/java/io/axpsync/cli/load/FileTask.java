package io.axpsync.cli.load;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One VTODO (RFC 5545 §3.6.2) as the library reads it. Texts are unescaped and otherwise as they stand in the file; days
 * are those of the zone in which the file says them.
 *
 * @param source the file's name and the number of the task in it, for people
 * @param status what Graph calls it: notStarted, inProgress or completed
 * @param percent 0 to 100; 100 for a completed one
 * @param priority 0 = undefined, 1 = highest, 9 = lowest
 * @param classification PUBLIC, PRIVATE or CONFIDENTIAL
 * @param reminder when the first alarm rings
 * @param others names of properties with content that a task in Outlook has no field for
 */
record FileTask(
        String source,
        String summary,
        String description,
        Optional<LocalDate> start,
        Optional<LocalDate> due,
        String status,
        int percent,
        int priority,
        String classification,
        Optional<Instant> reminder,
        List<String> categories,
        Set<String> others) {}
