package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.Optional;
import java.util.Set;

/** The path of a property in a shape, an update, a restriction or a sort order. */
sealed interface FieldPath {

    /** A property of the schema, such as {@code calendar:Start}. */
    record Field(String uri) implements FieldPath {}

    /** One entry of a dictionary property, such as {@code contacts:PhoneNumber} with its index. */
    record Indexed(String uri, String index) implements FieldPath {}

    /** A MAPI property. */
    record Extended(PropertyKey key) implements FieldPath {}

    Set<String> ELEMENTS = Set.of("t:FieldURI", "t:IndexedFieldURI", "t:ExtendedFieldURI");

    /** Properties of other kinds of items; the schema allows to ask for them, calendar items do not have them. */
    Set<String> FOREIGN = Set.of(
            "message",
            "meeting",
            "meetingRequest",
            "task",
            "contacts",
            "distributionlist",
            "postitem",
            "conversation",
            "persona",
            "person",
            "booking",
            "insight",
            "rolemember",
            "abchperson",
            "network",
            "sharingMessage");

    /**
     * Reads one of the path elements.
     *
     * @throws EwsFault {@code ErrorSchemaValidation} when the schema does not know the path
     */
    static FieldPath of(Xml path) {
        return switch (path.name()) {
            case "t:FieldURI" -> new Field(known(path, path.requiredAttribute("FieldURI")));
            case "t:IndexedFieldURI" ->
                new Indexed(path.requiredAttribute("FieldURI"), path.requiredAttribute("FieldIndex"));
            case "t:ExtendedFieldURI" -> new Extended(ExtendedFieldUri.read(path));
            default -> throw EwsFault.schema(path, "The element '" + path.localName() + "' is not a property path.");
        };
    }

    /** The path among the children of an update, a comparison or a sort order. */
    static FieldPath within(Xml parent) {
        Optional<Xml> path = parent.children().stream()
                .filter(c -> ELEMENTS.contains(c.name()))
                .findFirst();
        return of(path.orElseThrow(
                () -> EwsFault.schema(parent, "The element '" + parent.localName() + "' has incomplete content.")));
    }

    private static String known(Xml at, String uri) {
        String prefix = uri.substring(0, Math.max(0, uri.indexOf(':')));
        boolean exists = prefix.equals("item") || prefix.equals("calendar")
                ? SchemaNames.ITEM_URIS.contains(uri)
                : prefix.equals("folder") ? SchemaNames.FOLDER_URIS.contains(uri) : FOREIGN.contains(prefix);
        if (!exists) {
            throw EwsFault.schema(
                    at,
                    "The 'FieldURI' attribute is invalid - The value '" + uri
                            + "' is invalid according to its datatype.");
        }
        return uri;
    }
}
