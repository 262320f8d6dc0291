package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.cli.demo.stage.D365Kind;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Times;
import io.axpsync.cli.load.FileSeries.Occasion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compares series with what D365 shows of them, occurrence by occurrence: expanded from the rows of the companion sets,
 * or the single activities of a D365 without these.
 */
final class SeriesJudge {

    private final Rows rows;
    private final D365Kind d365;
    private final Comparison comparison;
    private final ZoneId zone;
    private final Instant end;

    /**
     * @param zone of the mailbox
     * @param end of the window
     */
    SeriesJudge(Rows rows, D365Kind d365, Comparison comparison, ZoneId zone, Instant end) {
        this.rows = rows;
        this.d365 = d365;
        this.comparison = comparison;
        this.zone = zone;
        this.end = end;
    }

    /** Whether D365 has anything of it; what differs is noted. */
    boolean compare(FileSeries series, JsonNode item) {
        return d365 == D365Kind.COMPANION ? asSeries(series, item) : asSingles(series);
    }

    private List<Occasion> wanted(FileSeries series) {
        LocalDate last = LocalDateTime.ofInstant(end, series.zone()).toLocalDate();
        return series.occasions(last).stream()
                .filter(o -> start(o.event()).isBefore(end))
                .toList();
    }

    private boolean asSeries(FileSeries series, JsonNode item) {
        List<JsonNode> found = rows.of(item);
        if (found.isEmpty()) {
            return false;
        }
        JsonNode master = found.get(0);
        List<JsonNode> patterns = rows.recurrences(master);
        if (found.size() > 1 || patterns.size() != 1) {
            comparison.missing(
                    series.first(),
                    "D365 has " + found.size() + " rows of the series, and " + patterns.size() + " recurrences");
            return true;
        }
        comparison.compare(series.first(), master, rows.people(master));
        Map<LocalDateTime, JsonNode> there = new TreeMap<>();
        new RowSeries(master, patterns.get(0), zone)
                .occasions(
                        rows.occurrences(master),
                        rows.exceptions(master),
                        LocalDateTime.ofInstant(end, series.zone()).toLocalDate())
                .forEach((original, row) -> {
                    if (start(row).isBefore(end)) {
                        there.put(original, row);
                    }
                });
        for (Occasion occasion : wanted(series)) {
            JsonNode row = there.remove(occasion.original());
            if (row == null) {
                missing(occasion);
            } else {
                comparison.occurrence(occasion.event(), row);
            }
        }
        there.keySet()
                .forEach(original ->
                        comparison.missing(series.first(), "D365 has an occurrence at " + original + " in addition"));
        return true;
    }

    private void missing(Occasion occasion) {
        comparison.missing(occasion.event(), "D365 does not have the occurrence of " + occasion.original());
    }

    /** Each occurrence is a row of its own; which one, its times and its subject tell. */
    private boolean asSingles(FileSeries series) {
        List<Occasion> absent = new ArrayList<>();
        Map<Occasion, JsonNode> found = new HashMap<>();
        for (Occasion occasion : wanted(series)) {
            Predicate<JsonNode> here = row -> start(row).equals(start(occasion.event()))
                    && row.path("Purpose").asText().strip().equals(subject(occasion.event()));
            // Two series may take place at once under one name: each gets the row that says the same in full, if any.
            rows.claim(here.and(row -> comparison.isSame(occasion.event(), row)))
                    .or(() -> rows.claim(here))
                    .ifPresentOrElse(row -> found.put(occasion, row), () -> absent.add(occasion));
        }
        if (found.isEmpty()) {
            return false;
        }
        comparison.counted(series.first());
        found.forEach((occasion, row) -> comparison.occurrence(occasion.event(), row));
        absent.forEach(this::missing);
        return true;
    }

    private static String subject(FileEvent event) {
        return event.summary().replaceAll("\\R", " ").strip();
    }

    private static Instant start(JsonNode row) {
        return Instant.parse(row.path("StartDateTime").asText());
    }

    private Instant start(FileEvent event) {
        return event.when() instanceof Dates dates
                ? dates.start().atStartOfDay(zone).toInstant()
                : ((Times) event.when()).start();
    }
}
