package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Occurrences;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what the ids of a request mean. */
final class Ids {

    private Ids() {}

    /**
     * The folder of a {@code t:FolderId} or {@code t:DistinguishedFolderId}.
     *
     * @param missing the code when there is none, such as {@code ErrorFolderNotFound}
     */
    static Call.In<Folder> folder(Call call, Xml id, String missing) {
        return routed(call, named(call, id, missing));
    }

    private static Call.In<Folder> named(Call call, Xml id, String missing) {
        EwsError none = new EwsError(missing, "The specified folder could not be found in the store.");
        return switch (id.name()) {
            case "t:DistinguishedFolderId" -> {
                String name = id.requiredAttribute("Id");
                Mailbox mailbox = name.equals(FolderKind.PUBLIC_ROOT.distinguishedName())
                        ? call.company().publicFolders()
                        : id.child("t:Mailbox").map(m -> named(call, m)).orElse(call.mailbox());
                String known = name.equals("root") ? FolderKind.ROOT.distinguishedName() : name;
                yield FolderKind.named(known)
                        .flatMap(kind -> mailbox.folder(kind.distinguishedName()))
                        .map(folder -> new Call.In<>(mailbox, folder))
                        .orElseThrow(() -> SchemaNames.DISTINGUISHED.contains(name)
                                ? none
                                : EwsFault.schema(id, "The 'Id' attribute is invalid - The value '" + name + "'."));
            }
            case "t:FolderId" -> {
                String value = wellFormed(id.requiredAttribute("Id"));
                yield reachable(call)
                        .flatMap(m -> m.folder(value).stream().map(f -> new Call.In<>(m, f)))
                        .filter(f -> f.what().id().equals(value))
                        .findFirst()
                        .orElseThrow(() -> none);
            }
            default -> throw EwsFault.schema(id, "The element '" + id.localName() + "' is not a folder id.");
        };
    }

    /** An impersonated user has no rights in other mailboxes; the service account has them in all. */
    private static Mailbox named(Call call, Xml mailbox) {
        String address = mailbox.childText("t:EmailAddress").orElse("");
        boolean foreign = call.impersonating() && !call.mailbox().owner().is(address);
        if (foreign || call.company().behaviour().denied().contains(address.toLowerCase(Locale.ROOT))) {
            throw new EwsError("ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }
        return call.company()
                .find(address)
                .orElseThrow(() ->
                        new EwsError("ErrorNonExistentMailbox", "The SMTP address has no mailbox associated with it."));
    }

    /**
     * The item that an id of a batch names: {@code t:ItemId}, {@code t:OccurrenceItemId} or
     * {@code t:RecurringMasterItemId}.
     */
    static Call.In<CalendarItem> item(Call call, Xml id) {
        return switch (id.name()) {
            case "t:ItemId", "t:RecurringMasterItemIdRanges", "t:ReferenceItemId", "m:ParentItemId" ->
                byId(call, id.requiredAttribute("Id"));
            case "t:OccurrenceItemId" -> {
                Call.In<CalendarItem> master = byId(call, id.requiredAttribute("RecurringMasterId"));
                CalendarItem occurrence =
                        occurrence(master.mailbox(), master.what(), Values.integer(id, "InstanceIndex"));
                yield new Call.In<>(master.mailbox(), occurrence);
            }
            case "t:RecurringMasterItemId" -> {
                Call.In<CalendarItem> occurrence = byId(call, id.requiredAttribute("OccurrenceId"));
                String master = occurrence
                        .what()
                        .seriesMasterId()
                        .orElseThrow(() -> new EwsError(
                                "ErrorCalendarCannotUseIdForRecurringMasterId",
                                "The id is not that of an occurrence or exception."));
                yield new Call.In<>(
                        occurrence.mailbox(), occurrence.mailbox().item(master).orElseThrow(Ids::itemNotFound));
            }
            default -> throw EwsFault.schema(id, "The element '" + id.localName() + "' is not an item id.");
        };
    }

    /** An item of any kind that the caller may see. */
    static Optional<Call.In<Stored>> byImmutableId(Call call, String id) {
        return reachable(call)
                .flatMap(m -> Stored.find(m, id).stream().map(item -> new Call.In<>(m, item)))
                .findFirst();
    }

    /** The item of any kind that an id of a batch names. */
    static Call.In<Stored> stored(Call call, Xml id) {
        boolean plain = id.name().equals("t:ItemId") || id.name().equals("m:ParentItemId");
        String value = plain ? id.requiredAttribute("Id") : "";
        Optional<Call.In<Stored>> other = reachable(call)
                .flatMap(m -> m.others().find(value).stream()
                        .filter(item -> item.identity().classicId().equals(value))
                        .map(item -> new Call.In<>(m, Stored.of(item))))
                .findFirst();
        return routed(call, other.orElseGet(() -> {
            Call.In<CalendarItem> item = item(call, id);
            return new Call.In<>(item.mailbox(), new Stored.Appointment(item.what()));
        }));
    }

    private static Call.In<CalendarItem> byId(Call call, String id) {
        wellFormed(id);
        for (Mailbox mailbox : reachable(call).toList()) {
            Optional<CalendarItem> found =
                    mailbox.item(id).filter(i -> i.identity().classicId().equals(id));
            if (found.isPresent()) {
                return new Call.In<>(mailbox, found.get());
            }
            if (mailbox.folder(id).isPresent()) {
                throw new EwsError("ErrorCannotUseFolderIdForItemId", "Id must be an item id.");
            }
        }
        throw itemNotFound();
    }

    /** Indexes count from 1 over all dates of the pattern; deleted occurrences keep theirs. */
    private static CalendarItem occurrence(Mailbox mailbox, CalendarItem master, int index) {
        if (master.recurrence().isEmpty()) {
            throw new EwsError("ErrorCalendarCannotUseIdForOccurrenceId", "The id is not that of a recurring master.");
        }
        Instant far = master.start().instant().plus(Duration.ofDays(366L * 100));
        List<LocalDate> dates = Occurrences.all(master, far);
        if (index < 1 || index > dates.size()) {
            throw new EwsError(
                    "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange",
                    "Occurrence index is out of recurrence range.");
        }
        LocalDate date = dates.get(index - 1);
        if (master.cancelledDates().contains(date)) {
            throw new EwsError(
                    "ErrorCalendarOccurrenceIsDeletedFromRecurrence",
                    "Occurrence with this index was previously deleted from the recurrence.");
        }
        return mailbox.item(CalendarItem.occurrenceId(master.identity().immutableId(), date))
                .orElseThrow(Ids::itemNotFound);
    }

    /** An impersonating request sees its mailbox; the service account itself sees all. Public folders are everybody's. */
    static Stream<Mailbox> reachable(Call call) {
        Stream<Mailbox> others = call.impersonating() ? Stream.of() : call.company().all().stream();
        return Stream.of(
                        Stream.of(call.mailbox()),
                        others,
                        Stream.of(call.company().publicFolders()))
                .flatMap(s -> s)
                .distinct();
    }

    /**
     * Public folders take part in neither synchronisation nor deep searches.
     *
     * @throws EwsError {@code ErrorInvalidOperation}; which code Exchange says is not documented
     */
    static void refusePublic(Call call, Mailbox mailbox, String what) {
        if (mailbox == call.company().publicFolders()
                && !call.behaviour().syncsPublicFolders().get()) {
            throw new EwsError("ErrorInvalidOperation", what + " is not supported for public folders.");
        }
    }

    /**
     * Where the server wants it, public folders are reached by requests that say where they lie.
     *
     * @throws EwsError {@code ErrorPublicFolderServerNotFound}; which code Exchange says is not documented
     */
    private static <T> Call.In<T> routed(Call call, Call.In<T> found) {
        if (found.mailbox() == call.company().publicFolders()
                && call.behaviour().wantsRouting().get()
                && !call.routed()) {
            throw new EwsError(
                    "ErrorPublicFolderServerNotFound",
                    "The request names no public folder mailbox: X-AnchorMailbox and X-PublicFolderMailbox.");
        }
        return found;
    }

    private static String wellFormed(String id) {
        if (id.isEmpty()) {
            throw new EwsError("ErrorInvalidIdEmpty", "Id must be non-empty.");
        }
        if (!id.matches("[A-Za-z0-9+/_-]+={0,2}") || id.length() % 4 != 0) {
            throw new EwsError("ErrorInvalidIdMalformed", "Id is malformed.");
        }
        return id;
    }

    static EwsError itemNotFound() {
        return new EwsError("ErrorItemNotFound", "The specified object was not found in the store.");
    }

    /** @throws EwsError {@code ErrorInvalidChangeKey} for a text that cannot be a change key */
    static String changeKey(String key) {
        if (!key.matches("[A-Za-z0-9+/]+={0,2}") || key.length() % 4 != 0 || key.length() > 512) {
            throw new EwsError("ErrorInvalidChangeKey", "The change key is invalid.");
        }
        return key;
    }
}
