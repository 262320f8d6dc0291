package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WritingTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final String KEY = "Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')";
    private static final String APPOINTMENT = "{\"Purpose\":\"Neu\",\"Category\":\"Appointment\","
            + "\"StartDateTime\":\"2026-03-27T10:00:00Z\",\"ResponsibleWorkerPersonnelNumber\":\"000101\"}";

    private final Live live = Live.stock(WATCH);

    @AfterEach
    void stop() {
        live.close();
    }

    private static JsonNode inner(HttpResponse<String> response) {
        return Live.parse(response.body()).path("error").path("innererror");
    }

    private static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void aCreatedRowComesBackWithNumberDefaultsAndEtag() {
        HttpResponse<String> created = live.send("POST", "Activities", APPOINTMENT);
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode row = Live.parse(created.body());
        assertThat(row.path("ActivityNumber").asText()).matches("AKT-N\\d{6}");
        assertThat(row.path("dataAreaId").asText()).isEqualTo("nord");
        assertThat(row.path("EndDateTime").asText()).isEqualTo("2026-03-27T10:00:00Z");
        assertThat(row.path("LastDateTimeEdited").asText()).isEqualTo("2026-03-25T08:00:00Z");
        assertThat(row.path("Sensitivity").asText()).isEqualTo("Normal");
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(live.json(location).path("Purpose").asText()).isEqualTo("Neu");
        assertThat(etag(created)).isEqualTo(row.path("@odata.etag").asText()).startsWith("W/\"");
        String pairs = new String(
                Base64.getDecoder()
                        .decode(etag(created).substring(3, etag(created).length() - 1)),
                StandardCharsets.UTF_8);
        assertThat(pairs).matches("'1,\\d{10}'");
    }

    @Test
    void theCompanyIsKeptInLowerCase() {
        HttpResponse<String> created = live.send(
                "POST", "Activities", "{\"dataAreaId\":\"SUED\",\"ActivityNumber\":\"Eigene-1\",\"Purpose\":\"x\"}");
        assertThat(Live.parse(created.body()).path("dataAreaId").asText()).isEqualTo("sued");
        assertThat(live.get("Activities(dataAreaId='SUED',ActivityNumber='EIGENE-1')?cross-company=true")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void patchChangesOnlyWhatItNamesAndAnswersWithoutBody() {
        JsonNode before = live.json(KEY);
        live.clock.advance(Duration.ofMinutes(3));
        HttpResponse<String> patched = live.send("PATCH", KEY, "{\"Purpose\":\"Anders\",\"@odata.type\":\"#x\"}");
        assertThat(patched.statusCode()).isEqualTo(204);
        assertThat(patched.body()).isEmpty();
        JsonNode after = live.json(KEY);
        assertThat(after.path("Purpose").asText()).isEqualTo("Anders");
        assertThat(after.path("LastDateTimeEdited").asText()).isEqualTo("2026-03-25T08:03:00Z");
        assertThat(after.path("Location")).isEqualTo(before.path("Location"));
        assertThat(after.path("@odata.etag")).isNotEqualTo(before.path("@odata.etag"));
    }

    @Test
    void theEditStampMayStandStillOnWritesOverOData() {
        live.service.use(D365Options.STOCK.withEditStampMoves(false));
        live.clock.advance(Duration.ofMinutes(3));
        live.send("PATCH", KEY, "{\"Purpose\":\"Anders\"}");
        assertThat(live.json(KEY).path("LastDateTimeEdited").asText()).isEqualTo("2026-03-25T08:00:00Z");
        live.service.patch(
                "Activities",
                Live.object("dataAreaId", "nord", "ActivityNumber", "AKT-N00001"),
                Live.object("Purpose", "Im Formular"));
        assertThat(live.json(KEY).path("LastDateTimeEdited").asText()).isEqualTo("2026-03-25T08:03:00Z");
    }

    @Test
    void aStaleEtagIsRefusedWhereIfMatchIsHonoured() {
        String first = etag(live.get(KEY));
        assertThat(live.send("PATCH", KEY, "{\"Purpose\":\"a\"}", "If-Match", first)
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> stale = live.send("PATCH", KEY, "{\"Purpose\":\"b\"}", "If-Match", first);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(live.json(KEY).path("Purpose").asText()).isEqualTo("a");
        assertThat(live.send("DELETE", KEY, "", "If-Match", first).statusCode()).isEqualTo(412);
        assertThat(live.send("PATCH", KEY, "{\"Purpose\":\"c\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aStaleEtagChangesNothingWhereIfMatchIsIgnored() {
        live.service.use(D365Options.STOCK.withIfMatchHonoured(false));
        String first = etag(live.get(KEY));
        live.send("PATCH", KEY, "{\"Purpose\":\"a\"}");
        assertThat(live.send("PATCH", KEY, "{\"Purpose\":\"b\"}", "If-Match", first)
                        .statusCode())
                .isEqualTo(204);
        assertThat(live.json(KEY).path("Purpose").asText()).isEqualTo("b");
    }

    @Test
    void restlessEtagsMoveAfterEveryReadWithoutAChange() {
        live.service.use(D365Options.STOCK.withRestlessEtags(true));
        JsonNode first = live.json(KEY);
        JsonNode second = live.json(KEY);
        assertThat(second.path("@odata.etag")).isNotEqualTo(first.path("@odata.etag"));
        assertThat(second.path("LastDateTimeEdited")).isEqualTo(first.path("LastDateTimeEdited"));
    }

    @Test
    void aTouchedRowHasANewEtagAndTheSameFields() {
        JsonNode before = live.json(KEY);
        live.clock.advance(Duration.ofMinutes(3));
        live.service.touch("Activities", Live.object("dataAreaId", "nord", "ActivityNumber", "AKT-N00001"));
        JsonNode after = live.json(KEY);
        assertThat(after.path("@odata.etag")).isNotEqualTo(before.path("@odata.etag"));
        assertThat(after.path("LastDateTimeEdited")).isEqualTo(before.path("LastDateTimeEdited"));
    }

    @Test
    void deletedRowsAreGone() {
        assertThat(live.send("DELETE", KEY, "").statusCode()).isEqualTo(204);
        assertThat(live.get(KEY).statusCode()).isEqualTo(404);
        assertThat(live.send("DELETE", KEY, "").statusCode()).isEqualTo(404);
        assertThat(live.send("PATCH", KEY, "{\"Purpose\":\"x\"}").statusCode()).isEqualTo(404);
    }

    @Test
    void writesToAnotherCompanyNeedCrossCompany() {
        String key = "Activities(dataAreaId='sued',ActivityNumber='AKT-S00001')";
        assertThat(live.send("PATCH", key, "{\"Purpose\":\"x\"}").statusCode()).isEqualTo(404);
        assertThat(live.send("PATCH", key + "?cross-company=true", "{\"Purpose\":\"x\"}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void anUnknownWorkerIsRefusedByValidation() {
        HttpResponse<String> refused = live.send("POST", "Activities", APPOINTMENT.replace("000101", "999999"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(inner(refused).path("message").asText())
                .startsWith("Write failed for table row of type 'smmActivitiesEntity'. Infolog: Warning: The value"
                        + " '999999' in field 'ResponsibleWorkerPersonnelNumber' is not found in the related table"
                        + " 'Workers'; Error: ");
        assertThat(inner(refused).path("type").asText()).endsWith("AxODataWriteException");
        assertThat(inner(refused).path("stacktrace").asText()).contains("at Microsoft.Dynamics");
    }

    @Test
    void aDuplicateKeyIsRefused() {
        String row = "{\"ActivityNumber\":\"akt-n00001\",\"Purpose\":\"x\"}";
        HttpResponse<String> refused = live.send("POST", "Activities", row);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(inner(refused).path("message").asText()).contains("The record already exists.");
    }

    @Test
    void textsOverTheirLengthAreRefusedOrCut() {
        String body = "{\"Purpose\":\"" + "ä".repeat(256) + "\"}";
        HttpResponse<String> refused = live.bad("PATCH", KEY, body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(inner(refused).path("message").asText())
                .contains("validateField failed on field 'smmActivitiesEntity.Purpose'");
        live.service.use(D365Options.STOCK.withTruncate(true));
        assertThat(live.tolerated("PATCH", KEY, body).statusCode()).isEqualTo(204);
        assertThat(live.json(KEY).path("Purpose").asText()).isEqualTo("ä".repeat(255));
    }

    @Test
    void payloadsThatDoNotFitTheMetadataAreRefused() {
        for (String body : new String[] {
            "{\"Nothing\":1}",
            "{\"Category\":\"Meeting\"}",
            "{\"StartDateTime\":\"\"}",
            "{\"StartDateTime\":null}",
            "{\"ReminderMinutes\":\"five\"}",
            "{\"Purpose\":5}",
            "{\"Purpose\":",
            "[]"
        }) {
            HttpResponse<String> refused = live.bad("PATCH", KEY, body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(inner(refused).path("type").asText())
                    .as(body)
                    .isEqualTo("System.Reflection.TargetInvocationException");
        }
    }

    @Test
    void fractionsOfSecondsAndOffsetsBecomeWholeSecondsInUtc() {
        live.send(
                "PATCH",
                KEY,
                "{\"StartDateTime\":\"2026-03-26T10:00:00.1234567+02:00\",\"EndDateTime\":\"2026-03-26T10:00:00.9Z\"}");
        assertThat(live.json(KEY).path("StartDateTime").asText()).isEqualTo("2026-03-26T08:00:00Z");
        assertThat(live.json(KEY).path("EndDateTime").asText()).isEqualTo("2026-03-26T10:00:00Z");
    }

    @Test
    void anEndBeforeTheStartIsRefused() {
        HttpResponse<String> refused = live.send("PATCH", KEY, "{\"EndDateTime\":\"2020-01-01T00:00:00Z\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(inner(refused).path("message").asText()).contains("validateWrite failed");
    }

    @Test
    void writesByMethodTunnellingWork() {
        assertThat(live.tolerated("POST", KEY, "{\"Purpose\":\"durch\"}", "X-HTTP-Method", "PATCH")
                        .statusCode())
                .isEqualTo(204);
        assertThat(live.json(KEY).path("Purpose").asText()).isEqualTo("durch");
    }
}
