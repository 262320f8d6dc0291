package io.axpsync.exchange.ews;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.core.change.Observed;
import io.axpsync.core.contract.side.CardBox;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.graph.GraphService;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.http.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A mailbox with contacts over EWS; its user speaks Graph to the same mailbox, past the adapter. */
final class ContactsInEws implements CardBox {

    static final String CONTACTS = "/users/anna@contoso.example/contacts";

    private static final ObjectMapper JSON = new ObjectMapper();

    final SandboxEws sandbox;
    final Lane lane;
    final SyncSide side;
    private final GraphService graph;

    ContactsInEws(Traffic traffic) {
        sandbox = new SandboxEws(traffic);
        lane = Persons.contacts(sandbox.open("000101", "anna"));
        side = sandbox.side();
        graph = new GraphService(sandbox.boxes);
    }

    /** The body of the answer. */
    JsonNode call(String method, String path, String body) {
        Response answer = graph.handle(new Request(
                "user",
                method,
                URI.create("http://127.0.0.1/v1.0" + path),
                new Headers(Map.of("Content-Type", List.of("application/json"))),
                body.replace('`', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.status()).as("%s", answer.text()).isBetween(200, 299);
        try {
            return answer.text().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SyncSide side() {
        return side;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public ItemRef make(String body) {
        return ref(call("POST", CONTACTS, body));
    }

    @Override
    public void edit(ItemRef ref, String body) {
        call("PATCH", path(ref), body);
    }

    @Override
    public String see(ItemRef ref, String member) {
        return call("GET", path(ref), "").get(member).toString();
    }

    /** Graph spells the same id so that it can stand in an address. */
    private static ItemRef ref(JsonNode contact) {
        return ItemRef.exchange(contact.get("id").asText().replace('-', '/').replace('_', '+'));
    }

    private static String path(ItemRef ref) {
        return CONTACTS + "/" + encoded(ref.id().replace('/', '-').replace('+', '_'));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String property(ItemRef ref, String id) {
        String expand = "singleValueExtendedProperties($filter=id eq '" + id + "')";
        return call("GET", path(ref) + "?$expand=" + encoded(expand), "")
                .path("singleValueExtendedProperties")
                .path(0)
                .path("value")
                .asText();
    }

    List<JsonNode> all() {
        return StreamSupport.stream(
                        call("GET", CONTACTS + "?$top=100", "").path("value").spliterator(), false)
                .toList();
    }

    ItemRef only() {
        assertThat(all()).hasSize(1);
        return ref(all().get(0));
    }

    Observed.Present fetched(ItemRef ref) {
        return (Observed.Present) Words.fetch(side, lane, ref.id()).get();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
