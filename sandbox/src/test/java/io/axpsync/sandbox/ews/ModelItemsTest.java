package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.Body;
import io.axpsync.sandbox.mailbox.BodyType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ExtendedProperty;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.OnlineMeeting;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.Place;
import io.axpsync.sandbox.mailbox.PropertyKey;
import io.axpsync.sandbox.mailbox.Recurrence;
import io.axpsync.sandbox.mailbox.Reply;
import io.axpsync.sandbox.mailbox.ShowAs;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Items that no EWS client wrote: what the other protocol puts into a mailbox reads as valid EWS. */
class ModelItemsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private final EwsClient ews = new EwsClient(watch);

    private Xml stored(CalendarItem draft) {
        CalendarItem created = ews.anna.create("calendar", draft, Notify.NONE);
        return Xml.of("t:ItemId")
                .with("Id", created.identity().classicId())
                .with("ChangeKey", created.identity().changeKey());
    }

    private static CalendarItem at(String start, String end, String zone) {
        return CalendarItem.builder()
                .subject("from elsewhere")
                .start(ZonedTime.of(LocalDateTime.parse(start), zone))
                .end(ZonedTime.of(LocalDateTime.parse(end), zone))
                .build();
    }

    private static Recurrence yearly(Recurrence.PatternType type) {
        return new Recurrence(
                new Recurrence.Pattern(
                        type, 2, 3, 2, List.of(DayOfWeek.MONDAY), DayOfWeek.MONDAY, Recurrence.WeekIndex.FIRST),
                new Recurrence.Range(Recurrence.RangeType.NO_END, LocalDate.parse("2026-03-02"), null, 0, null));
    }

    @Test
    void ianaZonesGetTheirWindowsName() {
        Xml item = ews.get(stored(at("2026-03-10T09:00", "2026-03-10T10:00", "Europe/Vienna")), "AllProperties");

        assertThat(item.required("t:StartTimeZoneId").text()).isEqualTo("W. Europe Standard Time");
        assertThat(item.required("t:StartWallClock").text()).isEqualTo("2026-03-10T09:00:00+01:00");
    }

    @Test
    void anItemThatMakesTheAnswerIllFormedIsMarkedAsAFault() {
        CalendarItem draft = at("2026-03-10T09:00", "2026-03-10T10:00", "UTC");
        Xml legal = stored(draft.with(b -> b.subject("a\r\n\tb")));
        Xml illegal = stored(draft.with(b -> b.subject("a\u001Bb")));

        assertThat(faultOf(legal)).isEmpty();
        assertThat(faultOf(illegal)).contains("illegal-characters");
    }

    private Optional<String> faultOf(Xml id) {
        return ews.send("<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>"
                        + XmlWriting.plain(id).replaceFirst("<\\?.*\\?>", "") + "</m:ItemIds></m:GetItem>")
                .headers()
                .first(EwsService.SPOILED);
    }

    @Test
    void aFullItemOfTheOtherProtocolIsValid() {
        PropertyKey flags = PropertyKey.parse("StringArray {3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11} Name flags")
                .orElseThrow();
        CalendarItem draft = at("2026-03-10T09:00", "2026-03-10T10:00", "Antarctica/Troll")
                .with(b -> b.subject("tab\tline\nquote\" <tag> & \u00e4\ud83d\ude00")
                        .body(new Body(BodyType.HTML, "<p>x</p>"))
                        .addPlaces(
                                Place.named("Room 1"),
                                new Place(
                                        "Room 2",
                                        JsonNodeFactory.instance.objectNode().put("a", 1)))
                        .addAttendees(
                                new Attendee(new Person("Somebody", ""), AttendeeType.REQUIRED, Reply.NONE),
                                new Attendee(
                                        new Person("", "x@customer.example"),
                                        AttendeeType.OPTIONAL,
                                        Reply.NOT_RESPONDED))
                        .onlineMeeting(new OnlineMeeting("teamsForBusiness", "", ""))
                        .showAs(ShowAs.UNKNOWN)
                        .hideAttendees(true)
                        .putProperties(flags, new ExtendedProperty(flags, List.of("one", "two"))));

        Xml item = ews.get(
                stored(draft),
                "AllProperties",
                "<t:ExtendedFieldURI PropertySetId=\"3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11\" PropertyName=\"flags\""
                        + " PropertyType=\"StringArray\"/>");

        assertThat(item.required("t:Subject").text()).isEqualTo("tab\tline\nquote\" <tag> & \u00e4\ud83d\ude00");
        assertThat(item.required("t:Location").text()).isEqualTo("Room 1");
        assertThat(item.required("t:JoinOnlineMeetingUrl").text()).startsWith("https://");
        assertThat(item.required("t:LegacyFreeBusyStatus").text()).isEqualTo("NoData");
        assertThat(item.required("t:ExtendedProperty").required("t:Values").children().stream()
                        .map(Xml::text))
                .containsExactly("one", "two");
        assertThat(item.required("t:RequiredAttendees")
                        .only()
                        .required("t:Mailbox")
                        .child("t:EmailAddress"))
                .isEmpty();
    }

    @Test
    void everySecondYearIsEvery24Months() {
        CalendarItem base = at("2026-03-02T09:00", "2026-03-02T10:00", "UTC");

        Xml absolute = ews.get(
                stored(base.with(b -> b.recurrence(yearly(Recurrence.PatternType.ABSOLUTE_YEARLY)))),
                "IdOnly",
                path("calendar:Recurrence"));
        Xml relative = ews.get(
                stored(base.with(b -> b.recurrence(yearly(Recurrence.PatternType.RELATIVE_YEARLY)))),
                "IdOnly",
                path("calendar:Recurrence"));

        assertThat(absolute.required("t:Recurrence")
                        .required("t:AbsoluteMonthlyRecurrence")
                        .required("t:Interval")
                        .text())
                .isEqualTo("24");
        assertThat(relative.required("t:Recurrence")
                        .required("t:RelativeMonthlyRecurrence")
                        .required("t:Interval")
                        .text())
                .isEqualTo("24");
    }

    @Test
    void aControlCharacterOfTheModelBreaksTheAnswerAsOnARealServer() {
        ews.anna.create(
                "calendar",
                at("2026-03-10T09:00", "2026-03-10T10:00", "UTC").with(b -> b.subject("bell\u0007")),
                Notify.NONE);

        String answer = ews.service
                .handle(ews.request(EwsClient.sync("", 10, path("item:Subject"))))
                .text();

        assertThat(answer).contains("<t:Subject>bell&#x7;</t:Subject>");
    }
}
