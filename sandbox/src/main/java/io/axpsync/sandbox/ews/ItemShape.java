package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.PropertyKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which properties of items a client asked for ({@code ItemShape}).
 *
 * @param base the base shape
 * @param uris the schema's properties, base shape and additional ones
 * @param keys MAPI properties
 * @param indexed single entries of dictionaries
 * @param bodyType {@code Best}, {@code HTML} or {@code Text}
 */
record ItemShape(
        String base, Set<String> uris, Set<PropertyKey> keys, Set<FieldPath.Indexed> indexed, String bodyType) {

    static final List<Property> PROPERTIES = Stream.concat(ItemProperties.ALL.stream(), CalendarProperties.ALL.stream())
            .toList();

    /** Ids and nothing else, as writes answer. */
    static final ItemShape ID_ONLY = new ItemShape("IdOnly", Set.of("item:ItemId"), Set.of(), Set.of(), "Best");

    private static final List<String> SHAPES = List.of("IdOnly", "Default", "AllProperties", "PcxPeopleSearch");
    private static final List<String> BODIES = List.of("Best", "HTML", "Text");

    /**
     * Reads a shape.
     *
     * @param finding whether it is for FindItem or SyncFolderItems, which cannot return all properties
     * @throws EwsFault {@code ErrorSchemaValidation}, also for a property that the client's schema version lacks
     * @throws EwsError {@code ErrorInvalidPropertyRequest} for a property that cannot be returned here
     */
    static ItemShape read(Xml shape, Version version, boolean finding) {
        String base = word(shape.required("t:BaseShape"), SHAPES);
        Set<String> uris = new LinkedHashSet<>(base(base, version, finding));
        Set<PropertyKey> keys = new LinkedHashSet<>();
        Set<FieldPath.Indexed> indexed = new LinkedHashSet<>();
        for (Xml path : shape.child("t:AdditionalProperties").map(Xml::children).orElse(List.of())) {
            FieldPath field = FieldPath.of(path);
            if (field instanceof FieldPath.Extended extended) {
                keys.add(extended.key());
            } else if (field instanceof FieldPath.Indexed entry) {
                indexed.add(entry);
            } else if (field instanceof FieldPath.Field known) {
                check(path, known.uri(), version, finding);
                uris.add(known.uri());
            }
        }
        String bodyType = shape.child("t:BodyType").map(b -> word(b, BODIES)).orElse("Best");
        return new ItemShape(base, uris, keys, indexed, bodyType);
    }

    private static void check(Xml path, String uri, Version version, boolean finding) {
        for (Property property : PROPERTIES) {
            if (property.uri().equals(uri)) {
                if (!version.atLeast(property.since())) {
                    throw EwsFault.schema(
                            path,
                            "The 'FieldURI' attribute is invalid - The value '" + uri
                                    + "' is invalid according to its datatype in " + version.name() + ".");
                }
                if (finding && !property.in().contains(Property.In.FIND)) {
                    throw new EwsError(
                            "ErrorInvalidPropertyRequest",
                            "The property " + uri + " is not returned by this operation; use GetItem.");
                }
            }
        }
    }

    /**
     * Refuses properties that items of that kind do not have; calendar items leave them out without a word, because
     * general clients (exchangelib) ask for those of all kinds.
     *
     * @throws EwsError {@code ErrorInvalidPropertyRequest}
     */
    void checkFits(Stored stored) {
        boolean fits = !(stored instanceof Stored.Other other)
                || uris.stream().allMatch(uri -> other.content().kind().has(uri) || isOfBase(uri));
        if (!fits) {
            throw new EwsError("ErrorInvalidPropertyRequest", "Property is not valid for this object type.");
        }
    }

    /** The base shape is read for calendar items; what else it means for other kinds is theirs. */
    private boolean isOfBase(String uri) {
        return PROPERTIES.stream()
                .anyMatch(p -> p.uri().equals(uri)
                        && (base.equals("AllProperties") && p.in().contains(Property.In.ALL)
                                || base.equals("Default") && p.in().contains(Property.In.DEFAULT)));
    }

    private static List<String> base(String base, Version version, boolean finding) {
        return PROPERTIES.stream()
                .filter(p -> version.atLeast(p.since()))
                .filter(p -> !finding || p.in().contains(Property.In.FIND))
                .filter(p -> switch (base) {
                    case "AllProperties" -> p.in().contains(Property.In.ALL);
                    case "Default" -> p.in().contains(Property.In.DEFAULT);
                    default -> p.uri().equals("item:ItemId");
                })
                .map(Property::uri)
                .toList();
    }

    /** The item as {@code t:CalendarItem}, its elements in schema order. */
    Xml render(ItemView view) {
        List<Xml> elements = new ArrayList<>();
        boolean extendedDone = false;
        for (Property property : PROPERTIES) {
            if (!extendedDone && property.uri().equals("item:Culture")) {
                elements.addAll(extended(view));
                extendedDone = true;
            }
            if (uris.contains(property.uri()) || property.uri().equals("item:ItemId")) {
                property.emit().apply(view).ifPresent(elements::add);
            }
        }
        return Xml.of("t:CalendarItem", elements);
    }

    private List<Xml> extended(ItemView view) {
        return keys.stream()
                .flatMap(key -> MapiProperties.of(view.item(), key).stream())
                .map(property -> element(property, view))
                .toList();
    }

    static Xml element(ExtendedProperty property, ItemView view) {
        return element(
                property.key(), property.values().stream().map(view::text).toList());
    }

    static Xml element(PropertyKey key, List<String> texts) {
        List<Xml> values = texts.stream().map(t -> Xml.text("t:Value", t)).toList();
        boolean array = key.typeName().endsWith("Array");
        return Xml.of(
                "t:ExtendedProperty",
                ExtendedFieldUri.write(key),
                array ? Xml.of("t:Values", values) : values.isEmpty() ? Xml.text("t:Value", "") : values.get(0));
    }

    private static String word(Xml element, List<String> allowed) {
        String text = element.text().strip();
        if (!allowed.contains(text)) {
            throw EwsFault.schema(
                    element, "The '" + element.localName() + "' element is invalid - The value '" + text + "'.");
        }
        return text;
    }
}
