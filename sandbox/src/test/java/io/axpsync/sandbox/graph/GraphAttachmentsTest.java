package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GraphAttachmentsTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);
    private final ObjectNode event = rig.created(
            "With files",
            "2026-03-02T10",
            "\"attendees\": [{\"emailAddress\": {\"address\": \"ben@contoso.example\"}}]");
    private final String path = "/users/" + ANNA + "/events/" + event.path("id").asText();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aFileIsAttachedListedReadAndTakenAwayAndNobodyIsMailed() {
        rig.boxes.outbox().clear();
        JsonNode made = json(rig.post(path + "/attachments", file("plan.txt", "Hello".getBytes())));
        String one = path + "/attachments/" + made.path("id").asText();

        assertThat(made.path("size").asInt()).isEqualTo(5);
        assertThat(json(rig.get(path)).path("hasAttachments").asBoolean()).isTrue();
        assertThat(json(rig.get(path)).path("changeKey")).isNotEqualTo(event.path("changeKey"));
        JsonNode listed =
                value(rig.get(path + "/attachments?$select=name,size")).path(0);
        assertThat(listed.path("name").asText()).isEqualTo("plan.txt");
        assertThat(listed.has("contentType")).isFalse();
        assertThat(json(rig.get(one)).path("contentBytes").asText()).isEqualTo("SGVsbG8=");
        assertThat(rig.get(one + "/$value").body()).isEqualTo("Hello");
        assertThat(json(rig.get(path + "?$expand=attachments")).path("attachments"))
                .hasSize(1);

        assertThat(rig.send("DELETE", one, "").statusCode()).isEqualTo(204);
        assertThat(rig.get(one).statusCode()).isEqualTo(404);
        assertThat(json(rig.get(path)).path("hasAttachments").asBoolean()).isFalse();
        assertThat(rig.boxes.outbox().mails()).isEmpty();
    }

    @Test
    void largeFilesOtherKindsAndBrokenBytesAreRefused() {
        assertThat(rig.bad("POST", path + "/attachments", file("big.bin", new byte[3 << 20]))
                        .statusCode())
                .isEqualTo(413);
        String item = file("x", new byte[1]).replace("fileAttachment", "itemAttachment");
        assertThat(rig.bad("POST", path + "/attachments", item).statusCode()).isEqualTo(400);
        String broken = file("x", new byte[1]).replace("AA==", "*");
        assertThat(rig.bad("POST", path + "/attachments", broken).statusCode()).isEqualTo(400);
        assertThat(value(rig.get(path + "/attachments"))).isEmpty();
    }

    private static String file(String name, byte[] content) {
        return """
                {"@odata.type": "#microsoft.graph.fileAttachment", "name": "%s", "contentType": "text/plain",
                 "contentBytes": "%s"}""".formatted(name, Base64.getEncoder().encodeToString(content));
    }
}
