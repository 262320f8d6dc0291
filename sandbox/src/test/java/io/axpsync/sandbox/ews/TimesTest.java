package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static io.axpsync.sandbox.ews.EwsClient.set;
import static io.axpsync.sandbox.ews.EwsClient.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ZonedTime;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimesTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String VIENNA =
            "<t:StartTimeZone Id=\"W. Europe Standard Time\"/>" + "<t:EndTimeZone Id=\"W. Europe Standard Time\"/>";

    private final EwsClient ews = new EwsClient(watch);

    private static String times(String start, String end) {
        return "<t:Subject>x</t:Subject><t:Start>" + start + "</t:Start><t:End>" + end + "</t:End>";
    }

    private static String allDay(String start, String end) {
        return times(start, end) + "<t:IsAllDayEvent>true</t:IsAllDayEvent>";
    }

    private static ZonedTime vienna(String local) {
        return ZonedTime.of(LocalDateTime.parse(local), "W. Europe Standard Time");
    }

    @Test
    void aTimeWithOffsetIsTakenLiterallyAndShownInItsZone() {
        CalendarItem item = ews.stored(ews.create(times("2026-03-10T09:00:00Z", "2026-03-10T05:00:00-05:00") + VIENNA));

        assertThat(item.start()).isEqualTo(vienna("2026-03-10T10:00"));
        assertThat(item.end()).isEqualTo(vienna("2026-03-10T11:00"));
    }

    @Test
    void aTimeWithoutOffsetIsOfTheItemsZone() {
        CalendarItem item = ews.stored(ews.create(times("2026-03-10T09:00:00.000", "2026-03-10T10:00:00") + VIENNA));

        assertThat(item.start()).isEqualTo(vienna("2026-03-10T09:00"));
    }

    @Test
    void withoutZoneInTheItemTheRequestsContextCounts() {
        ews.soapHeaders =
                "<t:TimeZoneContext><t:TimeZoneDefinition Id=\"W. Europe Standard Time\"/></t:TimeZoneContext>";

        Xml id = ews.create(times("2026-03-10T09:00:00", "2026-03-10T10:00:00"));

        assertThat(ews.stored(id).start()).isEqualTo(vienna("2026-03-10T09:00"));
        assertThat(ews.get(id, "IdOnly", path("calendar:Start"))
                        .required("t:Start")
                        .text())
                .isEqualTo("2026-03-10T09:00:00+01:00");
    }

    @Test
    void allDayIsFlooredAndRaisedToMidnightsOfTheZone() {
        CalendarItem item = ews.stored(ews.create(allDay("2026-03-10T09:00:00", "2026-03-11T10:00:00") + VIENNA));

        assertThat(item.allDay()).isTrue();
        assertThat(item.start()).isEqualTo(vienna("2026-03-10T00:00"));
        assertThat(item.end()).isEqualTo(vienna("2026-03-12T00:00"));
    }

    @Test
    void anAllDayItemOfNoLengthTakesOneDay() {
        Xml id = ews.create(allDay("2026-03-10T00:00:00", "2026-03-10T00:00:00") + VIENNA);

        assertThat(ews.stored(id).end()).isEqualTo(vienna("2026-03-11T00:00"));
        assertThat(ews.get(id, "IdOnly", path("calendar:Start"))
                        .required("t:Start")
                        .text())
                .isEqualTo("2026-03-09T23:00:00Z");
    }

    @Test
    void anUpdateWithoutZoneKeepsTheItemsZone() {
        Xml id = ews.create(times("2026-03-10T09:00:00Z", "2026-03-10T10:00:00Z") + VIENNA);

        ews.ok(update(
                id,
                "NeverOverwrite",
                "SendToNone",
                set("calendar:Start", "<t:Start>2026-07-10T09:00:00Z</t:Start>")
                        + set("calendar:End", "<t:End>2026-07-10T10:00:00Z</t:End>")));

        assertThat(ews.stored(id).start()).isEqualTo(vienna("2026-07-10T11:00"));
    }

    @Test
    void anUnknownZoneIsRefused() {
        assertThat(ews.code("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem>"
                        + times("2026-03-10T09:00:00", "2026-03-10T10:00:00")
                        + "<t:StartTimeZone Id=\"Middle Earth Time\"/></t:CalendarItem></m:Items></m:CreateItem>"))
                .isEqualTo("ErrorCalendarInvalidTimeZone");
    }

    @Test
    void theModernSchemaNamesZonesByIdAlone() {
        CalendarItem item = ews.stored(ews.create(times("2026-03-10T09:00:00", "2026-03-10T10:00:00")
                + "<t:StartTimeZoneId>W. Europe Standard Time</t:StartTimeZoneId>"
                + "<t:EndTimeZoneId>W. Europe Standard Time</t:EndTimeZoneId>"));

        assertThat(item.start()).isEqualTo(vienna("2026-03-10T09:00"));
    }
}
