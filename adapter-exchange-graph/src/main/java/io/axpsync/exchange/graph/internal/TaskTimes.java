package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.control.Option;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Days and reminders of To Do tasks, which Graph writes as local times with the name of a zone. Days are midnights; what
 * some program wrote with an hour is its day in the mailbox's zone.
 */
final class TaskTimes {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");

    private TaskTimes() {}

    /** @throws DateTimeException when it cannot be read */
    static Value date(JsonObject task, String property, ZoneId mailbox) {
        for (JsonObject time : Json.object(task, property)) {
            LocalDateTime local = local(time);
            boolean midnight = local.toLocalTime().equals(LocalTime.MIDNIGHT);
            LocalDate day = midnight
                    ? local.toLocalDate()
                    : local.atZone(zone(time)).withZoneSameInstant(mailbox).toLocalDate();
            return new Value.Date(day);
        }
        return Value.NOTHING;
    }

    /** @throws DateTimeException when it cannot be read */
    static Value instant(JsonObject task, String property) {
        return Json.object(task, property)
                .<Value>map(
                        time -> new Value.Moment(local(time).atZone(zone(time)).toInstant()))
                .getOrElse(Value.NOTHING);
    }

    static JsonElement written(Value value) {
        if (value instanceof Value.Date day) {
            return written(day.date().atStartOfDay());
        } else if (value instanceof Value.Moment moment) {
            return written(LocalDateTime.ofInstant(moment.at(), ZoneOffset.UTC));
        }
        return JsonNull.INSTANCE;
    }

    private static JsonObject written(LocalDateTime time) {
        JsonObject json = new JsonObject();
        json.addProperty("dateTime", LOCAL.format(time));
        json.addProperty("timeZone", "UTC");
        return json;
    }

    private static LocalDateTime local(JsonObject time) {
        String text = Json.text(time, "dateTime").getOrElse("");
        return LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
    }

    private static ZoneId zone(JsonObject time) {
        String name = Option.of(Json.text(time, "timeZone").getOrElse(""))
                .filter(n -> !n.isEmpty())
                .getOrElse("UTC");
        return Zones.find(name).getOrElseThrow(() -> new DateTimeException("unknown time zone " + name));
    }
}
