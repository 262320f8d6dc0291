package io.axpsync.sandbox.d365;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final Live live = Live.companion(WATCH);

    @AfterEach
    void stop() {
        live.close();
    }

    private static String operation(String method, String address, String body, String contentId) {
        return "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
                + (contentId.isEmpty() ? "" : "Content-ID: " + contentId + "\r\n") + "\r\n" + method + " " + address
                + " HTTP/1.1\r\nContent-Type: application/json\r\nAccept: application/json\r\n\r\n" + body + "\r\n";
    }

    private static String changeset(String... operations) {
        return "Content-Type: multipart/mixed; boundary=cs\r\n\r\n--cs\r\n" + String.join("--cs\r\n", operations)
                + "--cs--\r\n";
    }

    private HttpResponse<String> batch(List<String> parts, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "multipart/mixed; boundary=b";
        return live.send("POST", "$batch", "--b\r\n" + String.join("--b\r\n", parts) + "--b--\r\n", all);
    }

    private static List<String> statuses(HttpResponse<String> response) {
        Matcher lines = Pattern.compile("HTTP/1.1 (\\d+)").matcher(response.body());
        return lines.results().map(line -> line.group(1)).toList();
    }

    private static String activity(String number, String worker) {
        return "{\"ActivityNumber\":\"" + number + "\",\"Purpose\":\"x\",\"ResponsibleWorkerPersonnelNumber\":\""
                + worker + "\"}";
    }

    private int status(String number) {
        return live.get("Activities(dataAreaId='nord',ActivityNumber='" + number + "')")
                .statusCode();
    }

    @Test
    void readsAndChangesetsMixWithAbsoluteAndRelativeAddresses() {
        HttpResponse<String> answer = batch(List.of(
                operation("GET", live.root() + "/Workers?$top=1", "", ""),
                changeset(
                        operation("POST", "/data/Activities", activity("B-1", "000101"), "1"),
                        operation("POST", live.root() + "/Activities", activity("B-2", "000102"), "2")),
                operation("GET", "/data/Workers('000102')?$select=Name", "", "")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("multipart/mixed; boundary=");
        assertThat(statuses(answer)).containsExactly("200", "201", "201", "200");
        assertThat(answer.body())
                .containsIgnoringCase("Content-ID: 1")
                .containsIgnoringCase("Content-ID: 2")
                .contains("Lukas Petersen");
        assertThat(status("B-1")).isEqualTo(200);
    }

    @Test
    void aFailedChangesetIsOnePartAndNothingOfItStays() {
        HttpResponse<String> answer = batch(
                List.of(
                        changeset(
                                operation("POST", "/data/Activities", activity("B-1", "000101"), "1"),
                                operation("POST", "/data/Activities", activity("B-2", "999999"), "2")),
                        changeset(operation("POST", "/data/Activities", activity("B-3", "000101"), "3"))),
                "Prefer",
                "odata.continue-on-error");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(statuses(answer)).containsExactly("500", "201");
        assertThat(answer.body()).contains("AxODataWriteException");
        assertThat(status("B-1")).isEqualTo(404);
        assertThat(status("B-3")).isEqualTo(200);
        assertThat(live.json("AxpActivityVersions?$filter=ActivityNumber eq 'B-1'")
                        .path("value"))
                .isEmpty();
    }

    @Test
    void aFailedChangesetRestoresUpdatesAndDeletes() {
        Map<String, Set<JsonNode>> before = rows();
        HttpResponse<String> answer = batch(List.of(changeset(
                operation(
                        "PATCH",
                        "/data/Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')",
                        "{\"Purpose\":\"weg\"}",
                        "1"),
                operation("DELETE", "/data/Activities(dataAreaId='nord',ActivityNumber='AKT-N00002')", "", "2"),
                operation("DELETE", "/data/Activities(dataAreaId='nord',ActivityNumber='nichts')", "", "3"))));
        assertThat(statuses(answer)).containsExactly("404");
        assertThat(rows().equals(before)).as("all rows are as before").isTrue();
    }

    /** A row whose deletion was taken back stands at the end; the order of rows is not part of the comparison. */
    private Map<String, Set<JsonNode>> rows() {
        Map<String, Set<JsonNode>> rows = new HashMap<>();
        live.service.snapshot().fields().forEachRemaining(set -> {
            Set<JsonNode> all = new HashSet<>();
            set.getValue().forEach(all::add);
            rows.put(set.getKey(), all);
        });
        return rows;
    }

    @Test
    void aBatchStopsAtTheFirstFailureUnlessAskedToGoOn() {
        List<String> parts = List.of(
                changeset(operation("POST", "/data/Activities", activity("B-1", "999999"), "1")),
                changeset(operation("POST", "/data/Activities", activity("B-2", "000101"), "2")));
        assertThat(statuses(batch(parts))).containsExactly("500");
        assertThat(status("B-2")).isEqualTo(404);
        live.service.use(D365Options.companion().withBatchGoesOn(true));
        assertThat(statuses(batch(parts))).containsExactly("500", "201");
    }

    @Test
    void staleEtagsInAChangesetAreAnsweredInTheirPart() {
        String key = "Activities(dataAreaId='nord',ActivityNumber='AKT-N00001')";
        String patch = operation("PATCH", "/data/" + key, "{\"Purpose\":\"neu\"}", "1")
                .replace("Accept:", "If-Match: W/\"bm8=\"\r\nAccept:");
        assertThat(statuses(batch(List.of(changeset(patch))))).containsExactly("412");
    }

    @Test
    void addressesRelativeToTheServiceAreTaken() {
        String body = "--b\r\n" + operation("GET", "Workers('000102')?$select=Name", "", "") + "--b--\r\n";
        HttpResponse<String> answer =
                live.tolerated("POST", "$batch", body, "Content-Type", "multipart/mixed; boundary=b");
        assertThat(statuses(answer)).containsExactly("200");
    }

    @Test
    void brokenBatchesAreRefusedAsAWhole() {
        HttpResponse<String> broken =
                live.bad("POST", "$batch", "nothing", "Content-Type", "multipart/mixed; boundary=b");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(live.bad("POST", "$batch", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isBetween(400, 499);
    }
}
