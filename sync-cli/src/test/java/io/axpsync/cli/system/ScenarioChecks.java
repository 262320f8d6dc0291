package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Kind;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Iterator;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;

/** Compares what a scenario expects with what stands on the servers. */
record ScenarioChecks(
        ScenarioWords words,
        Users users,
        Map<String, String> numbers,
        Kind kind,
        Function<String, ScenarioContacts> contacts,
        Function<String, Option<ScenarioFolder>> folders,
        Function<String, ScenarioMessages> messages) {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** @param mails that runs sent since the last expectation */
    void check(ObjectNode expected, Seq<String> mails, RunReport report) {
        ObjectNode spelled = (ObjectNode) words.spelled(expected);
        persons(spelled.path("outlook")).forEach(p -> {
            Option<ScenarioFolder> folder = folders.apply(p._1);
            if (folder.isDefined()) {
                items(p._2, folder.get().seen(), ScenarioChecks::plain);
                return;
            }
            String address = words.people().get(p._1).get();
            if (kind == Kind.MESSAGE) {
                items(p._2, messages.apply(p._1).seen(), ScenarioChecks::plain);
            } else if (kind == Kind.TASK) {
                items(p._2, users.tasks(address).all(), ScenarioChecks::task);
            } else if (kind == Kind.CONTACT) {
                items(p._2, contacts.apply(p._1).seen(), ScenarioChecks::plain);
            } else {
                items(p._2, users.events(address), (n, e, a) -> outlook(address, n, e, a));
            }
        });
        persons(spelled.path("d365")).forEach(p -> {
            if (kind == Kind.CONTACT) {
                items(p._2, contacts.apply(p._1).persons(), ScenarioChecks::plain);
            } else {
                items(p._2, users.activitiesOf(numbers.get(p._1).get()), this::d365);
            }
        });
        if (spelled.has("outlook") || spelled.has("d365") || spelled.has("mails")) {
            assertThat(mails)
                    .as("mails")
                    .containsExactlyInAnyOrderElementsOf(
                            Vector.ofAll(spelled.path("mails")).map(JsonNode::asText));
        }
        // cases are expected to be none unless they are named
        assertThat(report.lanes()
                        .flatMap(RunReport.LaneReport::cases)
                        .map(c -> c.reason().code()))
                .as("open cases")
                .containsExactlyInAnyOrderElementsOf(
                        Vector.ofAll(spelled.path("cases")).map(JsonNode::asText));
        if (spelled.has("operations")) {
            assertThat(report.operations())
                    .as("operations of the last run")
                    .isEqualTo(spelled.path("operations").asInt());
        }
        Seq<Decision> decisions = ScenarioPlay.decisions(report);
        for (JsonNode reason : spelled.path("reasons")) {
            assertThat(decisions.map(d -> d.reason().code())).contains(reason.asText());
        }
    }

    /** A list is the owner's; else lists by person. */
    private static Seq<io.vavr.Tuple2<String, JsonNode>> persons(JsonNode side) {
        return side.isArray()
                ? Vector.of(io.vavr.Tuple.of("owner", side))
                : Iterator.ofAll(side.fields())
                        .map(f -> io.vavr.Tuple.of(f.getKey(), f.getValue()))
                        .toVector();
    }

    private interface One {
        void check(String name, JsonNode expected, JsonNode actual);
    }

    private static void items(JsonNode expected, Seq<JsonNode> actual, One one) {
        assertThat(actual).extracting(ScenarioChecks::brief).as("items").hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            JsonNode item = actual.get(i);
            expected.get(i).fields().forEachRemaining(f -> one.check(f.getKey(), f.getValue(), item));
        }
    }

    private static String brief(JsonNode item) {
        if (item.has("surname") || item.has("LastName")) {
            return item.path("surname").asText() + item.path("LastName").asText();
        }
        return item.has("Purpose")
                ? item.path("StartDateTime").asText() + " "
                        + shortened(item.path("Purpose").asText())
                : item.path("start").path("dateTime").asText(item.path("due").asText()) + " "
                        + shortened(item.path("subject").asText());
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private void outlook(String address, String name, JsonNode expected, JsonNode event) {
        switch (name) {
            case "start", "end" -> {
                String local = event.path(name).path("dateTime").asText();
                if (expected.asText().length() == 10) {
                    assertThat(local).as(name + " of " + event).isEqualTo(expected.asText() + "T00:00:00.0000000");
                } else {
                    assertThat(LocalDateTime.parse(local).toInstant(ZoneOffset.UTC))
                            .as(name + " of " + event)
                            .isEqualTo(instant(expected));
                }
            }
            case "location" -> value(name, expected, event.path("location").path("displayName"));
            case "body" -> value(name, expected, event.path("body").path("content"));
            case "organizer" ->
                value(
                        name,
                        expected,
                        event.path("organizer").path("emailAddress").path("address"));
            case "categories" ->
                same(name, expected, Vector.ofAll(event.path(name)).map(JsonNode::asText));
            case "attendees" ->
                same(
                        name,
                        expected,
                        Vector.ofAll(event.path(name))
                                .map(a -> a.path("type").asText() + " "
                                        + a.path("emailAddress").path("address").asText() + " "
                                        + a.path("status").path("response").asText()));
            case "occurrences" ->
                same(
                        name,
                        expected,
                        users.occurrences(address, event)
                                .map(o -> LocalDateTime.parse(
                                                o.path("start").path("dateTime").asText())
                                        + "Z " + o.path("subject").asText()));
            default -> {
                assertThat(event.has(name)).as("an event has no " + name).isTrue();
                value(name, expected, event.path(name));
            }
        }
    }

    private static void plain(String name, JsonNode expected, JsonNode actual) {
        assertThat(actual.has(name)).as("there is no " + name + ": " + actual).isTrue();
        if (actual.path(name).isArray()) {
            same(name, expected, Vector.ofAll(actual.path(name)).map(JsonNode::asText));
        } else {
            value(name, expected, actual.path(name));
        }
    }

    private static void task(String name, JsonNode expected, JsonNode task) {
        switch (name) {
            case "categories" ->
                same(name, expected, Vector.ofAll(task.path(name)).map(JsonNode::asText));
            case "reminder" -> value(name, expected, JsonNodeFactory.instance.textNode(at(expected, task.path(name))));
            default -> {
                assertThat(task.has(name) || expected.asText().isEmpty())
                        .as("a task has no " + name + ": " + task)
                        .isTrue();
                value(name, expected, task.path(name));
            }
        }
    }

    /** As the scenario writes it, when it is the same instant. */
    private static String at(JsonNode expected, JsonNode actual) {
        boolean same = ScenarioWords.time(expected).exists(at -> at.toString().equals(actual.asText()));
        return same ? expected.asText() : actual.asText();
    }

    private void d365(String name, JsonNode expected, JsonNode row) {
        switch (name) {
            case "Attendees" ->
                same(
                        name,
                        expected,
                        users.parts("AxpActivityAttendees", row)
                                .map(a -> a.path("AttendeeType").asText() + " "
                                        + a.path("Email").asText() + " "
                                        + a.path("ResponseStatus").asText()));
            case "Links" ->
                same(
                        name,
                        expected,
                        users.parts("AxpActivityLinks", row)
                                .map(l -> l.path("ParentType").asText() + " "
                                        + person(l.path("ParentId").asText())));
            case "Files" ->
                same(
                        name,
                        expected,
                        users.parts("AxpActivityAttachments", row)
                                .map(f -> f.path("FileName").asText() + " "
                                        + f.path("Content").asText()));
            case "Occurrences" ->
                same(
                        name,
                        expected,
                        users.rows(
                                        "AxpActivityOccurrences",
                                        "MasterActivityNumber",
                                        row.path("ActivityNumber").asText())
                                .map(o -> o.path("OriginalStartDateTime").asText() + " "
                                        + o.path("State").asText()));
            case "Recurrence" -> {
                Seq<JsonNode> patterns = users.parts("AxpActivityRecurrences", row);
                assertThat(patterns).as("patterns of " + row).hasSize(1);
                expected.fields()
                        .forEachRemaining(f ->
                                value(f.getKey(), f.getValue(), patterns.head().path(f.getKey())));
            }
            default -> {
                assertThat(row.has(name))
                        .as("a row has no " + name + ": " + row)
                        .isTrue();
                if (name.endsWith("DateTime") && expected.asText().length() == 10) {
                    // a day, which D365's forms write as the midnight of their user
                    assertThat(Instant.parse(row.path(name).asText())
                                    .atZone(VIENNA)
                                    .toLocalDate()
                                    .toString())
                            .as(name + " of " + row)
                            .isEqualTo(expected.asText());
                } else if (name.endsWith("DateTime") || name.equals("ReminderDate")) {
                    assertThat(Instant.parse(row.path(name).asText()))
                            .as(name + " of " + row)
                            .isEqualTo(instant(expected));
                } else {
                    value(name, expected, row.path(name));
                }
            }
        }
    }

    /** A worker of the scenario goes by his name: {@code =guest}. */
    private String person(String key) {
        return numbers.find(n -> n._2.equals(key)).map(n -> "=" + n._1).getOrElse(key);
    }

    private static Instant instant(JsonNode expected) {
        return ScenarioWords.time(expected).getOrElse(() -> Instant.parse(expected.asText()));
    }

    private static void same(String name, JsonNode expected, Seq<String> actual) {
        if (expected.has("count")) {
            assertThat(actual).as(name).hasSize(expected.path("count").asInt());
            return;
        }
        assertThat(actual)
                .as(name)
                .containsExactlyInAnyOrderElementsOf(Vector.ofAll(expected).map(JsonNode::asText));
    }

    private static void value(String name, JsonNode expected, JsonNode actual) {
        String text = actual.asText().strip();
        if (!expected.isObject()) {
            assertThat(text).as(name).isEqualTo(expected.asText());
            return;
        }
        expected.fields().forEachRemaining(f -> {
            switch (f.getKey()) {
                case "contains" ->
                    assertThat(text).as(name).contains(f.getValue().asText());
                case "lacks" ->
                    assertThat(text).as(name).doesNotContain(f.getValue().asText());
                case "starts" ->
                    assertThat(text).as(name).startsWith(f.getValue().asText());
                case "length" -> assertThat(text).as(name).hasSize(f.getValue().asInt());
                default -> throw new IllegalArgumentException("does not know " + f.getKey() + " of a text");
            }
        });
    }
}
