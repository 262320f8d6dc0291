package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static io.axpsync.sandbox.ews.EwsClient.set;
import static io.axpsync.sandbox.ews.EwsClient.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.GlobalObjectId;
import io.axpsync.sandbox.mailbox.Sensitivity;
import io.axpsync.sandbox.mailbox.ShowAs;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarItemTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String TIMES = "<t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End>";
    private static final String STAMP =
            "<t:ExtendedFieldURI PropertySetId=\"3F1A6C2E-0D4B-4A55-9F56-0A6C7A4B1D11\" PropertyName=\"axpStamp\""
                    + " PropertyType=\"String\"/>";

    private final EwsClient ews = new EwsClient(watch);

    private static String property(String path, String value) {
        return "<t:ExtendedProperty>" + path + "<t:Value>" + value + "</t:Value></t:ExtendedProperty>";
    }

    @Test
    void everyWritableFieldIsKeptAndReadBack() {
        Xml id = ews.create("<t:Subject>Jour fixe &amp; more</t:Subject><t:Sensitivity>Private</t:Sensitivity>"
                + "<t:Body BodyType=\"Text\">line one\nline two</t:Body>"
                + "<t:Categories><t:String>D365</t:String><t:String>Blue</t:String></t:Categories>"
                + "<t:Importance>High</t:Importance><t:ReminderIsSet>true</t:ReminderIsSet>"
                + "<t:ReminderMinutesBeforeStart>45</t:ReminderMinutesBeforeStart>" + property(STAMP, "axp1;i;l;c/k")
                + "<t:UID>uid-1@contoso.example</t:UID>"
                + "<t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End>"
                + "<t:IsAllDayEvent>false</t:IsAllDayEvent>"
                + "<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus><t:Location>Room 1</t:Location>"
                + "<t:IsResponseRequested>false</t:IsResponseRequested>"
                + "<t:StartTimeZone Id=\"W. Europe Standard Time\"/><t:EndTimeZone Id=\"W. Europe Standard Time\"/>");

        Xml item = ews.get(id, "AllProperties", STAMP);

        assertThat(item.required("t:Subject").text()).isEqualTo("Jour fixe & more");
        assertThat(item.required("t:Sensitivity").text()).isEqualTo("Private");
        assertThat(item.required("t:Body").text()).isEqualTo("line one\r\nline two");
        assertThat(item.required("t:Categories").children().stream().map(Xml::text))
                .containsExactly("D365", "Blue");
        assertThat(item.required("t:Importance").text()).isEqualTo("High");
        assertThat(item.required("t:ReminderMinutesBeforeStart").text()).isEqualTo("45");
        assertThat(item.required("t:ExtendedProperty").required("t:Value").text())
                .isEqualTo("axp1;i;l;c/k");
        assertThat(item.required("t:UID").text()).isEqualTo("uid-1@contoso.example");
        assertThat(item.required("t:Start").text()).isEqualTo("2026-03-10T09:00:00Z");
        assertThat(item.required("t:LegacyFreeBusyStatus").text()).isEqualTo("WorkingElsewhere");
        assertThat(item.required("t:Location").text()).isEqualTo("Room 1");
        assertThat(item.required("t:IsResponseRequested").text()).isEqualTo("false");
        assertThat(item.required("t:StartTimeZoneId").text()).isEqualTo("W. Europe Standard Time");
        assertThat(item.required("t:CalendarItemType").text()).isEqualTo("Single");
        assertThat(item.required("t:IsOrganizer").text()).isEqualTo("true");
        assertThat(item.required("t:Organizer")
                        .only()
                        .required("t:EmailAddress")
                        .text())
                .isEqualTo("anna@contoso.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Exchange2007",
                "Exchange2007_SP1",
                "Exchange2010",
                "Exchange2010_SP2",
                "Exchange2013",
                "Exchange2013_SP1",
                "Exchange2016"
            })
    void everyShapeInEveryVersionIsValid(String version) {
        Xml id = ews.create(
                "SendToNone",
                "<t:Subject>x</t:Subject>" + TIMES
                        + "<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>ben@contoso.example</t:EmailAddress>"
                        + "</t:Mailbox></t:Attendee></t:RequiredAttendees>");
        ews.version = version;
        boolean modern = version.compareTo("Exchange2013") >= 0;

        assertThat(ews.get(id, "IdOnly").children()).hasSize(1);
        assertThat(ews.get(id, "Default").child("t:Body")).isPresent();
        Xml all = ews.get(id, "AllProperties");
        assertThat(all.child("t:IsOrganizer").isPresent()).isEqualTo(modern);
        assertThat(all.child("t:StartTimeZone").isPresent()).isEqualTo(version.compareTo("Exchange2010") >= 0);
    }

    @Test
    void aPropertyOfALaterVersionIsASchemaViolation() {
        Xml id = ews.create("<t:Subject>x</t:Subject>" + TIMES);
        ews.version = "Exchange2010_SP2";

        String request = EwsClient.getItem(EwsClient.itemRef(id), "IdOnly", path("calendar:IsOrganizer"));

        assertThat(ews.fault(ews.send(request))).isEqualTo("ErrorSchemaValidation");
    }

    @Test
    void workingElsewhereIsUnknownBefore2013ButItsMapiPropertyIsNot() {
        Xml id = ews.create("<t:Subject>x</t:Subject>" + TIMES
                + "<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>");
        ews.version = "Exchange2010_SP2";

        Xml item = ews.get(
                id,
                "IdOnly",
                path("calendar:LegacyFreeBusyStatus"),
                "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Appointment\" PropertyId=\"33285\""
                        + " PropertyType=\"Integer\"/>");

        assertThat(item.required("t:LegacyFreeBusyStatus").text()).isEqualTo("Free");
        assertThat(item.required("t:ExtendedProperty").required("t:Value").text())
                .isEqualTo("4");
    }

    @Test
    void theGlobalObjectIdsCarryTheUid() {
        Xml id = ews.create("<t:Subject>x</t:Subject><t:UID>abc@contoso.example</t:UID>" + TIMES);

        Xml item = ews.get(
                id,
                "IdOnly",
                "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Meeting\" PropertyId=\"3\" PropertyType=\"Binary\"/>",
                "<t:ExtendedFieldURI PropertySetId=\"6ED8DA90-450B-101B-98DA-00AA003F1305\" PropertyId=\"35\""
                        + " PropertyType=\"Binary\"/>");

        List<String> uids = item.children("t:ExtendedProperty").stream()
                .map(p -> GlobalObjectId.uid(
                        Base64.getDecoder().decode(p.required("t:Value").text())))
                .toList();
        assertThat(uids).containsExactly("abc@contoso.example", "abc@contoso.example");
    }

    @Test
    void bodiesComeInTheTypeThatIsAskedFor() {
        Xml id = ews.create(
                "<t:Subject>x</t:Subject><t:Body BodyType=\"HTML\">&lt;p&gt;one&lt;/p&gt;two</t:Body>" + TIMES);
        String withBody = EwsClient.getItem(EwsClient.itemRef(id), "IdOnly", path("item:Body"));

        Xml best = ews.ok(withBody).required("m:Items").only().required("t:Body");
        Xml text = ews.ok(withBody.replace("</t:BaseShape>", "</t:BaseShape><t:BodyType>Text</t:BodyType>"))
                .required("m:Items")
                .only()
                .required("t:Body");

        assertThat(best.requiredAttribute("BodyType")).isEqualTo("HTML");
        assertThat(best.text()).contains("<p>one</p>");
        assertThat(text.requiredAttribute("BodyType")).isEqualTo("Text");
        assertThat(text.text()).contains("one").doesNotContain("<");
    }

    @Test
    void oneMissingItemLeavesTheOthersOfTheBatch() {
        Xml one = ews.create("<t:Subject>one</t:Subject>" + TIMES);
        Xml gone = ews.create("<t:Subject>gone</t:Subject>" + TIMES);
        Xml two = ews.create("<t:Subject>two</t:Subject>" + TIMES);
        String ids = EwsClient.itemRef(one) + EwsClient.itemRef(gone) + EwsClient.itemRef(two);
        ews.ok("<m:DeleteItem DeleteType=\"HardDelete\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds>"
                + EwsClient.itemRef(gone) + "</m:ItemIds></m:DeleteItem>");

        List<Xml> messages = ews.messages(EwsClient.getItem(ids, "IdOnly"));

        assertThat(messages.stream().map(EwsClient::code)).containsExactly("NoError", "ErrorItemNotFound", "NoError");
    }

    @Test
    void aMeetingNeedsToBeToldWhomToMail() {
        assertThat(ews.code("<m:CreateItem><m:Items><t:CalendarItem><t:Subject>x</t:Subject>" + TIMES
                        + "</t:CalendarItem></m:Items></m:CreateItem>"))
                .isEqualTo("ErrorSendMeetingInvitationsRequired");
        Xml id = ews.create("<t:Subject>x</t:Subject>" + TIMES);
        assertThat(ews.code(update(id, "NeverOverwrite", "SendToNone", set("item:Subject", "<t:Subject>y</t:Subject>"))
                        .replace(" SendMeetingInvitationsOrCancellations=\"SendToNone\"", "")))
                .isEqualTo("ErrorSendMeetingInvitationsOrCancellationsRequired");
        assertThat(ews.code("<m:DeleteItem DeleteType=\"HardDelete\"><m:ItemIds>" + EwsClient.itemRef(id)
                        + "</m:ItemIds></m:DeleteItem>"))
                .isEqualTo("ErrorSendMeetingCancellationsRequired");
        assertThat(ews.stored(id).subject()).isEqualTo("x");
    }

    @Test
    void mapiPropertiesWriteThroughToWhatTheyAreAViewOf() {
        Xml id = ews.create("<t:Subject>x</t:Subject>"
                + property(
                        "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Appointment\" PropertyId=\"33285\""
                                + " PropertyType=\"Integer\"/>",
                        "3")
                + property(
                        "<t:ExtendedFieldURI DistinguishedPropertySetId=\"Common\" PropertyId=\"34054\""
                                + " PropertyType=\"Boolean\"/>",
                        "true")
                + TIMES);

        CalendarItem item = ews.stored(id);

        assertThat(item.showAs()).isEqualTo(ShowAs.OOF);
        assertThat(item.sensitivity()).isEqualTo(Sensitivity.PRIVATE);
        assertThat(item.properties()).isEmpty();
    }

    @Test
    void aBatchWithASchemaViolationStoresNothing() {
        String bad = "<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items>"
                + "<t:CalendarItem><t:Subject>good</t:Subject>" + TIMES + "</t:CalendarItem>"
                + "<t:CalendarItem><t:Subject>bad</t:Subject><t:Start>yesterday</t:Start></t:CalendarItem>"
                + "</m:Items></m:CreateItem>";

        assertThat(ews.fault(ews.sendBad("no dateTime", ews.envelope(bad)))).isEqualTo("ErrorSchemaValidation");
        assertThat(ews.anna.items(ews.calendarId())).isEmpty();
    }

    @Test
    void elementsOutOfOrderAreASchemaViolation() {
        String bad = "<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem>" + TIMES
                + "<t:Subject>late</t:Subject></t:CalendarItem></m:Items></m:CreateItem>";

        assertThat(ews.fault(ews.sendBad("out of order", ews.envelope(bad)))).isEqualTo("ErrorSchemaValidation");
    }

    @Test
    void aReadOnlyPropertyCannotBeSet() {
        assertThat(ews.code("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem>"
                        + "<t:Subject>x</t:Subject>" + TIMES + "<t:IsMeeting>true</t:IsMeeting>"
                        + "</t:CalendarItem></m:Items></m:CreateItem>"))
                .isEqualTo("ErrorInvalidPropertySet");
    }
}
