package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.admin.Switch;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each oddity is switched on by the name that the admin surface lists, and seen to be off without. */
class OdditiesTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String KEY = "Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')";

    private final Live live = Live.stock(WATCH);

    @AfterEach
    void stop() {
        live.close();
    }

    private ObjectNode switches() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        D365Switches.of(live.service)
                .forEach(one -> all.set(one.name(), one.value().get()));
        return all;
    }

    private void turn(String name, String json) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(name, Live.parse(json));
        Switch.set(D365Switches.of(live.service), body);
    }

    private static String infolog(HttpResponse<String> response) {
        return Live.parse(response.body())
                .path("error")
                .path("innererror")
                .path("message")
                .asText();
    }

    @Test
    void everySwitchTakesTheValueThatItShows() {
        ObjectNode before = switches();
        assertThat(before).hasSize(21);
        Switch.set(D365Switches.of(live.service), before);
        assertThat(switches()).isEqualTo(before);
        assertThat(live.service.options()).isEqualTo(D365Options.STOCK);
    }

    @Test
    void aSwitchRefusesWhatItCannotBeNamingItself() {
        for (List<String> wrong : List.of(
                List.of("d365.stale-status", "418"),
                List.of("d365.page-size", "0"),
                List.of("d365.page-size", "\"many\""),
                List.of("d365.dates", "[\"Activities.Nothing\"]"),
                List.of("d365.required", "[\"Purpose\"]"),
                List.of("d365.companion-sets", "[\"AxpNothing\"]"),
                List.of("d365.language", "\"tlh\""),
                List.of("d365.functions", "1"),
                List.of("d365.default-company", "1"),
                List.of("d365.dates", "true"))) {
            assertThatIllegalArgumentException()
                    .as(wrong.toString())
                    .isThrownBy(() -> turn(wrong.get(0), wrong.get(1)))
                    .withMessageContaining(wrong.get(0));
        }
        assertThat(live.service.options()).isEqualTo(D365Options.STOCK);
    }

    @Test
    void aStaleEtagMayBeAConflictOrAnInfologText() {
        String first = live.json(KEY).path("@odata.etag").asText();
        live.send("PATCH", KEY, "{\"Purpose\":\"a\"}");
        turn("d365.stale-status", "409");
        assertThat(live.send("PATCH", KEY, "{\"Purpose\":\"b\"}", "If-Match", first)
                        .statusCode())
                .isEqualTo(409);
        turn("d365.stale-status", "400");
        HttpResponse<String> conflict = live.send("PATCH", KEY, "{\"Purpose\":\"b\"}", "If-Match", first);
        assertThat(conflict.statusCode()).isEqualTo(400);
        assertThat(infolog(conflict))
                .contains("Infolog: Error: ")
                .contains("update conflict due to another user process");
        assertThat(live.json(KEY).path("Purpose").asText()).isEqualTo("a");
    }

    @Test
    void companiesThatAreNotPermittedAreNeitherSeenNorWritten() {
        String all = "Activities/$count?cross-company=true";
        int before = Integer.parseInt(live.get(all).body());
        turn("d365.permitted-companies", "[\"NORD\"]");
        assertThat(Integer.parseInt(live.get(all).body())).isLessThan(before).isPositive();
        String hidden = "Activities(dataAreaId='sued',ActivityNumber='AKT-S00001')?cross-company=true";
        assertThat(live.get(hidden).statusCode()).isEqualTo(404);
        assertThat(live.send("PATCH", hidden, "{\"Purpose\":\"x\"}").statusCode())
                .isEqualTo(404);
        HttpResponse<String> refused = live.send("POST", "Activities", "{\"dataAreaId\":\"sued\",\"Purpose\":\"x\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(infolog(refused)).contains("You do not have access to the company 'sued'");
    }

    @Test
    void anotherDefaultCompanyIsSeenWithoutCrossCompany() {
        turn("d365.default-company", "\"sued\"");
        assertThat(live.json("Activities").path("value"))
                .isNotEmpty()
                .allMatch(row -> row.path("dataAreaId").asText().equals("sued"));
    }

    @Test
    void putChangesOnlyWhatItNamesOrEmptiesTheRest() {
        assertThat(live.tolerated("PUT", KEY, "{\"Purpose\":\"a\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
        assertThat(live.json(KEY).path("Location").asText()).isNotEmpty();
        turn("d365.put-replaces", "true");
        live.clock.advance(Duration.ofMinutes(1));
        assertThat(live.tolerated("PUT", KEY, "{\"Purpose\":\"b\"}").statusCode())
                .isEqualTo(204);
        JsonNode row = live.json(KEY);
        assertThat(row.path("Purpose").asText()).isEqualTo("b");
        assertThat(row.path("Location").asText()).isEmpty();
        assertThat(row.path("ActivityNumber").asText()).isEqualTo("AKT-N00001");
        assertThat(row.path("LastDateTimeEdited").asText()).isEqualTo("2026-03-25T08:01:00Z");
    }

    @Test
    void numberSequencesMayLeaveTheNumbersToTheCaller() {
        turn("d365.numbers-by-server", "false");
        HttpResponse<String> refused = live.send("POST", "Activities", "{\"Purpose\":\"x\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(infolog(refused)).contains("Field 'ActivityNumber' must be filled in");
        assertThat(live.send("POST", "Activities", "{\"ActivityNumber\":\"Eigene-9\",\"Purpose\":\"x\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void rulesOfTheServerRewriteWhatWasSent() {
        String body = "{\"Purpose\":\"  Besuch \",\"Notes\":\"a\\nb\"}";
        JsonNode plain = Live.parse(live.send("POST", "Activities", body).body());
        assertThat(plain.path("Purpose").asText()).isEqualTo("  Besuch ");
        turn("d365.rewrites-texts", "true");
        JsonNode rewritten = Live.parse(live.send("POST", "Activities", body).body());
        assertThat(rewritten.path("Purpose").asText()).isEqualTo("Besuch");
        assertThat(rewritten.path("Notes").asText()).isEqualTo("a\r\nb");
        assertThat(rewritten.path("SourceApplication").asText()).isEqualTo("Dynamics 365");
        live.send("PATCH", KEY, "{\"Purpose\":\" neu\"}");
        assertThat(live.json(KEY).path("Purpose").asText()).isEqualTo("neu");
    }

    @Test
    void datesShowNoonAlsoWhereNothingIsSet() {
        assertThat(live.json(KEY).path("OriginalStartDate").asText()).isEqualTo("1900-01-01T00:00:00Z");
        turn("d365.dates", "[\"Activities.OriginalStartDate\"]");
        assertThat(live.json(KEY).path("OriginalStartDate").asText()).isEqualTo("1900-01-01T12:00:00Z");
        live.send("PATCH", KEY, "{\"OriginalStartDate\":\"2026-03-26T22:30:00Z\"}");
        assertThat(live.json(KEY).path("OriginalStartDate").asText()).isEqualTo("2026-03-26T12:00:00Z");
        assertThat(live.get("Activities/$count?$filter=OriginalStartDate eq 2026-03-26T12:00:00Z")
                        .body())
                .isEqualTo("1");
        assertThat(live.get("$metadata").body()).contains("AXType/Date<");
    }

    @Test
    void propertiesMayRefuseToBeEdited() {
        turn("d365.not-editable", "[\"Activities.Location\"]");
        HttpResponse<String> refused = live.send("PATCH", KEY, "{\"Location\":\"anderswo\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(infolog(refused)).contains("Field 'Location' does not allow editing");
        String same = live.json(KEY).path("Location").asText();
        assertThat(live.send("PATCH", KEY, Live.object("Location", same).toString())
                        .statusCode())
                .isEqualTo(204);
        assertThat(live.send("POST", "Activities", "{\"Purpose\":\"x\",\"Location\":\"hier\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void propertiesMayBeRequired() {
        turn("d365.required", "[\"Activities.TypeId\"]");
        HttpResponse<String> refused = live.send("POST", "Activities", "{\"Purpose\":\"x\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(infolog(refused)).contains("Field 'TypeId' must be filled in");
        assertThat(live.send("POST", "Activities", "{\"Purpose\":\"x\",\"TypeId\":\"Besuch\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void functionsInFiltersMayWork() {
        String query = "Activities/$count?$filter=";
        assertThat(live.bad("GET", query + "contains(Purpose,'BESUCH')", "").statusCode())
                .isEqualTo(400);
        turn("d365.functions", "true");
        for (String call :
                List.of("contains(Purpose,'FEN')", "startswith(Purpose,'besuch')", "endswith(Purpose,'S')")) {
            assertThat(Integer.parseInt(live.tolerated("GET", query + call, "").body()))
                    .as(call)
                    .isPositive();
        }
        assertThat(live.tolerated("GET", query + "contains(Purpose,'nirgends')", "")
                        .body())
                .isEqualTo("0");
        assertThat(live.bad("GET", query + "length(Purpose) eq 3", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theInfologSpeaksTheLanguageOfTheCaller() {
        turn("d365.language", "\"de\"");
        HttpResponse<String> refused = live.send("PATCH", KEY, "{\"ResponsibleWorkerPersonnelNumber\":\"999999\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(infolog(refused))
                .startsWith(
                        "Write failed for table row of type 'smmActivitiesEntity'. Infolog: Warnung: Der Wert '999999'")
                .contains("; Fehler: ")
                .doesNotContain("Warning");
    }

    @Test
    void aBusyEnvironmentTurnsRequestsAway() {
        turn("d365.throttles", "1");
        turn("d365.retry-after-seconds", "7");
        HttpResponse<String> busy = live.get(KEY);
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).contains("7");
        assertThat(busy.body()).contains("high resource utilization");
        assertThat(live.get(KEY).statusCode()).isEqualTo(200);
    }

    @Test
    void aBusyEnvironmentTurnsPartsOfABatchAway() {
        turn("d365.throttled-parts", "1");
        String part = "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET /data/"
                + KEY + "?$select=Purpose HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n";
        String body = part + part + "--b--\r\n";
        HttpResponse<String> answer = live.send(
                "POST",
                "$batch",
                body,
                "Content-Type",
                "multipart/mixed; boundary=b",
                "Prefer",
                "odata.continue-on-error");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("HTTP/1.1 429 Too Many Requests")
                .contains("Retry-After: 5")
                .contains("HTTP/1.1 200");
    }

    @Test
    void aBatchHasFiveThousandOperationsAtMost() {
        String part =
                "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET /data/Workers?$top=1"
                        + " HTTP/1.1\r\nAccept: application/json\r\n\r\n\r\n";
        HttpResponse<String> refused = live.bad(
                "POST", "$batch", part.repeat(5_001) + "--b--\r\n", "Content-Type", "multipart/mixed; boundary=b");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(infolog(refused)).contains("5000");
    }
}
