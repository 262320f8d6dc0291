package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.error;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.FolderRights;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of contacts in a mailbox that nobody owns, and an application that may not write everywhere. */
class GraphSharedMailboxTest {

    private static final String SALES = "sales@contoso.example";
    private static final String USER = "/users/" + SALES;

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);
    private final Mailbox sales = rig.boxes.add(SALES, "Sales", GraphRig.VIENNA);

    @AfterEach
    void close() {
        rig.close();
    }

    private String folder(String path, String name) {
        HttpResponse<String> made = rig.post(USER + path, "{\"displayName\": \"" + name + "\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("id").asText();
    }

    private void grant(String path, PermissionLevel level) {
        Folder folder = new FolderPath(sales, path).make();
        sales.rights().grant(folder.id(), Map.of(FolderRights.DEFAULT, level));
    }

    @Test
    void foldersAreMadeLevelByLevelAndFollowedByDelta() {
        String top = folder("/contactFolders", "Sales");
        String west = folder("/contactFolders/" + top + "/childFolders", "West");
        assertThat(FolderPath.of(sales, sales.folder(west).orElseThrow()).path())
                .isEqualTo("Sales/West");
        assertThat(value(rig.get(USER + "/contactFolders/" + top + "/childFolders")))
                .extracting(f -> f.path("displayName").asText())
                .containsExactly("West");

        String contacts = USER + "/contactFolders/" + west + "/contacts";
        String kept =
                json(rig.post(contacts, "{\"givenName\": \"Otto\"}")).path("id").asText();
        String gone =
                json(rig.post(contacts, "{\"givenName\": \"Ida\"}")).path("id").asText();
        JsonNode first = json(rig.get(contacts + "/delta"));
        assertThat(first.path("value")).hasSize(2);
        rig.send("PATCH", contacts + "/" + kept, "{\"givenName\": \"Odo\"}");
        rig.send("DELETE", contacts + "/" + gone, "");

        JsonNode next = json(rig.get(first.path("@odata.deltaLink").asText()));

        assertThat(next.path("value")).hasSize(2);
        assertThat(next.at("/value/0/givenName").asText()).isEqualTo("Odo");
        assertThat(next.at("/value/1/@removed/reason").asText()).isEqualTo("deleted");
    }

    @ParameterizedTest
    @CsvSource({
        "None, 403, 403, 403, 403",
        "Contributor, 403, 201, 403, 403",
        "Reviewer, 200, 403, 403, 403",
        "Editor, 200, 201, 200, 204",
        "Owner, 200, 201, 200, 204"
    })
    void theApplicationMayInAFolderWhatItsLevelSays(String level, int read, int create, int edit, int delete) {
        Folder west = new FolderPath(sales, "West").make();
        String contacts = USER + "/contactFolders/" + west.id() + "/contacts";
        String id =
                json(rig.post(contacts, "{\"givenName\": \"Otto\"}")).path("id").asText();
        grant("West", PermissionLevel.named(level).orElseThrow());

        assertThat(rig.get(contacts).statusCode()).isEqualTo(read);
        assertThat(rig.get(contacts + "/delta").statusCode()).isEqualTo(read);
        assertThat(rig.get(contacts + "/" + id).statusCode()).isEqualTo(read);
        HttpResponse<String> created = rig.post(contacts, "{\"givenName\": \"Ida\"}");
        assertThat(created.statusCode()).isEqualTo(create);
        assertThat(rig.send("PATCH", contacts + "/" + id, "{\"givenName\": \"Odo\"}")
                        .statusCode())
                .isEqualTo(edit);
        assertThat(rig.send("DELETE", contacts + "/" + id, "").statusCode()).isEqualTo(delete);
        if (create == 403) {
            assertThat(error(created).path("code").asText()).isEqualTo("ErrorAccessDenied");
        }
    }

    @Test
    void theApplicationIsNamedApart() {
        Folder west = new FolderPath(sales, "West").make();
        sales.rights()
                .grant(
                        west.id(),
                        Map.of(
                                FolderRights.DEFAULT,
                                PermissionLevel.REVIEWER,
                                FolderRights.APPLICATION,
                                PermissionLevel.EDITOR));

        assertThat(rig.post(USER + "/contactFolders/" + west.id() + "/contacts", "{\"givenName\": \"Otto\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aReadOnlyMailboxIsReadAndNotWritten() {
        String west = folder("/contactFolders", "West");
        rig.boxes.behaviour().readOnly().add(SALES);

        assertThat(rig.get(USER + "/contactFolders/" + west + "/contacts/delta").statusCode())
                .isEqualTo(200);
        for (HttpResponse<String> refused : List.of(
                rig.post(USER + "/contactFolders", "{\"displayName\": \"East\"}"),
                rig.post(USER + "/contactFolders/" + west + "/contacts", "{\"givenName\": \"Otto\"}"))) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(error(refused).path("code").asText()).isEqualTo("ErrorAccessDenied");
        }
    }

    @Test
    void noClientReachesPublicFolders() {
        assertThat(rig.get("/users/public-folders/contactFolders").statusCode()).isEqualTo(404);
    }
}
