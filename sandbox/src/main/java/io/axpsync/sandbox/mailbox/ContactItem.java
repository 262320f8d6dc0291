package io.axpsync.sandbox.mailbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A contact as the mailbox holds it, behind both front ends: its MAPI properties (MS-OXOCNTC), of which the elements of
 * EWS and the properties of Graph are views, so that an extended property and the field that mirrors it are one value.
 *
 * @param properties by key, in insertion order; never with an empty text
 * @param elements what only EWS shows, by their names, in EWS's form
 */
public record ContactItem(Body body, Map<PropertyKey, ExtendedProperty> properties, Map<String, String> elements)
        implements Kept {

    public static final ContactItem EMPTY = new ContactItem(Body.EMPTY, Map.of(), Map.of());

    public ContactItem {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
    }

    /** The value of a property with one value; empty when it has none. */
    public String value(PropertyKey key) {
        return values(key).stream().findFirst().orElse("");
    }

    /** In order. */
    public List<String> values(PropertyKey key) {
        return Optional.ofNullable(properties.get(key))
                .map(ExtendedProperty::values)
                .orElse(List.of());
    }

    /** An empty text takes the property away. */
    public ContactItem with(PropertyKey key, String value) {
        return value.isEmpty() ? without(key) : with(ExtendedProperty.of(key, value));
    }

    /** Private is told twice, as the sensitivity and by a flag of its own: the later word counts. */
    public ContactItem with(ExtendedProperty written) {
        ContactItem after = put(canonical(written));
        boolean secret = after.value(ContactFields.SENSITIVITY).equals(ContactFields.PRIVATE_SENSITIVITY);
        if (written.key().equals(ContactFields.SENSITIVITY)) {
            return after.put(ExtendedProperty.of(ContactFields.PRIVATE, String.valueOf(secret)));
        }
        if (written.key().equals(ContactFields.PRIVATE)) {
            boolean wanted = after.value(ContactFields.PRIVATE).equals("true");
            return wanted == secret
                    ? after
                    : after.put(ExtendedProperty.of(
                            ContactFields.SENSITIVITY, wanted ? ContactFields.PRIVATE_SENSITIVITY : "0"));
        }
        return after;
    }

    private static ExtendedProperty canonical(ExtendedProperty written) {
        return written.key().type() == PropertyType.BOOLEAN
                ? ExtendedProperty.of(
                        written.key(), written.values().get(0).strip().toLowerCase(java.util.Locale.ROOT))
                : written;
    }

    private ContactItem put(ExtendedProperty property) {
        Map<PropertyKey, ExtendedProperty> all = new LinkedHashMap<>(properties);
        boolean empty = property.values().isEmpty()
                || property.key().type() == PropertyType.STRING
                        && property.values().get(0).isEmpty();
        if (empty) {
            all.remove(property.key());
        } else {
            all.put(property.key(), property);
        }
        return new ContactItem(body, all, elements);
    }

    public ContactItem without(PropertyKey key) {
        Map<PropertyKey, ExtendedProperty> all = new LinkedHashMap<>(properties);
        all.remove(key);
        if (key.equals(ContactFields.SENSITIVITY) || key.equals(ContactFields.PRIVATE)) {
            all.remove(ContactFields.SENSITIVITY);
            all.remove(ContactFields.PRIVATE);
        }
        return new ContactItem(body, all, elements);
    }

    /** Puts texts into the places of a list, such as the two business telephones: those that are left over are emptied. */
    public ContactItem with(List<PropertyKey> places, List<String> texts) {
        ContactItem after = this;
        List<String> left = new ArrayList<>(texts);
        for (PropertyKey place : places) {
            after = after.with(place, left.isEmpty() ? "" : left.remove(0));
        }
        return after;
    }

    public ContactItem with(Body newBody) {
        return new ContactItem(newBody, properties, elements);
    }

    @Override
    public String text() {
        return toString();
    }
}
