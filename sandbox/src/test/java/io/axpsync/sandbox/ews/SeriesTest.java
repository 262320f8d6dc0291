package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static io.axpsync.sandbox.ews.EwsClient.set;
import static io.axpsync.sandbox.ews.EwsClient.updateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Recurrence;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private final EwsClient ews = new EwsClient(watch);

    private Xml series(String pattern, String range) {
        return ews.create("<t:Subject>series</t:Subject><t:Start>2026-03-02T00:30:00</t:Start>"
                + "<t:End>2026-03-02T01:30:00</t:End><t:Recurrence>" + pattern + range + "</t:Recurrence>"
                + "<t:StartTimeZone Id=\"W. Europe Standard Time\"/>");
    }

    private Xml mondays() {
        return series(
                "<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek>"
                        + "<t:FirstDayOfWeek>Monday</t:FirstDayOfWeek></t:WeeklyRecurrence>",
                "<t:NumberedRecurrence><t:StartDate>2026-03-02</t:StartDate>"
                        + "<t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence>");
    }

    private static String occurrence(Xml master, int index) {
        return "<t:OccurrenceItemId RecurringMasterId=\"" + master.requiredAttribute("Id") + "\" InstanceIndex=\""
                + index + "\"/>";
    }

    private static String delete(String id) {
        return "<m:DeleteItem DeleteType=\"HardDelete\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds>" + id
                + "</m:ItemIds></m:DeleteItem>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<t:DailyRecurrence><t:Interval>2</t:Interval></t:DailyRecurrence>",
                "<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday Friday</t:DaysOfWeek>"
                        + "<t:FirstDayOfWeek>Sunday</t:FirstDayOfWeek></t:WeeklyRecurrence>",
                "<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>2</t:DayOfMonth>"
                        + "</t:AbsoluteMonthlyRecurrence>",
                "<t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek>"
                        + "<t:DayOfWeekIndex>First</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>",
                "<t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Weekday</t:DaysOfWeek>"
                        + "<t:DayOfWeekIndex>First</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>",
                "<t:AbsoluteYearlyRecurrence><t:DayOfMonth>2</t:DayOfMonth><t:Month>March</t:Month>"
                        + "</t:AbsoluteYearlyRecurrence>",
                "<t:RelativeYearlyRecurrence><t:DaysOfWeek>Monday</t:DaysOfWeek>"
                        + "<t:DayOfWeekIndex>First</t:DayOfWeekIndex><t:Month>March</t:Month></t:RelativeYearlyRecurrence>"
            })
    void everyPatternComesBackAsItWasWritten(String pattern) {
        for (String range : new String[] {
            "<t:NoEndRecurrence><t:StartDate>2026-03-02Z</t:StartDate></t:NoEndRecurrence>",
            "<t:EndDateRecurrence><t:StartDate>2026-03-02Z</t:StartDate><t:EndDate>2029-03-02Z</t:EndDate>"
                    + "</t:EndDateRecurrence>"
        }) {
            Xml item = ews.get(
                    series(pattern, range), "IdOnly", path("calendar:Recurrence"), path("calendar:CalendarItemType"));

            String written = XmlWriting.plain(item.required("t:Recurrence"));
            assertThat(written).endsWith("<t:Recurrence>" + pattern + range + "</t:Recurrence>");
            assertThat(item.required("t:CalendarItemType").text()).isEqualTo("RecurringMaster");
        }
    }

    @Test
    void datesOfTheRangeAreDatesOfTheItemsZone() {
        CalendarItem master = ews.stored(mondays());

        Recurrence.Range range = master.recurrence().orElseThrow().range();
        assertThat(range.startDate()).isEqualTo(LocalDate.parse("2026-03-02"));
        assertThat(master.start().instant()).hasToString("2026-03-01T23:30:00Z");
    }

    @Test
    void aSeriesBeginsOnTheFirstDateThatItsPatternHas() {
        Xml id = series(
                "<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Wednesday</t:DaysOfWeek>"
                        + "</t:WeeklyRecurrence>",
                "<t:NoEndRecurrence><t:StartDate>2026-03-02</t:StartDate></t:NoEndRecurrence>");

        assertThat(ews.stored(id).start().local()).hasToString("2026-03-04T00:30");
    }

    @Test
    void occurrencesAreNamedByTheirIndexAndDeletedOnesKeepTheirs() {
        Xml master = mondays();
        ews.ok(delete(occurrence(master, 2)));

        Xml third = ews.ok(EwsClient.getItem(
                        occurrence(master, 3), "IdOnly", path("calendar:Start"), path("calendar:IsRecurring")))
                .required("m:Items")
                .only();
        assertThat(third.required("t:Start").text()).isEqualTo("2026-03-15T23:30:00Z");
        assertThat(third.required("t:IsRecurring").text()).isEqualTo("true");
        assertThat(ews.code(EwsClient.getItem(occurrence(master, 2), "IdOnly")))
                .isEqualTo("ErrorCalendarOccurrenceIsDeletedFromRecurrence");
        assertThat(ews.code(EwsClient.getItem(occurrence(master, 6), "IdOnly")))
                .isEqualTo("ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange");
        Xml single = ews.create("<t:Subject>single</t:Subject>");
        assertThat(ews.code(EwsClient.getItem(occurrence(single, 1), "IdOnly")))
                .isEqualTo("ErrorCalendarCannotUseIdForOccurrenceId");
    }

    @Test
    void theMasterListsWhatDiffersAndWhatIsGone() {
        Xml master = mondays();
        ews.ok(delete(occurrence(master, 1)));
        Xml changed = ews.ok(updateOf(
                        occurrence(master, 4),
                        "AlwaysOverwrite",
                        "SendToNone",
                        set("calendar:End", "<t:End>2026-03-23T01:00:00Z</t:End>")))
                .required("m:Items")
                .only()
                .required("t:ItemId");

        Xml item = ews.ok(EwsClient.getItem(
                        "<t:RecurringMasterItemId OccurrenceId=\"" + changed.requiredAttribute("Id") + "\"/>",
                        "AllProperties"))
                .required("m:Items")
                .only();

        assertThat(item.required("t:ItemId").requiredAttribute("Id")).isEqualTo(master.requiredAttribute("Id"));
        Xml exception = item.required("t:ModifiedOccurrences").only();
        assertThat(exception.required("t:ItemId").requiredAttribute("Id")).isEqualTo(changed.requiredAttribute("Id"));
        assertThat(exception.required("t:OriginalStart").text()).isEqualTo("2026-03-22T23:30:00Z");
        assertThat(item.required("t:DeletedOccurrences")
                        .only()
                        .required("t:Start")
                        .text())
                .isEqualTo("2026-03-01T23:30:00Z");
        assertThat(item.required("t:FirstOccurrence").required("t:Start").text())
                .isEqualTo("2026-03-08T23:30:00Z");
        assertThat(item.required("t:LastOccurrence").required("t:Start").text()).isEqualTo("2026-03-29T22:30:00Z");
        assertThat(ews.get(changed, "IdOnly", path("calendar:CalendarItemType"))
                        .required("t:CalendarItemType")
                        .text())
                .isEqualTo("Exception");
    }

    @Test
    void aMasterThatMovesTakesItsRangeAlong() {
        Xml master = mondays();

        ews.ok(EwsClient.update(
                master,
                "NeverOverwrite",
                "SendToNone",
                set("calendar:Start", "<t:Start>2026-03-10T09:00:00Z</t:Start>")
                        + set("calendar:End", "<t:End>2026-03-10T10:00:00Z</t:End>")));

        CalendarItem moved = ews.stored(master);
        assertThat(moved.start().local()).hasToString("2026-03-16T10:00");
        assertThat(moved.end().local()).hasToString("2026-03-16T11:00");
        assertThat(moved.recurrence().orElseThrow().range().startDate()).isEqualTo(LocalDate.parse("2026-03-16"));
    }

    @Test
    void anotherTimeOfDayLeavesTheRangeAlone() {
        Xml master = mondays();

        ews.ok(EwsClient.update(
                master,
                "NeverOverwrite",
                "SendToNone",
                set("calendar:End", "<t:End>2026-03-02T12:00:00Z</t:End>")
                        + set("calendar:Start", "<t:Start>2026-03-02T11:00:00Z</t:Start>")));

        assertThat(ews.stored(master).start().local()).hasToString("2026-03-02T12:00");
        assertThat(ews.stored(master).recurrence().orElseThrow().range().startDate())
                .isEqualTo(LocalDate.parse("2026-03-02"));
    }

    @Test
    void aSeriesWithoutAnyOccurrenceIsRefused() {
        assertThat(ews.code("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem>"
                        + "<t:Subject>never</t:Subject><t:Start>2026-03-03T09:00:00Z</t:Start>"
                        + "<t:End>2026-03-03T10:00:00Z</t:End><t:Recurrence><t:WeeklyRecurrence>"
                        + "<t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence>"
                        + "<t:EndDateRecurrence><t:StartDate>2026-03-03</t:StartDate><t:EndDate>2026-03-05</t:EndDate>"
                        + "</t:EndDateRecurrence></t:Recurrence></t:CalendarItem></m:Items></m:CreateItem>"))
                .isEqualTo("ErrorRecurrenceHasNoOccurrence");
    }

    @Test
    void clearingTheRecurrenceMakesASingleItem() {
        Xml master = mondays();

        ews.ok(EwsClient.update(
                master,
                "NeverOverwrite",
                "SendToNone",
                "<t:DeleteItemField>" + path("calendar:Recurrence") + "</t:DeleteItemField>"));

        assertThat(ews.stored(master).recurrence()).isEmpty();
    }
}
