package io.axpsync.exchange.ews.internal;

import io.axpsync.core.item.Stamp;
import io.axpsync.exchange.ews.internal.wire.Blanks;
import io.vavr.control.Option;
import io.vavr.control.Try;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import microsoft.exchange.webservices.data.core.enumeration.property.DefaultExtendedPropertySet;
import microsoft.exchange.webservices.data.core.enumeration.property.MapiPropertyType;
import microsoft.exchange.webservices.data.core.exception.service.local.ServiceLocalException;
import microsoft.exchange.webservices.data.core.service.folder.Folder;
import microsoft.exchange.webservices.data.core.service.item.Item;
import microsoft.exchange.webservices.data.property.complex.ExtendedProperty;
import microsoft.exchange.webservices.data.property.definition.ExtendedPropertyDefinition;

/**
 * Properties that the schema of 2010 lacks, and our own two. {@code AxpStamp} holds the whole stamp, {@code AxpLink} just
 * installation and link, which can be searched for equality: the same as on Graph, so that a change of the backend keeps
 * them. Ours are strings; the library reads instants in the zone of the JVM.
 */
final class Mapi {

    private static final UUID OURS = UUID.fromString("6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51");

    static final ExtendedPropertyDefinition STAMP = named(OURS, "AxpStamp");
    static final ExtendedPropertyDefinition LINK = named(OURS, "AxpLink");

    /** Stands on folders. */
    static final ExtendedPropertyDefinition FENCE = named(OURS, "AxpFence");

    /** Stands on search folders of ours: what they look for. */
    static final ExtendedPropertyDefinition SEARCH = named(OURS, "AxpSearch");

    /** Stands on imported messages: their conversation, which EWS tells and cannot be asked for. */
    static final ExtendedPropertyDefinition CONVERSATION = named(OURS, "AxpConversation");

    /** PidTagSentRepresentingSmtpAddress: From, where {@code t:From} is an address within the organisation. */
    static final ExtendedPropertyDefinition FROM_SMTP = tag(0x5D02, MapiPropertyType.String);

    /** PidNameContentClass: {@code rpmsg.message} is rights-managed. */
    static final ExtendedPropertyDefinition CONTENT_CLASS = header("content-class");

    /** PidLidBusyStatus (MS-OXOCAL): 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere. */
    static final ExtendedPropertyDefinition BUSY = appointment(0x8205, MapiPropertyType.Integer);

    /** PidLidAppointmentStateFlags: 1 meeting, 2 received (an attendee's copy), 4 cancelled. */
    static final ExtendedPropertyDefinition STATE = appointment(0x8217, MapiPropertyType.Integer);

    /** PidLidRecurring: more reliable than {@code IsRecurring}. */
    static final ExtendedPropertyDefinition RECURRING = appointment(0x8223, MapiPropertyType.Boolean);

    /** Where an online meeting is joined; newer than the schema. */
    static final ExtendedPropertyDefinition TEAMS = published("SkypeTeamsMeetingUrl");

    static final ExtendedPropertyDefinition SKYPE = published("OnlineMeetingExternalLink");

    /** PidTagDisplayNamePrefix. */
    static final ExtendedPropertyDefinition NAME_PREFIX = tag(0x3A45, MapiPropertyType.String);

    /** PidTagGender: 0 not said, 1 female, 2 male. */
    static final ExtendedPropertyDefinition GENDER = tag(0x3A4D, MapiPropertyType.Short);

    /** PidTagLocalCommitTimeMax of a folder: when anything in it was changed last. */
    static final ExtendedPropertyDefinition COMMITTED = tag(0x670A, MapiPropertyType.SystemTime);

    /** PidTagDeletedCountTotal of a folder. */
    static final ExtendedPropertyDefinition DELETED = tag(0x670B, MapiPropertyType.Integer);

    /** PidLidYomiFirstName. */
    static final ExtendedPropertyDefinition PHONETIC_GIVEN_NAME = address(0x802C);

    /** PidLidYomiLastName. */
    static final ExtendedPropertyDefinition PHONETIC_FAMILY_NAME = address(0x802D);

    private Mapi() {}

    static Option<Stamp> stamp(Item item) {
        return text(item, STAMP).flatMap(Stamp::parse);
    }

    /** What is searched for. */
    static String link(Stamp stamp) {
        return stamp.installation() + ";" + stamp.link().id();
    }

    static void write(Item item, Stamp stamp) throws Exception {
        item.setExtendedProperty(STAMP, stamp.text());
        item.setExtendedProperty(LINK, link(stamp));
    }

    static Option<String> text(Item item, ExtendedPropertyDefinition wanted) {
        return value(item, wanted).map(v -> Blanks.shown(v.toString())).filter(text -> !text.isEmpty());
    }

    static Option<String> text(Folder folder, ExtendedPropertyDefinition wanted) {
        return value(folder::getExtendedPropertiesForService, wanted)
                .map(v -> Blanks.shown(v.toString()))
                .filter(text -> !text.isEmpty());
    }

    static Option<Integer> number(Item item, ExtendedPropertyDefinition wanted) {
        return value(item, wanted).filter(Integer.class::isInstance).map(Integer.class::cast);
    }

    static boolean flag(Item item, ExtendedPropertyDefinition wanted) {
        return value(item, wanted).exists(Boolean.TRUE::equals);
    }

    /** A {@code SystemTime}: the library reads its text, which is UTC, with the zone and calendar of the JVM. */
    static Option<Instant> time(Item item, ExtendedPropertyDefinition wanted) {
        return time(value(item, wanted));
    }

    static Option<Instant> time(Folder folder, ExtendedPropertyDefinition wanted) {
        return time(value(folder::getExtendedPropertiesForService, wanted));
    }

    static Option<Integer> number(Folder folder, ExtendedPropertyDefinition wanted) {
        return value(folder::getExtendedPropertiesForService, wanted)
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast);
    }

    private static Option<Instant> time(Option<Object> value) {
        SimpleDateFormat library = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss");
        library.setNumberFormat(DIGITS.get());
        return value.filter(Date.class::isInstance)
                .flatMap(told -> Try.of(() ->
                                LocalDateTime.parse(library.format((Date) told)).toInstant(ZoneOffset.UTC))
                        .toOption());
    }

    private static final Supplier<NumberFormat> DIGITS = () -> {
        NumberFormat digits = NumberFormat.getIntegerInstance(Locale.ROOT);
        digits.setGroupingUsed(false);
        return digits;
    };

    private static Option<Object> value(Item item, ExtendedPropertyDefinition wanted) {
        return value(item::getExtendedProperties, wanted);
    }

    /** The properties of an item or folder. */
    private interface Properties {
        Iterable<ExtendedProperty> get() throws ServiceLocalException;
    }

    private static Option<Object> value(Properties properties, ExtendedPropertyDefinition wanted) {
        try {
            for (ExtendedProperty property : properties.get()) {
                if (same(property.getPropertyDefinition(), wanted)) {
                    return Option.of(property.getValue());
                }
            }
            return Option.none();
        } catch (ServiceLocalException notAskedFor) {
            return Option.none();
        }
    }

    /** Servers may name a well-known set by its GUID, and write names in other letters. */
    private static boolean same(ExtendedPropertyDefinition one, ExtendedPropertyDefinition other) {
        return one.equals(other)
                || (one.getName() != null
                        && other.getName() != null
                        && one.getName().equalsIgnoreCase(other.getName())
                        && java.util.Objects.equals(one.getPropertySetId(), other.getPropertySetId())
                        && java.util.Objects.equals(one.getPropertySet(), other.getPropertySet()));
    }

    private static ExtendedPropertyDefinition appointment(int id, MapiPropertyType type) {
        return new ExtendedPropertyDefinition(DefaultExtendedPropertySet.Appointment, id, type);
    }

    private static ExtendedPropertyDefinition tag(int tag, MapiPropertyType type) {
        return new ExtendedPropertyDefinition(tag, type);
    }

    private static ExtendedPropertyDefinition address(int id) {
        return new ExtendedPropertyDefinition(DefaultExtendedPropertySet.Address, id, MapiPropertyType.String);
    }

    private static ExtendedPropertyDefinition published(String name) {
        return named(DefaultExtendedPropertySet.PublicStrings, name);
    }

    private static ExtendedPropertyDefinition header(String name) {
        return named(DefaultExtendedPropertySet.InternetHeaders, name);
    }

    private static ExtendedPropertyDefinition named(DefaultExtendedPropertySet set, String name) {
        try {
            return new ExtendedPropertyDefinition(set, name, MapiPropertyType.String);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExtendedPropertyDefinition named(UUID set, String name) {
        try {
            return new ExtendedPropertyDefinition(set, name, MapiPropertyType.String);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
