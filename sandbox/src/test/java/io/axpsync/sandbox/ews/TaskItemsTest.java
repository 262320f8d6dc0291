package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.itemRef;
import static io.axpsync.sandbox.ews.EwsClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.graph.GraphService;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.FolderKind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks: one model behind EWS and To Do, and what the server makes of a task that was written. */
class TaskItemsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TASK = "<t:Task><t:Subject>Offer</t:Subject><t:Sensitivity>Private</t:Sensitivity>"
            + "<t:Categories><t:String>Red</t:String></t:Categories><t:BillingInformation>B1</t:BillingInformation>"
            + "<t:DueDate>2026-03-19T23:00:00Z</t:DueDate><t:Mileage>12 km</t:Mileage>"
            + "<t:PercentComplete>30</t:PercentComplete><t:StartDate>2026-03-10T00:00:00Z</t:StartDate>"
            + "<t:Status>InProgress</t:Status><t:TotalWork>90</t:TotalWork></t:Task>";

    private final EwsClient ews = new EwsClient(watch);
    private final GraphService graph = new GraphService(ews.company);
    private final String lists = "/users/anna@contoso.example/todo/lists/"
            + ews.anna.folder(FolderKind.TASKS).id() + "/tasks";

    private Xml created(String task) {
        return ews.ok("<m:CreateItem MessageDisposition=\"SaveOnly\"><m:Items>" + task + "</m:Items></m:CreateItem>")
                .required("m:Items")
                .only()
                .required("t:ItemId");
    }

    private static String update(Xml id, String name, String value) {
        return "<m:UpdateItem ConflictResolution=\"AlwaysOverwrite\" MessageDisposition=\"SaveOnly\"><m:ItemChanges>"
                + "<t:ItemChange>" + itemRef(id) + "<t:Updates><t:SetItemField>" + path("task:" + name) + "<t:Task><t:"
                + name + ">" + value + "</t:" + name + "></t:Task></t:SetItemField></t:Updates></t:ItemChange>"
                + "</m:ItemChanges></m:UpdateItem>";
    }

    /** The item of which the update says that it wrote it. */
    private Xml updated(Xml id, String name, String value) {
        return ews.ok(update(id, name, value)).required("m:Items").only().required("t:ItemId");
    }

    private Xml all(Xml id) {
        return ews.get(
                id,
                "AllProperties",
                "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Common\" PropertyId=\"34071\""
                        + " PropertyType=\"SystemTime\"/>",
                "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Task\" PropertyId=\"33029\""
                        + " PropertyType=\"SystemTime\"/>");
    }

    private static String text(Xml task, String name) {
        return task.required("t:" + name).text();
    }

    private JsonNode todo(String method, String path, String body, int status) {
        Headers headers = Headers.EMPTY.with("Prefer", "IdType=\"ImmutableId\"");
        Request request = new Request(
                "c1",
                method,
                URI.create("http://localhost/v1.0" + path),
                body.isEmpty() ? headers : headers.with("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
        Response response = graph.handle(request);
        watch.seen("graph", request, response);
        assertThat(response.status()).as(response.text()).isEqualTo(status);
        try {
            return JSON.readTree(response.text());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> titles() {
        return todo("GET", lists, "", 200).path("value").findValuesAsText("title");
    }

    @Test
    void aTaskOfEwsIsAToDoAndAnEditThereKeepsWhatToDoCannotShow() {
        Xml id = created(TASK);

        JsonNode seen = todo("GET", lists, "", 200).path("value").path(0);
        assertThat(seen.path("status").asText()).isEqualTo("inProgress");
        assertThat(seen.at("/startDateTime/dateTime").asText()).startsWith("2026-03-10T00:00");
        assertThat(seen.at("/dueDateTime/dateTime").asText()).startsWith("2026-03-20T00:00");
        assertThat(seen.at("/categories/0").asText()).isEqualTo("Red");

        todo("PATCH", lists + "/" + seen.path("id").asText(), """
                {"title": "Offer 2", "dueDateTime": {"dateTime": "2026-03-27T00:00:00", "timeZone": "UTC"}}""", 200);

        Xml after = all(id);
        assertThat(text(after, "Subject")).isEqualTo("Offer 2");
        assertThat(text(after, "Sensitivity")).isEqualTo("Private");
        assertThat(text(after, "PercentComplete")).isEqualTo("30");
        assertThat(text(after, "Mileage")).isEqualTo("12 km");
        assertThat(text(after, "BillingInformation")).isEqualTo("B1");
        assertThat(text(after, "TotalWork")).isEqualTo("90");
        assertThat(text(after, "DueDate")).isEqualTo("2026-03-26T23:00:00Z");
    }

    @Test
    void aToDoIsATaskOfEwsAndAnEditThereKeepsWhatEwsCannotShow() {
        JsonNode made = todo("POST", lists, "{\"title\": \"Call\"}", 201);
        String path = lists + "/" + made.path("id").asText();
        todo("POST", path + "/linkedResources", "{\"externalId\": \"7\", \"applicationName\": \"Axp\"}", 201);

        Xml item = ews.ok("<m:FindItem Traversal=\"Shallow\">" + EwsClient.ID_ONLY
                        + "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"tasks\"/></m:ParentFolderIds></m:FindItem>")
                .required("m:RootFolder")
                .required("t:Items")
                .only();
        assertThat(item.localName()).isEqualTo("Task");
        Xml id = updated(item.required("t:ItemId"), "PercentComplete", "40");

        JsonNode after = todo("GET", path + "?$expand=linkedResources", "", 200);
        assertThat(after.at("/linkedResources/0/externalId").asText()).isEqualTo("7");
        assertThat(after.path("@odata.etag").asText()).isEqualTo("W/\"" + id.requiredAttribute("ChangeKey") + "\"");
    }

    @Test
    void toDoFollowsWhatEwsDoesAndItsIdsTranslate() {
        Xml id = created(TASK);
        JsonNode round = todo("GET", lists + "/delta", "", 200);
        String link = round.path("@odata.deltaLink").asText();
        JsonNode translated = todo(
                "POST",
                "/users/anna@contoso.example/translateExchangeIds",
                """
                {"inputIds": ["%s"], "sourceIdType": "ewsId", "targetIdType": "restImmutableEntryId"}""".formatted(id.requiredAttribute("Id")),
                200);
        assertThat(translated.at("/value/0/targetId"))
                .isEqualTo(round.path("value").path(0).path("id"));

        ews.ok("<m:DeleteItem DeleteType=\"MoveToDeletedItems\" AffectedTaskOccurrences=\"AllOccurrences\"><m:ItemIds>"
                + itemRef(id) + "</m:ItemIds></m:DeleteItem>");

        JsonNode next = todo("GET", link.substring(link.indexOf("/users/")), "", 200);
        assertThat(next.at("/value/0/@removed/reason").asText()).isEqualTo("deleted");
        assertThat(titles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PercentComplete, 100, Completed, 100, true",
        "PercentComplete, 55.0, InProgress, 55, false",
        "Status, Completed, Completed, 100, true",
        "Status, Deferred, Deferred, 30, false"
    })
    void percentAndStatusAgreeAndTheServerSaysWhenItWasCompleted(
            String name, String value, String status, String percent, boolean done) {
        Xml id = updated(created(TASK), name, value);

        Xml after = all(updated(id, "CompleteDate", "2001-01-01T00:00:00Z"));

        assertThat(text(after, "Status")).isEqualTo(status);
        assertThat(text(after, "PercentComplete")).isEqualTo(percent);
        assertThat(text(after, "IsComplete")).isEqualTo(String.valueOf(done));
        assertThat(after.child("t:CompleteDate").map(Xml::text).orElse(""))
                .isEqualTo(done ? "2026-03-02T08:00:00Z" : "");
    }

    @Test
    void aReopenedTaskIsNotDoneToAnyPercentAndHasNoDayOfCompletion() {
        Xml done = updated(created(TASK), "Status", "Completed");

        Xml open = all(updated(done, "Status", "NotStarted"));

        assertThat(text(open, "PercentComplete")).isEqualTo("0");
        assertThat(open.child("t:CompleteDate")).isEmpty();
    }

    @Test
    void perCentIsBetweenNoneAndAll() {
        assertThat(ews.code(update(created(TASK), "PercentComplete", "101")))
                .isEqualTo("ErrorInvalidPercentCompleteValue");
    }

    @Test
    void theDaysStandAlsoWhereOtherClientsReadThem() {
        Xml task = all(created(TASK));

        assertThat(task.children("t:ExtendedProperty").stream().map(p -> text(p, "Value")))
                .containsExactlyInAnyOrder("2026-03-19T23:00:00Z", "2026-03-20T00:00:00Z");
    }

    private static String series(String pattern, String range) {
        return "<t:Task><t:Subject>Report</t:Subject><t:DueDate>2026-03-06T00:00:00Z</t:DueDate><t:Recurrence>"
                + pattern + range + "</t:Recurrence><t:StartDate>2026-03-05T00:00:00Z</t:StartDate></t:Task>";
    }

    private static final String EACH_FRIDAY = "<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Friday"
            + "</t:DaysOfWeek></t:WeeklyRecurrence>";
    private static final String ON = "<t:NoEndRecurrence><t:StartDate>2026-03-06</t:StartDate></t:NoEndRecurrence>";
    private static final String TWICE = "<t:NumberedRecurrence><t:StartDate>2026-03-06</t:StartDate>"
            + "<t:NumberOfOccurrences>2</t:NumberOfOccurrences></t:NumberedRecurrence>";

    @Test
    void completingAnOccurrenceMakesASingleTaskOfItAndMovesTheSeriesOn() {
        Xml series = created(series(EACH_FRIDAY, ON));
        assertThat(text(all(series), "IsRecurring")).isEqualTo("true");

        Xml done = updated(series, "Status", "Completed");

        assertThat(done.requiredAttribute("Id")).isNotEqualTo(series.requiredAttribute("Id"));
        assertThat(text(all(done), "IsComplete")).isEqualTo("true");
        assertThat(text(all(done), "IsRecurring")).isEqualTo("false");
        assertThat(text(all(done), "DueDate")).isEqualTo("2026-03-06T00:00:00Z");
        Xml moved = all(series);
        assertThat(text(moved, "IsComplete")).isEqualTo("false");
        assertThat(text(moved, "DueDate")).isEqualTo("2026-03-12T23:00:00Z");
        assertThat(text(moved, "StartDate")).isEqualTo("2026-03-11T23:00:00Z");
        assertThat(moved.required("t:Recurrence").first().localName()).isEqualTo("WeeklyRecurrence");
    }

    @Test
    void theLastOccurrenceEndsTheSeries() {
        Xml series = created(series(EACH_FRIDAY, TWICE));
        updated(series, "Status", "Completed");

        Xml last = updated(series, "Status", "Completed");

        assertThat(last.requiredAttribute("Id")).isEqualTo(series.requiredAttribute("Id"));
        assertThat(text(all(last), "IsRecurring")).isEqualTo("false");
        assertThat(text(all(last), "IsComplete")).isEqualTo("true");
        assertThat(titles()).hasSize(2);
    }

    @Test
    void aRegeneratingTaskCountsFromTheDayOfCompletionAndIsNoSeriesForToDo() {
        Xml series = created(series("<t:DailyRegeneration><t:Interval>3</t:Interval></t:DailyRegeneration>", ON));
        assertThat(all(series).required("t:Recurrence").first().localName()).isEqualTo("DailyRegeneration");
        assertThat(todo("GET", lists, "", 200).at("/value/0/recurrence").isMissingNode())
                .isTrue();

        updated(series, "Status", "Completed");

        assertThat(text(all(series), "DueDate")).isEqualTo("2026-03-04T23:00:00Z");
    }

    @Test
    void deletingAnOccurrenceMovesTheSeriesOn() {
        Xml series = created(series(EACH_FRIDAY, ON));
        String delete = "<m:DeleteItem DeleteType=\"HardDelete\" AffectedTaskOccurrences=\"%s\"><m:ItemIds>"
                + "<t:ItemId Id=\"" + series.requiredAttribute("Id") + "\"/></m:ItemIds></m:DeleteItem>";

        ews.ok(String.format(delete, "SpecifiedOccurrenceOnly"));
        assertThat(text(all(series), "DueDate")).isEqualTo("2026-03-12T23:00:00Z");

        ews.ok(String.format(delete, "AllOccurrences"));
        assertThat(titles()).isEmpty();
    }
}
