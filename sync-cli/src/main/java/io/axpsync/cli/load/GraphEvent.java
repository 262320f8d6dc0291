package io.axpsync.cli.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.load.FileEvent.Dates;
import io.axpsync.cli.load.FileEvent.Person;
import io.axpsync.cli.load.FileEvent.Times;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An event of a file as a user's import puts it into the calendar: a Graph event, marked. */
final class GraphEvent {

    private static final Map<String, String> SENSITIVITY =
            Map.of("PUBLIC", "normal", "PRIVATE", "private", "CONFIDENTIAL", "confidential");
    private static final Map<String, String> ANSWERS =
            Map.of("NONE", "none", "ACCEPTED", "accepted", "TENTATIVE", "tentativelyAccepted", "DECLINED", "declined");

    private GraphEvent() {}

    static ObjectNode of(FileEvent event, String marker, ZoneId mailboxZone) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("subject", event.summary());
        json.putObject("body").put("contentType", "text").put("content", event.description());
        if (!event.location().isEmpty()) {
            json.putObject("location").put("displayName", event.location());
        }
        if (!event.uid().isEmpty()) {
            json.put("iCalUId", event.uid());
        }
        times(json, event, mailboxZone);
        json.put("showAs", event.busy().name().toLowerCase(Locale.ROOT));
        json.put("sensitivity", SENSITIVITY.get(event.classification()));
        json.put(
                "importance",
                event.priority() == 0 || event.priority() == 5 ? "normal" : event.priority() < 5 ? "high" : "low");
        json.put("isReminderOn", event.reminder().isPresent());
        event.reminder().ifPresent(minutes -> json.put("reminderMinutesBeforeStart", minutes));
        ArrayNode categories = json.putArray("categories").add(marker);
        event.categories().stream().filter(c -> !c.equalsIgnoreCase(marker)).forEach(categories::add);
        if (event.isMeeting()) {
            people(json, event);
        }
        return json;
    }

    /** A series: its own zone stands at its times, because the rule counts on that zone's clocks. */
    static ObjectNode of(FileSeries series, String marker, ZoneId mailboxZone) {
        ObjectNode json = of(series.first(), marker, mailboxZone);
        if (series.first().when() instanceof Times times) {
            put(
                    json,
                    "start",
                    LocalDateTime.ofInstant(times.start(), series.zone()),
                    series.zone().getId());
            put(
                    json,
                    "end",
                    LocalDateTime.ofInstant(times.end(), series.zone()),
                    series.zone().getId());
        }
        json.set("recurrence", series.recurrence());
        return json;
    }

    /** What an override says that its occurrence does not; empty when that is nothing. */
    static ObjectNode override(FileSeries series, FileEvent occurrence, FileEvent override, ZoneId mailboxZone) {
        ObjectNode json = of(override, "", mailboxZone);
        ObjectNode before = of(occurrence, "", mailboxZone);
        // Whose meeting it is, and whose category, is the series' alone.
        List.of("iCalUId", "categories", "attendees", "organizer", "isOrganizer", "isAllDay")
                .forEach(json::remove);
        boolean sameTime = override.when().equals(occurrence.when());
        if (!sameTime && override.when() instanceof Times times) {
            put(
                    json,
                    "start",
                    LocalDateTime.ofInstant(times.start(), series.zone()),
                    series.zone().getId());
            put(
                    json,
                    "end",
                    LocalDateTime.ofInstant(times.end(), series.zone()),
                    series.zone().getId());
        }
        boolean otherDays = !override.when().getClass().equals(occurrence.when().getClass());
        if (otherDays) {
            json.put("isAllDay", override.when() instanceof Dates);
        }
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            boolean time = name.equals("start") || name.equals("end");
            if (time ? sameTime : !name.equals("isAllDay") && json.get(name).equals(before.get(name))) {
                json.remove(name);
            }
        }
        return json;
    }

    private static void people(ObjectNode json, FileEvent event) {
        ArrayNode attendees = json.putArray("attendees");
        for (Person person : event.attendees()) {
            ObjectNode attendee = attendees.addObject();
            attendee.put("type", person.role().toLowerCase(Locale.ROOT));
            attendee.putObject("emailAddress").put("name", person.name()).put("address", person.address());
            attendee.putObject("status").put("response", ANSWERS.get(person.answer()));
        }
        event.organizer().ifPresent(organizer -> {
            json.put("isOrganizer", false);
            json.putObject("organizer")
                    .putObject("emailAddress")
                    .put("name", organizer.name())
                    .put("address", organizer.address());
        });
    }

    private static void times(ObjectNode json, FileEvent event, ZoneId mailboxZone) {
        if (event.when() instanceof Dates dates) {
            json.put("isAllDay", true);
            put(json, "start", dates.start().atStartOfDay(), mailboxZone.getId());
            put(json, "end", dates.end().atStartOfDay(), mailboxZone.getId());
        } else if (event.when() instanceof Times times) {
            ZoneId zone = zone(event, mailboxZone, times);
            json.put("isAllDay", false);
            put(json, "start", LocalDateTime.ofInstant(times.start(), zone), zone.getId());
            put(json, "end", LocalDateTime.ofInstant(times.end(), zone), zone.getId());
        }
    }

    private static void put(ObjectNode json, String member, LocalDateTime local, String zone) {
        json.putObject(member).put("dateTime", local.toString()).put("timeZone", zone);
    }

    /** The zone in which the file says it, where Exchange knows that name and the instants survive it; else UTC. */
    private static ZoneId zone(FileEvent event, ZoneId mailboxZone, Times times) {
        return event.zone()
                .filter(name ->
                        name.contains("/") && ZoneId.getAvailableZoneIds().contains(name))
                .map(ZoneId::of)
                .filter(zone -> says(times.start(), zone) && says(times.end(), zone))
                .orElse(ZoneId.of("UTC"));
    }

    private static boolean says(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone).atZone(zone).toInstant().equals(instant);
    }
}
