package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.CardSlots;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Countries;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Value;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import microsoft.exchange.webservices.data.core.enumeration.property.EmailAddressKey;
import microsoft.exchange.webservices.data.core.enumeration.property.PhoneNumberKey;
import microsoft.exchange.webservices.data.core.enumeration.property.PhysicalAddressKey;
import microsoft.exchange.webservices.data.core.service.item.Contact;
import microsoft.exchange.webservices.data.core.service.schema.ContactSchema;
import microsoft.exchange.webservices.data.misc.OutParam;
import microsoft.exchange.webservices.data.property.complex.EmailAddress;
import microsoft.exchange.webservices.data.property.complex.EmailAddressDictionary;
import microsoft.exchange.webservices.data.property.complex.PhoneNumberDictionary;
import microsoft.exchange.webservices.data.property.complex.PhysicalAddressDictionary;
import microsoft.exchange.webservices.data.property.complex.PhysicalAddressEntry;
import org.jspecify.annotations.Nullable;

/**
 * What stands in which place of a contact: three e-mail addresses, fifteen telephones, three faxes, the assistant's
 * telephone, three postal addresses.
 *
 * @param there of each field the places that are filled
 */
record CardPlaces(Map<Field, Map<String, Value.Entry>> there) {

    /** Of what has no places, or is still to be made. */
    static final CardPlaces NONE = new CardPlaces(HashMap.empty());

    private static final Map<String, EmailAddressKey> EMAILS = LinkedHashMap.of(
            "email1", EmailAddressKey.EmailAddress1,
            "email2", EmailAddressKey.EmailAddress2,
            "email3", EmailAddressKey.EmailAddress3);

    private static final Map<String, PhoneNumberKey> PHONES = LinkedHashMap.<String, PhoneNumberKey>empty()
            .put("business", PhoneNumberKey.BusinessPhone)
            .put("mobile", PhoneNumberKey.MobilePhone)
            .put("home", PhoneNumberKey.HomePhone)
            .put("business2", PhoneNumberKey.BusinessPhone2)
            .put("home2", PhoneNumberKey.HomePhone2)
            .put("other", PhoneNumberKey.OtherTelephone)
            .put("primary", PhoneNumberKey.PrimaryPhone)
            .put("company", PhoneNumberKey.CompanyMainPhone)
            .put("car", PhoneNumberKey.CarPhone)
            .put("callback", PhoneNumberKey.Callback)
            .put("pager", PhoneNumberKey.Pager)
            .put("radio", PhoneNumberKey.RadioPhone)
            .put("isdn", PhoneNumberKey.Isdn)
            .put("telex", PhoneNumberKey.Telex)
            .put("tty", PhoneNumberKey.TtyTddPhone);

    private static final Map<Field, Map<String, PhoneNumberKey>> NUMBERS = LinkedHashMap.of(
            Field.PHONES,
            PHONES,
            Field.FAXES,
            LinkedHashMap.of(
                    "business", PhoneNumberKey.BusinessFax,
                    "home", PhoneNumberKey.HomeFax,
                    "other", PhoneNumberKey.OtherFax),
            Field.ASSISTANT_PHONES,
            LinkedHashMap.of("assistant", PhoneNumberKey.AssistantPhone));

    private static final Map<String, PhysicalAddressKey> ADDRESSES = LinkedHashMap.of(
            "business", PhysicalAddressKey.Business,
            "home", PhysicalAddressKey.Home,
            "other", PhysicalAddressKey.Other);

    /** Of each field all places, in the order in which free ones are filled. */
    static final Map<Field, Seq<String>> SLOTS = LinkedHashMap.<Field, Seq<String>>empty()
            .put(Field.EMAILS, EMAILS.keySet().toVector())
            .put(Field.ADDRESSES, ADDRESSES.keySet().toVector())
            .merge(NUMBERS.mapValues(slots -> slots.keySet().toVector()));

    static CardPlaces of(Contact contact, Lane lane) {
        Map<String, PostalAddress> postal = postal(contact);
        String country = postal.values()
                .flatMap(address -> Countries.code(address.country()))
                .headOption()
                .getOrElse(lane.mailbox().country());
        Map<Field, Map<String, Value.Entry>> there = NUMBERS.mapValues(slots -> numbers(contact, slots, country));
        return new CardPlaces(there.put(Field.EMAILS, mails(contact))
                .put(Field.ADDRESSES, postal.mapValues(address -> address.entry(country))));
    }

    private Map<String, Value.Entry> of(Field field) {
        return there.get(field).getOrElse(LinkedHashMap.empty());
    }

    /** The set; none when an address is one of Exchange's own ({@code /o=…}), which tells nobody whose it is. */
    Option<Value> read(Field field) {
        Map<String, Value.Entry> entries = of(field);
        boolean legacy = field == Field.EMAILS
                && entries.values()
                        .exists(e -> e.key().startsWith("/o=") && !e.key().contains("@"));
        // of one that stands in two places the first is told
        return Option.when(
                !legacy, () -> Value.Entries.of(SLOTS.get(field).get().reverse().flatMap(entries::get)));
    }

    /** Puts onto a draft that knows these places what makes them say the set. */
    void write(Contact draft, Field field, Value wanted) throws Exception {
        Map<String, Option<Value.Entry>> changes =
                CardSlots.changes(SLOTS.get(field).get(), of(field), wanted);
        for (var change : changes) {
            String slot = change._1;
            Option<Value.Entry> entry = change._2;
            String written = entry.map(e -> ContactPoint.of(e).written())
                    .filter(text -> !text.isEmpty())
                    .getOrNull();
            switch (field) {
                case EMAILS ->
                    draft.getEmailAddresses()
                            .setEmailAddress(
                                    EMAILS.get(slot).get(),
                                    written == null ? null : new EmailAddress(written, written));
                case ADDRESSES -> postal(draft, ADDRESSES.get(slot).get(), entry.map(PostalAddress::of));
                default ->
                    draft.getPhoneNumbers()
                            .setPhoneNumber(NUMBERS.get(field).get().get(slot).get(), written);
            }
        }
    }

    /** As a server would tell them, for a draft that must know what it changes. */
    void tell(CardXml xml) throws Exception {
        xml.dictionary("EmailAddresses", EMAILS, of(Field.EMAILS));
        xml.addresses(ADDRESSES, of(Field.ADDRESSES));
        Map<PhoneNumberKey, Value.Entry> numbers = NUMBERS.flatMap(field ->
                        field._2.flatMap(slot -> of(field._1).get(slot._1).map(e -> io.vavr.Tuple.of(slot._2, e))))
                .foldLeft(LinkedHashMap.empty(), (map, t) -> map.put(t._1, t._2));
        xml.dictionary(
                "PhoneNumbers",
                numbers.keySet().toLinkedMap(PhoneNumberKey::name, key -> key),
                numbers.mapKeys(PhoneNumberKey::name));
    }

    private static Map<String, Value.Entry> mails(Contact contact) {
        Map<String, Value.Entry> there = LinkedHashMap.empty();
        for (EmailAddressDictionary all :
                Facts.of(contact, ContactSchema.EmailAddresses, EmailAddressDictionary.class)) {
            for (var slot : EMAILS) {
                OutParam<EmailAddress> out = new OutParam<>();
                String address = all.tryGetValue(slot._2, out) && out.getParam() != null
                        ? Blanks.shown(out.getParam().getAddress())
                        : "";
                there = address.isBlank() ? there : there.put(slot._1, ContactPoint.email(slot._1, address));
            }
        }
        return there;
    }

    private static Map<String, Value.Entry> numbers(
            Contact contact, Map<String, PhoneNumberKey> slots, String country) {
        Map<String, Value.Entry> there = LinkedHashMap.empty();
        for (PhoneNumberDictionary all : Facts.of(contact, ContactSchema.PhoneNumbers, PhoneNumberDictionary.class)) {
            for (var slot : slots) {
                OutParam<String> out = new OutParam<>();
                String number = all.tryGetValue(slot._2, out) ? Blanks.shown(out.getParam()) : "";
                there = number.isBlank() ? there : there.put(slot._1, ContactPoint.phone(slot._1, number, country));
            }
        }
        return there;
    }

    private static Map<String, PostalAddress> postal(Contact contact) {
        Map<String, PostalAddress> there = LinkedHashMap.empty();
        for (PhysicalAddressDictionary all :
                Facts.of(contact, ContactSchema.PhysicalAddresses, PhysicalAddressDictionary.class)) {
            for (var slot : ADDRESSES) {
                OutParam<PhysicalAddressEntry> out = new OutParam<>();
                PhysicalAddressEntry entry = all.tryGetValue(slot._2, out) ? out.getParam() : null;
                PostalAddress address = entry == null ? null : postal(slot._1, entry);
                there = address == null || address.isEmpty() ? there : there.put(slot._1, address);
            }
        }
        return there;
    }

    private static PostalAddress postal(String slot, PhysicalAddressEntry entry) {
        return new PostalAddress(
                slot,
                part(entry::getStreet),
                part(entry::getCity),
                part(entry::getState),
                part(entry::getPostalCode),
                part(entry::getCountryOrRegion));
    }

    /** All parts, so that nothing of what stood there is left. */
    private static void postal(Contact draft, PhysicalAddressKey key, Option<PostalAddress> address) throws Exception {
        PhysicalAddressDictionary all = draft.getPhysicalAddresses();
        OutParam<PhysicalAddressEntry> out = new OutParam<>();
        boolean known = all.tryGetValue(key, out);
        if (address.isEmpty()) {
            all.setPhysicalAddress(key, null);
            return;
        }
        PhysicalAddressEntry entry = known ? out.getParam() : new PhysicalAddressEntry();
        PostalAddress postal = address.get();
        entry.setStreet(orNull(postal.street()));
        entry.setCity(orNull(postal.locality()));
        entry.setState(orNull(postal.region()));
        entry.setPostalCode(orNull(postal.postalCode()));
        entry.setCountryOrRegion(orNull(postal.country()));
        if (!known) {
            all.setPhysicalAddress(key, entry);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }

    private static String part(Part part) {
        try {
            return Blanks.shown(part.get());
        } catch (Exception notTold) {
            return "";
        }
    }

    /** A part of an address. */
    @FunctionalInterface
    private interface Part {
        @Nullable String get() throws Exception;
    }
}
