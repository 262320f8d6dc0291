package io.axpsync.cli.load.contact;

import ezvcard.VCard;
import ezvcard.property.Address;
import ezvcard.property.DateOrTimeProperty;
import ezvcard.property.Organization;
import ezvcard.property.RawProperty;
import ezvcard.property.StructuredName;
import ezvcard.property.Telephone;
import ezvcard.property.TextListProperty;
import ezvcard.property.TextProperty;
import ezvcard.property.VCardProperty;
import io.axpsync.cli.load.contact.FileCard.Postal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One card as Outlook takes it in: what it has a place for, in the place that the card's types say, or in the next one that is
 * free. Apple, Google and Microsoft say some of it by names of their own, which are understood.
 */
final class CardReading {

    private static final int EMAILS = 3;

    /** Numbers that are said in no place of their own go to the first of these that is free. */
    private static final List<String> VOICE = List.of(
            "OtherTelephone",
            "PrimaryPhone",
            "CarPhone",
            "BusinessPhone2",
            "HomePhone2",
            "CompanyMainPhone",
            "Callback",
            "RadioPhone");

    private static final List<String> FAX = List.of("OtherFax", "HomeFax", "BusinessFax");
    private static final List<String> POSTAL = List.of("Other", "Business", "Home");

    /** Properties that are about the card, and not about the person. */
    private static final Set<String> ABOUT_THE_CARD =
            Set.of("PRODID", "REV", "SOURCE", "UID", "VERSION", "MAILER", "LABEL");

    private final VCard card;
    private final Map<Line, String> lines = new EnumMap<>(Line.class);
    private final Map<String, String> phones = new LinkedHashMap<>();
    private final Map<String, Postal> addresses = new LinkedHashMap<>();
    private final List<String> children = new ArrayList<>();
    private final Set<String> others = new TreeSet<>();
    private Optional<LocalDate> anniversary = Optional.empty();

    private CardReading(VCard card) {
        this.card = card;
    }

    static FileCard of(String source, VCard card) {
        return new CardReading(card).read(source);
    }

    private FileCard read(String source) {
        names();
        job();
        card.getTelephoneNumbers().forEach(this::phone);
        card.getAddresses().forEach(this::address);
        dates();
        card.getExtendedProperties().forEach(this::ofItsOwn);
        List<String> emails = card.getEmails().stream()
                .map(TextProperty::getValue)
                .map(CardReading::text)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        beyond(emails.size() - EMAILS, "EMAIL");
        otherProperties();
        return new FileCard(
                source,
                lines,
                emails.stream().limit(EMAILS).toList(),
                phones,
                addresses,
                day(card.getBirthday()),
                anniversary,
                children,
                card.getNotes().stream()
                        .map(TextProperty::getValue)
                        .map(CardReading::text)
                        .collect(Collectors.joining("\n")),
                gender(),
                card.getCategoriesList().stream()
                        .flatMap(list -> list.getValues().stream())
                        .map(CardReading::text)
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .toList(),
                others);
    }

    private void names() {
        StructuredName name = card.getStructuredName();
        if (name != null) {
            put(Line.PREFIX, words(name.getPrefixes()));
            put(Line.GIVEN, name.getGiven());
            put(Line.MIDDLE, words(name.getAdditionalNames()));
            put(Line.FAMILY, name.getFamily());
            put(Line.SUFFIX, words(name.getSuffixes()));
        }
        put(Line.NICKNAME, first(card.getNicknames(), "NICKNAME"));
        if (lines.isEmpty() && card.getFormattedName() != null) {
            put(Line.FAMILY, card.getFormattedName().getValue());
        }
    }

    private void job() {
        List<Organization> organisations = card.getOrganizations();
        beyond(organisations.size() - 1, "ORG");
        if (!organisations.isEmpty()) {
            List<String> units = organisations.get(0).getValues();
            put(Line.ORGANISATION, units.isEmpty() ? "" : units.get(0));
            put(Line.DEPARTMENT, units.size() < 2 ? "" : String.join(", ", units.subList(1, units.size())));
        }
        put(Line.TITLE, single(card.getTitles(), "TITLE"));
        put(Line.ROLE, single(card.getRoles(), "ROLE"));
        put(Line.URL, single(card.getUrls(), "URL"));
    }

    private void dates() {
        day(card.getAnniversary()).ifPresent(day -> anniversary = Optional.of(day));
    }

    private void phone(Telephone phone) {
        String number = text(phone.getText() != null ? phone.getText() : said(phone));
        if (number.isEmpty()) {
            return;
        }
        Set<String> types = types(phone);
        boolean work = types.contains("work");
        boolean home = types.contains("home");
        if (label(phone).equals("assistantphone")) {
            number(number, List.of("AssistantPhone"));
        } else if (types.contains("fax")) {
            number(number, preferred(work ? "BusinessFax" : home ? "HomeFax" : "OtherFax", FAX));
        } else if (types.contains("pager")) {
            number(number, preferred("Pager", VOICE));
        } else if (types.contains("cell")) {
            number(number, preferred("MobilePhone", VOICE));
        } else if (types.contains("car")) {
            number(number, preferred("CarPhone", VOICE));
        } else if (work) {
            number(number, preferred("BusinessPhone", preferred("BusinessPhone2", VOICE)));
        } else if (home) {
            number(number, preferred("HomePhone", preferred("HomePhone2", VOICE)));
        } else {
            number(number, VOICE);
        }
    }

    private static String said(Telephone phone) {
        return phone.getUri() == null ? "" : phone.getUri().getNumber();
    }

    private static List<String> preferred(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).distinct().toList();
    }

    private void number(String number, List<String> places) {
        places.stream()
                .filter(place -> !phones.containsKey(place))
                .findFirst()
                .ifPresentOrElse(place -> phones.put(place, number), () -> others.add("TEL beyond Outlook's places"));
    }

    private void address(Address address) {
        String street = Stream.of(
                        lines(address.getExtendedAddresses()),
                        lines(address.getStreetAddresses()),
                        lines(address.getPoBoxes()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
        Postal postal = new Postal(
                street,
                words(address.getLocalities()),
                words(address.getRegions()),
                words(address.getPostalCodes()),
                words(address.getCountries()));
        if (postal.isEmpty()) {
            return;
        }
        Set<String> types = types(address);
        String place = types.contains("work") ? "Business" : types.contains("home") ? "Home" : "Other";
        preferred(place, POSTAL).stream()
                .filter(p -> !addresses.containsKey(p))
                .findFirst()
                .ifPresentOrElse(p -> addresses.put(p, postal), () -> others.add("ADR beyond Outlook's places"));
    }

    /** What vendors call otherwise than the standard. */
    private void ofItsOwn(RawProperty property) {
        String value = text(property.getValue());
        if (value.isEmpty()) {
            return;
        }
        switch (property.getPropertyName().toUpperCase(Locale.ROOT)) {
            case "X-PHONETIC-FIRST-NAME" -> put(Line.PHONETIC_GIVEN, value);
            case "X-PHONETIC-LAST-NAME" -> put(Line.PHONETIC_FAMILY, value);
            case "X-MS-MANAGER", "X-MANAGER" -> put(Line.MANAGER, value);
            case "X-MS-ASSISTANT", "X-ASSISTANT" -> put(Line.ASSISTANT, value);
            case "X-MS-SPOUSE", "X-SPOUSE" -> put(Line.SPOUSE, value);
            case "X-MS-CHILD" -> children.add(value);
            case "X-MS-ANNIVERSARY", "X-ANNIVERSARY" -> anniversary = day(value);
            case "X-ABDATE" -> labelled(property, value, "anniversary", () -> anniversary = day(value));
            case "X-ABRELATEDNAMES" -> related(property, value);
            case "X-ABLABEL",
                    "X-ABADR",
                    "X-GENDER",
                    "X-MS-OL-DEFAULT-POSTAL-ADDRESS",
                    "X-MS-OL-DESIGN",
                    "X-ID",
                    "X-ETAG" -> {}
            default -> others.add(brief(property.getPropertyName()));
        }
    }

    /** Some programs write what they mean into the name. */
    private static String brief(String name) {
        return name.toUpperCase(Locale.ROOT).replaceFirst("^(X-[A-Z]+-).{20,}$", "$1…");
    }

    private void related(RawProperty property, String value) {
        if (label(property).equals("child")) {
            children.add(value);
        } else if (label(property).equals("assistant")) {
            put(Line.ASSISTANT, value);
        } else if (label(property).equals("manager")) {
            put(Line.MANAGER, value);
        } else {
            labelled(property, value, "spouse", () -> put(Line.SPOUSE, value));
        }
    }

    private void labelled(RawProperty property, String value, String wanted, Runnable take) {
        if (label(property).equals(wanted)) {
            take.run();
        } else {
            others.add(property.getPropertyName().toUpperCase(Locale.ROOT));
        }
    }

    /** Apple's label of a property's group, lower case, without its {@code _$!<…>!$_}. */
    private String label(VCardProperty property) {
        String group = property.getGroup();
        return group == null
                ? ""
                : card.getExtendedProperties().stream()
                        .filter(p -> p.getPropertyName().equalsIgnoreCase("X-ABLabel")
                                && group.equalsIgnoreCase(p.getGroup()))
                        .map(p -> text(p.getValue()).replaceAll("^_[$]!<|>![$]_$", ""))
                        .findFirst()
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
    }

    private void otherProperties() {
        for (VCardProperty property : card) {
            String name = property.getClass().getSimpleName();
            switch (name) {
                case "Photo", "Logo", "Sound", "Key", "Impp", "Geo", "Timezone", "Language", "FreeBusyUrl", "Agent" ->
                    others.add(name.toUpperCase(Locale.ROOT));
                default -> {}
            }
        }
        others.removeIf(ABOUT_THE_CARD::contains);
    }

    private String gender() {
        return card.getGender() == null || card.getGender().getGender() == null
                ? ""
                : Optional.of(card.getGender().getGender())
                        .filter(g -> g.matches("[MF]"))
                        .orElse("");
    }

    private void beyond(int more, String name) {
        if (more > 0) {
            others.add(name + " beyond Outlook's places");
        }
    }

    private String single(List<? extends TextProperty> all, String name) {
        beyond(all.size() - 1, name);
        return all.isEmpty() ? "" : text(all.get(0).getValue());
    }

    private String first(List<? extends TextListProperty> all, String name) {
        List<String> values =
                all.stream().flatMap(list -> list.getValues().stream()).toList();
        beyond(values.size() - 1, name);
        return values.isEmpty() ? "" : values.get(0);
    }

    private static Set<String> types(VCardProperty property) {
        return property.getParameters().getTypes().stream()
                .flatMap(type -> Stream.of(type.split(",")))
                .map(type -> type.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Optional<LocalDate> day(@Nullable DateOrTimeProperty property) {
        if (property == null) {
            return Optional.empty();
        }
        Temporal date = property.getDate();
        return date != null && date.isSupported(ChronoField.EPOCH_DAY)
                ? Optional.of(LocalDate.from(date))
                : day(text(property.getText()));
    }

    private static Optional<LocalDate> day(String text) {
        String digits = text.replace("-", "");
        try {
            return digits.length() < 8
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(digits.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void put(Line line, @Nullable String value) {
        String text = text(value).replaceAll("\\s*[\\r\\n]+\\s*", " ");
        if (!text.isEmpty()) {
            lines.put(line, text);
        }
    }

    private static String words(List<String> values) {
        return joined(values, " ");
    }

    private static String lines(List<String> values) {
        return joined(values, "\n");
    }

    private static String joined(List<String> values, String between) {
        return values.stream()
                .map(CardReading::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(between));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.replace("\r\n", "\n").strip();
    }
}
