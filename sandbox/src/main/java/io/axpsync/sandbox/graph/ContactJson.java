package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Bodies;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.ContactFields;
import io.axpsync.sandbox.mailbox.ContactFields.Email;
import io.axpsync.sandbox.mailbox.ContactItem;
import io.axpsync.sandbox.mailbox.ContactRules;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.ItemIdentity;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.PropertyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mailbox's contact as a {@code contact} of Graph, both ways. */
final class ContactJson {

    private static final Map<String, PropertyKey> TEXTS = texts();

    private static final Map<String, List<PropertyKey>> LISTS = Map.of(
            "businessPhones", phones("BusinessPhone", "BusinessPhone2"),
            "homePhones", phones("HomePhone", "HomePhone2"),
            "imAddresses", ContactFields.IM_ADDRESSES);

    private static final Map<String, PropertyKey> ARRAYS =
            Map.of("categories", ContactFields.CATEGORIES, "children", ContactFields.CHILDREN);

    private static final Map<String, List<PropertyKey>> ADDRESSES = Map.of(
            "businessAddress", address("Business"),
            "homeAddress", address("Home"),
            "otherAddress", address("Other"));

    /** Newer names of the slots of {@code emailAddresses}. */
    private static final List<String> SLOTS =
            List.of("primaryEmailAddress", "secondaryEmailAddress", "tertiaryEmailAddress");

    private ContactJson() {}

    private static Map<String, PropertyKey> texts() {
        Map<String, PropertyKey> texts = new LinkedHashMap<>();
        texts.put("displayName", ContactFields.DISPLAY_NAME);
        texts.put("fileAs", ContactFields.FILE_AS);
        texts.put("title", ContactFields.TITLE);
        texts.put("givenName", ContactFields.GIVEN_NAME);
        texts.put("middleName", ContactFields.MIDDLE_NAME);
        texts.put("surname", ContactFields.SURNAME);
        texts.put("generation", ContactFields.GENERATION);
        texts.put("initials", ContactFields.INITIALS);
        texts.put("nickName", ContactFields.NICKNAME);
        texts.put("yomiGivenName", ContactFields.YOMI_GIVEN_NAME);
        texts.put("yomiSurname", ContactFields.YOMI_SURNAME);
        texts.put("yomiCompanyName", ContactFields.YOMI_COMPANY);
        texts.put("companyName", ContactFields.COMPANY);
        texts.put("jobTitle", ContactFields.JOB_TITLE);
        texts.put("department", ContactFields.DEPARTMENT);
        texts.put("officeLocation", ContactFields.OFFICE);
        texts.put("profession", ContactFields.PROFESSION);
        texts.put("manager", ContactFields.MANAGER);
        texts.put("assistantName", ContactFields.ASSISTANT);
        texts.put("spouseName", ContactFields.SPOUSE);
        texts.put("businessHomePage", ContactFields.WEB_PAGE);
        texts.put("mobilePhone", phones("MobilePhone").get(0));
        return texts;
    }

    private static List<PropertyKey> phones(String... keys) {
        return List.of(keys).stream()
                .map(key -> Optional.ofNullable(ContactFields.PHONES.get(key)).orElseThrow())
                .toList();
    }

    private static List<PropertyKey> address(String key) {
        return Optional.ofNullable(ContactFields.ADDRESSES.get(key)).orElseThrow();
    }

    /** All extended properties come along; which of them are shown is for the query to say. */
    static ObjectNode write(ContactItem contact, ItemIdentity identity) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("createdDateTime", Values.instant(identity.created()))
                .put("lastModifiedDateTime", Values.instant(identity.modified()));
        TEXTS.forEach((name, key) -> put(node, name, contact.value(key)));
        node.put("displayName", contact.value(ContactFields.DISPLAY_NAME))
                .put("fileAs", contact.value(ContactFields.FILE_AS))
                .put("personalNotes", Bodies.text(contact.body()));
        put(node, "birthday", contact.value(ContactFields.BIRTHDAY));
        ARRAYS.forEach((name, key) -> {
            ArrayNode array = node.putArray(name);
            contact.values(key).forEach(array::add);
        });
        LISTS.forEach((name, keys) -> {
            ArrayNode array = node.putArray(name);
            keys.stream().map(contact::value).filter(v -> !v.isEmpty()).forEach(array::add);
        });
        ADDRESSES.forEach((name, keys) -> {
            ObjectNode address = node.putObject(name);
            for (int i = 0; i < keys.size(); i++) {
                String part = contact.value(keys.get(i));
                if (!part.isEmpty()) {
                    address.put(ContactFields.ADDRESS_PARTS.get(i), part);
                }
            }
        });
        ArrayNode emails = node.putArray("emailAddresses");
        for (int i = 0; i < SLOTS.size(); i++) {
            Email slot = ContactFields.EMAILS.get(i);
            String name = contact.value(slot.name());
            String address = contact.value(slot.address());
            if (address.isEmpty()) {
                continue;
            }
            ObjectNode email = Call.JSON.createObjectNode();
            email.put("address", address);
            put(email, "name", name);
            emails.add(email);
            node.set(SLOTS.get(i), email.deepCopy());
        }
        PropertiesJson.write(node, contact.properties(), contact.properties().keySet());
        return node;
    }

    /** What is not there is null. */
    private static void put(ObjectNode node, String name, String text) {
        node.put(name, text.isEmpty() ? null : text);
    }

    /** The contact with what a body sets; null takes away. The display name is made again unless it is sent. */
    static ContactItem edited(ContactItem before, ObjectNode body) {
        ContactItem contact = before;
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            contact = edited(contact, field.getKey(), field.getValue());
        }
        boolean renamed = body.has("givenName") || body.has("surname");
        return renamed && !body.has("displayName")
                ? contact.with(ContactFields.DISPLAY_NAME, ContactRules.displayName(contact))
                        .with(ContactFields.SUBJECT, ContactRules.displayName(contact))
                : contact;
    }

    private static ContactItem edited(ContactItem before, String name, JsonNode value) {
        PropertyKey text = TEXTS.get(name);
        if (text != null) {
            return before.with(text, Values.textOrEmpty(value));
        }
        PropertyKey array = ARRAYS.get(name);
        if (array != null) {
            return before.with(new ExtendedProperty(array, Values.texts(value)));
        }
        List<PropertyKey> list = LISTS.get(name);
        if (list != null) {
            return before.with(list, few(name, Values.texts(value), list.size()));
        }
        List<PropertyKey> address = ADDRESSES.get(name);
        if (address != null) {
            return address(before, address, value);
        }
        int slot = SLOTS.indexOf(name);
        if (slot >= 0) {
            return email(before, ContactFields.EMAILS.get(slot), value);
        }
        return switch (name) {
            case "personalNotes" -> before.with(new Body(BodyType.TEXT, Values.textOrEmpty(value)));
            case "birthday" ->
                before.with(
                        ContactFields.BIRTHDAY,
                        value.isNull()
                                ? ""
                                : Values.queryTime(name, Values.text(value)).toString());
            case "emailAddresses" -> emails(before, Values.array(value));
            case PropertiesJson.SINGLE, PropertiesJson.MULTI -> properties(before, name, value);
            default -> before;
        };
    }

    private static <T> List<T> few(String name, List<T> values, int most) {
        if (values.size() > most) {
            throw GraphError.badRequest(
                    "ErrorInvalidProperty", "A contact has room for " + most + " of the property '" + name + "'.");
        }
        return values;
    }

    /** Parts that are not named stay. */
    private static ContactItem address(ContactItem before, List<PropertyKey> keys, JsonNode value) {
        ContactItem after = before;
        for (int i = 0; i < keys.size(); i++) {
            JsonNode part = value.path(ContactFields.ADDRESS_PARTS.get(i));
            if (value.isNull() || value.isEmpty() || !part.isMissingNode()) {
                after = after.with(keys.get(i), part.isMissingNode() ? "" : Values.textOrEmpty(part));
            }
        }
        return after;
    }

    private static ContactItem emails(ContactItem before, ArrayNode values) {
        List<JsonNode> all = new ArrayList<>();
        values.forEach(all::add);
        few("emailAddresses", all, ContactFields.EMAILS.size());
        ContactItem after = before;
        for (int i = 0; i < ContactFields.EMAILS.size(); i++) {
            JsonNode value = i < all.size() ? all.get(i) : Call.JSON.nullNode();
            after = email(after, ContactFields.EMAILS.get(i), value);
        }
        return after;
    }

    private static ContactItem email(ContactItem before, Email slot, JsonNode value) {
        String address = value.path("address").asText("");
        return before.with(slot.address(), address)
                .with(slot.name(), address.isEmpty() ? "" : value.path("name").asText(""))
                .with(slot.routing(), address.isEmpty() ? "" : "SMTP");
    }

    private static ContactItem properties(ContactItem before, String collection, JsonNode value) {
        ContactItem after = before;
        for (Map.Entry<PropertyKey, Optional<ExtendedProperty>> written :
                PropertiesJson.read(collection, value).entrySet()) {
            PropertyKey key = written.getKey();
            after = written.getValue().isEmpty()
                    ? after.without(key)
                    : after.with(inUtc(written.getValue().get()));
        }
        return after;
    }

    private static ExtendedProperty inUtc(ExtendedProperty property) {
        return property.key().type() == PropertyType.SYSTEM_TIME
                ? ExtendedProperty.of(
                        property.key(),
                        Values.queryTime(
                                        property.key().graphId(),
                                        property.values().get(0))
                                .toString())
                : property;
    }
}
