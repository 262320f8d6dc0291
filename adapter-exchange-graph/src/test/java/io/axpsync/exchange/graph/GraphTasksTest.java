package io.axpsync.exchange.graph;

import static io.axpsync.core.item.Field.DUE_DATE;
import static io.axpsync.core.item.Field.PERCENT_COMPLETE;
import static io.axpsync.core.item.Field.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.RecurringTasks;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks between a D365 in memory and To Do over HTTP: after each run a second one does nothing. */
class GraphTasksTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final SandboxGraph sandbox = new SandboxGraph(WATCH);
    private final SyncSide side = sandbox.side();
    private final Lane calendar = sandbox.open("000101", "anna");
    private Lane lane = calendar.withKind(Kind.TASK).withId(LaneId.of("000101", Kind.TASK));
    private final MemorySide d365 = MemorySide.of(MemoryHabits.D365, Clock.systemUTC(), lane);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private final HttpClient http = HttpClient.newHttpClient();
    private final String tasks;

    GraphTasksTest() throws Exception {
        String lists = "/v1.0/users/anna@contoso.example/todo/lists";
        JsonObject all = call("GET", lists, "");
        String list = Vector.ofAll(all.getAsJsonArray("value"))
                .map(e -> e.getAsJsonObject())
                .find(l -> l.get("wellknownListName").getAsString().equals("defaultList"))
                .get()
                .get("id")
                .getAsString();
        tasks = lists + "/" + list + "/tasks";
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private JsonObject call(String method, String path, String body) throws IOException, InterruptedException {
        URI host = sandbox.config().build().host();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(host + path))
                        .header("Authorization", "Bearer " + SandboxGraph.TOKEN)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s", answer.body()).isBetween(200, 299);
        return answer.body().isEmpty()
                ? new JsonObject()
                : JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private Vector<JsonObject> inToDo() throws Exception {
        return Vector.ofAll(call("GET", tasks + "?$expand=linkedResources", "").getAsJsonArray("value"))
                .map(e -> e.getAsJsonObject());
    }

    private void edit(String title, String body) throws Exception {
        String id = inToDo().find(t -> t.get("title").getAsString().equals(title))
                .get()
                .get("id")
                .getAsString();
        call("PATCH", tasks + "/" + id, body);
    }

    private RunReport run() {
        return new SyncRun(store, new NoPeople(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .lane(lane)
                        .rules(SyncRules.builder().limits(GuardLimits.TASKS).build())
                        .d365(d365)
                        .exchange(side)
                        .build()));
    }

    private void settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s", report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused))
                .as("%s", report.lanes())
                .isZero();
        RunReport again = run();
        assertThat(again.operations()).as("%s", again.lanes()).isZero();
    }

    private static Value day(int day) {
        return new Value.Date(LocalDate.of(2026, 3, day));
    }

    private static Item task(String subject) {
        return Item.of(
                Kind.TASK,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text(subject),
                        DUE_DATE,
                        day(10),
                        STATUS,
                        Value.choice("IN_PROGRESS"),
                        PERCENT_COMPLETE,
                        new Value.Whole(30),
                        Field.BODY,
                        Value.text("About the offer"),
                        Field.IMPORTANCE,
                        Value.choice("HIGH"),
                        Field.REMINDER_AT,
                        new Value.Moment(java.time.Instant.parse("2026-03-09T07:30:00Z"))));
    }

    @Test
    void aTaskOfD365ComesToTheDefaultListWithItsStamp() throws Exception {
        d365.user().put(lane, task("Call back"), true);
        settle();
        JsonObject there = inToDo().single();
        assertThat(there.get("title").getAsString()).isEqualTo("Call back");
        assertThat(there.get("importance").getAsString()).isEqualTo("high");
        assertThat(there.get("status").getAsString()).isEqualTo("inProgress");
        assertThat(there.getAsJsonObject("dueDateTime").get("dateTime").getAsString())
                .startsWith("2026-03-10T00:00:00");
        assertThat(there.get("isReminderOn").getAsBoolean()).isTrue();
        assertThat(there.getAsJsonArray("categories").toString()).isEqualTo("[\"D365\"]");
        assertThat(there.getAsJsonArray("linkedResources")
                        .get(0)
                        .getAsJsonObject()
                        .get("externalId")
                        .getAsString())
                .startsWith("axp1;inst;");
    }

    @Test
    void completingInToDoCompletesInD365AndOpeningItAgainOpensIt() throws Exception {
        d365.user().put(lane, task("Call back"), true);
        settle();
        edit("Call back", "{\"status\":\"completed\"}");
        settle();
        Item there = d365.user().seeAll(lane).single();
        assertThat(there.value(STATUS)).isEqualTo(Value.choice("COMPLETED"));
        assertThat(there.value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(100));
        assertThat(there.value(Field.COMPLETED_DATE)).isEqualTo(day(2));

        edit("Call back", "{\"status\":\"waitingOnOthers\"}");
        settle();
        assertThat(d365.user().seeAll(lane).single().value(STATUS)).isEqualTo(Value.choice("WAITING"));
        assertThat(d365.user().seeAll(lane).single().value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(0));
    }

    @Test
    void aTaskMadeInToDoComesToD365GetsItsStampAndIsReplannedThere() throws Exception {
        call(
                "POST",
                tasks,
                "{\"title\":\"Visit\",\"categories\":[\"D365\",\"Red\"],\"dueDateTime\":"
                        + "{\"dateTime\":\"2026-03-11T00:00:00\",\"timeZone\":\"W. Europe Standard Time\"}}");
        call("POST", tasks, "{\"title\":\"Dentist\"}");
        settle();
        Item there = d365.user().seeAll(lane).single();
        assertThat(there.title()).isEqualTo("Visit");
        assertThat(there.value(DUE_DATE)).isEqualTo(day(11));
        assertThat(inToDo().find(t -> t.get("title").getAsString().equals("Visit"))
                        .get()
                        .getAsJsonArray("linkedResources"))
                .hasSize(1);

        d365.user().edit(lane, d365.user().list(lane).single(), DUE_DATE, day(20));
        settle();
        assertThat(inToDo().find(t -> t.get("title").getAsString().equals("Visit"))
                        .get()
                        .getAsJsonObject("dueDateTime")
                        .get("dateTime")
                        .getAsString())
                .startsWith("2026-03-20");
    }

    @Test
    void whatToDoCannotHoldStaysInD365() throws Exception {
        d365.user().put(lane, task("Call back").with(Field.TOTAL_WORK, new Value.Whole(90)), true);
        settle();
        edit("Call back", "{\"title\":\"Call Nord back\",\"body\":{\"contentType\":\"text\",\"content\":\"Later\"}}");
        settle();
        Item there = d365.user().seeAll(lane).single();
        assertThat(there.title()).isEqualTo("Call Nord back");
        assertThat(there.value(Field.BODY)).isEqualTo(Value.text("Later"));
        assertThat(there.value(Field.TOTAL_WORK)).isEqualTo(new Value.Whole(90));
        assertThat(there.value(PERCENT_COMPLETE)).isEqualTo(new Value.Whole(30));
    }

    @Test
    void deletionsFlowBothWays() throws Exception {
        for (int i = 0; i < 4; i++) {
            d365.user().put(lane, task("Task " + i), true);
        }
        settle();
        String id = inToDo().find(t -> t.get("title").getAsString().equals("Task 1"))
                .get()
                .get("id")
                .getAsString();
        call("DELETE", tasks + "/" + id, "");
        d365.user().delete(d365.user().called(lane, "Task 2").single());
        settle();
        assertThat(d365.user().seeAll(lane).map(Item::title)).containsExactlyInAnyOrder("Task 0", "Task 3");
        assertThat(inToDo().map(t -> t.get("title").getAsString())).containsExactlyInAnyOrder("Task 0", "Task 3");
    }

    @Test
    void whatIsThereAlreadyIsMatchedBySubjectAndDueDate() throws Exception {
        d365.user().put(lane, task("Visit"), true);
        call(
                "POST",
                tasks,
                "{\"title\":\"Visit\",\"categories\":[\"D365\"],\"dueDateTime\":"
                        + "{\"dateTime\":\"2026-03-10T00:00:00\",\"timeZone\":\"UTC\"}}");
        settle();
        assertThat(inToDo()).hasSize(1);
        assertThat(d365.user().list(lane)).hasSize(1);
    }

    @Test
    void aTaskWhoseAnswerWasLostIsFoundByItsStamp() {
        d365.user().put(lane, task("Call back"), true);
        settle();
        Stamp stamp = Stamp.of("inst", store.links().ofLane(lane.id()).single().id());
        Seq<Observed.Present> found = side.find(
                        Vector.of(new Search(lane, Words.YEAR, Option.some(stamp), Option.none(), Value.NOTHING)))
                .single()
                .get();
        assertThat(found.map(Observed.Present::title)).containsExactly("Call back");
        Stamp other = Stamp.of("inst", new LinkId("none"));
        assertThat(side.find(Vector.of(new Search(lane, Words.YEAR, Option.some(other), Option.none(), Value.NOTHING)))
                        .single()
                        .get())
                .isEmpty();
    }

    @Test
    void whereThePolicySaysSoTheOccurrenceIsCarriedAsASingleTaskAndBothAreLinked() throws Exception {
        lane = lane.withRecurring(RecurringTasks.SINGLE);
        makeDaily();
        settle();
        assertThat(d365.user().seeAll(lane).single().value(DUE_DATE)).isEqualTo(day(10));
        edit("Daily report", "{\"status\":\"completed\"}");
        settle();
        assertThat(d365.user().seeAll(lane).map(task -> task.value(DUE_DATE)))
                .containsExactlyInAnyOrder(day(10), day(11));
        assertThat(store.links().ofLane(lane.id())).hasSize(2);
    }

    private void makeDaily() throws Exception {
        call(
                "POST",
                tasks,
                "{\"title\":\"Daily report\",\"categories\":[\"D365\"],\"dueDateTime\":"
                        + "{\"dateTime\":\"2026-03-10T00:00:00\",\"timeZone\":\"UTC\"},\"recurrence\":{\"pattern\":"
                        + "{\"type\":\"daily\",\"interval\":1},\"range\":{\"type\":\"noEnd\",\"startDate\":"
                        + "\"2026-03-10\"}}}");
    }

    @Test
    void aRecurringTaskIsParkedWithItsReason() throws Exception {
        makeDaily();
        run();
        assertThat(d365.user().list(lane)).isEmpty();
        assertThat(store.cases().ofLane(lane.id()).map(c -> c.reason().code())).containsExactly("recurring-task");
    }

    @Test
    void aQuietCycleOfCalendarAndTasksIsOneRequest() {
        MemorySide appointments = MemorySide.d365(Clock.systemUTC(), calendar);
        Runnable both = () -> new SyncRun(store, new NoPeople(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(
                        LaneSetup.builder()
                                .lane(lane)
                                .rules(SyncRules.builder().build())
                                .d365(d365)
                                .exchange(side)
                                .build(),
                        LaneSetup.builder()
                                .lane(calendar)
                                .rules(SyncRules.builder().build())
                                .d365(appointments)
                                .exchange(side)
                                .build()));
        both.run();
        int before = sandbox.requests.get();
        both.run();
        assertThat(sandbox.requests.get() - before).isEqualTo(1);
    }
}
