package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GetUserAvailabilityTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String VIENNA = "<t:TimeZone><t:Bias>-60</t:Bias><t:StandardTime><t:Bias>0</t:Bias>"
            + "<t:Time>03:00:00</t:Time><t:DayOrder>5</t:DayOrder><t:Month>10</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek>"
            + "</t:StandardTime><t:DaylightTime><t:Bias>-60</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>5</t:DayOrder>"
            + "<t:Month>3</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek></t:DaylightTime></t:TimeZone>";

    private final EwsClient ews = new EwsClient(watch);

    @BeforeEach
    void threeAppointments() {
        // 10:00 to 11:00 in Vienna before, 9:00 to 10:00 after the clocks went forward on 29 March
        at("2026-03-27T09:00:00Z", "2026-03-27T10:00:00Z", "<t:Subject>Talk</t:Subject>", "Busy");
        at("2026-03-30T07:00:00Z", "2026-03-30T08:00:00Z", "<t:Subject>Trip</t:Subject>", "OOF");
        at(
                "2026-03-30T07:30:00Z",
                "2026-03-30T08:30:00Z",
                "<t:Subject>Secret</t:Subject><t:Sensitivity>Private</t:Sensitivity>",
                "Tentative");
    }

    private void at(String start, String end, String elements, String status) {
        ews.create(elements + "<t:Start>" + start + "</t:Start><t:End>" + end + "</t:End><t:LegacyFreeBusyStatus>"
                + status + "</t:LegacyFreeBusyStatus>");
    }

    private static String request(String from, String to, String view, String... addresses) {
        StringBuilder boxes = new StringBuilder();
        for (String address : addresses) {
            boxes.append("<t:MailboxData><t:Email><t:Address>")
                    .append(address)
                    .append("</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType></t:MailboxData>");
        }
        return "<m:GetUserAvailabilityRequest>" + VIENNA + "<m:MailboxDataArray>" + boxes + "</m:MailboxDataArray>"
                + "<t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>" + from + "</t:StartTime><t:EndTime>" + to
                + "</t:EndTime></t:TimeWindow><t:MergedFreeBusyIntervalInMinutes>30</t:MergedFreeBusyIntervalInMinutes>"
                + "<t:RequestedView>" + view + "</t:RequestedView></t:FreeBusyViewOptions>"
                + "</m:GetUserAvailabilityRequest>";
    }

    private List<Xml> answers(String request) {
        Xml body = XmlReading.read(ews.send(request).body()).required("s:Body").only();
        return body.required("m:FreeBusyResponseArray").children();
    }

    @Test
    void timesAreOnTheClocksOfTheRequestsZoneAlsoInSummer() {
        Xml view = answers(request("2026-03-27T00:00:00", "2026-03-31T00:00:00", "Detailed", "anna@contoso.example"))
                .get(0)
                .required("m:FreeBusyView");

        List<Xml> events = view.required("t:CalendarEventArray").children();
        assertThat(events.stream().map(e -> e.required("t:StartTime").text()))
                .containsExactly("2026-03-27T10:00:00", "2026-03-30T09:00:00", "2026-03-30T09:30:00");
        assertThat(events.stream().map(e -> e.required("t:BusyType").text()))
                .containsExactly("Busy", "OOF", "Tentative");
        assertThat(events.get(0)
                        .required("t:CalendarEventDetails")
                        .required("t:Subject")
                        .text())
                .isEqualTo("Talk");
        assertThat(events.get(2).required("t:CalendarEventDetails").child("t:Subject"))
                .isEmpty();
    }

    @Test
    void theMergedViewShowsTheWorstOfEachInterval() {
        Xml view = answers(request("2026-03-30T08:30:00", "2026-03-30T11:00:00", "MergedOnly", "anna@contoso.example"))
                .get(0)
                .required("m:FreeBusyView");

        assertThat(view.required("t:MergedFreeBusy").text()).isEqualTo("03310");
        assertThat(view.child("t:CalendarEventArray")).isEmpty();
    }

    @Test
    void eachMailboxIsAnsweredForItself() {
        List<Xml> answers = answers(request(
                "2026-03-27T00:00:00",
                "2026-03-31T00:00:00",
                "FreeBusyMerged",
                "nobody@contoso.example",
                "ben@contoso.example"));

        assertThat(answers.stream().map(a -> EwsClient.code(a.required("m:ResponseMessage"))))
                .containsExactly("ErrorMailRecipientNotFound", "NoError");
    }

    @Test
    void aWindowThatIsNoneOrTooLongIsRefused() {
        assertThat(EwsClient.code(answers(request(
                                "2026-03-31T00:00:00", "2026-03-27T00:00:00", "FreeBusy", "anna@contoso.example"))
                        .get(0)
                        .required("m:ResponseMessage")))
                .isEqualTo("ErrorInvalidTimeInterval");
        assertThat(EwsClient.code(answers(request(
                                "2026-01-01T00:00:00", "2026-12-31T00:00:00", "FreeBusy", "anna@contoso.example"))
                        .get(0)
                        .required("m:ResponseMessage")))
                .isEqualTo("ErrorTimeIntervalTooBig");
    }
}
