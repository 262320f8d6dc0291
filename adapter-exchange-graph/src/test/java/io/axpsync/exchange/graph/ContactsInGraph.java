package io.axpsync.exchange.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.SyncSide;
import io.axpsync.sandbox.http.Traffic;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A mailbox with contacts: the adapter on the one hand, its user, who speaks Graph as well, on the other. */
final class ContactsInGraph implements AutoCloseable {

    static final Category UNKNOWN = new Category("D365: company unknown");
    static final String CONTACTS = "/users/anna@contoso.example/contacts";

    final SandboxGraph sandbox;
    final Lane calendar;
    final Lane lane;
    final SyncSide side;
    private final HttpClient http = HttpClient.newHttpClient();

    ContactsInGraph(Traffic traffic) {
        sandbox = new SandboxGraph(traffic);
        calendar = sandbox.open("000101", "anna");
        lane = contacts(calendar);
        side = sandbox.side();
    }

    static Lane contacts(Lane calendar) {
        return calendar.withKind(Kind.CONTACT)
                .withId(LaneId.of(calendar.mailbox().personnelNumber(), Kind.CONTACT))
                .withStatusCategories(HashSet.of(UNKNOWN))
                .withMailbox(calendar.mailbox().withCountry("AT"));
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

    ItemRef make(String body) {
        return ItemRef.exchange(
                call("POST", CONTACTS, body.replace('`', '"')).get("id").getAsString());
    }

    void edit(ItemRef ref, String body) {
        call("PATCH", CONTACTS + "/" + ref.id(), body.replace('`', '"'));
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

    /** The value of an extended property; empty where there is none. */
    String property(ItemRef ref, String id) {
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

    static Value mails(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).zipWithIndex((a, i) -> ContactPoint.email("email" + (i + 1), a)));
    }

    /** Slot and number in turn. */
    static Value phones(String... slotsAndNumbers) {
        return Value.Entries.of(Vector.range(0, slotsAndNumbers.length / 2)
                .map(i -> ContactPoint.phone(slotsAndNumbers[2 * i], slotsAndNumbers[2 * i + 1], "AT")));
    }

    static Value address(String slot, String street, String country) {
        return Value.Entries.of(Vector.of(new PostalAddress(slot, street, "Wien", "W", "1010", country).entry("AT")));
    }

    static Value names(String... names) {
        return Value.Entries.of(Vector.of(names).map(n -> new Value.Entry(n, "", n)));
    }

    static Item person() {
        return Item.of(
                Kind.CONTACT,
                LinkedHashMap.of(
                        Field.GIVEN_NAME,
                        Value.text("Anna"),
                        Field.FAMILY_NAME,
                        Value.text("Huber"),
                        Field.COMPANY,
                        Value.text("Nordwind Energie AG"),
                        Field.EMAILS,
                        mails("Anna.Huber@nordwind.example"),
                        Field.PHONES,
                        phones("business", "01 5880021"),
                        Field.SENSITIVITY,
                        Value.choice("NORMAL")));
    }

    /** With a value in each field. */
    static Item fullPerson() {
        Item item = person();
        for (Field field : Vector.of(
                Field.BODY,
                Field.NAME_PREFIX,
                Field.MIDDLE_NAME,
                Field.NAME_SUFFIX,
                Field.INITIALS,
                Field.NICKNAME,
                Field.PHONETIC_GIVEN_NAME,
                Field.PHONETIC_FAMILY_NAME,
                Field.TITLE,
                Field.PROFESSION,
                Field.DEPARTMENT,
                Field.OFFICE,
                Field.MANAGER,
                Field.ASSISTANT,
                Field.WEB_PAGE,
                Field.SPOUSE)) {
            item = item.with(field, Value.text("The " + field));
        }
        return item.with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                .with(Field.CATEGORIES, names("Red", "Blue"))
                .with(Field.EMAILS, mails("Anna.Huber@nordwind.example", "a@x.example", "b@x.example"))
                .with(
                        Field.PHONES,
                        Value.Entries.of(
                                Vector.range(0, 15).map(i -> ContactPoint.phone("", "01 58800" + (20 + i), "AT"))))
                .with(Field.FAXES, phones("business", "01 5880050", "home", "01 5880051", "other", "01 5880052"))
                .with(Field.ASSISTANT_PHONES, phones("assistant", "01 5880060"))
                .with(
                        Field.ADDRESSES,
                        Value.Entries.of(Vector.of("business", "home", "other")
                                .map(slot -> new PostalAddress(
                                                slot, "Ring 1\n" + slot, "Wien", "W", "1010", "Österreich")
                                        .entry("AT"))))
                .with(Field.BIRTHDAY, new Value.Date(LocalDate.of(1604, 2, 29)))
                .with(Field.ANNIVERSARY, new Value.Date(LocalDate.of(1999, 12, 31)))
                .with(Field.CHILDREN, names("Eva", "Max"))
                .with(Field.GENDER, Value.choice("FEMALE"));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
