package io.axpsync.sandbox.ews;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One XML element of a request or an answer. Names carry the prefix that {@link Namespaces} gives their namespace,
 * whatever prefix the client chose ({@code t:Subject}); mixed content does not occur in EWS, so text belongs to
 * elements without children.
 *
 * @param place where the element starts in the request; {@link Place#NONE} for answers
 */
record Xml(String name, Map<String, String> attributes, List<Xml> children, String text, Place place) {

    /** Line and column, both from 1. */
    record Place(int line, int column) {
        static final Place NONE = new Place(0, 0);
    }

    Xml {
        attributes = new LinkedHashMap<>(attributes);
        children = List.copyOf(children);
    }

    static Xml of(String name, Xml... children) {
        return of(name, List.of(children));
    }

    static Xml of(String name, List<Xml> children) {
        return new Xml(name, Map.of(), children, "", Place.NONE);
    }

    static Xml text(String name, Object text) {
        return new Xml(name, Map.of(), List.of(), text.toString(), Place.NONE);
    }

    /** This element with one more attribute. */
    Xml with(String attribute, Object value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value.toString());
        return new Xml(name, more, children, text, place);
    }

    /** This element with one more child at its end. */
    Xml and(Xml child) {
        List<Xml> more = new ArrayList<>(children);
        more.add(child);
        return new Xml(name, attributes, more, text, place);
    }

    /** The name without its prefix. */
    String localName() {
        return name.substring(Math.max(name.indexOf('}'), name.startsWith("{") ? -1 : name.indexOf(':')) + 1);
    }

    Optional<Xml> child(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).findFirst();
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} when the schema's obligatory child is not there */
    Xml required(String childName) {
        return child(childName)
                .orElseThrow(() -> EwsFault.schema(
                        this,
                        "The element '" + localName()
                                + "' has incomplete content. List of possible elements expected: '"
                                + childName.substring(childName.indexOf(':') + 1) + "'."));
    }

    /** The only child of an element whose schema says {@code choice}. */
    Xml only() {
        if (children.size() != 1) {
            throw EwsFault.schema(this, "The element '" + localName() + "' has incomplete content.");
        }
        return children.get(0);
    }

    /** The parts of an obligatory list that the schema wants to have at least one. */
    List<Xml> list(String childName) {
        Xml list = required(childName);
        list.first();
        return list.children();
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} when there is no child */
    Xml first() {
        if (children.isEmpty()) {
            throw EwsFault.schema(this, "The element '" + localName() + "' has incomplete content.");
        }
        return children.get(0);
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} when there is no child */
    Xml last() {
        first();
        return children.get(children.size() - 1);
    }

    List<Xml> children(String childName) {
        return children.stream().filter(c -> c.name.equals(childName)).toList();
    }

    Optional<String> childText(String childName) {
        return child(childName).map(Xml::text);
    }

    Optional<String> attribute(String attributeName) {
        return Optional.ofNullable(attributes.get(attributeName));
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} when it is not there */
    String requiredAttribute(String attributeName) {
        return attribute(attributeName)
                .orElseThrow(() -> EwsFault.schema(this, "The required attribute '" + attributeName + "' is missing."));
    }

    /** An attribute of an enumerated type. */
    String choice(String attributeName, List<String> allowed) {
        String value = requiredAttribute(attributeName);
        if (!allowed.contains(value)) {
            throw EwsFault.schema(
                    this,
                    "The '" + attributeName + "' attribute is invalid - The value '" + value
                            + "' is invalid according to its datatype.");
        }
        return value;
    }
}
