package io.axpsync.sandbox.graph;

import static io.axpsync.sandbox.graph.GraphRig.ANNA;
import static io.axpsync.sandbox.graph.GraphRig.BEN;
import static io.axpsync.sandbox.graph.GraphRig.error;
import static io.axpsync.sandbox.graph.GraphRig.json;
import static io.axpsync.sandbox.graph.GraphRig.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.contract.ContractWatch;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphSubscriptionsTest {

    private static final String EVENTS = "/users/" + ANNA + "/events";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final GraphRig rig = new GraphRig(WATCH);
    private final Receiver receiver = new Receiver(WATCH);

    @AfterEach
    void close() {
        rig.close();
        receiver.close();
    }

    @Test
    void aSubscriberHearsOfWhatItAskedForAndOfNothingElse() {
        JsonNode subscription = subscribed("created,deleted", EVENTS);
        ObjectNode event = rig.created("Told", "2026-03-02T10", "");
        String path = EVENTS + "/" + event.path("id").asText();
        rig.send("PATCH", path, "{\"subject\": \"Not told\"}");
        rig.post("/users/" + BEN + "/events", GraphRig.event("Another's", "2026-03-02T10", ""));
        rig.send("DELETE", path, "");

        List<ObjectNode> heard = heard();
        assertThat(heard).extracting(n -> n.path("changeType").asText()).containsExactly("created", "deleted");
        ObjectNode first = heard.get(0);
        assertThat(first.path("subscriptionId")).isEqualTo(subscription.path("id"));
        assertThat(first.path("clientState").asText()).isEqualTo("secret");
        assertThat(first.at("/resourceData/id")).isEqualTo(event.path("id"));
        assertThat(first.path("resource").asText())
                .startsWith("Users/")
                .endsWith("/Events/" + event.path("id").asText());
    }

    @Test
    void withoutThePreferenceNotificationsNameClassicIds() {
        rig.post("/subscriptions", body("created", EVENTS));
        rig.created("Told", "2026-03-02T10", "");

        String id = heard().get(0).at("/resourceData/id").asText();
        assertThat(id).hasSize(140);
        assertThat(rig.get(EVENTS + "/" + id).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /rude,      /lifecycle, created,         2026-03-03T08:00:00Z, Subscription validation request failed
            /forgetful, /lifecycle, created,         2026-03-03T08:00:00Z, Subscription validation request failed
            /changes,   /rude,      created,         2026-03-03T08:00:00Z, Subscription validation request failed
            /changes,   /lifecycle, 'created,moved', 2026-03-03T08:00:00Z, changeType
            /changes,   /lifecycle, created,         2026-03-30T08:00:00Z, 4230 minutes
            /changes,   /lifecycle, created,         2026-03-01T08:00:00Z, in the past
            """)
    void whatGraphRefusesIsRefused(String url, String lifecycle, String changes, String expires, String message) {
        HttpResponse<String> refused = rig.bad(
                "POST",
                "/subscriptions",
                body(changes, EVENTS)
                        .replace("/changes\"", url + "\"")
                        .replace("/lifecycle\"", lifecycle + "\"")
                        .replace("2026-03-04T08:00:00Z", expires));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused).path("message").asText()).contains(message);
        assertThat(value(rig.get("/subscriptions"))).isEmpty();
    }

    @Test
    void receiversElsewhereAndResourcesThatCannotBeFollowedAreRefused() {
        String elsewhere = body("created", EVENTS).replaceAll("http://127[^/]*/changes", "https://example.com/hook");
        assertThat(rig.bad("POST", "/subscriptions", elsewhere).statusCode()).isEqualTo(400);
        String settings = body("updated", "/users/" + ANNA + "/mailboxSettings");
        assertThat(rig.bad("POST", "/subscriptions", settings).statusCode()).isEqualTo(400);
        rig.boxes.behaviour().denied().add(ANNA);
        HttpResponse<String> denied = rig.bad("POST", "/subscriptions", body("created", EVENTS));
        assertThat(error(denied).path("code").asText()).isEqualTo("ErrorAccessDenied");
    }

    @Test
    void aShortLifeIsRaisedRenewedAndEndsByTheClock() {
        String soon = body("created", EVENTS)
                .replace("2026-03-04T08", "2026-03-02T08")
                .replace(":00:00Z", ":01:00Z");
        JsonNode made = json(rig.post("/subscriptions", soon));
        assertThat(made.path("expirationDateTime").asText()).startsWith("2026-03-02T08:45:00");

        String path = "/subscriptions/" + made.path("id").asText();
        HttpResponse<String> renewed = rig.send("PATCH", path, "{\"expirationDateTime\": \"2026-03-02T12:00:00Z\"}");
        assertThat(json(renewed).path("expirationDateTime").asText()).startsWith("2026-03-02T12:00:00");
        assertThat(rig.bad("PATCH", path, "{\"changeType\": \"deleted\"}").statusCode())
                .isEqualTo(400);

        rig.clock.advance(Duration.ofHours(5));
        rig.created("After the end", "2026-03-02T10", "");
        assertThat(heard()).isEmpty();
        assertThat(rig.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aDeletedSubscriptionIsToldNothing() {
        String path =
                "/subscriptions/" + subscribed("created", EVENTS).path("id").asText();
        assertThat(rig.send("DELETE", path, "").statusCode()).isEqualTo(204);
        rig.created("Unheard", "2026-03-02T10", "");
        assertThat(heard()).isEmpty();
    }

    @Test
    void notificationsComeLateTwiceForeignOrNeverWhenSwitched() {
        subscribed("created", EVENTS);
        rig.graph.faults().holdNotifications(true);
        rig.created("Late", "2026-03-02T10", "");
        assertThat(heard()).isEmpty();
        rig.graph.faults().holdNotifications(false);
        assertThat(heard()).hasSize(1);

        receiver.changes.clear();
        rig.graph.faults().repeatsNotifications().set(true);
        rig.created("Twice", "2026-03-02T11", "");
        assertThat(heard()).hasSize(2);
        assertThat(receiver.changes.get(0)).isEqualTo(receiver.changes.get(1));
        rig.graph.faults().repeatsNotifications().set(false);

        receiver.changes.clear();
        rig.graph.faults().foreignNotifications().set(1);
        rig.created("Foreign", "2026-03-02T12", "");
        assertThat(heard().get(0).path("clientState").asText()).isNotEqualTo("secret");

        receiver.changes.clear();
        rig.graph.faults().lostNotifications().set(1);
        rig.created("Lost", "2026-03-02T13", "");
        assertThat(heard()).isEmpty();
        assertThat(receiver.lifecycle)
                .extracting(n -> n.path("lifecycleEvent").asText())
                .containsExactly("missed");
    }

    @Test
    void aReceiverThatRefusesIsTriedAgainAndThenToldThatItMissedSomething() {
        rig.post("/subscriptions", body("created", EVENTS).replace("/changes\"", "/broken\""));
        rig.created("Refused", "2026-03-02T10", "");
        heard();
        assertThat(receiver.lifecycle)
                .extracting(n -> n.path("lifecycleEvent").asText())
                .containsExactly("missed");
    }

    @Test
    void withoutItsRenewedAuthorizationASubscriptionIsToldNothing() {
        String path =
                "/subscriptions/" + subscribed("created", EVENTS).path("id").asText();
        rig.graph.lifecycle("reauthorizationRequired");
        rig.created("Unheard", "2026-03-02T10", "");
        assertThat(heard()).isEmpty();
        assertThat(receiver.lifecycle.get(0).path("lifecycleEvent").asText()).isEqualTo("reauthorizationRequired");

        assertThat(rig.post(path + "/reauthorize", "").statusCode()).isEqualTo(204);
        rig.created("Heard", "2026-03-02T11", "");
        assertThat(heard()).hasSize(1);

        rig.graph.lifecycle("subscriptionRemoved");
        assertThat(rig.get(path).statusCode()).isEqualTo(404);
        rig.graph.subscriptions().notifications().settle();
        assertThat(receiver.lifecycle).hasSize(2);
    }

    @Test
    void contactsMessagesAndTasksAreFollowedToo() {
        String user = "/users/" + ANNA;
        String list = value(rig.get(user + "/todo/lists")).path(0).path("id").asText();
        subscribed("created", user + "/contacts");
        subscribed("created", user + "/mailFolders/inbox/messages");
        subscribed("created", user + "/todo/lists/" + list + "/tasks");

        rig.post(user + "/contacts", "{\"givenName\": \"Otto\"}");
        rig.post(user + "/mailFolders/inbox/messages", "{\"subject\": \"Offer\"}");
        rig.post(user + "/mailFolders/sentitems/messages", "{\"subject\": \"Elsewhere\"}");
        rig.post(user + "/todo/lists/" + list + "/tasks", "{\"title\": \"Call\"}");

        assertThat(heard())
                .extracting(n -> n.at("/resourceData/@odata.type").asText())
                .containsExactly("#Microsoft.Graph.Contact", "#Microsoft.Graph.Message", "#Microsoft.Graph.TodoTask");
    }

    private List<ObjectNode> heard() {
        rig.graph.subscriptions().notifications().settle();
        return List.copyOf(receiver.changes);
    }

    private JsonNode subscribed(String changes, String resource) {
        HttpResponse<String> made =
                rig.post("/subscriptions", body(changes, resource), "Prefer", "IdType=\"ImmutableId\"");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made);
    }

    private String body(String changes, String resource) {
        return """
                {"changeType": "%s", "resource": "%s", "notificationUrl": "%s", "lifecycleNotificationUrl": "%s",
                 "clientState": "secret", "expirationDateTime": "2026-03-04T08:00:00Z"}""".formatted(changes, resource, receiver.url("/changes"), receiver.url("/lifecycle"));
    }
}
