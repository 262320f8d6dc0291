package io.axpsync.sandbox.contract;

import static io.axpsync.sandbox.contract.Messages.get;
import static io.axpsync.sandbox.contract.Messages.inAnswer;
import static io.axpsync.sandbox.contract.Messages.inRequest;
import static io.axpsync.sandbox.contract.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class D365ContractTest {

    private static final String ROOT = "http://localhost:1/data";
    private static final String ROW = "/Activities(dataAreaId='usmf',ActivityNumber='A-1')";
    private static final Contract D365 = new D365Contract(D365Model.read());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/$metadata",
                "/Activities?cross-company=true",
                "/Activities?$filter=dataAreaId eq 'usmf' and LastDateTimeEdited ge 2026-11-22T10:00:00Z&cross-company=true",
                "/Activities?$filter=Category eq Microsoft.Dynamics.DataEntities.smmActivityCategory'Appointment'",
                "/Activities?$filter=Purpose eq 'O''Neil' and (ReminderMinutes gt 5 or ActivityNumber gt 'A-1')",
                "/Activities?$select=Purpose,Notes&$orderby=dataAreaId,ActivityNumber desc&$top=5&$skip=2&$count=true",
                "/Activities/$count?$filter=AllDay eq Microsoft.Dynamics.DataEntities.NoYes'Yes'",
                "/Activities(dataAreaId='usmf',ActivityNumber='A-1')?cross-company=true&$select=Purpose",
                "/PersonUsers(UserId='x',PartyNumber='1',ValidFrom=2019-01-13T12:00:00Z)",
                "/Workers('000001')",
                "/STF_smmSalesDistrictEntity"
            })
    void documentedReadsPass(String path) {
        assertThat(inRequest(D365, get(ROOT + path.replace(" ", "%20")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/Activities?$filter=ActivityNumber in ('a','b') | uses in",
                "/Activities?$filter=startswith(Purpose,'x') | startswith",
                "/Activities?$filter=Purpose eq 'O'Neil' | grammar",
                "/Activities?$filter=Category eq 'Appointment' | compares a smmActivityCategory",
                "/Activities?$filter=Sensitivity eq Microsoft.Dynamics.DataEntities.smmSensitivity'Private' | compares a smmSensitivity",
                "/Activities?$filter=Category gt Microsoft.Dynamics.DataEntities.smmActivityCategory'Task' | eq and ne only",
                "/Activities?$filter=LastDateTimeEdited ge '2026-11-22T10:00:00Z' | compares a DateTime",
                "/Activities?$filter=Purpose eq null | compares with null",
                "/Activities?$filter=Subject eq 'x' | no property",
                "/Activities?$select=Subject | no property",
                "/Activities?$search=x | not documented",
                "/Activities?$apply=x | not documented",
                "/Activities?cross-company=yes | neither true nor false",
                "/Activities?$expand=A($expand=B) | one level",
                "/Activities(ActivityNumber='A-1') | the key has parts",
                "/Activities('A-1') | the key names no part",
                "/Activities(dataAreaId=usmf,ActivityNumber='A-1') | no literal",
                "/PersonUsers(UserId='x',PartyNumber='1',ValidFrom='2019-01-13T12:00:00Z') | compares a DateTime",
                "/Activities?$filter=Purpose eq 'a+b' | read as a blank"
            })
    void whatD365DoesNotDocumentIsABreach(String path, String reason) {
        assertThat(inRequest(D365, get(ROOT + path.replace(" ", "%20"))))
                .anySatisfy(r -> assertThat(r).contains(reason));
    }

    @Test
    void aGoodWritePasses() {
        assertThat(
                        inRequest(
                                D365,
                                json(
                                        "PATCH",
                                        ROOT + ROW + "?cross-company=true",
                                        "{\"@odata.type\":\"#Microsoft.Dynamics.DataEntities.AcqActivity\",\"Purpose\":\"x\","
                                                + "\"Notes\":null,\"AllDay\":\"Yes\",\"StartDateTime\":\"2026-11-22T10:00:00Z\",\"TotalWork\":0.5}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ReminderMinutes\":null} | must not be null",
                "{\"StartDateTime\":null} | must not be null",
                "{\"StartDateTime\":\"\"} | is no DateTime",
                "{\"AllDay\":true} | is no NoYes",
                "{\"Sensitivity\":\"Private\"} | is no smmSensitivity",
                "{\"Subject\":\"x\"} | is no property",
                "{\"ReminderMinutes\":\"15\"} | is no Int32",
                "{\"Attendees\":[]} | deep insert",
                "{} | changes nothing"
            })
    void badWritesAreBreaches(String body, String reason) {
        assertThat(inRequest(D365, json("PATCH", ROOT + ROW, body)))
                .anySatisfy(r -> assertThat(r).contains(reason));
    }

    @Test
    void aTextBeyondItsColumnIsABreach() {
        String body = "{\"Purpose\":\"" + "x".repeat(256) + "\"}";
        assertThat(inRequest(D365, json("PATCH", ROOT + ROW, body)))
                .singleElement()
                .asString()
                .contains("Text255");
    }

    @Test
    void putAndTunnellingAreBreaches() {
        assertThat(inRequest(D365, json("PUT", ROOT + ROW, "{\"Purpose\":\"x\"}")))
                .isNotEmpty();
        Request post = json("POST", ROOT + "/Activities", "{\"Purpose\":\"x\"}");
        assertThat(inRequest(D365, post)).isEmpty();
        Request tunnelled = new Request(
                post.connection(), "POST", post.uri(), post.headers().with("X-HTTP-Method", "PATCH"), post.body());
        assertThat(inRequest(D365, tunnelled)).isNotEmpty();
    }

    @Test
    void answersHaveContextEtagAndNoNull() {
        Request all = get(ROOT + "/Activities?$select=Purpose");
        String good = "{\"@odata.context\":\"http://localhost:1/data/$metadata#Activities(Purpose)\","
                + "\"value\":[{\"@odata.etag\":\"W/\\\"Jz\\\"\",\"Purpose\":\"\"}]}";
        assertThat(inAnswer(D365, all, Response.json(200, good))).isEmpty();
        assertThat(inAnswer(D365, all, Response.json(200, good.replace("W/", ""))))
                .isNotEmpty();
        assertThat(inAnswer(D365, all, Response.json(200, good.replace("\"Purpose\":\"\"", "\"Purpose\":null"))))
                .isNotEmpty();
        assertThat(inAnswer(D365, all, Response.json(200, good.replace("\"Purpose\":\"\"", "\"Notes\":\"\""))))
                .isNotEmpty();
        assertThat(inAnswer(D365, all, Response.json(200, good.replace("#Activities", "#Tasks"))))
                .isNotEmpty();
        Request patch = json("PATCH", ROOT + ROW, "{\"Purpose\":\"x\"}");
        assertThat(inAnswer(D365, patch, Response.empty(204))).isEmpty();
        assertThat(inAnswer(D365, patch, Response.json(200, "{}"))).isNotEmpty();
    }

    private static final String BATCH = String.join(
            "\r\n",
            "--b1",
            "Content-Type: application/http",
            "Content-Transfer-Encoding: binary",
            "",
            "GET /data/Activities?$top=1 HTTP/1.1",
            "Accept: application/json",
            "",
            "",
            "--b1",
            "Content-Type: multipart/mixed; boundary=c1",
            "",
            "--c1",
            "Content-Type: application/http",
            "Content-Transfer-Encoding: binary",
            "Content-ID: 1",
            "",
            "PATCH /data/Activities(dataAreaId='usmf',ActivityNumber='1') HTTP/1.1",
            "Content-Type: application/json",
            "",
            "{\"Purpose\":\"x\"}",
            "--c1--",
            "--b1--",
            "");

    private static final String ANSWER = String.join(
            "\r\n",
            "--r1",
            "Content-Type: application/http",
            "Content-Transfer-Encoding: binary",
            "",
            "HTTP/1.1 200 OK",
            "Content-Type: application/json",
            "",
            "{\"@odata.context\":\"http://localhost:1/data/$metadata#Activities\",\"value\":[]}",
            "--r1",
            "Content-Type: multipart/mixed; boundary=s1",
            "",
            "--s1",
            "Content-Type: application/http",
            "Content-Transfer-Encoding: binary",
            "Content-ID: 1",
            "",
            "HTTP/1.1 204 No Content",
            "",
            "",
            "--s1--",
            "--r1--",
            "");

    private static Request batch(String body) {
        return Messages.send("POST", ROOT + "/$batch", "multipart/mixed; boundary=b1", body);
    }

    private static Response said(String body) {
        return Response.text(200, "multipart/mixed; boundary=r1", body);
    }

    @Test
    void eachPartOfABatchIsCheckedAsAMessageOfItsOwn() {
        assertThat(inRequest(D365, batch(BATCH))).isEmpty();
        assertThat(inRequest(D365, batch(BATCH.replace("\"Purpose\"", "\"Subject\""))))
                .isNotEmpty();
        assertThat(inRequest(D365, batch(BATCH.replace("$top=1", "$search=1")))).isNotEmpty();
        assertThat(inRequest(D365, batch(BATCH.replace("Content-ID: 1", "X: 1"))))
                .isNotEmpty();
        assertThat(inRequest(D365, batch(BATCH.replace("PATCH /data/", "PATCH "))))
                .isNotEmpty();
        assertThat(inRequest(D365, batch(BATCH.replace("--b1--", "")))).isNotEmpty();
        assertThat(inRequest(D365, batch(BATCH.replace("GET /data", "DELETE /data"))))
                .isNotEmpty();
    }

    @Test
    void theAnswersOfABatchAreChecked() {
        assertThat(inAnswer(D365, batch(BATCH), said(ANSWER))).isEmpty();
        assertThat(inAnswer(D365, batch(BATCH), said(ANSWER.replace("204 No Content", "200 OK"))))
                .isNotEmpty();
        assertThat(inAnswer(D365, batch(BATCH), said(ANSWER.replace("\"value\":[]", "\"value\":1"))))
                .isNotEmpty();
        String failed = ANSWER.substring(0, ANSWER.indexOf("Content-Type: multipart"))
                + String.join(
                        "\r\n",
                        "Content-Type: application/http",
                        "Content-Transfer-Encoding: binary",
                        "",
                        "HTTP/1.1 500 Internal Server Error",
                        "Content-Type: application/json",
                        "",
                        "{\"error\":{\"code\":\"\",\"message\":\"An error has occurred.\"}}",
                        "--r1--");
        assertThat(inAnswer(D365, batch(BATCH), said(failed))).isEmpty();
        assertThat(inAnswer(D365, batch(BATCH), said(failed.replace("\"code\":\"\",", ""))))
                .isNotEmpty();
    }
}
