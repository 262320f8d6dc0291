package io.axpsync.sandbox.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The updates of an item of another kind: one property each. */
final class OtherWrite {

    private static final Set<String> LISTS = Set.of("ToRecipients", "CcRecipients", "BccRecipients", "ReplyTo");

    private OtherWrite() {}

    /** Whether an item change holds elements of one of those kinds. */
    static boolean isIn(Xml updates) {
        return updates.children().stream()
                .flatMap(change -> holder(change).stream())
                .anyMatch(OtherWrite::foreign);
    }

    /** Reads something that does not count: a schema violation shows before anything of the request is stored. */
    static void tried(Runnable reading) {
        try {
            reading.run();
        } catch (EwsError saidWhenItsTurnComes) {
            // the part is refused for itself
        }
    }

    /** @throws EwsFault for what the schema does not have */
    static void check(Xml updates, Optional<String> contextZone) {
        updates.children().stream()
                .flatMap(change -> holder(change).stream())
                .filter(OtherWrite::foreign)
                .forEach(holder -> {
                    OtherContent.checkOrder(OtherKind.of(holder.name()).orElseThrow(), holder);
                    holder.children().forEach(e -> tried(() -> OtherContent.checked(e, contextZone)));
                });
    }

    /** A message with nothing but what all items have may also update a calendar item. */
    private static boolean foreign(Xml holder) {
        return OtherKind.of(holder.name()).isPresent()
                && !(holder.name().equals("t:Message")
                        && holder.children().stream().allMatch(e -> SchemaNames.ITEM.contains(e.localName())));
    }

    private static Optional<Xml> holder(Xml change) {
        return change.children().stream()
                .filter(c -> !FieldPath.ELEMENTS.contains(c.name()))
                .findFirst();
    }

    /**
     * The content with the updates applied.
     *
     * @throws EwsError as UpdateItem has them
     */
    static OtherContent applied(OtherContent before, Xml updates, Optional<String> contextZone) {
        OtherContent content = before;
        for (Xml change : updates.children()) {
            FieldPath path = FieldPath.within(change);
            content = switch (change.name()) {
                case "t:SetItemField" -> set(content, path, brought(content.kind(), change, path), contextZone);
                case "t:AppendToItemField" -> append(content, brought(content.kind(), change, path));
                default -> clear(content, path);
            };
        }
        if (updates.children().isEmpty()) {
            throw new EwsError("ErrorIncorrectUpdatePropertyCount", "The update has no property.");
        }
        return content;
    }

    static EwsError mismatch() {
        return new EwsError(
                "ErrorUpdatePropertyMismatch", "The property of the path and the property of the item differ.");
    }

    private static Xml brought(OtherKind kind, Xml change, FieldPath path) {
        Xml holder = holder(change)
                .orElseThrow(() ->
                        EwsFault.schema(change, "The element '" + change.localName() + "' has incomplete content."));
        boolean fits = OtherKind.of(holder.name()).filter(k -> k == kind).isPresent()
                || Set.of("t:Item", "t:Message").contains(holder.name());
        if (!fits) {
            throw mismatch();
        }
        if (holder.children().size() != 1) {
            throw new EwsError(
                    "ErrorIncorrectUpdatePropertyCount",
                    "An object within a change description must contain one and only one property to modify.");
        }
        OtherContent.checkOrder(kind, holder);
        Xml element = holder.only();
        boolean same;
        if (path instanceof FieldPath.Extended extended) {
            same = element.localName().equals("ExtendedProperty")
                    && ItemElements.extended(element).key().equals(extended.key());
        } else if (path instanceof FieldPath.Indexed indexed) {
            same = element.localName().equals(Dictionaries.element(indexed));
        } else {
            same = path instanceof FieldPath.Field field && field.uri().equals(kind.uri(element.localName()));
        }
        if (!same) {
            throw mismatch();
        }
        return element;
    }

    private static OtherContent set(OtherContent content, FieldPath path, Xml element, Optional<String> contextZone) {
        return path instanceof FieldPath.Indexed indexed
                ? Dictionaries.set(content, indexed, element)
                : content.with(OtherContent.checked(element, contextZone));
    }

    private static OtherContent append(OtherContent content, Xml element) {
        Optional<Xml> old = content.element(element.localName());
        if (element.localName().equals("Body")) {
            return content.with(old.map(body -> new Xml(
                            body.name(), body.attributes(), List.of(), body.text() + element.text(), body.place()))
                    .orElse(element));
        }
        if (!LISTS.contains(element.localName())) {
            throw new EwsError(
                    "ErrorInvalidPropertyAppend",
                    "Append action is not supported for property " + element.localName() + ".");
        }
        List<Xml> all = new ArrayList<>(old.map(Xml::children).orElse(List.of()));
        all.addAll(element.children());
        return content.with(Xml.of(element.name(), all));
    }

    private static OtherContent clear(OtherContent content, FieldPath path) {
        if (path instanceof FieldPath.Extended extended) {
            return content.without(extended.key());
        }
        if (path instanceof FieldPath.Indexed indexed) {
            return Dictionaries.remove(content, indexed);
        }
        String uri = path instanceof FieldPath.Field field ? field.uri() : "";
        if (!content.kind().has(uri)) {
            throw new EwsError(
                    "ErrorInvalidPropertyDelete", "Delete action is not supported for property " + uri + ".");
        }
        return content.without(uri.substring(uri.indexOf(':') + 1));
    }
}
