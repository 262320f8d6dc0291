package io.axpsync.exchange.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class EventBodiesTest {

    private static final Window YEAR =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final Lane LANE = Lane.builder()
            .id(LaneId.of("1", Kind.APPOINTMENT))
            .kind(Kind.APPOINTMENT)
            .marker(new Category("D365"))
            .statusCategories(HashSet.of(new Category("D365 waiting")))
            .mailbox(Mailbox.builder()
                    .personnelNumber("1")
                    .address("anna@contoso.example")
                    .company("usmf")
                    .zone(ZoneId.of("Europe/Berlin"))
                    .build())
            .build();

    private static Recollection before(Seq<String> categories, String zone) {
        return new Recollection(
                new ItemVersion("v1"),
                categories,
                zone,
                Option.none(),
                HashSet.empty(),
                Observed.Role.OWNER,
                LinkedHashMap.empty(),
                Option.none(),
                Option.none());
    }

    private static Write.Update update(Map<Field, Value> changes) {
        return Write.Update.builder()
                .lane(LANE)
                .window(YEAR)
                .link(new LinkId("l1"))
                .notice(Notify.NOBODY)
                .ref(ItemRef.exchange("x"))
                .expected(new ItemVersion("v1"))
                .before(Item.empty(Kind.APPOINTMENT))
                .changes(changes)
                .build();
    }

    private static JsonObject body(Field field, Value value, String zone) {
        return EventBodies.update(update(LinkedHashMap.of(field, value)), before(Vector.empty(), zone));
    }

    private static String names(Seq<String> there, Write.Update update) {
        return EventBodies.update(update, before(there, "UTC")).toString();
    }

    private static Value categories(String... names) {
        return Value.Entries.of(Vector.of(names).map(n -> new Value.Entry(n, "", n)));
    }

    @Test
    void onlyWhatChangesIsSent() {
        assertThat(body(Field.SUBJECT, Value.text("New"), "UTC").toString()).isEqualTo("{\"subject\":\"New\"}");
    }

    @Test
    void anUpdateThatChangesNothingIsEmpty() {
        assertThat(EventBodies.changesSomething(
                        EventBodies.update(update(LinkedHashMap.empty()), before(Vector.of("Red"), "UTC"))))
                .isFalse();
    }

    @Test
    void fieldsThatExchangeAloneKnowsAreNotSent() {
        JsonObject body = EventBodies.update(
                update(LinkedHashMap.of(
                        Field.RESPONSES, categories("a@x.example"), Field.TIME_ZONE, Value.text("Asia/Tokyo"))),
                before(Vector.empty(), "UTC"));
        assertThat(EventBodies.changesSomething(body)).isFalse();
    }

    @Test
    void aWithheldFieldIsNotSent() {
        JsonObject body = EventBodies.update(
                update(LinkedHashMap.of(Field.BODY, Value.text("overwrites the join block")))
                        .withWithheld(HashSet.of(Field.BODY)),
                before(Vector.empty(), "UTC"));
        assertThat(EventBodies.changesSomething(body)).isFalse();
    }

    @Test
    void aFieldThatTheEventWithholdsIsNotSentEither() {
        Recollection online = new Recollection(
                new ItemVersion("v1"),
                Vector.empty(),
                "UTC",
                Option.none(),
                HashSet.of(Field.BODY),
                Observed.Role.OWNER,
                LinkedHashMap.empty(),
                Option.none(),
                Option.none());
        JsonObject body = EventBodies.update(update(LinkedHashMap.of(Field.BODY, Value.text("text"))), online);
        assertThat(EventBodies.changesSomething(body)).isFalse();
    }

    @Test
    void categoriesKeepTheirOrderAndSpellingAndWhatIsOurs() {
        Seq<String> there = Vector.of("Zebra", "d365", "RED", "D365 waiting");
        assertThat(names(there, update(LinkedHashMap.of(Field.CATEGORIES, categories("red", "New")))))
                .isEqualTo("{\"categories\":[\"d365\",\"RED\",\"D365 waiting\",\"New\"]}");
    }

    @Test
    void theMarkerComesLastAndGoesInAnySpelling() {
        assertThat(names(Vector.of("Red"), update(LinkedHashMap.empty()).withMarked(Option.some(true))))
                .isEqualTo("{\"categories\":[\"Red\",\"D365\"]}");
        assertThat(names(Vector.of("d365", "Red"), update(LinkedHashMap.empty()).withMarked(Option.some(false))))
                .isEqualTo("{\"categories\":[\"Red\"]}");
        assertThat(names(Vector.of("d365"), update(LinkedHashMap.empty()).withMarked(Option.some(true))))
                .isEqualTo("{}");
    }

    @Test
    void theLastCategoryLeavesAnEmptyList() {
        assertThat(names(Vector.of("Red"), update(LinkedHashMap.of(Field.CATEGORIES, Value.NOTHING))))
                .isEqualTo("{\"categories\":[]}");
    }

    @Test
    void anUpdateKeepsTheItemsOwnZone() {
        Value nine = new Value.Period(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-01T01:00:00Z"));
        JsonObject body = body(Field.PERIOD, nine, "Tokyo Standard Time");
        assertThat(body.getAsJsonObject("start").get("timeZone").getAsString()).isEqualTo("Tokyo Standard Time");
        assertThat(body.getAsJsonObject("start").get("dateTime").getAsString()).startsWith("2026-06-01T09:00:00");
        assertThat(body.get("isAllDay").getAsBoolean()).isFalse();
    }

    @Test
    void aCustomZoneGivesWayToTheMailboxes() {
        Value nine = new Value.Period(Instant.parse("2026-06-01T07:00:00Z"), Instant.parse("2026-06-01T08:00:00Z"));
        JsonObject body = body(Field.PERIOD, nine, "tzone://Microsoft/Custom");
        assertThat(body.getAsJsonObject("start").get("timeZone").getAsString()).isEqualTo("Europe/Berlin");
    }

    @Test
    void theHourThatTheClocksRepeatIsWrittenInUtc() {
        // 02:30 in Berlin comes twice on 25 October 2026; this is the second time.
        Value second = new Value.Period(Instant.parse("2026-10-25T01:30:00Z"), Instant.parse("2026-10-25T03:00:00Z"));
        JsonObject body = body(Field.PERIOD, second, "Europe/Berlin");
        assertThat(body.getAsJsonObject("start").get("timeZone").getAsString()).isEqualTo("UTC");
        assertThat(body.getAsJsonObject("start").get("dateTime").getAsString()).startsWith("2026-10-25T01:30:00");
    }

    @Test
    void allDayIsMidnightToMidnightOfOneZone() {
        JsonObject body = body(
                Field.PERIOD, new Value.Days(LocalDate.of(2026, 3, 28), LocalDate.of(2026, 3, 30)), "Europe/Berlin");
        assertThat(body.get("isAllDay").getAsBoolean()).isTrue();
        assertThat(body.getAsJsonObject("start").get("dateTime").getAsString()).startsWith("2026-03-28T00:00:00");
        assertThat(body.getAsJsonObject("end").get("dateTime").getAsString()).startsWith("2026-03-30T00:00:00");
        assertThat(body.getAsJsonObject("end").get("timeZone"))
                .isEqualTo(body.getAsJsonObject("start").get("timeZone"));
    }

    @Test
    void aStampIsWrittenWithThePropertyThatCanBeSearched() {
        Stamp stamp = Stamp.of("inst", new LinkId("l1")).on(ItemRef.d365("usmf/7"));
        JsonObject body = EventBodies.update(
                update(LinkedHashMap.empty()).withStamp(Option.some(stamp)), before(Vector.empty(), "UTC"));
        assertThat(body.toString()).contains("\"axp1;inst;l1;usmf/7\"").contains("\"inst;l1\"");
    }

    @Test
    void aQuoteInAStampDoesNotLeaveItsLiteral() {
        assertThat(Stamps.filter(Stamp.of("O'Neil", new LinkId("l1")))).contains("eq 'O''Neil;l1'");
    }

    @Test
    void aCreateSaysThatThereIsNoReminder() {
        Write.Create create = Write.Create.builder()
                .lane(LANE)
                .window(YEAR)
                .link(new LinkId("l1"))
                .notice(Notify.NOBODY)
                .stamp(Stamp.of("inst", new LinkId("l1")))
                .item(Item.of(
                        Kind.APPOINTMENT,
                        LinkedHashMap.of(
                                Field.PERIOD,
                                new Value.Period(
                                        Instant.parse("2026-06-01T07:00:00Z"), Instant.parse("2026-06-01T08:00:00Z")))))
                .marked(true)
                .build();
        JsonObject body = EventBodies.create(create);
        assertThat(body.get("isReminderOn").getAsBoolean()).isFalse();
        assertThat(body.get("transactionId").getAsString()).isEqualTo("l1");
        assertThat(body.getAsJsonArray("categories").toString()).isEqualTo("[\"D365\"]");
        assertThat(body.has("attendees")).isFalse();
        assertThat(EventBodies.create(create)).isEqualTo(body);
    }
}
