package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import microsoft.exchange.webservices.data.core.enumeration.service.calendar.AppointmentType;
import microsoft.exchange.webservices.data.core.service.item.Appointment;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.core.service.schema.AppointmentSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;
import microsoft.exchange.webservices.data.property.complex.FolderId;
import microsoft.exchange.webservices.data.property.complex.ItemId;

/** Calendar items as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class AppointmentReading {

    /** PidLidAppointmentStateFlags: somebody else's meeting, received. */
    private static final int RECEIVED = 2;

    private AppointmentReading() {}

    /** None when the server left the id out. */
    static Option<ItemRef> ref(Item item) {
        return id(item).flatMap(id -> Option.of(id.getUniqueId()))
                .filter(id -> !id.isEmpty())
                .map(ItemRef::exchange);
    }

    static ItemVersion version(Item item) {
        return new ItemVersion(
                id(item).flatMap(id -> Option.of(id.getChangeKey())).getOrElse(""));
    }

    private static Option<ItemId> id(Item item) {
        return Facts.of(item, ItemSchema.Id, ItemId.class);
    }

    /** The folder it lies in. */
    static String folder(Item item) {
        return Facts.of(item, ItemSchema.ParentFolderId, FolderId.class)
                .flatMap(id -> Option.of(id.getUniqueId()))
                .getOrElse("");
    }

    /** A series is told by its id, and read in addition: a feed says nothing of its pattern. */
    static boolean master(Item item) {
        return type(item).contains(AppointmentType.RecurringMaster);
    }

    static Observed light(Seen seen, ItemRef ref, Lane lane, Window window) {
        return read(seen, ref, lane, window, false, false);
    }

    /** @param elsewhere whether it lies in another folder than the lane's */
    static Observed full(Seen seen, ItemRef ref, Lane lane, Window window, boolean elsewhere) {
        return read(seen, ref, lane, window, true, elsewhere);
    }

    private static Observed read(Seen seen, ItemRef ref, Lane lane, Window window, boolean inFull, boolean elsewhere) {
        Item raw = seen.item();
        if (!(raw instanceof Appointment item)) {
            return unreadable(
                    raw, ref, lane, Reason.of("not-an-appointment", "\"" + title(raw) + "\" is no appointment"));
        }
        if (occurrence(item)) {
            return unreadable(
                    raw,
                    ref,
                    lane,
                    Reason.of("series-occurrence", "\"" + title(raw) + "\" is one of a series, which is read as one"));
        }
        try {
            ZoneId zone = lane.mailbox().zone();
            Option<Series> series = Option.when(recurring(item), () -> Series.read(item, seen.parts(), lane));
            Value period =
                    series.<Value>map(it -> it.rule().value()).getOrElse(() -> AppointmentTimes.read(item, zone));
            boolean touches = series.map(it -> it.touches(window, zone)).getOrElse(() -> touches(window, period, lane));
            Observed.Present.Builder present = Observed.Present.builder();
            present.ref(ref)
                    .version(version(item))
                    .marked(Categories.marked(Facts.categories(item), lane))
                    .stamp(Mapi.stamp(item))
                    .naturalKey(Option.some(Facts.text(item, AppointmentSchema.ICalUid))
                            .filter(uid -> !uid.isEmpty())
                            .map(AppointmentReading::uidKey))
                    .period(period)
                    .title(title(item))
                    .place(place(touches, elsewhere))
                    .role(role(item))
                    .modified(Facts.instant(item, ItemSchema.LastModifiedTime));
            return inFull ? withItem(present, item, lane, series, seen) : present.build();
        } catch (RuntimeException e) {
            boolean recurring = recurring(item);
            return unreadable(
                    raw,
                    ref,
                    lane,
                    Reason.of(
                            recurring ? "series-unreadable" : "unreadable",
                            "\"" + title(raw) + "\" cannot be read: " + (recurring ? "PERIOD: " : "") + e.getMessage(),
                            "open it in Outlook, correct it and save it"));
        }
    }

    private static Observed withItem(
            Observed.Present.Builder present, Appointment item, Lane lane, Option<Series> series, Seen seen) {
        Map<Field, Value> values = LinkedHashMap.empty();
        Map<Field, Withheld> withheld = LinkedHashMap.empty();
        for (AppointmentMapping line : AppointmentMapping.TABLE) {
            Option<Value> value = line.reads().from(item, lane);
            if (value.isDefined()) {
                values = values.put(line.field(), value.get());
            } else {
                withheld = withheld.put(line.field(), Withheld.PROTECTED);
            }
        }
        values = values.put(Field.ATTACHMENTS, AppointmentFiles.read(seen.parts()));
        io.axpsync.core.item.Item read = io.axpsync.core.item.Item.of(Kind.APPOINTMENT, values);
        return present.item(Option.some(series.map(it -> it.item(read, seen.occurrences(), lane))
                        .getOrElse(read)))
                .withheld(withheld)
                .build();
    }

    private static Option<AppointmentType> type(Item item) {
        return Facts.of(item, AppointmentSchema.AppointmentType, AppointmentType.class);
    }

    private static boolean occurrence(Appointment item) {
        return type(item).exists(type -> type == AppointmentType.Occurrence || type == AppointmentType.Exception);
    }

    private static boolean recurring(Appointment item) {
        return master(item) || Mapi.flag(item, Mapi.RECURRING);
    }

    private static Observed.Role role(Appointment item) {
        return Mapi.number(item, Mapi.STATE).exists(state -> (state & RECEIVED) != 0)
                ? Observed.Role.ATTENDEE
                : Observed.Role.OWNER;
    }

    private static Observed.Place place(boolean touches, boolean elsewhere) {
        if (elsewhere) {
            return Observed.Place.ELSEWHERE;
        }
        return touches ? Observed.Place.IN_LANE : Observed.Place.OUTSIDE_WINDOW;
    }

    /** Days are days of the mailbox's zone. */
    private static boolean touches(Window window, Value period, Lane lane) {
        if (period instanceof Value.Period p) {
            return window.touches(p.start(), p.end());
        } else if (period instanceof Value.Days d) {
            return window.touches(
                    d.start().atStartOfDay(lane.mailbox().zone()).toInstant(),
                    d.end().atStartOfDay(lane.mailbox().zone()).toInstant());
        }
        return true;
    }

    private static Observed.Unreadable unreadable(Item raw, ItemRef ref, Lane lane, Reason reason) {
        return new Observed.Unreadable(
                ref, version(raw), Categories.marked(Facts.categories(raw), lane), title(raw), reason);
    }

    private static String title(Item raw) {
        return NormalForm.line(Facts.text(raw, ItemSchema.Subject));
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
