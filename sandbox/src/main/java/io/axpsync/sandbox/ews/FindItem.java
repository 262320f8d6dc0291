package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Zones;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * FindItem: a page of a folder's items and series masters, or with a CalendarView the occurrences of a time. Texts are
 * cut; body and attendees do not come.
 */
final class FindItem implements Operation {

    private static final List<String> TRAVERSALS = List.of("Shallow", "SoftDeleted", "Associated");

    /** Exchange returns no more than this in one answer, whatever is asked for. */
    private static final int FIND_LIMIT = 1000;

    @Override
    public List<Xml> answer(Call call, Xml request) {
        String traversal = request.choice("Traversal", TRAVERSALS);
        Xml wanted = request.required("m:ItemShape");
        List<Xml> folders = request.list("m:ParentFolderIds");
        return new Batch(call, "FindItem").each(folders, id -> {
            if (request.child("m:GroupBy").isPresent()
                    || request.child("m:DistinguishedGroupBy").isPresent()
                    || request.child("m:QueryString").isPresent()) {
                throw new EwsError("ErrorInvalidOperation", "Groups and query strings are not offered here.");
            }
            ItemShape shape = ItemShape.read(wanted, call.version(), true);
            Call.In<Folder> folder = Ids.folder(call, id, "ErrorFolderNotFound");
            Access.in(call, folder).reads();
            Optional<Xml> view = request.child("m:CalendarView");
            if (view.isPresent()) {
                return List.of(calendarView(call, request, view.get(), folder, shape));
            }
            List<Stored> found = switch (traversal) {
                case "Shallow" -> call.state().searches().search(request, folder.mailbox(), folder.what());
                case "SoftDeleted" -> softDeleted(call, folder);
                default -> List.of();
            };
            return List.of(page(call, folder.mailbox(), request, found, shape));
        });
    }

    /** Of a public folder; those of a mailbox lie where this traversal does not come. */
    private static List<Stored> softDeleted(Call call, Call.In<Folder> folder) {
        return folder.mailbox() != call.company().publicFolders()
                ? List.of()
                : folder.mailbox().others().softDeleted(folder.what().id()).stream()
                        .map(Stored::of)
                        .toList();
    }

    private static Xml page(Call call, Mailbox mailbox, Xml request, List<Stored> found, ItemShape shape) {
        if (request.child("m:SeekToConditionPageItemView").isPresent()
                || request.child("m:ContactsView").isPresent()) {
            throw new EwsError(
                    "ErrorInvalidOperation", "Only pages by index or fraction and CalendarView are offered here.");
        }
        Paging<Stored> page = Paging.of(request, "ItemView", found, FIND_LIMIT);
        List<Stored> rows = page.rows().stream().map(Stored::again).toList();
        return page.root(items(call, mailbox, rows, shape));
    }

    private static Xml calendarView(Call call, Xml request, Xml view, Call.In<Folder> folder, ItemShape shape) {
        if (request.child("m:Restriction").isPresent()
                || request.child("m:SortOrder").isPresent()) {
            throw new EwsError("ErrorInvalidRestriction", "A CalendarView takes no restriction and no sort order.");
        }
        if (folder.what().kind() != FolderKind.CALENDAR) {
            throw new EwsError(
                    "ErrorCalendarFolderIsInvalidForCalendarView", "A CalendarView needs a calendar folder.");
        }
        ZoneId zone = call.contextZone().map(Zones::of).orElse(ZoneOffset.UTC);
        Instant from = XsDateTime.of(view, view.requiredAttribute("StartDate")).in(zone);
        Instant to = XsDateTime.of(view, view.requiredAttribute("EndDate")).in(zone);
        if (to.isBefore(from)) {
            throw new EwsError("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate");
        }
        if (from.atZone(zone).plusYears(2).toInstant().isBefore(to)) {
            throw new EwsError(
                    "ErrorCalendarViewRangeTooBig", "The specified view range exceeds the maximum range of two years.");
        }
        int most = Paging.most(Optional.of(view));
        List<Stored> found = folder.mailbox().view(folder.what().id(), from, to).stream()
                .<Stored>map(Stored.Appointment::new)
                .toList();
        List<Stored> page = found.subList(0, Math.min(most, found.size()));
        return Xml.of("m:RootFolder", items(call, folder.mailbox(), page, shape))
                .with("TotalItemsInView", found.size())
                .with("IncludesLastItemInRange", page.size() == found.size());
    }

    private static Xml items(Call call, Mailbox mailbox, List<Stored> items, ItemShape shape) {
        return Xml.of(
                "t:Items",
                items.stream()
                        .map(item -> call.render(mailbox, item, shape, true))
                        .toList());
    }
}
