package io.axpsync.sandbox.ews;

import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.EventType;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.ShowAs;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GetUserAvailability: who is busy when, without suggestions. Times are on the clocks of the request's zone. */
final class GetUserAvailability implements Operation {

    private static final Duration LONGEST = Duration.ofDays(62);
    private static final List<String> VIEWS =
            List.of("None", "MergedOnly", "FreeBusy", "FreeBusyMerged", "Detailed", "DetailedMerged");

    /** The window of a request. */
    private record Window(ZoneRules rules, Instant from, Instant to, int minutes, String view) {

        private String local(Instant instant) {
            return XsDateTime.at(instant, rules.getOffset(instant)).substring(0, 19);
        }
    }

    @Override
    public Xml wrapped(String name, List<Xml> messages) {
        return Xml.of("m:GetUserAvailabilityResponse", Xml.of("m:FreeBusyResponseArray", messages));
    }

    @Override
    public List<Xml> answer(Call call, Xml request) {
        Xml options = request.child("t:FreeBusyViewOptions")
                .orElseThrow(() -> new EwsFault(
                        "ErrorInvalidFreeBusyViewType", "The request must ask for a view of free and busy times."));
        Window window = window(call, request, options);
        List<Xml> answers = new ArrayList<>();
        for (Xml data : request.list("m:MailboxDataArray")) {
            String address = data.required("t:Email").required("t:Address").text();
            answers.add(answer(call, address, window));
        }
        return answers;
    }

    private static Window window(Call call, Xml request, Xml options) {
        ZoneRules rules = BiasZone.rules(request.child("t:TimeZone"), call.contextZone());
        Xml span = options.required("t:TimeWindow");
        int minutes = options.child("t:MergedFreeBusyIntervalInMinutes")
                .map(Values::integer)
                .orElse(30);
        String view =
                options.childText("t:RequestedView").orElse("FreeBusyMerged").strip();
        if (!VIEWS.contains(view)) {
            throw Values.invalid(options.required("t:RequestedView"));
        }
        if (minutes < 5 || minutes > 1440) {
            throw new EwsFault("ErrorInvalidMergedFreeBusyInterval", "The interval lies between 5 and 1440 minutes.");
        }
        return new Window(
                rules,
                instant(span.required("t:StartTime"), rules),
                instant(span.required("t:EndTime"), rules),
                minutes,
                view);
    }

    private static Instant instant(Xml element, ZoneRules rules) {
        XsDateTime time = XsDateTime.of(element, element.text());
        return time.local().toInstant(time.offset().orElseGet(() -> rules.getOffset(time.local())));
    }

    private static Xml answer(Call call, String address, Window window) {
        Optional<Mailbox> mailbox = call.company().find(address);
        if (mailbox.isEmpty()) {
            return refused("ErrorMailRecipientNotFound", "The address " + address + " has no mailbox here.");
        }
        if (!window.from().isBefore(window.to())) {
            return refused("ErrorInvalidTimeInterval", "The end of the time window is not behind its start.");
        }
        if (Duration.between(window.from(), window.to()).compareTo(LONGEST) > 0) {
            return refused("ErrorTimeIntervalTooBig", "The time window is longer than 62 days.");
        }
        List<CalendarItem> items =
                mailbox.get().view(FolderKind.CALENDAR.distinguishedName(), window.from(), window.to());
        return response(
                Xml.of("m:ResponseMessage", Xml.text("m:ResponseCode", "NoError"))
                        .with("ResponseClass", "Success"),
                view(call, items, window));
    }

    private static Xml refused(String code, String text) {
        Xml message = Batch.error("", code, text, Map.of(), List.of());
        return response(
                new Xml("m:ResponseMessage", message.attributes(), message.children(), "", Xml.Place.NONE),
                Xml.of("m:FreeBusyView", Xml.text("t:FreeBusyViewType", "None")));
    }

    private static Xml response(Xml message, Xml view) {
        return Xml.of("m:FreeBusyResponse", message, view);
    }

    private static Xml view(Call call, List<CalendarItem> items, Window window) {
        List<Xml> parts = new ArrayList<>();
        parts.add(Xml.text("t:FreeBusyViewType", window.view()));
        if (window.view().startsWith("Merged") || window.view().endsWith("Merged")) {
            parts.add(Xml.text("t:MergedFreeBusy", merged(items, window)));
        }
        if (window.view().startsWith("FreeBusy") || window.view().startsWith("Detailed")) {
            boolean detailed = window.view().startsWith("Detailed");
            parts.add(Xml.of(
                    "t:CalendarEventArray",
                    items.stream()
                            .map(item -> event(call, item, window, detailed))
                            .toList()));
        }
        return Xml.of("m:FreeBusyView", parts);
    }

    /** One digit for each interval: 0 free, 1 tentative, 2 busy, 3 away, 4 working elsewhere or unknown; the worst counts. */
    private static String merged(List<CalendarItem> items, Window window) {
        Duration interval = Duration.ofMinutes(window.minutes());
        int count = (int) ((Duration.between(window.from(), window.to()).toSeconds() + interval.toSeconds() - 1)
                / interval.toSeconds());
        char[] digits = new char[count];
        Arrays.fill(digits, '0');
        for (int i = 0; i < count; i++) {
            Instant from = window.from().plus(interval.multipliedBy(i));
            Instant to = from.plus(interval);
            for (CalendarItem item : items) {
                boolean overlaps = item.start().instant().isBefore(to)
                        && item.end().instant().isAfter(from);
                if (overlaps) {
                    digits[i] = (char) Math.max(digits[i], digit(item.showAs()));
                }
            }
        }
        return new String(digits);
    }

    private static char digit(ShowAs showAs) {
        return switch (showAs) {
            case FREE -> '0';
            case TENTATIVE -> '1';
            case BUSY -> '2';
            case OOF -> '3';
            case WORKING_ELSEWHERE, UNKNOWN -> '4';
        };
    }

    private static Xml event(Call call, CalendarItem item, Window window, boolean detailed) {
        List<Xml> parts = new ArrayList<>();
        parts.add(Xml.text("t:StartTime", window.local(item.start().instant())));
        parts.add(Xml.text("t:EndTime", window.local(item.end().instant())));
        parts.add(Xml.text("t:BusyType", CalendarElements.freeBusy(item.showAs(), call.version())));
        if (detailed) {
            parts.add(details(item));
        }
        return Xml.of("t:CalendarEvent", parts);
    }

    private static Xml details(CalendarItem item) {
        boolean secret = item.sensitivity() == Sensitivity.PRIVATE;
        List<Xml> parts = new ArrayList<>();
        if (!secret) {
            parts.add(Xml.text("t:Subject", item.subject()));
            parts.add(Xml.text("t:Location", item.location()));
        }
        parts.add(Xml.text("t:IsMeeting", item.isMeeting()));
        parts.add(Xml.text("t:IsRecurring", item.type() != EventType.SINGLE_INSTANCE));
        parts.add(Xml.text("t:IsException", item.type() == EventType.EXCEPTION));
        parts.add(Xml.text("t:IsReminderSet", item.reminderOn()));
        parts.add(Xml.text("t:IsPrivate", secret));
        return Xml.of("t:CalendarEventDetails", parts);
    }
}
