package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.ContactItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Kept;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.TaskItem;
import io.axpsync.sandbox.mailbox.Zones;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The elements of an item of another kind: checked when they come in, kept in schema order, changed one by one. */
record OtherContent(OtherKind kind, List<Xml> elements) {

    /** What only the server sets. */
    private static final Set<String> READ_ONLY = Set.of(
            "ItemId",
            "ParentFolderId",
            "Attachments",
            "DateTimeReceived",
            "DateTimeSent",
            "DateTimeCreated",
            "Size",
            "IsSubmitted",
            "IsDraft",
            "IsFromMe",
            "IsResend",
            "IsUnmodified",
            "ResponseObjects",
            "DisplayCc",
            "DisplayTo",
            "HasAttachments",
            "EffectiveRights",
            "LastModifiedName",
            "LastModifiedTime",
            "IsAssociated",
            "ConversationId",
            "UniqueBody",
            "InstanceKey",
            "TextBody",
            "IsComplete",
            "IsRecurring",
            "IsTeamTask",
            "IsAssignmentEditable",
            "ChangeCount",
            "HasPicture",
            "CompleteName");

    private static final Set<String> TIMES = Set.of(
            "ReminderDueBy", "StartDate", "DueDate", "CompleteDate", "Birthday", "WeddingAnniversary", "AssignedTime");
    private static final Set<String> NUMBERS = Set.of("ReminderMinutesBeforeStart", "ActualWork", "TotalWork");
    private static final Map<String, List<String>> WORDS = Map.of(
            "Importance", List.of("Low", "Normal", "High"),
            "Sensitivity", List.of("Normal", "Personal", "Private", "Confidential"),
            "Status", List.of("NotStarted", "InProgress", "Completed", "WaitingOnOthers", "Deferred"),
            "DelegationState", List.of("NoMatch", "OwnNew", "Owned", "Accepted", "Declined", "Max"));

    /**
     * What a create brings.
     *
     * @throws EwsFault for elements or values that the schema does not have
     * @throws EwsError {@code ErrorInvalidPropertySet} for what only the server sets
     */
    static OtherContent created(Xml item, Optional<String> contextZone) {
        OtherKind kind = OtherKind.of(item.name()).orElseThrow();
        OtherContent content = new OtherContent(kind, List.of());
        checkOrder(kind, item);
        for (Xml element : item.children()) {
            content = content.with(checked(element, contextZone));
        }
        return content;
    }

    /** @throws EwsFault {@code ErrorSchemaValidation} */
    static void checkOrder(OtherKind kind, Xml item) {
        int last = -1;
        for (Xml element : item.children()) {
            int at = element.name().startsWith("t:") ? kind.order().indexOf(element.localName()) : -1;
            boolean repeated = at == last && !element.localName().equals("ExtendedProperty");
            if (at < 0 || at < last || repeated) {
                throw EwsFault.schema(
                        element,
                        "The element '" + item.localName() + "' has invalid child element '" + element.localName()
                                + "'.");
            }
            last = at;
        }
    }

    /** An element as it is kept: times in UTC, MAPI properties with their canonical values. */
    static Xml checked(Xml element, Optional<String> contextZone) {
        String name = element.localName();
        if (READ_ONLY.contains(name)) {
            throw new EwsError("ErrorInvalidPropertySet", "Set action is invalid for property " + name + ".");
        }
        if (name.equals("ExtendedProperty")) {
            ExtendedProperty property = ItemElements.extended(element);
            return ItemShape.element(property.key(), property.values());
        }
        if (TIMES.contains(name)) {
            ZoneId zone = contextZone.map(Zones::of).orElse(ZoneOffset.UTC);
            return Xml.text(
                    element.name(),
                    XsDateTime.utc(XsDateTime.of(element, element.text()).in(zone)));
        }
        if (name.startsWith("Is") || name.equals("ReminderIsSet")) {
            return Xml.text(element.name(), Values.bool(element));
        }
        if (NUMBERS.contains(name) && !element.text().strip().matches("[0-9]{1,9}")
                || WORDS.containsKey(name)
                        && !WORDS.getOrDefault(name, List.of()).contains(element.text())) {
            throw Values.invalid(element);
        }
        if (name.equals("PercentComplete")) {
            TaskXml.percent(element);
        }
        if (name.equals("Recurrence")) {
            TaskXml.recurrence(element);
        }
        if (name.equals("Body")) {
            element.choice("BodyType", List.of("HTML", "Text"));
        }
        return element;
    }

    Optional<Xml> element(String name) {
        return elements.stream().filter(e -> e.localName().equals(name)).findFirst();
    }

    Optional<String> text(String name) {
        return element(name).map(Xml::text);
    }

    /** The MAPI property of that key: of a contact also the one behind an element. */
    Optional<ExtendedProperty> property(PropertyKey key) {
        if (kind == OtherKind.CONTACT) {
            return Optional.ofNullable(ContactXml.read(this).properties().get(key));
        }
        return elements.stream()
                .filter(e -> e.localName().equals("ExtendedProperty"))
                .map(ItemElements::extended)
                .filter(p -> p.key().equals(key))
                .findFirst();
    }

    private static boolean mirrors(OtherKind kind, Xml element) {
        return kind == OtherKind.CONTACT && element.localName().equals("ExtendedProperty");
    }

    /** With that element, in the place that the schema has for it, and in place of the old one. */
    OtherContent with(Xml element) {
        if (mirrors(kind, element)) {
            return ContactXml.write(ContactXml.read(this).with(ItemElements.extended(element)));
        }
        OtherContent rest = element.localName().equals("ExtendedProperty")
                ? without(ItemElements.extended(element).key())
                : without(element.localName());
        List<Xml> all = new ArrayList<>(rest.elements);
        all.add(element);
        all.sort(Comparator.comparingInt(e -> kind.order().indexOf(e.localName())));
        return new OtherContent(kind, List.copyOf(all));
    }

    OtherContent without(String name) {
        return keeping(e -> !e.localName().equals(name));
    }

    OtherContent without(PropertyKey key) {
        if (kind == OtherKind.CONTACT) {
            return ContactXml.write(ContactXml.read(this).without(key));
        }
        return keeping(e -> !e.localName().equals("ExtendedProperty")
                || !ItemElements.extended(e).key().equals(key));
    }

    private OtherContent keeping(Predicate<Xml> kept) {
        return new OtherContent(kind, elements.stream().filter(kept).toList());
    }

    /** For the mailbox to keep as something new. */
    Kept stored() {
        return stored(MessageItem.builder().build());
    }

    /** For the mailbox to keep. @param before what it was, for what only the server knows of it */
    Kept stored(Kept before) {
        return switch (kind) {
            case TASK -> TaskXml.read(this);
            case CONTACT -> ContactXml.read(this);
            case MESSAGE ->
                MessageXml.read(
                        this,
                        before instanceof MessageItem was
                                ? was
                                : MessageItem.builder().build());
            default ->
                new Kept.AsWritten(
                        XmlWriting.plain(Xml.of("t:" + kind.element(), elements).with("xmlns:t", Namespaces.TYPES)));
        };
    }

    static OtherContent of(Kept stored) {
        if (stored instanceof TaskItem task) {
            return TaskXml.write(task);
        }
        if (stored instanceof ContactItem contact) {
            return ContactXml.write(contact);
        }
        if (stored instanceof MessageItem message) {
            return MessageXml.write(message);
        }
        Xml root = XmlReading.read(stored.text().getBytes(StandardCharsets.UTF_8));
        return new OtherContent(OtherKind.of(root.name()).orElseThrow(), root.children());
    }
}
