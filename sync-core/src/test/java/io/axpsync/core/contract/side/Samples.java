package io.axpsync.core.contract.side;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.RecurrenceOverride;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Valid items to start from, all in the middle of the window. */
public final class Samples {

    /** Every alphabet, both directions, what XML, JSON, OData and HTML have to escape, and signs beyond 16 bits. */
    static final String UNICODE = "Zürich Łódź Ωμέγα Привет 日本語 العربية שלום नमस्ते 👩‍👩‍👧 𝔘 "
            + "<b>&amp;</b> 'it''s' \"quoted\" 100 % a+b c;d,e |f {g} [h] #i ?j=k $l \\m /n";

    private static final String ZONE = "Europe/Berlin";

    private final Window window;

    Samples(Window window) {
        this.window = window;
    }

    /** Midnight UTC of the day in the middle of the window, and so many days later. */
    public Instant day(int days) {
        Duration half = Duration.between(window.from(), window.to()).dividedBy(2);
        return window.from().plus(half).truncatedTo(ChronoUnit.DAYS).plus(days, ChronoUnit.DAYS);
    }

    public LocalDate date(int days) {
        return LocalDate.ofInstant(day(days), ZoneOffset.UTC);
    }

    /** An hour from nine o'clock UTC on that day. */
    public Value hour(int days) {
        Instant nine = day(days).plus(9, ChronoUnit.HOURS);
        return new Value.Period(nine, nine.plus(1, ChronoUnit.HOURS));
    }

    /** An hour on that day, so many hours after nine o'clock UTC. */
    Value hour(int days, int later) {
        Value.Period nine = (Value.Period) hour(days);
        return new Value.Period(
                nine.start().plus(later, ChronoUnit.HOURS), nine.end().plus(later, ChronoUnit.HOURS));
    }

    /** The day of the week of that day, as RFC 5545 names it. */
    public String weekday(int days) {
        return date(days).getDayOfWeek().name().substring(0, 2);
    }

    /** A series that begins in the middle of the window, in the mailbox's zone. */
    public Value.Recurring recurring(String rule) {
        return new Value.Recurring(hour(0), rule, ZONE);
    }

    public Item series(String rule) {
        return appointment("Jour fixe").with(Field.PERIOD, recurring(rule));
    }

    /** One of each sort that every side with series holds. */
    Seq<String> rules() {
        LocalDate first = date(0);
        int week = (first.getDayOfMonth() - 1) / 7 + 1;
        String nth = ";BYDAY=" + weekday(0) + ";BYSETPOS=" + (week > 4 ? -1 : week);
        return Vector.of(
                "FREQ=DAILY;INTERVAL=3",
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + weekday(0) + ";COUNT=12",
                "FREQ=MONTHLY;BYMONTHDAY=" + first.getDayOfMonth() + ";UNTIL="
                        + DateTimeFormatter.BASIC_ISO_DATE.format(first.plusMonths(5)),
                "FREQ=MONTHLY;INTERVAL=2" + nth,
                "FREQ=YEARLY;BYMONTH=" + first.getMonthValue() + ";BYMONTHDAY=" + first.getDayOfMonth(),
                "FREQ=YEARLY;BYMONTH=" + first.getMonthValue() + nth);
    }

    /** Exceptions of a series of {@link #recurring}: days after its first occurrence to what is different then. */
    Value exceptions(Map<Integer, RecurrenceOverride> byDay) {
        LocalDateTime start = LocalDateTime.ofInstant(((Value.Period) hour(0)).start(), ZoneId.of(ZONE));
        return Value.Entries.of(byDay.toVector().map(one -> one._2.entry(start.plusDays(one._1) + "")));
    }

    public static Value days(LocalDate first, LocalDate end) {
        return new Value.Days(first, end);
    }

    /** An appointment of an hour with nothing but a title. */
    public Item appointment(String title) {
        return Item.of(Kind.APPOINTMENT, LinkedHashMap.of(Field.SUBJECT, Value.text(title), Field.PERIOD, hour(0)));
    }

    /** An appointment that says something in every field; no attendees. */
    public Item fullAppointment() {
        return appointment("Visit at Contoso")
                .with(Field.BODY, Value.text("First line\nSecond line\n\nAfter a blank line"))
                .with(Field.LOCATION, Value.text("Room 4.2, second floor"))
                .with(Field.SHOW_AS, Value.choice("OUT_OF_OFFICE"))
                .with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                .with(Field.IMPORTANCE, Value.choice("HIGH"))
                .with(Field.REMINDER, new Value.Whole(30))
                .with(Field.CATEGORIES, categories("Red", "Key account"))
                .with(Field.TIME_ZONE, Value.text("Europe/Berlin"));
    }

    /** A meeting of three. */
    public Item meeting() {
        return fullAppointment()
                .with(Field.ATTENDEES, attendees("bob=REQUIRED", "cyd=OPTIONAL", "room=RESOURCE"))
                .with(Field.RESPONSE_REQUESTED, Value.choice("NO"));
    }

    /** For each field another value than {@link #meeting()} has. */
    Map<Field, Value> otherValues() {
        return LinkedHashMap.<Field, Value>of(Field.SUBJECT, Value.text("Visit at Fabrikam"))
                .put(Field.BODY, Value.text("Other text"))
                .put(Field.PERIOD, hour(3))
                .put(Field.LOCATION, Value.text("Lobby"))
                .put(Field.SHOW_AS, Value.choice("FREE"))
                .put(Field.SENSITIVITY, Value.choice("CONFIDENTIAL"))
                .put(Field.IMPORTANCE, Value.choice("LOW"))
                .put(Field.REMINDER, new Value.Whole(5))
                .put(Field.CATEGORIES, categories("Blue", "Key account"))
                .put(Field.ATTENDEES, attendees("bob=OPTIONAL", "room=RESOURCE", "dan=REQUIRED"))
                .put(Field.RESPONSES, attendees("bob=ACCEPTED", "dan=DECLINED"))
                .put(Field.ORGANIZER, attendees("eve="))
                .put(Field.RESPONSE_REQUESTED, Value.choice("YES"))
                .put(Field.TIME_ZONE, Value.text("America/New_York"));
    }

    public static Value categories(String... names) {
        return Value.Entries.of(Vector.of(names).map(name -> new Value.Entry(name, "", name)));
    }

    /** Each as {@code name=VALUE}, at addresses outside the organisation. */
    public static Value attendees(String... people) {
        return Value.Entries.of(Vector.of(people).map(person -> {
            String name = person.substring(0, person.indexOf('='));
            return new Value.Entry(name + "@outside.example", person.substring(name.length() + 1), name);
        }));
    }
}
