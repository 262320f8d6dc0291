package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ResponseType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutlookUserTest {

    private final GraphRig rig = new GraphRig((frontEnd, request, response) -> {});
    private final String bensCalendar = rig.ben.folder(FolderKind.CALENDAR).id();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whatOnlyAServerKnowsCanBePutInAndNobodyIsMailed() {
        String more = """
                "iCalUId": "4711@example.org", "isOrganizer": false,
                "organizer": {"emailAddress": {"name": "Otto", "address": "otto@fabrikam.example"}},
                "responseStatus": {"response": "accepted", "time": "2026-03-01T08:00:00Z"},
                "attendees": [{"type": "required", "emailAddress": {"name": "Anna", "address": "%s"},
                               "status": {"response": "accepted", "time": "2026-03-01T08:00:00Z"}},
                              {"type": "required", "emailAddress": {"name": "Ben", "address": "%s"}}]""".formatted(ANNA, BEN);

        Response created = asUser("/events", GraphRig.event("Imported", "2026-03-02T10", more));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        CalendarItem item =
                rig.anna.byUid(rig.annasCalendar(), "4711@example.org").get(0);
        assertThat(item.isOrganizer()).isFalse();
        assertThat(item.myReply().type()).isEqualTo(ResponseType.ACCEPTED);
        assertThat(item.attendees().get(0).reply().type()).isEqualTo(ResponseType.ACCEPTED);
        assertThat(rig.boxes.outbox().mails()).isEmpty();
        assertThat(rig.ben.items(bensCalendar)).isEmpty();
    }

    @Test
    void aUserMovesAnEventAndIsNeverDenied() {
        String other = rig.anna
                .createFolder(FolderKind.CALENDAR, rig.annasCalendar(), "Private")
                .id();
        ObjectNode created = rig.created("Moving", "2026-03-02T10", "");
        rig.boxes.behaviour().denied().add(ANNA);
        rig.graph.faults().throttles().set(1);
        String move = "/events/" + created.path("id").asText() + "/move";

        Response moved = asUser(move, "{\"destinationId\": \"" + other + "\"}");
        rig.boxes.behaviour().denied().clear();
        rig.graph.faults().throttles().set(0);

        assertThat(moved.status()).as(moved.text()).isEqualTo(202);
        assertThat(rig.anna.items(other)).hasSize(1);
        assertThat(rig.post("/users/" + ANNA + move, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefusedUnlessItIsKeptQuiet() {
        String more =
                "\"responseRequested\": false, \"attendees\": [{\"emailAddress\": {\"address\": \"" + BEN + "\"}}]";
        ObjectNode created = rig.created("No answers", "2026-03-02T10", more);
        CalendarItem copy =
                rig.ben.byUid(bensCalendar, created.path("iCalUId").asText()).get(0);
        String path = "/users/" + BEN + "/events/" + copy.identity().immutableId() + "/accept";

        assertThat(rig.post(path, "{\"sendResponse\": true}").statusCode()).isEqualTo(400);
        assertThat(rig.post(path, "{\"sendResponse\": false}").statusCode()).isEqualTo(202);
        assertThat(rig.boxes.outbox().mails()).hasSize(1);
    }

    private Response asUser(String path, String body) {
        return rig.graph
                .asUser()
                .handle(new Request(
                        "admin",
                        "POST",
                        URI.create("http://localhost/v1.0/users/" + ANNA + path),
                        new Headers(Map.of(
                                "Content-Type", List.of("application/json"), "X-Sandbox-Notify", List.of("none"))),
                        body.getBytes(StandardCharsets.UTF_8)));
    }
}
