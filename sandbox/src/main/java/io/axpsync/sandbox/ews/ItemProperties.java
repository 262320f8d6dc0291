package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.Property.EVERYWHERE;
import static io.axpsync.sandbox.ews.Property.NAMED;
import static io.axpsync.sandbox.ews.Property.READ;
import static io.axpsync.sandbox.ews.Property.READ_WIDE;
import static io.axpsync.sandbox.ews.Property.WIDE;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2007;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2007_SP1;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2010;
import static io.axpsync.sandbox.ews.Version.EXCHANGE_2013;

import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.Bodies;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The properties that all kinds of items have ({@code ItemType}), one line each, in schema order. */
final class ItemProperties {

    static final List<Property> ALL = List.of(
            Property.of("item:ItemId", EXCHANGE_2007, EVERYWHERE, v -> Optional.of(id("t:ItemId", v))),
            Property.of("item:ParentFolderId", EXCHANGE_2007, WIDE, ItemProperties::folder),
            Property.of("item:ItemClass", EXCHANGE_2007, WIDE, text("ItemClass", ItemProperties::itemClass)),
            Property.of("item:Subject", EXCHANGE_2007, EVERYWHERE, ItemProperties::subject),
            Property.of(
                    "item:Sensitivity",
                    EXCHANGE_2007,
                    WIDE,
                    text("Sensitivity", v -> word(v.item().sensitivity()))),
            Property.of("item:Body", EXCHANGE_2007, READ, ItemProperties::body),
            Property.of(
                    "item:Attachments",
                    EXCHANGE_2007,
                    READ_WIDE,
                    v -> v.attachments().isEmpty()
                            ? Optional.empty()
                            : Optional.of(Xml.of("t:Attachments", v.attachments()))),
            Property.of(
                    "item:DateTimeReceived", EXCHANGE_2007, WIDE, text("DateTimeReceived", v -> v.time(created(v)))),
            Property.of("item:Size", EXCHANGE_2007, WIDE, text("Size", ItemProperties::size)),
            Property.of("item:Categories", EXCHANGE_2007, WIDE, ItemProperties::categories),
            Property.of(
                    "item:Importance",
                    EXCHANGE_2007,
                    WIDE,
                    text("Importance", v -> word(v.item().importance()))),
            Property.of("item:IsSubmitted", EXCHANGE_2007, WIDE, text("IsSubmitted", v -> false)),
            Property.of("item:IsDraft", EXCHANGE_2007, WIDE, text("IsDraft", v -> false)),
            Property.of("item:IsFromMe", EXCHANGE_2007, WIDE, text("IsFromMe", v -> false)),
            Property.of("item:IsResend", EXCHANGE_2007, WIDE, text("IsResend", v -> false)),
            Property.of("item:IsUnmodified", EXCHANGE_2007, WIDE, text("IsUnmodified", v -> false)),
            Property.of("item:DateTimeSent", EXCHANGE_2007, WIDE, text("DateTimeSent", v -> v.time(created(v)))),
            Property.of("item:DateTimeCreated", EXCHANGE_2007, WIDE, text("DateTimeCreated", v -> v.time(created(v)))),
            Property.of("item:ResponseObjects", EXCHANGE_2007, READ, ItemProperties::responseObjects),
            Property.of(
                    "item:ReminderDueBy",
                    EXCHANGE_2007,
                    WIDE,
                    text("ReminderDueBy", v -> v.time(v.item().start().instant()))),
            Property.of(
                    "item:ReminderIsSet",
                    EXCHANGE_2007,
                    WIDE,
                    text("ReminderIsSet", v -> v.item().reminderOn())),
            Property.of(
                    "item:ReminderMinutesBeforeStart",
                    EXCHANGE_2007,
                    WIDE,
                    text("ReminderMinutesBeforeStart", v -> v.item().reminderMinutes())),
            Property.of("item:DisplayCc", EXCHANGE_2007, WIDE, text("DisplayCc", v -> names(v, AttendeeType.OPTIONAL))),
            Property.of("item:DisplayTo", EXCHANGE_2007, WIDE, text("DisplayTo", v -> names(v, AttendeeType.REQUIRED))),
            Property.of(
                    "item:HasAttachments",
                    EXCHANGE_2007,
                    EVERYWHERE,
                    text("HasAttachments", v -> !v.attachments().isEmpty())),
            Property.of("item:Culture", EXCHANGE_2007, WIDE, text("Culture", v -> "en-US")),
            Property.of("item:EffectiveRights", EXCHANGE_2007_SP1, WIDE, v -> Optional.of(rights("t:EffectiveRights"))),
            Property.of(
                    "item:LastModifiedName",
                    EXCHANGE_2007_SP1,
                    WIDE,
                    text("LastModifiedName", v -> v.owner().name())),
            Property.of(
                    "item:LastModifiedTime",
                    EXCHANGE_2007_SP1,
                    WIDE,
                    text("LastModifiedTime", v -> v.time(v.item().identity().modified()))),
            Property.of("item:IsAssociated", EXCHANGE_2010, WIDE, text("IsAssociated", v -> false)),
            Property.of(
                    "item:InstanceKey",
                    EXCHANGE_2013,
                    NAMED,
                    text("InstanceKey", v -> v.item().identity().classicId())),
            Property.of("item:TextBody", EXCHANGE_2013, Set.of(), ItemProperties::textBody));

    private ItemProperties() {}

    static Function<ItemView, Optional<Xml>> text(String element, Function<ItemView, Object> value) {
        return v -> Optional.of(Xml.text("t:" + element, value.apply(v)));
    }

    /** {@code NORMAL} as {@code Normal}. */
    static String word(Enum<?> constant) {
        String name = constant.name().toLowerCase(Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static Xml id(String element, ItemView v) {
        return Xml.of(element)
                .with("Id", v.item().identity().classicId())
                .with("ChangeKey", v.item().identity().changeKey());
    }

    private static Instant created(ItemView v) {
        return v.item().identity().created();
    }

    private static Optional<Xml> folder(ItemView v) {
        return Optional.of(Xml.of("t:ParentFolderId")
                .with("Id", v.item().identity().folderId())
                .with("ChangeKey", v.folderChangeKey()));
    }

    private static String itemClass(ItemView v) {
        return switch (v.item().type()) {
            case OCCURRENCE -> "IPM.Appointment.Occurrence";
            case EXCEPTION -> "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}";
            case SINGLE_INSTANCE, SERIES_MASTER -> "IPM.Appointment";
        };
    }

    private static Optional<Xml> subject(ItemView v) {
        String subject = v.text(v.item().subject());
        return Optional.of(Xml.text("t:Subject", v.illegalCharacters() ? subject + '\u001F' : subject));
    }

    private static Optional<Xml> body(ItemView v) {
        Body body = v.item().body();
        boolean html = v.bodyType().equals("Best")
                ? body.type() == BodyType.HTML
                : v.bodyType().equals("HTML");
        return Optional.of(bodyElement("t:Body", html ? Bodies.html(body) : Bodies.text(body), html));
    }

    private static Optional<Xml> textBody(ItemView v) {
        return Optional.of(bodyElement("t:TextBody", Bodies.text(v.item().body()), false));
    }

    private static Xml bodyElement(String name, String content, boolean html) {
        return Xml.text(name, content).with("BodyType", html ? "HTML" : "Text");
    }

    private static Object size(ItemView v) {
        return 300
                + 2 * (v.item().subject().length() + v.item().body().content().length());
    }

    private static Optional<Xml> categories(ItemView v) {
        return v.item().categories().isEmpty()
                ? Optional.empty()
                : Optional.of(Xml.of(
                        "t:Categories",
                        v.item().categories().stream()
                                .map(c -> Xml.text("t:String", c))
                                .toList()));
    }

    private static Optional<Xml> responseObjects(ItemView v) {
        List<Xml> possible = new ArrayList<>();
        if (v.item().isMeeting() && !v.item().isOrganizer() && !v.item().cancelled()) {
            possible.add(Xml.of("t:AcceptItem"));
            possible.add(Xml.of("t:TentativelyAcceptItem"));
            possible.add(Xml.of("t:DeclineItem"));
            possible.add(Xml.of("t:ReplyToItem"));
            possible.add(Xml.of("t:ReplyAllToItem"));
        } else if (v.item().isMeeting() && v.item().isOrganizer()) {
            possible.add(Xml.of("t:CancelCalendarItem"));
        }
        possible.add(Xml.of("t:ForwardItem"));
        return v.item().type() == EventType.OCCURRENCE && possible.size() == 1
                ? Optional.empty()
                : Optional.of(Xml.of("t:ResponseObjects", possible));
    }

    private static String names(ItemView v, AttendeeType type) {
        return v.text(v.item().attendees().stream()
                .filter(a -> a.type() == type)
                .map(Attendee::person)
                .map(p -> p.name().isEmpty() ? p.address() : p.name())
                .collect(Collectors.joining("; ")));
    }

    static Xml rights(String element) {
        return Xml.of(
                element,
                Xml.text("t:CreateAssociated", false),
                Xml.text("t:CreateContents", false),
                Xml.text("t:CreateHierarchy", false),
                Xml.text("t:Delete", true),
                Xml.text("t:Modify", true),
                Xml.text("t:Read", true));
    }
}
