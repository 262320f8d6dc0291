package io.axpsync.sandbox.ews;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Properties that hold entries by key, such as a contact's addresses, and the paths that name one entry of them. */
final class Dictionaries {

    private static final List<String> ADDRESS = List.of("Street", "City", "State", "CountryOrRegion", "PostalCode");

    private static final Map<String, String> ELEMENTS = Map.of(
            "contacts:EmailAddress", "EmailAddresses",
            "contacts:PhoneNumber", "PhoneNumbers",
            "contacts:ImAddress", "ImAddresses",
            "contacts:PhysicalAddress", "PhysicalAddresses",
            "item:InternetMessageHeader", "InternetMessageHeaders");

    private Dictionaries() {}

    /** The element that holds the entry of a path. @throws EwsError when there is none */
    static String element(FieldPath.Indexed path) {
        String element = ELEMENTS.get(path.uri().replaceFirst("(PhysicalAddress):.*", "$1"));
        if (element == null) {
            throw new EwsError("ErrorInvalidPropertyRequest", "The property " + path.uri() + " has no entries here.");
        }
        return element;
    }

    /** The part of an address that a path names; empty = the whole entry. */
    private static String part(FieldPath.Indexed path) {
        return path.uri().startsWith("contacts:PhysicalAddress:")
                ? path.uri().substring("contacts:PhysicalAddress:".length())
                : "";
    }

    private static String key(Xml entry) {
        return entry.attribute("Key").or(() -> entry.attribute("HeaderName")).orElse("");
    }

    /** An entry as far as the paths ask for it. */
    static Optional<Xml> reduced(String dictionary, Xml entry, Collection<FieldPath.Indexed> paths) {
        List<FieldPath.Indexed> fitting = paths.stream()
                .filter(p -> element(p).equals(dictionary) && p.index().equals(key(entry)))
                .toList();
        if (fitting.isEmpty() || fitting.stream().anyMatch(p -> part(p).isEmpty())) {
            return fitting.isEmpty() ? Optional.empty() : Optional.of(entry);
        }
        List<Xml> parts = entry.children().stream()
                .filter(c -> fitting.stream().anyMatch(p -> part(p).equals(c.localName())))
                .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Xml(entry.name(), entry.attributes(), parts, "", entry.place()));
    }

    /** The text of the entry, or of its part, that a path names. */
    static Optional<String> text(OtherContent content, FieldPath.Indexed path) {
        String name = element(path);
        return content.element(name).map(Xml::children).orElse(List.of()).stream()
                .flatMap(entry -> reduced(name, entry, List.of(path)).stream())
                .map(entry ->
                        part(path).isEmpty() ? entry.text() : entry.first().text())
                .findFirst();
    }

    /** The dictionary with the entry of the path set to what the update brings. */
    static OtherContent set(OtherContent content, FieldPath.Indexed path, Xml brought) {
        Xml entry = brought.children().stream()
                .filter(e -> key(e).equals(path.index()))
                .findFirst()
                .orElseThrow(OtherWrite::mismatch);
        OtherContent rest = remove(content, path);
        Map<String, Xml> entries = entries(rest, element(path));
        Xml old = entries.get(path.index());
        entries.put(path.index(), old == null || part(path).isEmpty() ? entry : merged(old, entry));
        return rest.with(Xml.of("t:" + element(path), List.copyOf(entries.values())));
    }

    private static Xml merged(Xml old, Xml more) {
        List<Xml> parts = new ArrayList<>(old.children());
        parts.addAll(more.children());
        parts.sort(Comparator.comparingInt(p -> ADDRESS.indexOf(p.localName())));
        return new Xml(old.name(), old.attributes(), parts, "", old.place());
    }

    static OtherContent remove(OtherContent content, FieldPath.Indexed path) {
        String name = element(path);
        Map<String, Xml> entries = entries(content, name);
        Xml old = entries.remove(path.index());
        if (old != null && !part(path).isEmpty()) {
            List<Xml> left = old.children().stream()
                    .filter(c -> !c.localName().equals(part(path)))
                    .toList();
            if (!left.isEmpty()) {
                entries.put(path.index(), new Xml(old.name(), old.attributes(), left, "", old.place()));
            }
        }
        return entries.isEmpty()
                ? content.without(name)
                : content.with(Xml.of("t:" + name, List.copyOf(entries.values())));
    }

    private static Map<String, Xml> entries(OtherContent content, String name) {
        Map<String, Xml> entries = new LinkedHashMap<>();
        content.element(name).map(Xml::children).orElse(List.of()).forEach(e -> entries.put(key(e), e));
        return entries;
    }
}
