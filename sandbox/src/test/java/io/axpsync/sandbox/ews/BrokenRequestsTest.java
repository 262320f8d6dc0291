package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Headers;
import io.axpsync.sandbox.http.Request;
import io.axpsync.sandbox.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Valid requests with something broken in them, thousands of ways: each is answered, by a fault or in a form that the
 * schema allows.
 */
class BrokenRequestsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "-1",
            "0",
            "99999999999",
            "true",
            "IdOnly",
            "2026-02-30T25:00:00Z",
            "2026-03-10T09:00:00+99:99",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59Z",
            "Monday",
            "2026-13-01",
            "AAAA",
            "\u00e4\u20ac\ud83d\ude00",
            "|",
            "%s",
            "W. Europe Standard Time",
            "../..",
            "[",
            "0x",
            "08",
            "PT",
            "x".repeat(3000));

    private static final String SHAPE = "<m:ItemShape><t:BaseShape>AllProperties</t:BaseShape><t:AdditionalProperties>"
            + "<t:FieldURI FieldURI=\"item:Subject\"/><t:ExtendedFieldURI DistinguishedPropertySetId=\"Appointment\""
            + " PropertyId=\"33285\" PropertyType=\"Integer\"/><t:ExtendedFieldURI PropertyTag=\"0x3008\""
            + " PropertyType=\"SystemTime\"/></t:AdditionalProperties></m:ItemShape>";

    private final EwsClient ews = new EwsClient(watch);
    private final Xml id = ews.create("<t:Subject>target</t:Subject>");

    private final Xml contact = ews.ok("<m:CreateItem><m:Items><t:Contact><t:Surname>Plate</t:Surname></t:Contact>"
                    + "</m:Items></m:CreateItem>")
            .required("m:Items")
            .only()
            .required("t:ItemId");

    private List<String> requests() {
        String folders = "<m:ParentFolderIds><t:DistinguishedFolderId Id=\"calendar\"/></m:ParentFolderIds>";
        return List.of(
                "<m:GetItem>" + SHAPE + "<m:ItemIds>" + EwsClient.itemRef(id) + "<t:OccurrenceItemId"
                        + " RecurringMasterId=\"" + id.requiredAttribute("Id") + "\" InstanceIndex=\"1\"/>"
                        + "</m:ItemIds></m:GetItem>",
                EwsClient.sync("", 10),
                "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>"
                        + "<m:IndexedPageItemView MaxEntriesReturned=\"6\" BasePoint=\"Beginning\" Offset=\"0\"/>"
                        + "<m:Restriction><t:And><t:IsGreaterThan><t:FieldURI FieldURI=\"calendar:Start\"/>"
                        + "<t:FieldURIOrConstant><t:Constant Value=\"2026-01-01T00:00:00Z\"/></t:FieldURIOrConstant>"
                        + "</t:IsGreaterThan><t:Contains ContainmentMode=\"Substring\""
                        + " ContainmentComparison=\"IgnoreCase\"><t:FieldURI FieldURI=\"item:Subject\"/>"
                        + "<t:Constant Value=\"a\"/></t:Contains></t:And></m:Restriction><m:SortOrder>"
                        + "<t:FieldOrder Order=\"Ascending\"><t:FieldURI FieldURI=\"item:Subject\"/></t:FieldOrder>"
                        + "</m:SortOrder>" + folders + "</m:FindItem>",
                "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>"
                        + "<m:CalendarView StartDate=\"2026-01-01T00:00:00Z\" EndDate=\"2026-05-01T00:00:00Z\"/>"
                        + folders + "</m:FindItem>",
                "<m:CreateItem MessageDisposition=\"SaveOnly\" SendMeetingInvitations=\"SendToNone\"><m:Items>"
                        + "<t:CalendarItem><t:Subject>s</t:Subject><t:Sensitivity>Private</t:Sensitivity>"
                        + "<t:Body BodyType=\"HTML\">b</t:Body><t:Categories><t:String>c</t:String></t:Categories>"
                        + "<t:ReminderMinutesBeforeStart>5</t:ReminderMinutesBeforeStart><t:ExtendedProperty>"
                        + "<t:ExtendedFieldURI PropertyTag=\"0x3008\" PropertyType=\"SystemTime\"/>"
                        + "<t:Value>2026-03-10T09:00:00Z</t:Value></t:ExtendedProperty>"
                        + "<t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End>"
                        + "<t:IsAllDayEvent>false</t:IsAllDayEvent><t:RequiredAttendees><t:Attendee><t:Mailbox>"
                        + "<t:EmailAddress>ben@contoso.example</t:EmailAddress></t:Mailbox></t:Attendee>"
                        + "</t:RequiredAttendees><t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval>"
                        + "<t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence><t:NumberedRecurrence>"
                        + "<t:StartDate>2026-03-10</t:StartDate><t:NumberOfOccurrences>3</t:NumberOfOccurrences>"
                        + "</t:NumberedRecurrence></t:Recurrence><t:StartTimeZone Id=\"UTC\"/></t:CalendarItem>"
                        + "<t:DeclineItem><t:ReferenceItemId Id=\"" + id.requiredAttribute("Id")
                        + "\"/></t:DeclineItem>"
                        + "</m:Items></m:CreateItem>",
                EwsClient.update(
                        id,
                        "AutoResolve",
                        "SendToNone",
                        EwsClient.set("calendar:Start", "<t:Start>2026-03-10T09:00:00Z</t:Start>")
                                + EwsClient.set("calendar:End", "<t:End>2026-03-10T09:30:00Z</t:End>")
                                + "<t:DeleteItemField><t:FieldURI FieldURI=\"calendar:Location\"/></t:DeleteItemField>"
                                + "<t:AppendToItemField><t:FieldURI FieldURI=\"item:Body\"/><t:CalendarItem>"
                                + "<t:Body BodyType=\"Text\">x</t:Body></t:CalendarItem></t:AppendToItemField>"),
                "<m:DeleteItem DeleteType=\"SoftDelete\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds>"
                        + "<t:RecurringMasterItemId OccurrenceId=\"AAAA\"/></m:ItemIds></m:DeleteItem>",
                "<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id=\"calendar\"/></m:ToFolderId><m:ItemIds>"
                        + EwsClient.itemRef(id) + "</m:ItemIds></m:MoveItem>",
                "<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:DistinguishedFolderId Id=\"calendar\"/><t:Updates>"
                        + "<t:SetFolderField><t:FieldURI FieldURI=\"folder:DisplayName\"/><t:CalendarFolder>"
                        + "<t:DisplayName>Calendar</t:DisplayName></t:CalendarFolder></t:SetFolderField></t:Updates>"
                        + "</t:FolderChange></m:FolderChanges></m:UpdateFolder>",
                "<m:FindFolder Traversal=\"Deep\"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>"
                        + "<m:IndexedPageFolderView MaxEntriesReturned=\"6\" BasePoint=\"Beginning\" Offset=\"0\"/>"
                        + folders + "</m:FindFolder>",
                "<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id=\"calendar\"/></m:ParentFolderId>"
                        + "<m:Folders><t:CalendarFolder><t:DisplayName>n</t:DisplayName></t:CalendarFolder></m:Folders>"
                        + "</m:CreateFolder>",
                "<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>"
                        + "<m:SyncState>AAAA</m:SyncState></m:SyncFolderHierarchy>",
                "<m:GetServerTimeZones ReturnFullTimeZoneData=\"true\"><m:Ids><t:Id>UTC</t:Id></m:Ids>"
                        + "</m:GetServerTimeZones>",
                "<m:ResolveNames ReturnFullContactData=\"true\"><m:UnresolvedEntry>ben</m:UnresolvedEntry>"
                        + "</m:ResolveNames>",
                "<m:UpdateUserConfiguration><m:UserConfiguration><t:UserConfigurationName Name=\"CategoryList\">"
                        + "<t:DistinguishedFolderId Id=\"calendar\"/></t:UserConfigurationName><t:XmlData>PGE+PC9hPg=="
                        + "</t:XmlData></m:UserConfiguration></m:UpdateUserConfiguration>",
                "<m:ConvertId DestinationFormat=\"EwsId\"><m:SourceIds><t:AlternateId Format=\"HexEntryId\" Id=\"00\""
                        + " Mailbox=\"anna@contoso.example\"/></m:SourceIds></m:ConvertId>",
                "<m:CreateAttachment><m:ParentItemId Id=\"" + id.requiredAttribute("Id") + "\"/><m:Attachments>"
                        + "<t:FileAttachment><t:Name>n</t:Name><t:IsInline>true</t:IsInline><t:Content>AAAA</t:Content>"
                        + "</t:FileAttachment></m:Attachments></m:CreateAttachment>",
                "<m:GetAttachment><m:AttachmentIds><t:AttachmentId Id=\"AAAA\"/></m:AttachmentIds></m:GetAttachment>",
                "<m:Subscribe><m:PullSubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id=\"calendar\"/>"
                        + "</t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes>"
                        + "<t:Timeout>10</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>",
                "<m:GetEvents><m:SubscriptionId>x</m:SubscriptionId><m:Watermark>AAAA</m:Watermark></m:GetEvents>",
                "<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>x</t:SubscriptionId></m:SubscriptionIds>"
                        + "<m:ConnectionTimeout>1</m:ConnectionTimeout></m:GetStreamingEvents>",
                "<m:GetUserAvailabilityRequest><t:TimeZone><t:Bias>-60</t:Bias><t:StandardTime><t:Bias>0</t:Bias>"
                        + "<t:Time>03:00:00</t:Time><t:DayOrder>5</t:DayOrder><t:Month>10</t:Month>"
                        + "<t:DayOfWeek>Sunday</t:DayOfWeek></t:StandardTime><t:DaylightTime><t:Bias>-60</t:Bias>"
                        + "<t:Time>02:00:00</t:Time><t:DayOrder>1</t:DayOrder><t:Month>3</t:Month>"
                        + "<t:DayOfWeek>Sunday</t:DayOfWeek></t:DaylightTime></t:TimeZone><m:MailboxDataArray>"
                        + "<t:MailboxData><t:Email><t:Address>anna@contoso.example</t:Address></t:Email>"
                        + "<t:AttendeeType>Required</t:AttendeeType></t:MailboxData></m:MailboxDataArray>"
                        + "<t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>2026-03-01T00:00:00</t:StartTime>"
                        + "<t:EndTime>2026-03-20T00:00:00</t:EndTime></t:TimeWindow>"
                        + "<t:MergedFreeBusyIntervalInMinutes>60</t:MergedFreeBusyIntervalInMinutes>"
                        + "<t:RequestedView>DetailedMerged</t:RequestedView></t:FreeBusyViewOptions>"
                        + "</m:GetUserAvailabilityRequest>",
                "<m:CreateItem MessageDisposition=\"SaveOnly\"><m:Items><t:Message><t:Subject>s</t:Subject>"
                        + "<t:Body BodyType=\"HTML\">b</t:Body><t:ToRecipients><t:Mailbox><t:EmailAddress>"
                        + "ben@contoso.example</t:EmailAddress></t:Mailbox></t:ToRecipients><t:IsRead>true</t:IsRead>"
                        + "</t:Message><t:Contact><t:Subject>s</t:Subject><t:EmailAddresses>"
                        + "<t:Entry Key=\"EmailAddress1\">a@b.example</t:Entry></t:EmailAddresses>"
                        + "<t:Birthday>1980-01-01T00:00:00Z</t:Birthday></t:Contact><t:Task><t:Importance>High"
                        + "</t:Importance><t:DueDate>2026-03-10T00:00:00Z</t:DueDate><t:Status>Deferred</t:Status>"
                        + "</t:Task></m:Items></m:CreateItem>",
                EwsClient.updateOf(
                        EwsClient.itemRef(contact),
                        "AlwaysOverwrite",
                        "SendToNone",
                        "<t:SetItemField><t:FieldURI FieldURI=\"contacts:Surname\"/><t:Contact><t:Surname>x</t:Surname>"
                                + "</t:Contact></t:SetItemField><t:SetItemField><t:IndexedFieldURI"
                                + " FieldURI=\"contacts:EmailAddress\" FieldIndex=\"EmailAddress1\"/><t:Contact>"
                                + "<t:EmailAddresses><t:Entry Key=\"EmailAddress1\">c@d.example</t:Entry>"
                                + "</t:EmailAddresses></t:Contact></t:SetItemField><t:DeleteItemField>"
                                + "<t:FieldURI FieldURI=\"contacts:GivenName\"/></t:DeleteItemField>"),
                "<m:SendItem SaveItemToFolder=\"true\"><m:ItemIds>" + EwsClient.itemRef(contact) + "</m:ItemIds>"
                        + "</m:SendItem>",
                "<m:DeleteFolder DeleteType=\"HardDelete\"><m:FolderIds><t:DistinguishedFolderId Id=\"inbox\"/>"
                        + "</m:FolderIds></m:DeleteFolder>",
                "<m:MoveFolder><m:ToFolderId><t:DistinguishedFolderId Id=\"inbox\"/></m:ToFolderId><m:FolderIds>"
                        + "<t:DistinguishedFolderId Id=\"calendar\"/></m:FolderIds></m:MoveFolder>",
                "<m:EmptyFolder DeleteType=\"HardDelete\" DeleteSubFolders=\"false\"><m:FolderIds>"
                        + "<t:DistinguishedFolderId Id=\"deleteditems\"/></m:FolderIds></m:EmptyFolder>");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void everyBrokenRequestIsAnswered(long seed) {
        Random random = new Random(seed);
        for (String request : requests()) {
            Xml whole = XmlReading.read(ews.envelope(request).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 60; i++) {
                Xml broken = whole;
                for (int n = random.nextInt(3); n >= 0; n--) {
                    broken = broken(broken, random);
                }
                answer(request, broken);
            }
        }
    }

    private void answer(String valid, Xml broken) {
        byte[] bytes = XmlWriting.document(broken);
        Response response = ews.service.handle(request(bytes));

        assertThat(response.status()).isIn(200, 500);
        assertThat(response.text())
                .as(new String(bytes, StandardCharsets.UTF_8))
                .contains("Envelope");
        Xml answered = XmlReading.read(response.body()).required("s:Body").only();
        if (answered.localName().equals("Fault")) {
            return;
        }
        // the request that is checked is the valid one of the same operation: only the answer is in question
        String operation = answered.localName().replaceFirst("Response$", "");
        if (valid.startsWith("<m:" + operation)) {
            watch.seen("ews", request(ews.envelope(valid).getBytes(StandardCharsets.UTF_8)), response);
        }
    }

    private Request request(byte[] body) {
        return new Request(
                "c1",
                "POST",
                URI.create("http://localhost/EWS/Exchange.asmx"),
                Headers.EMPTY.with("Content-Type", "text/xml").with(EwsService.USER, ews.user),
                body);
    }

    /** The element with one change somewhere in it. */
    private static Xml broken(Xml element, Random random) {
        List<Xml> children = new ArrayList<>(element.children());
        if (!children.isEmpty() && random.nextInt(4) > 0) {
            int at = random.nextInt(children.size());
            switch (random.nextInt(12)) {
                case 0 -> children.remove(at);
                case 1 -> children.add(at, children.get(random.nextInt(children.size())));
                case 2 -> children.add(at, Xml.text("t:Nonsense", "x"));
                default -> children.set(at, broken(children.get(at), random));
            }
            return new Xml(element.name(), element.attributes(), children, element.text(), element.place());
        }
        Map<String, String> attributes = new LinkedHashMap<>(element.attributes());
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        if (!attributes.isEmpty()) {
            String name = List.copyOf(attributes.keySet()).get(random.nextInt(attributes.size()));
            if (random.nextInt(5) == 0) {
                attributes.remove(name);
            } else {
                attributes.put(name, text);
            }
            return new Xml(element.name(), attributes, children, element.text(), element.place());
        }
        return random.nextInt(6) == 0
                ? new Xml("t:Other", attributes, children, element.text(), element.place())
                : new Xml(element.name(), attributes, List.of(), text, element.place());
    }
}
