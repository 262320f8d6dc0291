package io.axpsync.exchange.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.axpsync.core.change.Observed;
import io.axpsync.core.contract.side.CardBox;
import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.http.Traffic;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A mailbox with contacts: the adapter on the one hand, its user, who speaks Graph as well, on the other. */
final class ContactsInGraph implements CardBox {

    static final String CONTACTS = "/users/anna@contoso.example/contacts";

    final SandboxGraph sandbox;
    final Lane calendar;
    final Lane lane;
    final SyncSide side;
    private final HttpClient http = HttpClient.newHttpClient();

    ContactsInGraph(Traffic traffic) {
        sandbox = new SandboxGraph(traffic);
        calendar = sandbox.open("000101", "anna");
        lane = Persons.contacts(calendar);
        side = sandbox.side();
    }

    /** The body of the answer; empty where there is none. */
    JsonObject call(String method, String path, String body) {
        URI uri = sandbox.config().build().host().resolve("/v1.0" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + SandboxGraph.TOKEN)
                .header("Content-Type", "application/json")
                .header("Prefer", "IdType=\"ImmutableId\"")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s", answer.body()).isBetween(200, 299);
            return answer.body().isEmpty()
                    ? new JsonObject()
                    : JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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
        return ItemRef.exchange(
                call("POST", CONTACTS, body.replace('`', '"')).get("id").getAsString());
    }

    @Override
    public void edit(ItemRef ref, String body) {
        call("PATCH", CONTACTS + "/" + ref.id(), body.replace('`', '"'));
    }

    @Override
    public String see(ItemRef ref, String member) {
        return see(ref).get(member).toString();
    }

    /** As its user sees it. */
    JsonObject see(ItemRef ref) {
        return call("GET", CONTACTS + "/" + ref.id(), "");
    }

    Vector<JsonObject> all() {
        return Vector.ofAll(call("GET", CONTACTS + "?$top=100", "").getAsJsonArray("value"))
                .map(JsonElement::getAsJsonObject);
    }

    ItemRef only() {
        return ItemRef.exchange(all().single().get("id").getAsString());
    }

    @Override
    public String property(ItemRef ref, String id) {
        String expand = "singleValueExtendedProperties($filter=id eq '" + id + "')";
        JsonObject contact = call(
                "GET",
                CONTACTS + "/" + ref.id() + "?$expand="
                        + URLEncoder.encode(expand, StandardCharsets.UTF_8).replace("+", "%20"),
                "");
        return contact.has("singleValueExtendedProperties")
                ? contact.getAsJsonArray("singleValueExtendedProperties")
                        .get(0)
                        .getAsJsonObject()
                        .get("value")
                        .getAsString()
                : "";
    }

    Observed.Present fetched(ItemRef ref) {
        return (Observed.Present) Words.fetch(side, lane, ref.id()).get();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
