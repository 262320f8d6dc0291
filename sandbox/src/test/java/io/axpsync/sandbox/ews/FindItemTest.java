package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.CALENDAR;
import static io.axpsync.sandbox.ews.EwsClient.path;
import static io.axpsync.sandbox.ews.EwsClient.shape;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindItemTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String STAMP =
            "<t:ExtendedFieldURI PropertySetId=\"3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11\" PropertyName=\"axpStamp\""
                    + " PropertyType=\"String\"/>";

    private final EwsClient ews = new EwsClient(watch);

    @BeforeEach
    void threeAppointmentsAndASeries() {
        ews.create("<t:Subject>Alpha</t:Subject><t:Categories><t:String>D365</t:String></t:Categories>"
                + "<t:Importance>High</t:Importance><t:ExtendedProperty>" + STAMP
                + "<t:Value>axp1;one</t:Value></t:ExtendedProperty>" + at("2026-03-10"));
        ews.create("<t:Subject>beta</t:Subject><t:Categories><t:String>Red</t:String></t:Categories>" + at("2026-03-09")
                + "<t:Location>Room 1</t:Location>");
        ews.create("<t:Subject>Gamma</t:Subject>" + at("2026-03-12") + "<t:IsAllDayEvent>true</t:IsAllDayEvent>");
        ews.create("<t:Subject>series</t:Subject>" + at("2026-03-16")
                + "<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>"
                + "<t:NumberedRecurrence><t:StartDate>2026-03-16</t:StartDate>"
                + "<t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>");
    }

    private static String at(String date) {
        return "<t:Start>" + date + "T09:00:00Z</t:Start><t:End>" + date + "T10:00:00Z</t:End>";
    }

    private static String find(String view, String rest, String... paths) {
        return "<m:FindItem Traversal=\"Shallow\">" + shape("IdOnly", paths) + view + rest + "<m:ParentFolderIds>"
                + CALENDAR + "</m:ParentFolderIds></m:FindItem>";
    }

    private static String restriction(String expression) {
        return "<m:Restriction>" + expression + "</m:Restriction>";
    }

    private static String constant(String value) {
        return "<t:FieldURIOrConstant><t:Constant Value=\"" + value + "\"/></t:FieldURIOrConstant>";
    }

    private List<String> subjects(String request) {
        return ews.ok(request).required("m:RootFolder").required("t:Items").children().stream()
                .map(i -> i.required("t:Subject").text())
                .toList();
    }

    private List<String> matching(String expression) {
        return subjects(find("", restriction(expression), path("item:Subject")));
    }

    @Test
    void pagesAreCountedFromTheBeginning() {
        Xml root = ews.ok(find(
                        "<m:IndexedPageItemView MaxEntriesReturned=\"3\" Offset=\"2\" BasePoint=\"Beginning\"/>",
                        "<m:SortOrder><t:FieldOrder Order=\"Descending\">" + path("item:Subject")
                                + "</t:FieldOrder></m:SortOrder>",
                        path("item:Subject")))
                .required("m:RootFolder");

        assertThat(root.requiredAttribute("TotalItemsInView")).isEqualTo("4");
        assertThat(root.requiredAttribute("IndexedPagingOffset")).isEqualTo("4");
        assertThat(root.requiredAttribute("IncludesLastItemInRange")).isEqualTo("true");
        assertThat(root.required("t:Items").children().stream()
                        .map(i -> i.required("t:Subject").text()))
                .containsExactly("beta", "Alpha");
    }

    @ParameterizedTest
    @CsvSource({
        "IsEqualTo, item:Subject, alpha, Alpha",
        "IsEqualTo, item:Importance, High, Alpha",
        "IsEqualTo, item:Categories, Red, beta",
        "IsNotEqualTo, calendar:IsAllDayEvent, false, Gamma",
        "IsGreaterThan, calendar:Start, 2026-03-12T09:00:00Z, series",
        "IsLessThanOrEqualTo, calendar:Start, 2026-03-09T09:00:00Z, beta"
    })
    void comparisonsFindTheOne(String operator, String uri, String value, String subject) {
        assertThat(matching("<t:" + operator + ">" + path(uri) + constant(value) + "</t:" + operator + ">"))
                .containsExactly(subject);
    }

    @Test
    void theStampIsFoundByItsValueAndByItsExistence() {
        assertThat(matching("<t:IsEqualTo>" + STAMP + constant("axp1;one") + "</t:IsEqualTo>"))
                .containsExactly("Alpha");
        assertThat(matching("<t:Exists>" + STAMP + "</t:Exists>")).containsExactly("Alpha");
        assertThat(matching("<t:Not><t:Exists>" + STAMP + "</t:Exists></t:Not>"))
                .hasSize(3);
    }

    @Test
    void expressionsCombine() {
        String contains = "<t:Contains ContainmentMode=\"Substring\" ContainmentComparison=\"IgnoreCase\">"
                + path("item:Subject") + "<t:Constant Value=\"A\"/></t:Contains>";
        String equal = "<t:IsEqualTo>" + path("item:Subject") + constant("beta") + "</t:IsEqualTo>";

        assertThat(matching(contains)).containsExactly("Alpha", "beta", "Gamma");
        assertThat(matching("<t:And>" + contains + "<t:Not>" + equal + "</t:Not></t:And>"))
                .containsExactly("Alpha", "Gamma");
        assertThat(matching("<t:Or>" + equal + "<t:IsEqualTo>" + path("item:Subject") + constant("series")
                        + "</t:IsEqualTo></t:Or>"))
                .containsExactly("beta", "series");
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        assertThat(ews.code(find(
                        "", restriction("<t:IsEqualTo>" + path("calendar:UID") + constant("x") + "</t:IsEqualTo>"))))
                .isEqualTo("ErrorUnsupportedPathForQuery");
        assertThat(ews.code(find("", "", path("calendar:RequiredAttendees")))).isEqualTo("ErrorInvalidPropertyRequest");
    }

    @Test
    void aCalendarViewShowsOccurrencesAndHidesMasters() {
        String view = "<m:CalendarView StartDate=\"2026-03-10T00:00:00Z\" EndDate=\"2026-03-18T00:00:00Z\"/>";

        List<String> kinds = ews
                .ok(find(view, "", path("item:Subject"), path("calendar:CalendarItemType")))
                .required("m:RootFolder")
                .required("t:Items")
                .children()
                .stream()
                .map(i -> i.required("t:Subject").text() + " "
                        + i.required("t:CalendarItemType").text())
                .toList();

        assertThat(kinds).containsExactly("Alpha Single", "Gamma Single", "series Occurrence", "series Occurrence");
    }

    @Test
    void aCalendarViewHasItsLimits() {
        String tooLong = "<m:CalendarView StartDate=\"2026-03-10T00:00:00Z\" EndDate=\"2028-03-10T00:00:01Z\"/>";
        String backwards = "<m:CalendarView StartDate=\"2026-03-10T00:00:00Z\" EndDate=\"2026-03-09T00:00:00Z\"/>";
        String fine = "<m:CalendarView StartDate=\"2026-03-10T00:00:00Z\" EndDate=\"2026-03-11T00:00:00Z\"/>";

        assertThat(ews.code(find(tooLong, ""))).isEqualTo("ErrorCalendarViewRangeTooBig");
        assertThat(ews.code(find(backwards, ""))).isEqualTo("ErrorCalendarEndDateIsEarlierThanStartDate");
        assertThat(ews.code(find(fine, "").replace("Id=\"calendar\"", "Id=\"inbox\"")))
                .isEqualTo("ErrorCalendarFolderIsInvalidForCalendarView");
        assertThat(ews.code(find(fine, restriction("<t:Exists>" + STAMP + "</t:Exists>"))))
                .isEqualTo("ErrorInvalidRestriction");
    }

    @Test
    void textsAreCutAndTheOrganizersAddressIsMissing() {
        ews.create("<t:Subject>" + "long ".repeat(100) + "</t:Subject>" + at("2026-04-10"));

        Xml item = ews.ok(find(
                        "",
                        restriction("<t:Contains ContainmentMode=\"Prefixed\">" + path("item:Subject")
                                + "<t:Constant Value=\"long\"/></t:Contains>"),
                        path("item:Subject"),
                        path("calendar:Organizer")))
                .required("m:RootFolder")
                .required("t:Items")
                .only();

        assertThat(item.required("t:Subject").text()).hasSize(255);
        assertThat(item.required("t:Organizer").only().child("t:EmailAddress")).isEmpty();
    }
}
