package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String ENUM = "Microsoft.Dynamics.DataEntities.";

    private final Live live = Live.stock(WATCH);

    @BeforeAll
    void smallPages() {
        live.service.use(D365Options.STOCK.withPageSize(7));
    }

    @AfterAll
    void stop() {
        live.close();
    }

    private List<JsonNode> all(String path) {
        List<JsonNode> rows = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            JsonNode page = live.json(next);
            assertThat(page.path("value").size()).isLessThanOrEqualTo(7);
            page.path("value").forEach(rows::add);
            next = page.path("@odata.nextLink").asText();
        }
        return rows;
    }

    private List<String> purposes(String filter) {
        return all("Activities?cross-company=true&$filter=" + filter).stream()
                .map(row -> row.path("Purpose").asText())
                .toList();
    }

    @Test
    void onlyTheDefaultCompanyIsSeenWithoutCrossCompany() {
        assertThat(all("Activities"))
                .isNotEmpty()
                .allMatch(row -> row.path("dataAreaId").asText().equals("nord"));
        assertThat(all("Activities?cross-company=true").stream()
                        .map(row -> row.path("dataAreaId").asText()))
                .contains("nord", "sued");
        assertThat(all("Activities?$filter=dataAreaId eq 'sued'")).isEmpty();
        assertThat(all("Activities?$filter=dataAreaId eq 'sued'&cross-company=true"))
                .isNotEmpty();
    }

    @Test
    void aRowOfAnotherCompanyIsMissingByKeyWithoutCrossCompany() {
        String key = "Activities(dataAreaId='sued',ActivityNumber='AKT-S00001')";
        assertThat(live.get(key).statusCode()).isEqualTo(404);
        HttpResponse<String> found = live.get(key + "?cross-company=true");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(Live.parse(found.body()).path("@odata.context").asText())
                .isEqualTo(live.root() + "/$metadata#Activities/$entity");
        assertThat(found.headers().firstValue("OData-Version")).contains("4.0");
        assertThat(found.headers().firstValue("ETag"))
                .contains(Live.parse(found.body()).path("@odata.etag").asText());
    }

    @Test
    void pagesFollowEachOtherByNextLinkWithoutLossOrRepetition() {
        List<JsonNode> rows = all("Activities?cross-company=true&$select=ActivityNumber");
        assertThat(rows).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(all("Activities?cross-company=true&$select=ActivityNumber&$top=10&$skip=3"))
                .isEqualTo(rows.subList(3, 13));
    }

    @Test
    void theCountIsTakenBeforeTop() {
        JsonNode page = live.json("Workers?$count=true&$top=2");
        assertThat(page.path("@odata.count").asInt()).isEqualTo(12);
        assertThat(page.path("value")).hasSize(2);
        assertThat(live.get("Workers/$count").body()).isEqualTo("12");
        assertThat(live.get("Workers/$count?$filter=PersonnelNumber gt '000110'")
                        .body())
                .isEqualTo("2");
    }

    @Test
    void selectShowsTheEtagAndNothingElseThatWasNotAskedFor() {
        JsonNode row = live.json("Activities?$select=Purpose,StartDateTime&$top=1")
                .path("value")
                .path(0);
        assertThat(row.fieldNames()).toIterable().containsExactlyInAnyOrder("@odata.etag", "Purpose", "StartDateTime");
        assertThat(live.json("Activities?$select=Purpose,StartDateTime&$top=1")
                        .path("@odata.context")
                        .asText())
                .endsWith("$metadata#Activities(Purpose,StartDateTime)");
    }

    @Test
    void wildcardsWorkInEqualityAndInInequality() {
        assertThat(purposes("Purpose eq '*Stocznią*'")).containsExactly("Spotkanie ze Stocznią Północną");
        assertThat(purposes("Purpose eq 'mein'")).isEmpty();
        assertThat(purposes("Purpose eq 'besuch*'")).contains("Besuch Hafenlogistik Albers");
        assertThat(purposes("Purpose ne '*e*'")).noneMatch(purpose -> purpose.contains("e"));
    }

    @Test
    void quotesAreDoubledInLiterals() {
        assertThat(all("ContactPersons?$filter=LastName eq 'O''Malley-Byrne'")).hasSize(1);
    }

    @Test
    void enumsCompareByTheirQualifiedLiteral() {
        assertThat(purposes("Category eq " + ENUM + "smmActivityCategory'Event'"))
                .containsExactly("Messeanfrage per E-Mail");
        assertThat(purposes("Sensitivity eq " + ENUM + "smmSensitivity'Privat' and AllDay eq " + ENUM + "NoYes'No'"))
                .containsExactly("Prywatna wizyta");
    }

    @Test
    void timesNumbersAndLogicWork() {
        assertThat(purposes("StartDateTime ge 2026-03-26T00:00:00Z and StartDateTime lt 2026-03-26T12:00:00Z"))
                .contains("Besuch Hafenlogistik Albers", "Spotkanie ze Stocznią Północną");
        assertThat(purposes("ReminderMinutes add 5 eq 35")).containsExactly("Besuch Hafenlogistik Albers");
        assertThat(purposes("not (ReminderMinutes eq 0) or CompletedPercentage gt 39"))
                .contains("Angebot nachfassen", "Visite de la fromagerie");
    }

    @Test
    void relativeTimesOfTheSampleCameIntoTheWeekOfTheClock() {
        JsonNode row = live.json("Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')");
        assertThat(row.path("StartDateTime").asText()).isEqualTo("2026-03-26T08:00:00Z");
        assertThat(row.path("ReminderDate").asText()).isEqualTo("2026-03-26T07:30:00Z");
    }

    @Test
    void emptyValuesAreNeverNull() {
        JsonNode row = live.json("Activities(dataAreaId='nord',ActivityNumber='AKT-N00004')");
        assertThat(row.path("OriginalStartDate").asText()).isEqualTo("1900-01-01T00:00:00Z");
        assertThat(row.path("Location").asText("null")).isEmpty();
        assertThat(row.path("ActualWork").decimalValue()).isZero();
        assertThat(row.path("Priority").asText()).isEqualTo("Normal");
        assertThat(row).noneMatch(JsonNode::isNull).hasSize(48);
    }

    @Test
    void ordersByMoreThanOneProperty() {
        List<String> starts = all("Activities?$orderby=ResponsibleWorkerPersonnelNumber desc,StartDateTime").stream()
                .map(row -> row.path("ResponsibleWorkerPersonnelNumber").asText()
                        + row.path("StartDateTime").asText())
                .toList();
        assertThat(starts.get(0)).startsWith("000111");
        assertThat(starts.stream().filter(s -> s.startsWith("000101"))).isSorted();
    }

    @Test
    void enumsAreOrderedByTheirNumbers() {
        assertThat(all("Activities?$orderby=Category,ActivityNumber&$select=Category").stream()
                        .map(row -> row.path("Category").asText())
                        .distinct())
                .containsExactly("Appointment", "Task", "Event");
    }

    @Test
    void aPlusSignInAQueryIsABlank() {
        assertThat(live.tolerated("GET", "Workers/$count?$filter=FirstName+eq+'Anna'", "")
                        .body())
                .isEqualTo("1");
    }

    @Test
    void theStreamingParameterIsTakenInAnAcceptHeader() {
        assertThat(live.send(
                                "GET",
                                "Workers?$top=1",
                                "",
                                "Accept",
                                "application/json;odata.metadata=minimal;odata.streaming=true")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theServiceAlsoStandsBehindANamespaceAsOnPremises() {
        String root = live.root().replace("/data", "/namespaces/AXSF/data");
        JsonNode page = Live.parse(live.get(root + "/Workers?$top=8").body());
        assertThat(page.path("@odata.context").asText()).isEqualTo(root + "/$metadata#Workers");
        assertThat(page.path("@odata.nextLink").asText()).startsWith(root + "/Workers?");
        assertThat(live.get(live.root().replace("/data", "/database")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatD365DoesNotSupportIsRefusedWithItsErrorBody() {
        for (String query : List.of(
                "$filter=Purpose in ('a','b')",
                "$filter=Category has " + ENUM + "smmActivityCategory'Event'",
                "$filter=contains(Purpose,'a')",
                "$filter=startswith(Purpose,'a')",
                "$filter=Category gt " + ENUM + "smmActivityCategory'Event'",
                "$filter=Nothing eq 1",
                "$filter=Category eq " + ENUM + "smmActivityCategory'Meeting'",
                "$filter=Purpose",
                "$skiptoken=x",
                "$expand=Attendees",
                "$search=a")) {
            HttpResponse<String> refused = live.bad("GET", "Activities?" + query, "");
            assertThat(refused.statusCode()).as(query).isEqualTo(400);
            JsonNode error = Live.parse(refused.body()).path("error");
            assertThat(error.path("code").asText("missing")).isEmpty();
            assertThat(error.path("message").asText()).isEqualTo("An error has occurred.");
            assertThat(error.path("innererror").path("message").asText()).isNotBlank();
            assertThat(error.path("innererror").path("type").asText()).isNotBlank();
        }
    }

    @Test
    void fullMetadataNamesTypesAndAddresses() {
        JsonNode row = Live.parse(live.send(
                        "GET",
                        "Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')",
                        "",
                        "Accept",
                        "application/json;odata.metadata=full")
                .body());
        assertThat(row.path("@odata.type").asText()).isEqualTo("#" + ENUM + "AcqActivity");
        assertThat(row.path("@odata.editLink").asText())
                .isEqualTo("Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')");
        assertThat(row.path("StartDateTime@odata.type").asText()).isEqualTo("#DateTimeOffset");
        JsonNode none =
                Live.parse(live.send("GET", "Activities?$top=1", "", "Accept", "application/json;odata.metadata=none")
                        .body());
        assertThat(none.fieldNames()).toIterable().containsExactly("value");
        assertThat(none.path("value").path(0).has("@odata.etag")).isFalse();
    }

    @Test
    void companionSetsAreNotThereInStockD365() {
        assertThat(live.get("AxpActivityVersions").statusCode()).isEqualTo(404);
        assertThat(live.get("$metadata").body())
                .contains("Namespace=\"Microsoft.Dynamics.DataEntities\"")
                .contains("EntityContainer Name=\"Resources\"")
                .contains("Microsoft.Dynamics.OData.Core.V1.AXType/UtcDateTime")
                .doesNotContain("MaxLength")
                .doesNotContain("Axp");
    }
}
