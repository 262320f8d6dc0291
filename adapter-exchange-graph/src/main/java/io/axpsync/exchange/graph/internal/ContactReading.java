package io.axpsync.exchange.graph.internal;

import com.google.gson.JsonObject;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.exchange.graph.internal.wire.Json;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.time.OffsetDateTime;

/** Contacts as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class ContactReading {

    /** What the feed is asked for: version, place, categories, and what a person is recognised by. */
    static final String LIGHT = "changeKey,parentFolderId,lastModifiedDateTime,categories,displayName,givenName,"
            + "middleName,surname,nickName,companyName,emailAddresses";

    private static final Seq<Field> RECOGNISED_BY = Vector.of(
            Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.NICKNAME, Field.COMPANY, Field.EMAILS);

    private static final String CONTACT = "#microsoft.graph.contact";
    private static final String NO_CONTACT = "no-contact";

    private ContactReading() {}

    /** All extended properties that a contact of ours may have. */
    static String expand() {
        return Stamps.expandWith(Vector.of(
                        ContactProperties.SENSITIVITY,
                        ContactProperties.PRIVATE,
                        ContactProperties.GENDER,
                        ContactProperties.ANNIVERSARY)
                .appendAll(ContactPlaces.properties()));
    }

    /** The id of the folder that it stands in. */
    static Option<String> folder(JsonObject contact) {
        return Json.text(contact, "parentFolderId").filter(id -> !id.isEmpty());
    }

    /** What a write must know of it. */
    static String card(JsonObject contact) {
        JsonObject card = contact.deepCopy();
        card.remove("personalNotes");
        return card.toString();
    }

    static Observed light(JsonObject contact, ItemRef ref, Lane lane) {
        return read(contact, ref, lane, seen -> {
            Item known = Item.of(
                    Kind.CONTACT, values(contact, lane, RECOGNISED_BY).mapValues(v -> v.getOrElse(Value.NOTHING)));
            return seen.title(known.title()).contact(Option.some(ContactKeys.of(known)));
        });
    }

    /** @param stamp what is known of it where the answer does not tell it: after a write */
    static Observed full(JsonObject contact, ItemRef ref, Lane lane, Observed.Place place, Option<Stamp> stamp) {
        return read(contact, ref, lane, seen -> {
            Map<Field, Option<Value>> values = values(contact, lane, ContactMapping.TABLE.map(ContactMapping::field));
            Item item = Item.of(Kind.CONTACT, values.mapValues(v -> v.getOrElse(Value.NOTHING)));
            return seen.title(item.title())
                    .marked(isMarked(contact, lane, place))
                    .item(Option.some(item))
                    .withheld(values.filterValues(Option::isEmpty).mapValues(v -> Withheld.PROTECTED))
                    .place(place)
                    .stamp(stamp.orElse(Stamps.read(contact)));
        });
    }

    /** A published folder is its own scope: what stands in it is marked, and nothing else is. */
    private static boolean isMarked(JsonObject contact, Lane lane, Observed.Place place) {
        return lane.isPublished()
                ? place == Observed.Place.IN_LANE
                : Categories.marked(Json.texts(contact, "categories"), lane);
    }

    /** None = it is there in words that we do not know. */
    private static Map<Field, Option<Value>> values(JsonObject contact, Lane lane, Seq<Field> fields) {
        return ContactMapping.TABLE
                .filter(line -> fields.contains(line.field()))
                .foldLeft(
                        LinkedHashMap.empty(),
                        (map, line) -> map.put(line.field(), line.reads().from(contact, lane)));
    }

    private interface Saying {
        Observed.Present.Builder of(Observed.Present.Builder seen);
    }

    private static Observed read(JsonObject contact, ItemRef ref, Lane lane, Saying saying) {
        Option<String> otherType = Json.text(contact, "@odata.type").filter(type -> !type.equalsIgnoreCase(CONTACT));
        if (otherType.isDefined()) {
            return unreadable(
                    contact,
                    ref,
                    lane,
                    Reason.of(
                            NO_CONTACT,
                            "\"" + title(contact) + "\" is no person (" + otherType.get() + ")",
                            lane.isPublished()
                                    ? "nothing to do: only persons are synchronised"
                                    : "take the category off; only persons are synchronised"));
        }
        Seq<String> categories = Json.texts(contact, "categories");
        try {
            Observed.Present.Builder seen = Observed.Present.builder();
            seen.ref(ref)
                    .version(EventReading.version(contact))
                    .marked(isMarked(contact, lane, Observed.Place.IN_LANE))
                    .status(Categories.status(categories, lane))
                    .modified(Json.text(contact, "lastModifiedDateTime")
                            .flatMap(t -> Try.of(() -> OffsetDateTime.parse(t).toInstant())
                                    .toOption()));
            return saying.of(seen).build();
        } catch (RuntimeException e) {
            return unreadable(
                    contact,
                    ref,
                    lane,
                    Reason.of(
                            "unreadable",
                            "\"" + title(contact) + "\" cannot be read: " + e.getMessage(),
                            "open it in Outlook, correct it and save it"));
        }
    }

    private static Observed.Unreadable unreadable(JsonObject contact, ItemRef ref, Lane lane, Reason reason) {
        boolean inScope = lane.isPublished()
                ? !reason.code().equals(NO_CONTACT)
                : Categories.marked(Json.texts(contact, "categories"), lane);
        return new Observed.Unreadable(ref, EventReading.version(contact), inScope, title(contact), reason);
    }

    private static String title(JsonObject contact) {
        return NormalForm.line(Json.text(contact, "displayName").getOrElse(""));
    }
}
