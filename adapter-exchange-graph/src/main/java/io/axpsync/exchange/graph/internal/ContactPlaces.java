package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.axpsync.core.item.CardSlots;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Countries;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/**
 * What stands in which place of a contact: e-mail 1 to 3, fifteen telephones (five of the model, ten extended
 * properties), faxes, the assistant's telephone, three postal addresses. Graph's lists have no gaps: what stood behind a
 * place that is blanked moves up, which is no change to anybody.
 */
final class ContactPlaces {

    /** Of each field all places, in the order in which free ones are filled. */
    static final Map<Field, Seq<String>> SLOTS = LinkedHashMap.of(
            Field.EMAILS,
            Vector.of("email1", "email2", "email3"),
            Field.PHONES,
            Vector.of(
                    "business",
                    "mobile",
                    "home",
                    "business2",
                    "home2",
                    "other",
                    "primary",
                    "company",
                    "car",
                    "callback",
                    "pager",
                    "radio",
                    "isdn",
                    "telex",
                    "tty"),
            Field.FAXES,
            Vector.of("business", "home", "other"),
            Field.ASSISTANT_PHONES,
            Vector.of("assistant"),
            Field.ADDRESSES,
            Vector.of("business", "home", "other"));

    private static final Map<String, String> PHONE_PROPERTIES = LinkedHashMap.<String, String>empty()
            .put("other", "String 0x3A1F")
            .put("primary", "String 0x3A1A")
            .put("company", "String 0x3A57")
            .put("car", "String 0x3A1E")
            .put("callback", "String 0x3A02")
            .put("pager", "String 0x3A21")
            .put("radio", "String 0x3A1D")
            .put("isdn", "String 0x3A2D")
            .put("telex", "String 0x3A2C")
            .put("tty", "String 0x3A4B");
    private static final Map<String, String> FAX_PROPERTIES =
            LinkedHashMap.of("business", "String 0x3A24", "home", "String 0x3A25", "other", "String 0x3A23");
    private static final Map<String, String> ASSISTANT_PROPERTIES = LinkedHashMap.of("assistant", "String 0x3A2E");

    private static final Map<Field, Map<String, String>> PROPERTIES = HashMap.of(
            Field.PHONES, PHONE_PROPERTIES,
            Field.FAXES, FAX_PROPERTIES,
            Field.ASSISTANT_PHONES, ASSISTANT_PROPERTIES);

    private final JsonObject contact;
    private final String country;

    private ContactPlaces(JsonObject contact, String country) {
        this.contact = contact;
        this.country = country;
    }

    /** @param contact as Graph gave it; empty of one that is still to be made */
    static ContactPlaces of(JsonObject contact, Lane lane) {
        Option<String> named = Vector.of("business", "home", "other")
                .flatMap(slot -> Json.object(contact, slot + "Address"))
                .flatMap(address -> Json.text(address, "countryOrRegion"))
                .flatMap(Countries::code)
                .headOption();
        return new ContactPlaces(contact, named.getOrElse(lane.mailbox().country()));
    }

    /** Ids of the extended properties that places are. */
    static Seq<String> properties() {
        return PROPERTIES.values().toVector().flatMap(Map::values);
    }

    /** The set; none when an address is one of Exchange's own ({@code /o=…}), which tells nobody whose it is. */
    Option<Value> read(Field field) {
        Map<String, Value.Entry> there = there(field);
        boolean legacy = field == Field.EMAILS
                && there.values()
                        .exists(e -> e.key().startsWith("/o=") && !e.key().contains("@"));
        // of one that stands in two places the first is told
        return Option.when(
                !legacy, () -> Value.Entries.of(there.values().toVector().reverse()));
    }

    /** Puts into the body of a write what makes the places say the set. */
    void write(JsonObject body, Field field, Value wanted) {
        Map<String, Value.Entry> there = there(field);
        Map<String, Option<Value.Entry>> changes =
                CardSlots.changes(SLOTS.get(field).get(), there, wanted);
        Map<String, Value.Entry> after =
                changes.foldLeft(there, (map, c) -> c._2.isDefined() ? map.put(c._1, c._2.get()) : map.remove(c._1));
        if (field == Field.EMAILS && !changes.isEmpty()) {
            body.add("emailAddresses", mails(after));
        } else if (field == Field.ADDRESSES) {
            changes.forEach((slot, entry) -> body.add(slot + "Address", postal(entry)));
        } else if (field != Field.EMAILS) {
            changes.forEach((slot, entry) -> phone(body, field, slot, entry, after));
        }
    }

    private static void phone(
            JsonObject body, Field field, String slot, Option<Value.Entry> entry, Map<String, Value.Entry> after) {
        Option<String> property = PROPERTIES.get(field).flatMap(ids -> ids.get(slot));
        Option<String> number = entry.map(e -> ContactPoint.of(e).written());
        if (property.isDefined()) {
            ContactProperties.write(body, property.get(), number);
        } else if (slot.equals("mobile")) {
            body.add("mobilePhone", orNull(number.getOrElse("")));
        } else {
            String list = slot.startsWith("home") ? "home" : "business";
            JsonArray numbers = new JsonArray();
            ofList(after, list).forEach(e -> numbers.add(ContactPoint.of(e).written()));
            body.add(list + "Phones", numbers);
        }
    }

    private Map<String, Value.Entry> there(Field field) {
        return switch (field) {
            case EMAILS -> mails();
            case ADDRESSES -> addresses();
            case PHONES -> phones(modelled().merge(extended(field)));
            default -> phones(extended(field));
        };
    }

    private Map<String, Value.Entry> mails() {
        Seq<JsonObject> mails = Json.objects(contact, "emailAddresses");
        Map<String, Value.Entry> there = LinkedHashMap.empty();
        for (int i = 0; i < mails.size(); i++) {
            String address = Json.text(mails.get(i), "address").getOrElse("");
            String slot = numbered("email", i + 1);
            there = address.isBlank() ? there : there.put(slot, ContactPoint.email(slot, address));
        }
        return there;
    }

    private Map<String, Value.Entry> addresses() {
        Map<String, Value.Entry> there = LinkedHashMap.empty();
        for (String slot : SLOTS.get(Field.ADDRESSES).get()) {
            Option<PostalAddress> address = Json.object(contact, slot + "Address")
                    .map(a -> postal(slot, a))
                    .filter(a -> !a.isEmpty());
            there = address.isEmpty() ? there : there.put(slot, address.get().entry(country));
        }
        return there;
    }

    private Map<String, Value.Entry> phones(Map<String, String> numbers) {
        return numbers.filterValues(number -> !number.isBlank())
                .map((slot, number) -> Tuple.of(slot, ContactPoint.phone(slot, number, country)));
    }

    /** The telephones that the model has properties for. */
    private Map<String, String> modelled() {
        Map<String, String> numbers = LinkedHashMap.empty();
        for (String list : Vector.of("business", "home")) {
            Seq<String> all = Json.texts(contact, list + "Phones");
            for (int i = 0; i < all.size(); i++) {
                numbers = numbers.put(numbered(list, i + 1), all.get(i));
            }
        }
        for (String mobile : Json.text(contact, "mobilePhone")) {
            numbers = numbers.put("mobile", mobile);
        }
        return numbers;
    }

    private Map<String, String> extended(Field field) {
        Map<String, String> numbers = LinkedHashMap.empty();
        for (Tuple2<String, String> place : PROPERTIES.get(field).get()) {
            for (String number : ContactProperties.read(contact, place._2)) {
                numbers = numbers.put(place._1, number);
            }
        }
        return numbers;
    }

    private static PostalAddress postal(String slot, JsonObject address) {
        return new PostalAddress(
                slot,
                Json.text(address, "street").getOrElse(""),
                Json.text(address, "city").getOrElse(""),
                Json.text(address, "state").getOrElse(""),
                Json.text(address, "postalCode").getOrElse(""),
                Json.text(address, "countryOrRegion").getOrElse(""));
    }

    /** All parts, so that nothing of what stood there is left. */
    private static JsonObject postal(Option<Value.Entry> entry) {
        PostalAddress address = entry.map(PostalAddress::of).getOrElse(new PostalAddress("", "", "", "", "", ""));
        JsonObject json = new JsonObject();
        json.add("street", orNull(address.street()));
        json.add("city", orNull(address.locality()));
        json.add("state", orNull(address.region()));
        json.add("postalCode", orNull(address.postalCode()));
        json.add("countryOrRegion", orNull(address.country()));
        return json;
    }

    /** Addresses that were there keep the name that they are shown by. */
    private JsonArray mails(Map<String, Value.Entry> after) {
        Seq<JsonObject> before = Json.objects(contact, "emailAddresses");
        JsonArray mails = new JsonArray();
        for (Value.Entry entry : ofList(after, "email")) {
            String address = ContactPoint.of(entry).written();
            JsonObject mail = new JsonObject();
            mail.addProperty("address", address);
            mail.addProperty(
                    "name",
                    before.find(m -> Json.text(m, "address").exists(address::equalsIgnoreCase))
                            .flatMap(m -> Json.text(m, "name"))
                            .filter(name -> !name.isBlank())
                            .getOrElse(address));
            mails.add(mail);
        }
        return mails;
    }

    /** The entries of a list of Graph's in its order. */
    private static Seq<Value.Entry> ofList(Map<String, Value.Entry> places, String list) {
        return places.filterKeys(slot -> slot.matches(list + "\\d*"))
                .toVector()
                .sortBy(t -> Integer.parseInt("0" + t._1.substring(list.length())))
                .map(Tuple2::_2);
    }

    /** {@code business}, {@code business2}; of e-mail addresses the first has its number, too. */
    private static String numbered(String list, int number) {
        return number == 1 && !list.equals("email") ? list : list + number;
    }

    private static JsonElement orNull(String text) {
        return text.isBlank() ? JsonNull.INSTANCE : new JsonPrimitive(text);
    }
}
