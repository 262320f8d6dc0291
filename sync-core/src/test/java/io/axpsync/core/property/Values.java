package io.axpsync.core.property;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Value;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Values that users type. Each text is new, so that nobody can mistake one for another. */
final class Values {

    static final Seq<Field> EDITABLE = Vector.of(
            Field.SUBJECT,
            Field.BODY,
            Field.PERIOD,
            Field.LOCATION,
            Field.SHOW_AS,
            Field.SENSITIVITY,
            Field.IMPORTANCE,
            Field.REMINDER,
            Field.CATEGORIES,
            Field.ATTENDEES,
            Field.RESPONSE_REQUESTED,
            Field.TIME_ZONE,
            Field.CATEGORIES,
            Field.ATTENDEES);

    private static final Seq<String> PEOPLE =
            Vector.of("bo@client.example", "cy@client.example", "dan@fabrikon.example", "eva@fabrikon.example");
    private static final Instant FUTURE = Instant.parse("2026-04-01T09:00:00Z");
    private static final Instant PAST = Instant.parse("2026-02-20T09:00:00Z");

    private int count;

    /** What a user can type where there are no series: the first of them. */
    static Value single(Value value) {
        return value instanceof Value.Recurring series ? series.first() : value;
    }

    Item appointment(int how) {
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text("Subject " + ++count),
                        Field.PERIOD,
                        period(how),
                        Field.SHOW_AS,
                        Value.choice("BUSY"),
                        Field.SENSITIVITY,
                        Value.choice(how % 11 == 0 ? "PRIVATE" : "NORMAL"),
                        Field.IMPORTANCE,
                        Value.choice("NORMAL")));
    }

    Value of(Field field, int how) {
        count++;
        return switch (field) {
            case SUBJECT -> how % 12 == 0 ? Value.text(count + " " + "long ".repeat(60)) : text("Subject ", how);
            case BODY -> how % 9 == 0 ? Value.NOTHING : text("Line\nBody ", how);
            case LOCATION -> how % 7 == 0 ? Value.NOTHING : text("Room ", how);
            case PERIOD -> period(how);
            case SHOW_AS -> pick(how, "FREE", "TENTATIVE", "BUSY", "OUT_OF_OFFICE", "WORKING_ELSEWHERE");
            case SENSITIVITY -> pick(how, "NORMAL", "NORMAL", "PERSONAL", "PRIVATE", "CONFIDENTIAL", "NORMAL");
            case IMPORTANCE -> pick(how, "LOW", "NORMAL", "HIGH");
            case REMINDER -> how % 5 == 0 ? Value.NOTHING : new Value.Whole(count);
            case CATEGORIES -> categories(how);
            case ATTENDEES -> people(how);
            case RESPONSE_REQUESTED -> pick(how, "YES", "NO");
            case TIME_ZONE -> Value.text(how % 2 == 0 ? "Europe/Vienna" : "Asia/Tokyo");
            case RESPONSES, ORGANIZER -> Value.NOTHING;
            default -> throw new IllegalArgumentException(field + " is no field of an appointment");
        };
    }

    static String person(int how) {
        return PEOPLE.get(how % PEOPLE.size());
    }

    Value people(int how) {
        return Value.Entries.of(Vector.range(0, PEOPLE.size())
                .filter(i -> (how >> i & 1) == 1)
                .map(i -> new Value.Entry(PEOPLE.get(i), how % 5 == i ? "OPTIONAL" : "REQUIRED", "")));
    }

    private Value categories(int how) {
        Seq<String> names = Vector.of("Red", "Blue", "green").filter(n -> (how + n.length()) % 3 != 0);
        return Value.Entries.of(names.append("Cat " + count).map(n -> new Value.Entry(n, "", n)));
    }

    private Value text(String start, int how) {
        return Value.text(start + count + (how % 4 == 0 ? "  ünïcödé 👩‍👧 " : ""));
    }

    private static Value pick(int how, String... names) {
        return Value.choice(names[how % names.length]);
    }

    /** Mostly weeks ahead, sometimes over, sometimes a series; never so near that it is over before the story ends. */
    private static Value period(int how) {
        Instant start = (how % 13 == 0 ? PAST : FUTURE).plus(Duration.ofHours(how % 97));
        LocalDate day = LocalDate.parse("2026-04-10").plusDays(how % 20);
        if (how % 10 == 2) {
            Instant first = FUTURE.plus(Duration.ofHours(how % 97));
            String rule = how % 3 == 0 ? "FREQ=DAILY" : "FREQ=WEEKLY;COUNT=" + (2 + how % 7);
            return new Value.Recurring(
                    new Value.Period(first, first.plus(Duration.ofMinutes(30 + how % 4 * 15))), rule, "Europe/Vienna");
        }
        return how % 10 == 1
                ? new Value.Days(day, day.plusDays(1 + how % 3))
                : new Value.Period(start, start.plus(Duration.ofMinutes(30 + how % 4 * 15)));
    }
}
