package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.ContactFields;
import io.axpsync.sandbox.mailbox.ContactFields.Email;
import io.axpsync.sandbox.mailbox.ContactItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The mailbox's contact as {@code t:Contact}, both ways. What the model does not understand is kept as it was written. */
final class ContactXml {

    private static final Map<String, PropertyKey> TEXTS = Map.ofEntries(
            Map.entry("Subject", ContactFields.SUBJECT),
            Map.entry("FileAs", ContactFields.FILE_AS),
            Map.entry("DisplayName", ContactFields.DISPLAY_NAME),
            Map.entry("GivenName", ContactFields.GIVEN_NAME),
            Map.entry("Initials", ContactFields.INITIALS),
            Map.entry("MiddleName", ContactFields.MIDDLE_NAME),
            Map.entry("Nickname", ContactFields.NICKNAME),
            Map.entry("CompanyName", ContactFields.COMPANY),
            Map.entry("AssistantName", ContactFields.ASSISTANT),
            Map.entry("Birthday", ContactFields.BIRTHDAY),
            Map.entry("BusinessHomePage", ContactFields.WEB_PAGE),
            Map.entry("Department", ContactFields.DEPARTMENT),
            Map.entry("Generation", ContactFields.GENERATION),
            Map.entry("JobTitle", ContactFields.JOB_TITLE),
            Map.entry("Manager", ContactFields.MANAGER),
            Map.entry("OfficeLocation", ContactFields.OFFICE),
            Map.entry("Profession", ContactFields.PROFESSION),
            Map.entry("SpouseName", ContactFields.SPOUSE),
            Map.entry("Surname", ContactFields.SURNAME),
            Map.entry("WeddingAnniversary", ContactFields.ANNIVERSARY));

    private static final Map<String, PropertyKey> LISTS =
            Map.of("Categories", ContactFields.CATEGORIES, "Children", ContactFields.CHILDREN);

    /** The parts of CompleteName, in schema order. */
    private static final Map<String, PropertyKey> NAMES = names();

    private static final List<String> PARTS = List.of("Street", "City", "State", "CountryOrRegion", "PostalCode");

    private ContactXml() {}

    private static Map<String, PropertyKey> names() {
        Map<String, PropertyKey> names = new LinkedHashMap<>();
        names.put("Title", ContactFields.TITLE);
        names.put("FirstName", ContactFields.GIVEN_NAME);
        names.put("MiddleName", ContactFields.MIDDLE_NAME);
        names.put("LastName", ContactFields.SURNAME);
        names.put("Suffix", ContactFields.GENERATION);
        names.put("Initials", ContactFields.INITIALS);
        names.put("FullName", ContactFields.DISPLAY_NAME);
        names.put("Nickname", ContactFields.NICKNAME);
        names.put("YomiFirstName", ContactFields.YOMI_GIVEN_NAME);
        names.put("YomiLastName", ContactFields.YOMI_SURNAME);
        return names;
    }

    /** An extended property that mirrors an element wins over it: it was written later. */
    static ContactItem read(OtherContent content) {
        ContactItem contact = ContactItem.EMPTY;
        Map<String, String> kept = new LinkedHashMap<>();
        List<ExtendedProperty> extended = new ArrayList<>();
        for (Xml element : content.elements()) {
            String name = element.localName();
            PropertyKey text = TEXTS.get(name);
            PropertyKey list = LISTS.get(name);
            if (text != null) {
                contact = contact.with(text, element.text());
            } else if (list != null) {
                contact = contact.with(new ExtendedProperty(
                        list, element.children().stream().map(Xml::text).toList()));
            } else {
                switch (name) {
                    case "Body" -> contact = contact.with(body(element));
                    case "Sensitivity" ->
                        contact = contact.with(
                                ContactFields.SENSITIVITY,
                                String.valueOf(Words.parse(
                                                Sensitivity.class,
                                                element.text().strip())
                                        .orElseThrow()
                                        .ordinal()));
                    case "EmailAddresses", "PhoneNumbers", "PhysicalAddresses", "ImAddresses" -> {
                        for (Xml entry : element.children()) {
                            contact = entry(contact, name, entry);
                        }
                    }
                    case "CompleteName" -> {
                        // follows from the rest
                    }
                    case "ExtendedProperty" -> extended.add(ItemElements.extended(element));
                    default -> kept.put(name, XmlWriting.plain(element.with("xmlns:t", Namespaces.TYPES)));
                }
            }
        }
        for (ExtendedProperty property : extended) {
            contact = contact.with(property);
        }
        return new ContactItem(contact.body(), contact.properties(), kept);
    }

    private static Body body(Xml element) {
        return new Body(
                element.requiredAttribute("BodyType").equals("HTML") ? BodyType.HTML : BodyType.TEXT, element.text());
    }

    private static ContactItem entry(ContactItem before, String dictionary, Xml entry) {
        String key = entry.requiredAttribute("Key");
        return switch (dictionary) {
            case "PhoneNumbers" -> before.with(place(ContactFields.PHONES, key, entry), entry.text());
            case "EmailAddresses" -> {
                Email slot = ContactFields.EMAILS.get(index(key, entry));
                yield before.with(slot.address(), entry.text())
                        .with(slot.name(), entry.attribute("Name").orElse(""))
                        .with(slot.routing(), entry.attribute("RoutingType").orElse(""));
            }
            case "ImAddresses" -> before.with(ContactFields.IM_ADDRESSES.get(index(key, entry)), entry.text());
            default -> {
                List<PropertyKey> parts = place(ContactFields.ADDRESSES, key, entry);
                ContactItem after = before;
                for (int i = 0; i < PARTS.size(); i++) {
                    after = after.with(
                            parts.get(i), entry.childText("t:" + PARTS.get(i)).orElse(""));
                }
                yield after;
            }
        };
    }

    private static <T> T place(Map<String, T> places, String key, Xml entry) {
        return Optional.ofNullable(places.get(key)).orElseThrow(() -> Values.invalid(entry));
    }

    private static int index(String key, Xml entry) {
        int at = "123".indexOf(key.substring(key.length() - 1));
        if (at < 0) {
            throw Values.invalid(entry);
        }
        return at;
    }

    static OtherContent write(ContactItem contact) {
        List<Xml> all = new ArrayList<>();
        Set<PropertyKey> shown = new HashSet<>();
        TEXTS.forEach((name, key) -> {
            shown.add(key);
            text("t:" + name, contact.value(key)).ifPresent(all::add);
        });
        LISTS.forEach((name, key) -> {
            shown.add(key);
            group(
                            "t:" + name,
                            contact.values(key).stream()
                                    .map(v -> Xml.text("t:String", v))
                                    .toList())
                    .ifPresent(all::add);
        });
        if (!contact.body().content().isEmpty()) {
            all.add(Xml.text("t:Body", contact.body().content())
                    .with("BodyType", contact.body().type() == BodyType.HTML ? "HTML" : "Text"));
        }
        shown.add(ContactFields.SENSITIVITY);
        shown.add(ContactFields.PRIVATE);
        text("t:Sensitivity", contact.value(ContactFields.SENSITIVITY))
                .map(e -> Xml.text(e.name(), sensitivity(e.text())))
                .ifPresent(all::add);
        group("t:CompleteName", completeName(contact)).ifPresent(all::add);
        group("t:EmailAddresses", emails(contact, shown)).ifPresent(all::add);
        group("t:PhysicalAddresses", addresses(contact, shown)).ifPresent(all::add);
        group("t:PhoneNumbers", phones(contact, shown)).ifPresent(all::add);
        group("t:ImAddresses", ims(contact, shown)).ifPresent(all::add);
        contact.properties().values().stream()
                .filter(p -> !shown.contains(p.key()))
                .forEach(p -> all.add(ItemShape.element(p.key(), p.values())));
        contact.elements().values().forEach(xml -> all.add(XmlReading.read(xml.getBytes(StandardCharsets.UTF_8))));
        List<String> order = OtherKind.CONTACT.order();
        all.sort(Comparator.comparingInt(e -> order.indexOf(e.localName())));
        return new OtherContent(OtherKind.CONTACT, List.copyOf(all));
    }

    private static String sensitivity(String number) {
        Sensitivity[] all = Sensitivity.values();
        String word = Words.of(all[Math.max(0, Math.min(all.length - 1, Integer.parseInt(number)))]);
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static List<Xml> completeName(ContactItem contact) {
        List<Xml> names = new ArrayList<>();
        NAMES.forEach((name, key) -> text("t:" + name, contact.value(key)).ifPresent(names::add));
        return names;
    }

    private static List<Xml> emails(ContactItem contact, Set<PropertyKey> shown) {
        List<Xml> entries = new ArrayList<>();
        for (int i = 0; i < ContactFields.EMAILS.size(); i++) {
            Email slot = ContactFields.EMAILS.get(i);
            String address = contact.value(slot.address());
            if (!address.isEmpty()) {
                shown.addAll(List.of(slot.address(), slot.name(), slot.routing()));
                Xml entry = Xml.text("t:Entry", address).with("Key", "EmailAddress" + (i + 1));
                String name = contact.value(slot.name());
                String routing = contact.value(slot.routing());
                entry = name.isEmpty() ? entry : entry.with("Name", name);
                entries.add(routing.isEmpty() ? entry : entry.with("RoutingType", routing));
            }
        }
        return entries;
    }

    private static List<Xml> phones(ContactItem contact, Set<PropertyKey> shown) {
        List<Xml> entries = new ArrayList<>();
        ContactFields.PHONES.forEach((key, place) -> {
            shown.add(place);
            text("t:Entry", contact.value(place)).ifPresent(e -> entries.add(e.with("Key", key)));
        });
        return entries;
    }

    private static List<Xml> ims(ContactItem contact, Set<PropertyKey> shown) {
        List<Xml> entries = new ArrayList<>();
        for (int i = 0; i < ContactFields.IM_ADDRESSES.size(); i++) {
            String key = "ImAddress" + (i + 1);
            shown.add(ContactFields.IM_ADDRESSES.get(i));
            text("t:Entry", contact.value(ContactFields.IM_ADDRESSES.get(i)))
                    .ifPresent(e -> entries.add(e.with("Key", key)));
        }
        return entries;
    }

    private static List<Xml> addresses(ContactItem contact, Set<PropertyKey> shown) {
        List<Xml> entries = new ArrayList<>();
        ContactFields.ADDRESSES.forEach((key, places) -> {
            List<Xml> parts = new ArrayList<>();
            for (int i = 0; i < PARTS.size(); i++) {
                shown.add(places.get(i));
                text("t:" + PARTS.get(i), contact.value(places.get(i))).ifPresent(parts::add);
            }
            group("t:Entry", parts).ifPresent(e -> entries.add(e.with("Key", key)));
        });
        return entries;
    }

    private static Optional<Xml> text(String name, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Xml.text(name, text));
    }

    private static Optional<Xml> group(String name, List<Xml> children) {
        return children.isEmpty() ? Optional.empty() : Optional.of(Xml.of(name, children));
    }
}
