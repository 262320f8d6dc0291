package io.axpsync.sandbox.mailbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** The MAPI properties behind the fields of a contact (MS-OXOCNTC, MS-OXPROPS). */
public final class ContactFields {

    private static final UUID ADDRESS = UUID.fromString("00062004-0000-0000-c000-000000000046");
    private static final UUID COMMON = UUID.fromString("00062008-0000-0000-c000-000000000046");
    private static final UUID PUBLIC_STRINGS = UUID.fromString("00020329-0000-0000-c000-000000000046");
    private static final UUID AIR_SYNC = UUID.fromString("71035549-0739-4dcb-9163-00f0580dbbdf");

    public static final PropertyKey SUBJECT = text(0x37);
    public static final PropertyKey DISPLAY_NAME = text(0x3001);
    public static final PropertyKey FILE_AS = inSet(0x8005);
    public static final PropertyKey TITLE = text(0x3A45);
    public static final PropertyKey GIVEN_NAME = text(0x3A06);
    public static final PropertyKey MIDDLE_NAME = text(0x3A44);
    public static final PropertyKey SURNAME = text(0x3A11);
    public static final PropertyKey GENERATION = text(0x3A05);
    public static final PropertyKey INITIALS = text(0x3A0A);
    public static final PropertyKey NICKNAME = text(0x3A4F);
    public static final PropertyKey YOMI_GIVEN_NAME = inSet(0x802C);
    public static final PropertyKey YOMI_SURNAME = inSet(0x802D);
    public static final PropertyKey YOMI_COMPANY = inSet(0x802E);
    public static final PropertyKey COMPANY = text(0x3A16);
    public static final PropertyKey JOB_TITLE = text(0x3A17);
    public static final PropertyKey DEPARTMENT = text(0x3A18);
    public static final PropertyKey OFFICE = text(0x3A19);
    public static final PropertyKey PROFESSION = text(0x3A46);
    public static final PropertyKey MANAGER = text(0x3A4E);
    public static final PropertyKey ASSISTANT = text(0x3A30);
    public static final PropertyKey SPOUSE = text(0x3A48);
    public static final PropertyKey WEB_PAGE = text(0x3A51);
    public static final PropertyKey BIRTHDAY = PropertyKey.tag(PropertyType.SYSTEM_TIME, 0x3A42);
    public static final PropertyKey ANNIVERSARY = PropertyKey.tag(PropertyType.SYSTEM_TIME, 0x3A41);
    public static final PropertyKey CHILDREN = PropertyKey.tag(PropertyType.STRING_ARRAY, 0x3A58);
    public static final PropertyKey CATEGORIES =
            PropertyKey.named(PropertyType.STRING_ARRAY, PUBLIC_STRINGS, "Keywords");
    public static final PropertyKey SENSITIVITY = PropertyKey.tag(PropertyType.INTEGER, 0x36);
    public static final PropertyKey PRIVATE = PropertyKey.numbered(PropertyType.BOOLEAN, COMMON, 0x8506);

    static final String PRIVATE_SENSITIVITY = String.valueOf(Sensitivity.PRIVATE.ordinal());

    /** By EWS's PhoneNumberKeyType, which has all of them. */
    public static final Map<String, PropertyKey> PHONES = phones();

    /** The instant-messaging addresses, in order. */
    public static final List<PropertyKey> IM_ADDRESSES = List.of(
            inSet(0x8062),
            PropertyKey.named(PropertyType.STRING, AIR_SYNC, "AirSync:IMAddress2"),
            PropertyKey.named(PropertyType.STRING, AIR_SYNC, "AirSync:IMAddress3"));

    /** @param name the name beside it; @param routing such as {@code SMTP} */
    public record Email(PropertyKey address, PropertyKey name, PropertyKey routing) {}

    public static final List<Email> EMAILS = IntStream.of(0x8080, 0x8090, 0x80A0)
            .mapToObj(at -> new Email(inSet(at + 3), inSet(at), inSet(at + 2)))
            .toList();

    /** The parts of a postal address, in EWS's order. */
    public static final List<String> ADDRESS_PARTS =
            List.of("street", "city", "state", "countryOrRegion", "postalCode");

    /** The parts in that order, by EWS's PhysicalAddressKeyType. */
    public static final Map<String, List<PropertyKey>> ADDRESSES = addresses();

    private ContactFields() {}

    private static PropertyKey text(int tag) {
        return PropertyKey.tag(PropertyType.STRING, tag);
    }

    private static PropertyKey inSet(int id) {
        return PropertyKey.numbered(PropertyType.STRING, ADDRESS, id);
    }

    private static Map<String, PropertyKey> phones() {
        Map<String, PropertyKey> phones = new LinkedHashMap<>();
        phones.put("AssistantPhone", text(0x3A2E));
        phones.put("BusinessFax", text(0x3A24));
        phones.put("BusinessPhone", text(0x3A08));
        phones.put("BusinessPhone2", text(0x3A1B));
        phones.put("Callback", text(0x3A02));
        phones.put("CarPhone", text(0x3A1E));
        phones.put("CompanyMainPhone", text(0x3A57));
        phones.put("HomeFax", text(0x3A25));
        phones.put("HomePhone", text(0x3A09));
        phones.put("HomePhone2", text(0x3A2F));
        phones.put("Isdn", text(0x3A2D));
        phones.put("MobilePhone", text(0x3A1C));
        phones.put("OtherFax", text(0x3A23));
        phones.put("OtherTelephone", text(0x3A1F));
        phones.put("Pager", text(0x3A21));
        phones.put("PrimaryPhone", text(0x3A1A));
        phones.put("RadioPhone", text(0x3A1D));
        phones.put("Telex", text(0x3A2C));
        phones.put("TtyTddPhone", text(0x3A4B));
        for (String unpublished : List.of("BusinessMobile", "IPPhone", "Mms", "Msn")) {
            phones.put(unpublished, PropertyKey.named(PropertyType.STRING, AIR_SYNC, "AirSync:" + unpublished));
        }
        return phones;
    }

    private static Map<String, List<PropertyKey>> addresses() {
        Map<String, List<PropertyKey>> addresses = new LinkedHashMap<>();
        addresses.put("Business", List.of(inSet(0x8045), inSet(0x8046), inSet(0x8047), inSet(0x8049), inSet(0x8048)));
        addresses.put("Home", List.of(text(0x3A5D), text(0x3A59), text(0x3A5C), text(0x3A5A), text(0x3A5B)));
        addresses.put("Other", List.of(text(0x3A63), text(0x3A5F), text(0x3A62), text(0x3A60), text(0x3A61)));
        return addresses;
    }
}
