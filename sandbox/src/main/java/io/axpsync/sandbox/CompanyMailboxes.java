package io.axpsync.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.ImmutableCalendarItem;
import io.axpsync.sandbox.mailbox.Importance;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Mailboxes;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.Place;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.Reply;
import io.axpsync.sandbox.mailbox.ResponseType;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.ShowAs;
import io.axpsync.sandbox.mailbox.Words;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens the mailboxes of a company and fills their calendars; its shape is described beside {@code company.json}. */
final class CompanyMailboxes {

    private final LocalDate today;

    private CompanyMailboxes(LocalDate today) {
        this.today = today;
    }

    /** Nobody is mailed: each copy of a meeting is in the company's own data. */
    static Mailboxes open(Company company, Clock clock) {
        CompanyMailboxes loader = new CompanyMailboxes(company.today(clock.instant()));
        Mailboxes mailboxes = new Mailboxes(clock);
        for (JsonNode box : company.mailboxes()) {
            Mailbox mailbox = mailboxes.add(
                    box.path("address").asText(),
                    box.path("name").asText(),
                    box.path("timeZone").asText());
            String folder = mailbox.folder(FolderKind.CALENDAR).id();
            box.path("calendar").forEach(entry -> mailbox.create(folder, loader.item(mailbox, entry), Notify.NONE));
        }
        mailboxes.outbox().clear();
        company.contactFolders().forEach(new ContactFolders(mailboxes)::make);
        return mailboxes;
    }

    private CalendarItem item(Mailbox mailbox, JsonNode entry) {
        String zone = entry.path("zone").asText();
        String organizer = entry.path("organizer").asText(mailbox.address());
        ImmutableCalendarItem.Builder item = CalendarItem.builder()
                .subject(entry.path("subject").asText())
                .uid(entry.path("uid").asText(""))
                .start(ZonedTime.of(Company.local(entry.path("start").asText(), today), zone))
                .end(ZonedTime.of(Company.local(entry.path("end").asText(), today), zone))
                .allDay(entry.path("allDay").asBoolean())
                .showAs(word(ShowAs.class, entry, "showAs", ShowAs.BUSY))
                .sensitivity(word(Sensitivity.class, entry, "sensitivity", Sensitivity.NORMAL))
                .importance(word(Importance.class, entry, "importance", Importance.NORMAL))
                .reminderOn(entry.has("reminderMinutes"))
                .reminderMinutes(entry.path("reminderMinutes").asInt(15))
                .isOrganizer(organizer.equalsIgnoreCase(mailbox.address()));
        if (entry.has("body")) {
            item.body(new Body(
                    word(BodyType.class, entry, "bodyType", BodyType.TEXT),
                    entry.path("body").asText()));
        }
        if (entry.has("location")) {
            item.addPlaces(Place.named(entry.path("location").asText()));
        }
        entry.path("categories").forEach(name -> item.addCategories(name.asText()));
        people(mailbox, entry, organizer, item);
        if (entry.has("recurrence")) {
            item.recurrence(series(
                    entry.path("recurrence").asText(),
                    Company.local(entry.path("start").asText(), today).toLocalDate()));
        }
        return item.build();
    }

    private static void people(Mailbox mailbox, JsonNode entry, String organizer, ImmutableCalendarItem.Builder item) {
        boolean own = organizer.equalsIgnoreCase(mailbox.address());
        String name = own ? mailbox.displayName() : "";
        for (JsonNode a : entry.path("attendees")) {
            Person person =
                    new Person(a.path("name").asText(""), a.path("email").asText());
            Reply reply = new Reply(word(ResponseType.class, a, "response", ResponseType.NONE), null);
            if (person.is(organizer)) {
                name = person.name();
                continue; // the organiser is no attendee of his own meeting
            }
            item.addAttendees(new Attendee(person, word(AttendeeType.class, a, "type", AttendeeType.REQUIRED), reply));
            if (!own && person.is(mailbox.address())) {
                item.myReply(reply);
            }
        }
        item.organizer(new Person(name, organizer));
        if (own && entry.has("attendees")) {
            item.myReply(Reply.ORGANIZER);
        }
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode node, String member, E absent) {
        if (!node.has(member)) {
            return absent;
        }
        String word = node.path(member).asText();
        return Words.parse(type, word)
                .orElseThrow(() -> new IllegalArgumentException("company: " + word + " is no " + type.getSimpleName()));
    }

    /** The daily and weekly rules that companies use; the rest of RFC 5545 §3.3.10 is refused. */
    private static Recurrence series(String rule, LocalDate start) {
        Map<String, String> parts = new HashMap<>();
        for (String part : rule.split(";")) {
            String[] pair = part.split("=", 2);
            parts.put(pair[0], pair.length < 2 ? "" : pair[1]);
        }
        String frequency = parts.getOrDefault("FREQ", "");
        if (!List.of("DAILY", "WEEKLY").contains(frequency)
                || !List.of("FREQ", "INTERVAL", "COUNT").containsAll(parts.keySet())) {
            throw new IllegalArgumentException("company: the rule " + rule + " is not supported");
        }
        boolean weekly = frequency.equals("WEEKLY");
        int count = Integer.parseInt(parts.getOrDefault("COUNT", "0"));
        return new Recurrence(
                new Recurrence.Pattern(
                        weekly ? Recurrence.PatternType.WEEKLY : Recurrence.PatternType.DAILY,
                        Integer.parseInt(parts.getOrDefault("INTERVAL", "1")),
                        0,
                        0,
                        weekly ? List.of(start.getDayOfWeek()) : List.of(),
                        DayOfWeek.MONDAY,
                        Recurrence.WeekIndex.FIRST),
                new Recurrence.Range(
                        count > 0 ? Recurrence.RangeType.NUMBERED : Recurrence.RangeType.NO_END,
                        start,
                        null,
                        count,
                        null));
    }
}
