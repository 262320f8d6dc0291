package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import com.microsoft.graph.models.Event;
import com.microsoft.kiota.serialization.KiotaJsonSerialization;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.item.Withheld;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;

/** Events as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class EventReading {

    private EventReading() {}

    /** The id of an event; none when the server left it out. */
    static Option<ItemRef> ref(JsonObject event) {
        return Json.text(event, "id").filter(id -> !id.isEmpty()).map(ItemRef::exchange);
    }

    /** The change key, also where only the etag tells it. */
    static ItemVersion version(JsonObject event) {
        return new ItemVersion(Json.text(event, "changeKey")
                .filter(key -> !key.isEmpty())
                .orElse(() -> Json.text(event, "@odata.etag")
                        .map(tag -> tag.replaceFirst("^W/", "").replace("\"", "")))
                .getOrElse(""));
    }

    /** The master's id of an occurrence or exception. */
    static Option<ItemRef> master(JsonObject event) {
        return Json.text(event, "seriesMasterId").filter(id -> !id.isEmpty()).map(ItemRef::exchange);
    }

    static Observed light(JsonObject event, ItemRef ref, Lane lane, Window window) {
        return read(event, ref, lane, window, false, Option.none());
    }

    /** @param stamp what is known of it where the answer does not tell it: after a write */
    static Observed full(JsonObject event, ItemRef ref, Lane lane, Window window, Option<Stamp> stamp) {
        return read(event, ref, lane, window, true, stamp);
    }

    /** An occurrence or an exception; it stands for its series and is no item of its own. */
    static boolean isInstance(JsonObject event) {
        return master(event).isDefined()
                || Json.text(event, "type").exists(type -> type.equals("occurrence") || type.equals("exception"));
    }

    static boolean isSeries(JsonObject event) {
        return !isInstance(event)
                && (Json.text(event, "type").contains("seriesMaster")
                        || Json.object(event, "recurrence").isDefined());
    }

    private static Observed read(
            JsonObject raw, ItemRef ref, Lane lane, Window window, boolean inFull, Option<Stamp> stamp) {
        if (isInstance(raw)) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    Reason.of(
                            "occurrence", "\"" + title(raw) + "\" belongs to a series, which is synchronised as one"));
        }
        try {
            Event event = KiotaJsonSerialization.deserialize(raw.toString(), Event::createFromDiscriminatorValue);
            Value when = EventTimes.read(event);
            Value period = isSeries(raw) ? SeriesPattern.read(event, when) : when;
            Observed.Present.Builder present = Observed.Present.builder();
            present.ref(ref)
                    .version(version(raw))
                    .marked(Categories.marked(EventMapping.names(event), lane))
                    .stamp(stamp.orElse(Stamps.read(raw)))
                    .naturalKey(Json.text(raw, "iCalUId")
                            .filter(uid -> !uid.isEmpty())
                            .map(EventReading::uidKey))
                    .period(period)
                    .title(title(raw))
                    .place(place(raw, lane))
                    .role(Boolean.FALSE.equals(event.getIsOrganizer()) ? Observed.Role.ATTENDEE : Observed.Role.OWNER)
                    .modified(modified(raw));
            Observed.Present seen = inFull ? withItem(present, event, raw, period, lane) : present.build();
            return seen.place() == Observed.Place.IN_LANE && !touches(window, seen, lane)
                    ? seen.withPlace(Observed.Place.OUTSIDE_WINDOW)
                    : seen;
        } catch (IOException | RuntimeException e) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    Reason.of(
                            "unreadable",
                            "\"" + title(raw) + "\" cannot be read: " + e.getMessage(),
                            "open it in Outlook, correct it and save it"));
        }
    }

    private static Observed.Present withItem(
            Observed.Present.Builder present, Event event, JsonObject raw, Value period, Lane lane) throws IOException {
        Map<Field, Value> values = LinkedHashMap.empty();
        Map<Field, Withheld> withheld = LinkedHashMap.empty();
        for (EventMapping line : EventMapping.TABLE) {
            Option<Value> value = line.reads().from(event, lane);
            if (value.isDefined()) {
                values = values.put(line.field(), value.get());
            } else {
                withheld = withheld.put(line.field(), Withheld.PROTECTED);
            }
        }
        Item item = Item.of(Kind.APPOINTMENT, values).with(Field.PERIOD, period);
        if (period instanceof Value.Recurring) {
            item = item.with(Field.EXCEPTIONS, SeriesExceptions.read(raw, item, lane));
        }
        item = item.with(Field.ATTACHMENTS, EventFiles.read(raw).getOrElse(Value.NOTHING));
        return present.item(Option.some(item)).withheld(withheld).build();
    }

    /** The calendar is told where it was expanded. */
    private static Observed.Place place(JsonObject raw, Lane lane) {
        boolean elsewhere = Json.object(raw, "calendar")
                .exists(calendar -> lane.folder()
                        .map(name -> !Json.text(calendar, "name").exists(name::equalsIgnoreCase))
                        .getOrElse(
                                () -> Json.bool(calendar, "isDefaultCalendar").contains(false)));
        return elsewhere ? Observed.Place.ELSEWHERE : Observed.Place.IN_LANE;
    }

    /** Days are days of the mailbox's zone. A series that only a feed told of is in the view that the feed shows. */
    private static boolean touches(Window window, Observed.Present seen, Lane lane) {
        if (seen.period() instanceof Value.Recurring) {
            return seen.item()
                    .flatMap(RecurrenceSet::of)
                    .forAll(series -> series.touches(window, lane.mailbox().zone()));
        }
        return Recurrence.touches(window, seen.period(), lane.mailbox().zone());
    }

    private static Observed.Unreadable unreadable(JsonObject raw, ItemRef ref, Lane lane, Reason reason) {
        Seq<String> names = Json.texts(raw, "categories");
        return new Observed.Unreadable(ref, version(raw), Categories.marked(names, lane), title(raw), reason);
    }

    private static String title(JsonObject raw) {
        return NormalForm.line(Json.text(raw, "subject").getOrElse(""));
    }

    /** Whether an event that was just made was changed since: then it was not made just now. */
    static boolean olderThanNow(JsonObject raw) {
        Option<Instant> made = Json.text(raw, "createdDateTime")
                .map(text -> OffsetDateTime.parse(text).toInstant());
        return made.exists(at -> modified(raw).exists(changed -> changed.isAfter(at.plusSeconds(5))));
    }

    private static Option<Instant> modified(JsonObject raw) {
        return Json.text(raw, "lastModifiedDateTime")
                .map(text -> OffsetDateTime.parse(text).toInstant());
    }

    /** {@code uid:} and the SHA-256 of the iCal UID, lower-case hex. */
    static String uidKey(String uid) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(uid.getBytes(StandardCharsets.UTF_8));
            return "uid:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
