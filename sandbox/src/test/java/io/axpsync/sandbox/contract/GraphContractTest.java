package io.axpsync.sandbox.contract;

import static io.axpsync.sandbox.contract.Messages.get;
import static io.axpsync.sandbox.contract.Messages.inAnswer;
import static io.axpsync.sandbox.contract.Messages.inRequest;
import static io.axpsync.sandbox.contract.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphContractTest {

    private static final String ROOT = "http://localhost:1/v1.0";
    private static final String WINDOW = "startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z";

    private final Contract graph = Messages.contract("graph");

    private List<String> request(Request request) {
        return inRequest(graph, request);
    }

    private List<String> answer(Request request, Response response) {
        return inAnswer(graph, request, response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/users/a@b.example/events",
                "/users/a%40b.example/events/AAA=",
                "/users('a@b.example')/events('AAA')/instances?" + WINDOW,
                "/users/a/calendarView/delta()?" + WINDOW,
                "/users/a/calendarView/delta?%24deltatoken=x",
                "/users/a/calendars/1/calendarView/delta?$skiptoken=x+y",
                "/users/a/calendar?$expand=singleValueExtendedProperties($filter=id eq 'String {00000000-0000-0000-0000-000000000000} Name n')"
                        + "&$select=id,name",
                "/users/a/events?$filter=categories/any(a:a eq 'X')&$top=50&$select=subject,start",
                "/users/a/contactFolders/1/contacts/delta?$select=displayName",
                "/users/a/todo/lists/1/tasks/delta",
                "/users/a/outlook/masterCategories",
                "/users/a/mailboxSettings",
                "/users/a/messages/1/$value",
                "/users?$select=id,mail"
            })
    void legalReadsPass(String path) {
        assertThat(request(
                        get(ROOT + path.replace(" ", "%20").replace("{", "%7B").replace("}", "%7D"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users/a/appointments | no property, navigation or operation",
                "/users/a/events/1/start/x/y | is no property",
                "/groups/a/events | no entity set",
                "/users/a/calendarView | needs startDateTime",
                "/users/a/calendarView/delta?startDateTime=2026-11-01T00:00:00Z&endDateTime=2026-12-01T00:00:00Z&$select=id | does not take $select",
                "/users/a/events?$select=betreff | unknown on event",
                "/users/a/events?$expand=body | no navigation",
                "/users/a/events?$filter=subject%20eq%20'O'Neil' | grammar",
                "/users/a/events?sendNotification=false | does not exist here",
                "/users/a/events?$top=many | no count",
                "/users/a/events/1/accept | does not fit",
                "/users/a/calendars/1/events/1/calendar | no application permission"
            })
    void illegalReadsAreBreaches(String path, String reason) {
        assertThat(request(get(ROOT + path))).anySatisfy(r -> assertThat(r).contains(reason));
    }

    @Test
    void aGoodEventPasses() {
        assertThat(request(json("POST", ROOT + "/users/a/events", """
                        {"subject":"x","body":{"contentType":"html","content":"<p>"},"isAllDay":false,
                         "start":{"dateTime":"2026-11-22T10:00:00.0000000","timeZone":"W. Europe Standard Time"},
                         "end":{"dateTime":"2026-11-22T11:00:00","timeZone":"UTC"},"categories":["D365"],
                         "attendees":[{"type":"required","emailAddress":{"address":"b@c.example","name":"B"}}],
                         "singleValueExtendedProperties":[{"id":"String {66f5a359-4659-4830-9070-00047ec6ac6e} Name axp","value":"1"}],
                         "showAs":"workingElsewhere","reminderMinutesBeforeStart":15,"transactionId":"t1"}"""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"betreff\":\"x\"} | does not exist on event",
                "{\"isAllDay\":\"yes\"} | is no Edm.Boolean",
                "{\"showAs\":\"away\"} | no member of freeBusyStatus",
                "{\"categories\":\"one\"} | is not an array",
                "{\"categories\":null} | is not an array",
                "{\"attendees\":[null]} | must not be null",
                "{\"reminderMinutesBeforeStart\":1.5} | is no Edm.Int32",
                "{\"start\":{\"dateTime\":\"2026-11-22T10:00:00Z\",\"timeZone\":\"UTC\"}} | no local date and time",
                "{\"start\":{\"dateTime\":\"2026-11-22T10:00:00\"}} | timeZone is missing",
                "{\"singleValueExtendedProperties\":[{\"id\":\"axp\",\"value\":\"1\"}]} | no extended property id",
                "{\"attachments\":[{\"name\":\"x\"}]} | needs @odata.type",
                "{\"attachments\":[{\"@odata.type\":\"#microsoft.graph.contact\"}]} | which is no attachment",
                "{\"subject\":\"a\",\"subject\":\"b\"} | not JSON",
                "{\"subject\":\"a\" | not JSON",
                "{\"transactionId\":\"a\"} | at creation only",
                "{} | changes nothing"
            })
    void badBodiesAreBreaches(String body, String reason) {
        assertThat(request(json("PATCH", ROOT + "/users/a/events/1", body)))
                .anySatisfy(r -> assertThat(r).contains(reason));
    }

    @Test
    void preferencesAndEtagsAreTheDocumentedOnes() {
        Request plain = get(ROOT + "/users/a/events");
        for (String good : List.of(
                "IdType=\"ImmutableId\", outlook.timezone=\"W. Europe Standard Time\"",
                "odata.maxpagesize=50",
                "outlook.body-content-type=\"text\"")) {
            assertThat(request(with(plain, "Prefer", good))).as(good).isEmpty();
        }
        assertThat(request(with(plain, "Prefer", "immutable"))).isNotEmpty();
        assertThat(request(with(plain, "If-Match", "W/\"abc\""))).isEmpty();
        assertThat(request(with(plain, "If-Match", "abc"))).isNotEmpty();
    }

    private static Request with(Request request, String header, String value) {
        return new Request(
                request.connection(),
                request.method(),
                request.uri(),
                request.headers().with(header, value),
                request.body());
    }

    @Test
    void actionsTakeTheirParametersOnly() {
        String accept = ROOT + "/users/a/events/1/accept";
        assertThat(request(json("POST", accept, "{\"comment\":\"ok\",\"sendResponse\":true}")))
                .isEmpty();
        assertThat(request(json("POST", accept, "{\"text\":\"ok\"}"))).isNotEmpty();
    }

    @Test
    void deltaPagesHaveExactlyOneLink() {
        Request delta = get(ROOT + "/users/a/calendarView/delta?" + WINDOW);
        String removed = "{\"@odata.context\":\"x\",\"value\":[{\"@removed\":{\"reason\":\"deleted\"},\"id\":\"1\"},"
                + "{\"@odata.type\":\"#microsoft.graph.event\",\"@odata.etag\":\"W/\\\"a\\\"\",\"id\":\"2\",\"type\":\"occurrence\"}]%s}";
        Response good =
                Response.json(200, String.format(removed, ",\"@odata.deltaLink\":\"http://localhost:1/v1.0/d\""));
        assertThat(answer(delta, good)).isEmpty();
        assertThat(answer(delta, Response.json(200, String.format(removed, ""))))
                .isNotEmpty();
    }

    @Test
    void answersAreHeldToTheirType() {
        Request one = get(ROOT + "/users/a/events/1");
        assertThat(answer(one, Response.json(200, "{\"id\":\"1\",\"subject\":null}")))
                .isEmpty();
        assertThat(answer(one, Response.json(200, "{\"id\":null}"))).isNotEmpty();
        assertThat(answer(one, Response.json(200, "{\"id\":\"1\",\"colour\":\"red\"}")))
                .isNotEmpty();
        assertThat(answer(one, Response.json(201, "{\"id\":\"1\"}"))).isNotEmpty();
        assertThat(answer(one, Response.json(404, "{\"error\":{\"code\":\"ErrorItemNotFound\",\"message\":\"m\"}}")))
                .isEmpty();
        assertThat(answer(one, Response.text(404, "text/html", "<html>"))).isNotEmpty();
    }

    @Test
    void eachPartOfABatchIsCheckedAsAMessageOfItsOwn() {
        String batch = """
                {"requests":[
                  {"id":"1","method":"GET","url":"/users/a/events/1"},
                  {"id":"2","method":"PATCH","url":"/users/a/events/2","headers":{"Content-Type":"application/json"},
                   "body":{"subject":"x"}}]}""";
        Request request = json("POST", ROOT + "/$batch", batch);
        assertThat(request(request)).isEmpty();
        assertThat(request(json("POST", ROOT + "/$batch", batch.replace("\"subject\"", "\"betreff\""))))
                .isNotEmpty();
        assertThat(request(json("POST", ROOT + "/$batch", batch.replace("\"id\":\"2\"", "\"id\":\"1\""))))
                .isNotEmpty();
        String said =
                "{\"responses\":[{\"id\":\"2\",\"status\":200,\"headers\":{\"Content-Type\":\"application/json\"},"
                        + "\"body\":{\"id\":\"2\",\"subject\":\"x\"}},{\"id\":\"1\",\"status\":404,"
                        + "\"headers\":{\"Content-Type\":\"application/json\"},\"body\":{\"error\":{\"code\":\"c\",\"message\":\"m\"}}}]}";
        assertThat(answer(request, Response.json(200, said))).isEmpty();
        assertThat(answer(request, Response.json(200, said.replace("\"subject\"", "\"betreff\""))))
                .isNotEmpty();
        assertThat(answer(request, Response.json(200, said.replace("\"id\":\"1\"", "\"id\":\"9\""))))
                .isNotEmpty();
    }
}
