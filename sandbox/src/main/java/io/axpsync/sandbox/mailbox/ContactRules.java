package io.axpsync.sandbox.mailbox;

import java.util.List;
import java.util.stream.Collectors;

/** What the server makes of a contact that was written: the names by which it is shown and sorted. */
public final class ContactRules {

    private ContactRules() {}

    /** A new contact has a name to be shown by, a subject and a place in the order, also when none was written. */
    static ContactItem created(ContactItem draft) {
        ContactItem named = filled(draft, ContactFields.DISPLAY_NAME, displayName(draft));
        named = filled(named, ContactFields.SUBJECT, named.value(ContactFields.DISPLAY_NAME));
        return settled(filled(named, ContactFields.FILE_AS, fileAs(named, "LastCommaFirst")));
    }

    private static ContactItem filled(ContactItem contact, PropertyKey key, String text) {
        return contact.value(key).isEmpty() ? contact.with(key, text) : contact;
    }

    /** Where the client said how it is to be sorted, the server keeps to it. */
    static ContactItem settled(ContactItem contact) {
        String mapping = contact.elements().getOrDefault("FileAsMapping", "").replaceAll("<[^>]*>", "");
        return mapping.isBlank() || mapping.equals("None")
                ? contact
                : contact.with(ContactFields.FILE_AS, fileAs(contact, mapping));
    }

    /** The name that Graph makes anew with each edit of its parts. */
    public static String displayName(ContactItem contact) {
        return joined(" ", contact, ContactFields.GIVEN_NAME, ContactFields.SURNAME);
    }

    private static String fileAs(ContactItem contact, String mapping) {
        String company = contact.value(ContactFields.COMPANY);
        String name = switch (mapping) {
            case "FirstSpaceLast" -> displayName(contact);
            case "Company" -> company;
            case "FirstName" -> contact.value(ContactFields.GIVEN_NAME);
            case "LastName" -> contact.value(ContactFields.SURNAME);
            case "DisplayName" -> contact.value(ContactFields.DISPLAY_NAME);
            case "LastSpaceFirst", "LastFirst" -> joined(" ", contact, ContactFields.SURNAME, ContactFields.GIVEN_NAME);
            case "LastCommaFirst" -> joined(", ", contact, ContactFields.SURNAME, ContactFields.GIVEN_NAME);
            default -> contact.value(ContactFields.FILE_AS);
        };
        return name.isEmpty() ? company : name;
    }

    private static String joined(String between, ContactItem contact, PropertyKey... parts) {
        return List.of(parts).stream()
                .map(contact::value)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(between));
    }
}
