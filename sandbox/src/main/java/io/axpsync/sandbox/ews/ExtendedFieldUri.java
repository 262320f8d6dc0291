package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.PropertyType;
import io.axpsync.sandbox.mailbox.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The path of a MAPI property ({@code t:ExtendedFieldURI}), both ways. */
final class ExtendedFieldUri {

    private static final Map<String, UUID> SETS = Map.of(
            "Meeting", UUID.fromString("6ed8da90-450b-101b-98da-00aa003f1305"),
            "Appointment", UUID.fromString("00062002-0000-0000-c000-000000000046"),
            "Common", UUID.fromString("00062008-0000-0000-c000-000000000046"),
            "PublicStrings", UUID.fromString("00020329-0000-0000-c000-000000000046"),
            "Address", UUID.fromString("00062004-0000-0000-c000-000000000046"),
            "InternetHeaders", UUID.fromString("00020386-0000-0000-c000-000000000046"),
            "CalendarAssistant", UUID.fromString("11000e07-b51b-40d6-af21-caa85edab1d0"),
            "UnifiedMessaging", UUID.fromString("4442858e-a9e3-4e80-b900-317a210cc15b"),
            "Task", UUID.fromString("00062003-0000-0000-c000-000000000046"),
            "Sharing", UUID.fromString("00062040-0000-0000-c000-000000000046"));

    private ExtendedFieldUri() {}

    /**
     * Reads {@code t:ExtendedFieldURI}.
     *
     * @throws EwsFault {@code ErrorSchemaValidation} for a value outside the schema
     * @throws EwsError {@code ErrorInvalidExtendedProperty} for attributes that do not go together
     */
    static PropertyKey read(Xml uri) {
        PropertyType type = type(uri);
        Optional<String> tag = uri.attribute("PropertyTag");
        Optional<String> name = uri.attribute("PropertyName");
        Optional<String> id = uri.attribute("PropertyId");
        Optional<String> distinguished = uri.attribute("DistinguishedPropertySetId");
        Optional<String> guid = uri.attribute("PropertySetId");
        if (tag.isPresent()) {
            if (name.isPresent() || id.isPresent() || distinguished.isPresent() || guid.isPresent()) {
                throw invalid();
            }
            return PropertyKey.tag(type, tagNumber(uri, tag.get()));
        }
        if (distinguished.isPresent() == guid.isPresent() || name.isPresent() == id.isPresent()) {
            throw invalid();
        }
        UUID set = distinguished.map(d -> distinguishedSet(uri, d)).orElseGet(() -> guid(uri, guid.orElseThrow()));
        return name.map(n -> PropertyKey.named(type, set, n))
                .orElseGet(() -> PropertyKey.numbered(type, set, number(uri, id.orElseThrow())));
    }

    /** The path as Exchange writes it back: well-known sets by their name. */
    static Xml write(PropertyKey key) {
        Map<String, String> attributes = new LinkedHashMap<>();
        UUID set = key.set();
        Integer id = key.id();
        if (set == null) {
            attributes.put("PropertyTag", "0x" + Integer.toHexString((id == null ? 0 : id) & 0xFFFF));
        } else {
            SETS.forEach((name, guid) -> {
                if (guid.equals(set)) {
                    attributes.put("DistinguishedPropertySetId", name);
                }
            });
            if (attributes.isEmpty()) {
                attributes.put("PropertySetId", set.toString().toLowerCase(Locale.ROOT));
            }
            String name = key.name();
            if (name != null) {
                attributes.put("PropertyName", name);
            } else {
                attributes.put("PropertyId", String.valueOf(id));
            }
        }
        attributes.put("PropertyType", key.typeName());
        return new Xml("t:ExtendedFieldURI", attributes, List.of(), "", Xml.Place.NONE);
    }

    private static PropertyType type(Xml uri) {
        String word = uri.requiredAttribute("PropertyType");
        if (List.of("Error", "Null", "Object", "ObjectArray").contains(word)) {
            throw new EwsError("ErrorUnsupportedMapiPropertyType", "The property type " + word + " is not supported.");
        }
        return Words.parse(PropertyType.class, word)
                .orElseThrow(() -> EwsFault.schema(
                        uri, "The 'PropertyType' attribute is invalid - The value '" + word + "' is invalid."));
    }

    private static EwsError invalid() {
        return new EwsError(
                "ErrorInvalidExtendedProperty",
                "Extended property attributes combination is invalid: a tag alone, or one property set with a name or"
                        + " an id.");
    }

    private static UUID distinguishedSet(Xml uri, String name) {
        UUID set = SETS.get(name);
        if (set == null) {
            throw EwsFault.schema(
                    uri, "The 'DistinguishedPropertySetId' attribute is invalid - The value '" + name + "'.");
        }
        return set;
    }

    private static UUID guid(Xml uri, String value) {
        if (!value.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")) {
            throw EwsFault.schema(uri, "The 'PropertySetId' attribute is invalid - The value '" + value + "'.");
        }
        return UUID.fromString(value);
    }

    private static int tagNumber(Xml uri, String value) {
        if (!value.matches("0[xX][0-9A-Fa-f]{1,4}") && !value.matches("[0-9]{1,5}")) {
            throw EwsFault.schema(uri, "The 'PropertyTag' attribute is invalid - The value '" + value + "'.");
        }
        int tag = value.matches("0[xX].*") ? Integer.parseInt(value.substring(2), 16) : Integer.parseInt(value);
        return tag & 0xFFFF;
    }

    private static int number(Xml uri, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException notANumber) {
            throw EwsFault.schema(uri, "The 'PropertyId' attribute is invalid - The value '" + value + "'.");
        }
    }
}
