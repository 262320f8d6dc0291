package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.demo.stage.Admin;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.cli.load.EventReading.Unusable;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Puts a series into the mailbox as a user's import does: the series, then what is different in it. Afterwards Exchange's
 * own instances are compared with what the file says; a series that Exchange shows otherwise is taken out again, and the
 * reason names the first day on which they part. Nothing is approximated.
 */
final class SeriesImport {

    private static final Duration STRIP = Duration.ofDays(1_800);

    private final Admin admin;
    private final String mailbox;
    private final ZoneId zone;
    private final Instant now;

    SeriesImport(Admin admin, String mailbox, ZoneId zone, Instant now) {
        this.admin = admin;
        this.mailbox = mailbox;
        this.zone = zone;
        this.now = now;
    }

    /**
     * The id that Exchange gave it.
     *
     * @throws Unusable when Exchange cannot hold it as the file says it
     */
    String put(FileSeries series) {
        String id = "";
        try {
            id = admin.importEvent(mailbox, GraphEvent.of(series, LaneTerms.MARKER, zone));
            LocalDate last = series.end(now);
            cancel(series, id, last);
            for (Map.Entry<LocalDateTime, FileEvent> override :
                    series.effectiveOverrides().entrySet()) {
                override(series, id, override.getKey(), override.getValue());
            }
            compare(series, id, last);
            return id;
        } catch (Admin.Refused e) {
            remove(id);
            throw new Unusable("refused-by-exchange", "Exchange does not take the series: " + e.getMessage());
        } catch (Unusable e) {
            remove(id);
            throw e;
        }
    }

    private void remove(String id) {
        if (!id.isEmpty()) {
            admin.importRemoval(mailbox, id);
        }
    }

    private void cancel(FileSeries series, String id, LocalDate last) {
        List<LocalDateTime> stay = series.originals(last);
        for (LocalDateTime original : series.dates(last)) {
            if (!stay.contains(original)) {
                admin.importRemoval(mailbox, instance(series, id, original));
            }
        }
    }

    private void override(FileSeries series, String id, LocalDateTime original, FileEvent override) {
        FileEvent plain = series.first().at(series.when(original));
        ObjectNode changes = GraphEvent.override(series, plain, override, zone);
        if (!changes.isEmpty()) {
            admin.importChanges(mailbox, instance(series, id, original), changes);
        }
    }

    private String instance(FileSeries series, String id, LocalDateTime original) {
        FileEvent plain = series.first().at(series.when(original));
        Instant start = start(plain);
        return admin
                .instances(mailbox, id, start, end(plain).isAfter(start) ? end(plain) : start.plusSeconds(1))
                .stream()
                .filter(shown -> instant(shown, "start").equals(start))
                .map(shown -> shown.path("id").asText())
                .findFirst()
                .orElseThrow(() -> notHeld(series, original + " is no occurrence of it in Exchange"));
    }

    private void compare(FileSeries series, String id, LocalDate last) {
        List<String> wanted = lines(series.occasions(last), occasion -> line(occasion.event()));
        List<String> shown = lines(shown(series, id, last), this::line);
        if (!wanted.equals(shown)) {
            TreeSet<String> apart = new TreeSet<>(wanted);
            TreeSet<String> more = new TreeSet<>(shown);
            apart.removeAll(shown);
            more.removeAll(wanted);
            throw notHeld(
                    series,
                    "the file has " + (apart.isEmpty() ? "nothing" : apart.first()) + " where Exchange shows "
                            + (more.isEmpty() ? "nothing" : more.first()));
        }
    }

    private static Unusable notHeld(FileSeries series, String how) {
        return new Unusable(
                "series-not-held",
                "RRULE:" + series.rule() + ": Exchange would hold it otherwise: " + how
                        + ". Choose a pattern as Outlook offers it, or make single events");
    }

    private List<JsonNode> shown(FileSeries series, String id, LocalDate last) {
        Instant end = last.plusDays(1).atStartOfDay(series.zone()).toInstant();
        List<JsonNode> shown = new ArrayList<>();
        Instant from = start(series.first()).minus(400, ChronoUnit.DAYS);
        java.util.Set<String> seen = new java.util.HashSet<>();
        while (from.isBefore(end)) {
            Instant to = from.plus(STRIP).isBefore(end) ? from.plus(STRIP) : end;
            admin.instances(mailbox, id, from, to).stream()
                    .filter(one -> seen.add(one.path("id").asText()))
                    .filter(one -> instant(one, "start").isBefore(end))
                    .forEach(shown::add);
            from = to;
        }
        return shown;
    }

    private static <T> List<String> lines(List<T> all, Function<T, String> line) {
        return all.stream().map(line).sorted().toList();
    }

    private String line(FileEvent event) {
        boolean allDay = event.when() instanceof Dates;
        return start(event) + "/" + end(event) + (allDay ? " all day " : " ")
                + event.summary().strip();
    }

    private String line(JsonNode shown) {
        boolean allDay = shown.path("isAllDay").asBoolean();
        return instant(shown, "start") + "/" + instant(shown, "end") + (allDay ? " all day " : " ")
                + shown.path("subject").asText().strip();
    }

    /** Whole days are shown as dates. */
    private Instant instant(JsonNode shown, String member) {
        LocalDateTime local =
                LocalDateTime.parse(shown.path(member).path("dateTime").asText());
        return shown.path("isAllDay").asBoolean()
                ? local.toLocalDate().atStartOfDay(zone).toInstant()
                : local.toInstant(ZoneOffset.UTC);
    }

    private Instant start(FileEvent event) {
        return event.when() instanceof Dates dates
                ? dates.start().atStartOfDay(zone).toInstant()
                : ((Times) event.when()).start();
    }

    private Instant end(FileEvent event) {
        return event.when() instanceof Dates dates
                ? dates.end().atStartOfDay(zone).toInstant()
                : ((Times) event.when()).end();
    }
}
