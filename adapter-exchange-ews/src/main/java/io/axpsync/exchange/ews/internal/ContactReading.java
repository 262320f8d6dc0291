package io.axpsync.exchange.ews.internal;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.PropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BasePropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.BodyType;
import microsoft.exchange.webservices.data.core.service.item.Contact;
import microsoft.exchange.webservices.data.core.service.item.ContactGroup;
import microsoft.exchange.webservices.data.core.service.schema.ContactSchema;
import microsoft.exchange.webservices.data.core.service.schema.ItemSchema;

/** Contacts of EWS as observations. What cannot be mapped is {@code Unreadable}: never dropped, never taken for empty. */
final class ContactReading {

    /** The code of what stands in a folder of contacts and is none. */
    static final String NO_CONTACT = "no-contact";

    private static final Seq<Field> RECOGNISED_BY = Vector.of(
            Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.NICKNAME, Field.COMPANY, Field.EMAILS);

    private ContactReading() {}

    /** What a feed may tell: version, categories, and what a person is recognised by. */
    static PropertySet lightShape() {
        return new PropertySet(
                BasePropertySet.IdOnly,
                ItemSchema.Subject,
                ItemSchema.Categories,
                ItemSchema.LastModifiedTime,
                ContactSchema.DisplayName,
                ContactSchema.GivenName,
                ContactSchema.MiddleName,
                ContactSchema.Surname,
                ContactSchema.NickName,
                ContactSchema.CompanyName,
                ContactSchema.EmailAddress1,
                ContactSchema.EmailAddress2,
                ContactSchema.EmailAddress3,
                Mapi.STAMP);
    }

    static PropertySet fullShape() {
        PropertySet full = new PropertySet(
                BasePropertySet.IdOnly,
                ItemSchema.ParentFolderId,
                ItemSchema.Subject,
                ItemSchema.Sensitivity,
                ItemSchema.Body,
                ItemSchema.Categories,
                ItemSchema.LastModifiedTime,
                ContactSchema.DisplayName,
                ContactSchema.GivenName,
                ContactSchema.Initials,
                ContactSchema.MiddleName,
                ContactSchema.NickName,
                ContactSchema.CompanyName,
                ContactSchema.EmailAddresses,
                ContactSchema.PhysicalAddresses,
                ContactSchema.PhoneNumbers,
                ContactSchema.AssistantName,
                ContactSchema.Birthday,
                ContactSchema.BusinessHomePage,
                ContactSchema.Children,
                ContactSchema.Department,
                ContactSchema.Generation,
                ContactSchema.JobTitle,
                ContactSchema.Manager,
                ContactSchema.OfficeLocation,
                ContactSchema.Profession,
                ContactSchema.SpouseName,
                ContactSchema.Surname,
                ContactSchema.WeddingAnniversary,
                Mapi.NAME_PREFIX,
                Mapi.PHONETIC_GIVEN_NAME,
                Mapi.PHONETIC_FAMILY_NAME,
                Mapi.GENDER,
                Mapi.STAMP);
        full.setRequestedBodyType(BodyType.Text);
        return full;
    }

    static Observed light(microsoft.exchange.webservices.data.core.service.item.Item raw, ItemRef ref, Lane lane) {
        return read(raw, ref, lane, (contact, seen) -> {
            Item known = Item.of(
                    Kind.CONTACT, values(contact, lane, RECOGNISED_BY).mapValues(v -> v.getOrElse(Value.NOTHING)));
            return seen.title(known.title()).contact(Option.some(ContactKeys.of(known)));
        });
    }

    static Observed full(
            microsoft.exchange.webservices.data.core.service.item.Item raw, ItemRef ref, Lane lane, boolean elsewhere) {
        return read(raw, ref, lane, (contact, seen) -> {
            if (lane.isPublished()) {
                seen.marked(!elsewhere);
            }
            Map<Field, Option<Value>> values = values(contact, lane, ContactMapping.TABLE.map(ContactMapping::field));
            Item item = Item.of(Kind.CONTACT, values.mapValues(v -> v.getOrElse(Value.NOTHING)));
            return seen.title(item.title())
                    .item(Option.some(item))
                    .withheld(values.filterValues(Option::isEmpty).mapValues(v -> Withheld.PROTECTED))
                    .place(elsewhere ? Observed.Place.ELSEWHERE : Observed.Place.IN_LANE);
        });
    }

    /** None = it is there in words that we do not know. */
    private static Map<Field, Option<Value>> values(Contact contact, Lane lane, Seq<Field> fields) {
        return ContactMapping.TABLE
                .filter(line -> fields.contains(line.field()))
                .foldLeft(
                        LinkedHashMap.empty(),
                        (map, line) -> map.put(line.field(), line.reads().from(contact, lane)));
    }

    private interface Saying {
        Observed.Present.Builder of(Contact contact, Observed.Present.Builder seen);
    }

    private static Observed read(
            microsoft.exchange.webservices.data.core.service.item.Item raw, ItemRef ref, Lane lane, Saying saying) {
        if (!(raw instanceof Contact contact)) {
            String what = raw instanceof ContactGroup ? "a distribution list" : "no person";
            return unreadable(
                    raw,
                    ref,
                    !lane.isPublished() && Categories.marked(Facts.categories(raw), lane),
                    Reason.of(
                            NO_CONTACT,
                            "\"" + title(raw) + "\" is " + what,
                            lane.isPublished()
                                    ? "nothing to do; only persons are synchronised"
                                    : "take the category off; only persons are synchronised"));
        }
        Seq<String> categories = Facts.categories(contact);
        try {
            Observed.Present.Builder seen = Observed.Present.builder();
            seen.ref(ref)
                    .version(AppointmentReading.version(contact))
                    .marked(lane.isPublished() || Categories.marked(categories, lane))
                    .status(Categories.status(categories, lane))
                    .stamp(Mapi.stamp(contact))
                    .modified(Facts.instant(contact, ItemSchema.LastModifiedTime));
            return saying.of(contact, seen).build();
        } catch (RuntimeException e) {
            return unreadable(
                    raw,
                    ref,
                    lane.isPublished() || Categories.marked(categories, lane),
                    Reason.of(
                            "unreadable",
                            "\"" + title(raw) + "\" cannot be read: " + e.getMessage(),
                            "open it in Outlook, correct it and save it"));
        }
    }

    private static Observed.Unreadable unreadable(
            microsoft.exchange.webservices.data.core.service.item.Item raw,
            ItemRef ref,
            boolean marked,
            Reason reason) {
        return new Observed.Unreadable(ref, AppointmentReading.version(raw), marked, title(raw), reason);
    }

    private static String title(microsoft.exchange.webservices.data.core.service.item.Item raw) {
        return NormalForm.line(Facts.text(raw, ItemSchema.Subject));
    }
}
