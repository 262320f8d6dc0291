package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphEventsTest.url;
import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.error;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphEntitiesTest {

    private static final String USER = "/users/" + ANNA;
    private static final String STAMP = "String {6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51} Name AxpStamp";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aContactIsCreatedReadChangedAndDeleted() {
        JsonNode made = json(rig.post(USER + "/contacts", """
                {"givenName": "Otto", "surname": "Huber", "businessPhones": ["+43 1 1"],
                 "emailAddresses": [{"name": "Otto", "address": "otto@example.org"}],
                 "singleValueExtendedProperties": [{"id": "%s", "value": "axp1"}]}""".formatted(STAMP)));
        String path = USER + "/contacts/" + made.path("id").asText();
        assertThat(made.path("displayName").asText()).isEqualTo("Otto Huber");
        assertThat(made.has("singleValueExtendedProperties")).isFalse();

        JsonNode changed = json(rig.send("PATCH", path, "{\"surname\": \"Maier\", \"homePhones\": []}"));
        assertThat(changed.path("displayName").asText()).isEqualTo("Otto Maier");
        assertThat(changed.path("changeKey")).isNotEqualTo(made.path("changeKey"));
        assertThat(json(rig.send("PATCH", path, "{\"surname\": \"Moser\", \"displayName\": \"Mosi\"}"))
                        .path("displayName")
                        .asText())
                .isEqualTo("Mosi");

        String expand = "?$expand=" + url("singleValueExtendedProperties($filter=id eq '" + STAMP + "')");
        assertThat(json(rig.get(path + expand))
                        .at("/singleValueExtendedProperties/0/value")
                        .asText())
                .isEqualTo("axp1");
        HttpResponse<String> stale = rig.send(
                "PATCH",
                path,
                "{\"surname\": \"X\"}",
                "If-Match",
                made.path("@odata.etag").asText());
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(rig.send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(rig.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /contacts             | "sensitivity": "private"             | property 'sensitivity' does not exist
            /contacts             | "givenName": 7                       | Edm.String
            /contacts             | "emailAddresses": "a@b.example"      | not a JSON array
            /contacts             | "homeAddress": {"plz": "1010"}       | property 'plz' does not exist
            /contacts             | "birthday": "yesterday"              | invalid
            /messages             | "importance": "urgent"               | Requested value 'urgent'
            /messages             | "isRead": null, "title": "x"         | property 'title' does not exist
            """)
    void whatTheTypesDoNotKnowIsRefused(String collection, String property, String message) {
        HttpResponse<String> refused = rig.bad("POST", USER + collection, "{" + property + "}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("message").asText()).contains(message);
        assertThat(value(rig.get(USER + collection))).isEmpty();
    }

    @Test
    void listsAreFilteredOrderedCountedSelectedAndPaged() {
        for (String name : new String[] {"Cora", "Anton", "Berta", "Dora"}) {
            rig.post(
                    USER + "/contacts",
                    "{\"givenName\": \"" + name + "\", \"companyName\": \"" + (name.equals("Dora") ? "D" : "Contoso")
                            + "\", \"emailAddresses\": [{\"address\": \"" + name + "@example.org\"}]}");
        }
        String options = "?$filter=" + url("companyName eq 'contoso'") + "&$orderby=" + url("givenName desc")
                + "&$top=2&$count=true&$select=givenName";
        JsonNode first = json(rig.get(USER + "/contacts" + options));
        assertThat(first.path("value").findValuesAsText("givenName")).containsExactly("Cora", "Berta");
        assertThat(first.path("@odata.count").asInt()).isEqualTo(3);
        assertThat(first.path("value").path(0).has("companyName")).isFalse();
        JsonNode second = json(rig.get(first.path("@odata.nextLink").asText()));
        assertThat(second.path("value").findValuesAsText("givenName")).containsExactly("Anton");
        assertThat(second.has("@odata.nextLink")).isFalse();

        String byMail = url("emailAddresses/any(a:a/address eq 'anton@example.org')");
        assertThat(value(rig.get(USER + "/contacts?$filter=" + byMail))).hasSize(1);
        String byStart = url("startswith(givenName,'b') or contains(givenName,'ant')");
        assertThat(value(rig.get(USER + "/contacts?$filter=" + byStart))).hasSize(2);
        assertThat(value(rig.get(USER + "/contacts?$filter=" + url("createdDateTime gt 2026-03-03T00:00:00Z"))))
                .isEmpty();
        assertThat(rig.bad("GET", USER + "/contacts?$filter=" + url("colour eq 'red'"), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(rig.bad("GET", USER + "/contacts?$select=colour", "").statusCode())
                .isEqualTo(400);
        assertThat(rig.bad("GET", USER + "/contacts?$orderby=colour", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void contactFoldersOmitTheDefaultOneAndHaveAFeedEach() {
        assertThat(value(rig.get(USER + "/contactFolders"))).isEmpty();
        String folder = json(rig.post(USER + "/contactFolders", "{\"displayName\": \"Customers\"}"))
                .path("id")
                .asText();
        String contacts = USER + "/contactFolders/" + folder + "/contacts";
        assertThat(value(rig.get(USER + "/contactFolders")).findValuesAsText("displayName"))
                .containsExactly("Customers");

        JsonNode round = json(rig.get(contacts + "/delta?$select=givenName"));
        JsonNode made = json(rig.post(contacts, "{\"givenName\": \"Otto\", \"surname\": \"Huber\"}"));
        rig.post(USER + "/contacts", "{\"givenName\": \"Elsewhere\"}");
        JsonNode next = json(rig.get(round.path("@odata.deltaLink").asText()));
        assertThat(next.path("value").findValuesAsText("givenName")).containsExactly("Otto");
        assertThat(next.path("value").path(0).has("surname")).isFalse();

        rig.post(contacts + "/" + made.path("id").asText() + "/permanentDelete", "");
        JsonNode last = json(rig.get(next.path("@odata.deltaLink").asText()));
        assertThat(last.at("/value/0/@removed/reason").asText()).isEqualTo("deleted");

        rig.boxes.behaviour().expireTokens();
        HttpResponse<String> gone = rig.get(next.path("@odata.deltaLink").asText());
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.headers().firstValue("Location"))
                .hasValueSatisfying(l -> assertThat(l).endsWith("/contacts/delta"));
        assertThat(rig.bad("GET", contacts + "/delta?$top=5", "").statusCode()).isEqualTo(400);
        assertThat(rig.send("DELETE", USER + "/contactFolders/" + folder, "").statusCode())
                .isEqualTo(204);
        assertThat(value(rig.get(USER + "/contactFolders"))).isEmpty();
    }

    @Test
    void aTaskListHasTasksWithLinkedResources() {
        JsonNode list = value(rig.get(USER + "/todo/lists")).path(0);
        assertThat(list.path("wellknownListName").asText()).isEqualTo("defaultList");
        String tasks = USER + "/todo/lists/" + list.path("id").asText() + "/tasks";

        JsonNode made = json(rig.post(tasks, """
                {"title": "Call back", "dueDateTime": {"dateTime": "2026-03-05T00:00:00", "timeZone": "UTC"}}"""));
        String path = tasks + "/" + made.path("id").asText();
        assertThat(made.path("status").asText()).isEqualTo("notStarted");
        JsonNode done = json(rig.send("PATCH", path, "{\"status\": \"completed\"}"));
        assertThat(done.at("/completedDateTime/dateTime").asText()).isEqualTo("2026-03-02T00:00:00.0000000");
        assertThat(rig.bad("PATCH", path, "{\"percentComplete\": 50}").statusCode())
                .isEqualTo(400);

        rig.post(path + "/linkedResources", "{\"externalId\": \"000123\", \"applicationName\": \"Axp\"}");
        JsonNode read = json(rig.get(path + "?$expand=linkedResources"));
        assertThat(read.at("/linkedResources/0/externalId").asText()).isEqualTo("000123");
        assertThat(json(rig.get(path)).has("linkedResources")).isFalse();
        assertThat(value(rig.get(tasks + "/delta"))).hasSize(1);
    }

    @Test
    void messagesAreKeptByFolder() {
        JsonNode made = json(rig.post(
                USER + "/mailFolders/inbox/messages",
                "{\"subject\": \"Offer\", \"body\": {\"contentType\": \"text\", \"content\": \"Hello\"}}"));
        assertThat(made.path("bodyPreview").asText()).isEqualTo("Hello");
        assertThat(value(rig.get(USER + "/mailFolders/inbox/messages"))).hasSize(1);
        assertThat(value(rig.get(USER + "/mailFolders/sentitems/messages"))).isEmpty();
        assertThat(value(rig.get(USER + "/messages?$filter=" + url("isRead eq true"))))
                .hasSize(1);
        String child = json(rig.post(USER + "/mailFolders/inbox/childFolders", "{\"displayName\": \"Done\"}"))
                .path("id")
                .asText();
        assertThat(json(rig.get(USER + "/mailFolders/" + child)).path("parentFolderId"))
                .isEqualTo(json(rig.get(USER + "/mailFolders/inbox")).path("id"));
    }
}
