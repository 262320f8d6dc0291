package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.itemRef;
import static io.axpsync.sandbox.ews.EwsClient.path;
import static io.axpsync.sandbox.ews.EwsClient.shape;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.FolderKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, contacts, tasks and posts: kept as they are written, and read back. */
class OtherItemsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String STAMP =
            "<t:ExtendedFieldURI PropertySetId=\"3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11\" PropertyName=\"axpStamp\""
                    + " PropertyType=\"String\"/>";

    private static final String CONTACT =
            "<t:Contact><t:Subject>Tanja Plate</t:Subject><t:Body BodyType=\"Text\">a note"
                    + "</t:Body><t:Categories><t:String>D365</t:String></t:Categories><t:ExtendedProperty>" + STAMP
                    + "<t:Value>axp1;one</t:Value></t:ExtendedProperty><t:FileAs>Plate, Tanja</t:FileAs>"
                    + "<t:DisplayName>Tanja Plate</t:DisplayName><t:GivenName>Tanja</t:GivenName>"
                    + "<t:CompanyName>Blue Yonder</t:CompanyName><t:EmailAddresses>"
                    + "<t:Entry Key=\"EmailAddress1\">tplate@example.com</t:Entry></t:EmailAddresses><t:PhysicalAddresses>"
                    + "<t:Entry Key=\"Business\"><t:Street>Ring 1</t:Street><t:City>Wien</t:City></t:Entry>"
                    + "</t:PhysicalAddresses><t:PhoneNumbers><t:Entry Key=\"BusinessPhone\">4255550199</t:Entry>"
                    + "</t:PhoneNumbers><t:Birthday>1980-05-06T00:00:00Z</t:Birthday><t:JobTitle>Manager</t:JobTitle>"
                    + "<t:Surname>Plate</t:Surname></t:Contact>";

    private static final String MESSAGE = "<t:Message><t:Subject>Hello</t:Subject><t:Body BodyType=\"HTML\">&lt;p&gt;Hi"
            + "&lt;/p&gt;</t:Body><t:ToRecipients><t:Mailbox><t:Name>Ben</t:Name>"
            + "<t:EmailAddress>ben@contoso.example</t:EmailAddress></t:Mailbox></t:ToRecipients><t:BccRecipients>"
            + "<t:Mailbox><t:EmailAddress>secret@elsewhere.example</t:EmailAddress></t:Mailbox></t:BccRecipients>"
            + "</t:Message>";

    private static final String TASK = "<t:Task><t:Subject>Offer</t:Subject><t:DueDate>2026-03-20T00:00:00Z</t:DueDate>"
            + "<t:PercentComplete>30</t:PercentComplete><t:StartDate>2026-03-10T00:00:00Z</t:StartDate>"
            + "<t:Status>InProgress</t:Status></t:Task>";

    private final EwsClient ews = new EwsClient(watch);

    private static String create(String disposition, String item) {
        return "<m:CreateItem MessageDisposition=\"" + disposition + "\"><m:Items>" + item
                + "</m:Items></m:CreateItem>";
    }

    private Xml created(String item) {
        return ews.ok(create("SaveOnly", item)).required("m:Items").only().required("t:ItemId");
    }

    private static String update(Xml id, String rule, String updates) {
        return "<m:UpdateItem ConflictResolution=\"" + rule + "\" MessageDisposition=\"SaveOnly\"><m:ItemChanges>"
                + "<t:ItemChange>" + itemRef(id) + "<t:Updates>" + updates
                + "</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>";
    }

    private static String set(String path, String item) {
        return "<t:SetItemField>" + path + item + "</t:SetItemField>";
    }

    private static String indexed(String uri, String index) {
        return "<t:IndexedFieldURI FieldURI=\"" + uri + "\" FieldIndex=\"" + index + "\"/>";
    }

    private static String folder(String name) {
        return "<t:DistinguishedFolderId Id=\"" + name + "\"/>";
    }

    private List<String> found(String folder, String rest) {
        return ews
                .ok("<m:FindItem Traversal=\"Shallow\">" + shape("IdOnly", path("item:Subject")) + rest
                        + "<m:ParentFolderIds>" + folder(folder) + "</m:ParentFolderIds></m:FindItem>")
                .required("m:RootFolder")
                .required("t:Items")
                .children()
                .stream()
                .map(i -> i.required("t:Subject").text())
                .toList();
    }

    private static String equal(String path, String value) {
        return "<m:Restriction><t:IsEqualTo>" + path + "<t:FieldURIOrConstant><t:Constant Value=\"" + value
                + "\"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>";
    }

    @Test
    void aContactIsReadBackAsItWasWritten() {
        Xml contact = ews.get(created(CONTACT), "AllProperties", STAMP);

        assertThat(contact.localName()).isEqualTo("Contact");
        assertThat(contact.required("t:ItemClass").text()).isEqualTo("IPM.Contact");
        assertThat(contact.required("t:EmailAddresses").only().text()).isEqualTo("tplate@example.com");
        assertThat(contact.required("t:PhysicalAddresses")
                        .only()
                        .required("t:City")
                        .text())
                .isEqualTo("Wien");
        assertThat(contact.required("t:Surname").text()).isEqualTo("Plate");
        assertThat(contact.required("t:Body").text()).isEqualTo("a note");
        assertThat(contact.required("t:ExtendedProperty").required("t:Value").text())
                .isEqualTo("axp1;one");
        assertThat(contact.required("t:ParentFolderId").requiredAttribute("Id"))
                .isEqualTo(ews.anna.folder(FolderKind.CONTACTS).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exchange2007", "Exchange2007_SP1", "Exchange2010_SP2", "Exchange2013", "Exchange2016"})
    void everyKindInEveryShapeAndVersionIsValid(String version) {
        ews.version = version;
        for (String item : List.of(
                CONTACT,
                MESSAGE,
                TASK,
                "<t:DistributionList><t:Subject>All</t:Subject></t:DistributionList>",
                "<t:PostItem><t:Subject>Post</t:Subject></t:PostItem>")) {
            Xml id = created(item);
            for (String shape : List.of("IdOnly", "Default", "AllProperties")) {
                assertThat(ews.get(id, shape).required("t:ItemId").attributes()).isEqualTo(id.attributes());
            }
        }
        assertThat(found("contacts", "")).containsExactly("Tanja Plate", "All");
        assertThat(found("drafts", "")).containsExactly("Hello");
        assertThat(found("tasks", "")).containsExactly("Offer");
        assertThat(found("inbox", "")).containsExactly("Post");
    }

    @Test
    void singleEntriesOfAContactAreReadWrittenAndCleared() {
        Xml id = created(CONTACT);
        String second = indexed("contacts:EmailAddress", "EmailAddress2");
        String city = indexed("contacts:PhysicalAddress:City", "Business");
        String phone = indexed("contacts:PhoneNumber", "BusinessPhone");

        ews.ok(update(
                id,
                "AlwaysOverwrite",
                set(
                                second,
                                "<t:Contact><t:EmailAddresses><t:Entry Key=\"EmailAddress2\">t@example.org</t:Entry>"
                                        + "</t:EmailAddresses></t:Contact>")
                        + set(
                                city,
                                "<t:Contact><t:PhysicalAddresses><t:Entry Key=\"Business\"><t:City>Graz</t:City>"
                                        + "</t:Entry></t:PhysicalAddresses></t:Contact>")
                        + "<t:DeleteItemField>" + phone + "</t:DeleteItemField>"));

        Xml all = ews.get(id, "AllProperties");
        assertThat(all.required("t:EmailAddresses").children().stream().map(Xml::text))
                .containsExactly("tplate@example.com", "t@example.org");
        assertThat(all.required("t:PhysicalAddresses").only().children().stream()
                        .map(Xml::text))
                .containsExactly("Ring 1", "Graz");
        assertThat(all.child("t:PhoneNumbers")).isEmpty();
        Xml some = ews.get(id, "IdOnly", second, city);
        assertThat(some.required("t:EmailAddresses").only().text()).isEqualTo("t@example.org");
        assertThat(some.required("t:PhysicalAddresses").only().only().text()).isEqualTo("Graz");
    }

    @Test
    void propertiesAreSetAppendedAndCleared() {
        Xml id = created(CONTACT);

        ews.ok(update(
                id,
                "NeverOverwrite",
                set(path("contacts:JobTitle"), "<t:Contact><t:JobTitle>Owner</t:JobTitle></t:Contact>")
                        + "<t:AppendToItemField>" + path("item:Body")
                        + "<t:Contact><t:Body BodyType=\"Text\"> more</t:Body></t:Contact></t:AppendToItemField>"
                        + "<t:DeleteItemField>" + path("contacts:CompanyName") + "</t:DeleteItemField>"
                        + "<t:DeleteItemField>" + STAMP + "</t:DeleteItemField>"));

        Xml after = ews.get(id, "AllProperties", STAMP);
        assertThat(after.required("t:JobTitle").text()).isEqualTo("Owner");
        assertThat(after.required("t:Body").text()).isEqualTo("a note more");
        assertThat(after.child("t:CompanyName")).isEmpty();
        assertThat(after.child("t:ExtendedProperty")).isEmpty();
        assertThat(after.required("t:Surname").text()).isEqualTo("Plate");
    }

    @ParameterizedTest
    @CsvSource({
        "NeverOverwrite, ErrorIrresolvableConflict",
        "AutoResolve, ErrorIrresolvableConflict",
        "AlwaysOverwrite, NoError"
    })
    void aStaleChangeKeyIsJudgedByTheRule(String rule, String code) {
        Xml id = created(TASK);
        String done = set(path("task:Status"), "<t:Task><t:Status>Completed</t:Status></t:Task>");
        ews.ok(update(id, "NeverOverwrite", done));

        assertThat(ews.code(update(id, rule, done))).isEqualTo(code);
        assertThat(ews.get(id, "IdOnly", path("task:IsComplete"))
                        .required("t:IsComplete")
                        .text())
                .isEqualTo("true");
    }

    @Test
    void itemsAreFoundByTheirPropertiesAndByTheStamp() {
        created(CONTACT);
        created("<t:Contact><t:Subject>Other</t:Subject><t:Surname>Zander</t:Surname></t:Contact>");

        assertThat(found("contacts", equal(path("contacts:Surname"), "zander"))).containsExactly("Other");
        assertThat(found("contacts", equal(STAMP, "axp1;one"))).containsExactly("Tanja Plate");
        assertThat(found("contacts", equal(path("item:Categories"), "D365"))).containsExactly("Tanja Plate");
        assertThat(found("contacts", equal(indexed("contacts:EmailAddress", "EmailAddress1"), "tplate@example.com")))
                .containsExactly("Tanja Plate");
        assertThat(found(
                        "contacts",
                        "<m:SortOrder><t:FieldOrder Order=\"Descending\">" + path("contacts:Surname")
                                + "</t:FieldOrder></m:SortOrder>"))
                .containsExactly("Other", "Tanja Plate");
    }

    @Test
    void theFolderIsFollowedByASyncState() {
        String request = EwsClient.sync("%s", 512).replace(EwsClient.CALENDAR, folder("contacts"));
        String start = request.replace("<m:SyncState>%s</m:SyncState>", "");
        Xml first = created(CONTACT);
        Xml second = created(CONTACT);
        Xml round = ews.ok(start);
        assertThat(round.required("m:Changes").children().stream().map(Xml::localName))
                .containsExactly("Create", "Create");

        ews.ok(update(
                first,
                "AlwaysOverwrite",
                set(path("contacts:JobTitle"), "<t:Contact><t:JobTitle>Owner</t:JobTitle></t:Contact>")));
        ews.ok("<m:DeleteItem DeleteType=\"MoveToDeletedItems\"><m:ItemIds>" + itemRef(second)
                + "</m:ItemIds></m:DeleteItem>");

        Xml next = ews.ok(request.replace("%s", round.required("m:SyncState").text()))
                .required("m:Changes");
        assertThat(next.children().stream().map(Xml::localName)).containsExactly("Delete", "Update");
        assertThat(next.children().get(0).required("t:ItemId").requiredAttribute("Id"))
                .isEqualTo(second.requiredAttribute("Id"));
        assertThat(ews.code(EwsClient.getItem(itemRef(second), "IdOnly"))).isEqualTo("ErrorItemNotFound");
        assertThat(found("deleteditems", "")).containsExactly("Tanja Plate");
    }

    @Test
    void aDraftIsSentAndArrivesUnreadWithoutItsBlindCopies() {
        Xml draft = created(MESSAGE);

        ews.ok("<m:SendItem SaveItemToFolder=\"true\"><m:ItemIds>" + itemRef(draft) + "</m:ItemIds></m:SendItem>");

        assertThat(found("drafts", "")).isEmpty();
        assertThat(found("sentitems", "")).containsExactly("Hello");
        assertThat(ews.company.outbox().mails()).hasSize(1);
        assertThat(ews.company.outbox().mails().get(0).to()).hasSize(2);
        ews.user = "ben@contoso.example";
        Xml arrived = ews.ok("<m:FindItem Traversal=\"Shallow\">" + shape("AllProperties") + "<m:ParentFolderIds>"
                        + folder("inbox") + "</m:ParentFolderIds></m:FindItem>")
                .required("m:RootFolder")
                .required("t:Items")
                .only();
        Xml read = ews.get(arrived.required("t:ItemId"), "AllProperties");
        assertThat(read.required("t:IsRead").text()).isEqualTo("false");
        assertThat(read.required("t:From").only().required("t:EmailAddress").text())
                .isEqualTo("anna@contoso.example");
        assertThat(read.child("t:BccRecipients")).isEmpty();
        assertThat(read.required("t:ToRecipients").children()).hasSize(1);
        assertThat(arrived.child("t:ToRecipients")).isEmpty();
    }

    @Test
    void aMessageIsSentAtOnceAndKeptOnlyWhenWanted() {
        assertThat(ews.ok(create("SendOnly", MESSAGE)).required("m:Items").children())
                .isEmpty();
        assertThat(found("sentitems", "")).isEmpty();
        ews.ok(create("SendAndSaveCopy", MESSAGE));
        assertThat(found("sentitems", "")).containsExactly("Hello");
        assertThat(ews.ben.others().in(ews.ben.folder(FolderKind.INBOX).id())).hasSize(2);
        assertThat(ews.code(create("SendOnly", "<t:Message><t:Subject>to nobody</t:Subject></t:Message>")))
                .isEqualTo("ErrorInvalidRecipients");
        assertThat(ews.code(create("SaveOnly", MESSAGE).replace(" MessageDisposition=\"SaveOnly\"", "")))
                .isEqualTo("ErrorMessageDispositionRequired");
    }

    @Test
    void aTaskIsDeletedWhenItIsSaidWhichOccurrences() {
        Xml task = created(TASK);
        String delete =
                "<m:DeleteItem DeleteType=\"HardDelete\"%s><m:ItemIds>" + itemRef(task) + "</m:ItemIds></m:DeleteItem>";

        assertThat(ews.code(String.format(delete, ""))).isEqualTo("ErrorAffectedTaskOccurrencesRequired");
        ews.ok(String.format(delete, " AffectedTaskOccurrences=\"AllOccurrences\""));
        assertThat(found("tasks", "")).isEmpty();
    }

    @Test
    void itemsAreCopiedAndMovedWithNewIdsAndKeepTheirAttachments() {
        Xml message = created(MESSAGE);
        ews.ok("<m:CreateAttachment><m:ParentItemId Id=\"" + message.requiredAttribute("Id")
                + "\"/><m:Attachments><t:FileAttachment><t:Name>n</t:Name><t:Content>AAAA</t:Content>"
                + "</t:FileAttachment></m:Attachments></m:CreateAttachment>");
        String request = "<m:%1$s><m:ToFolderId>" + folder("inbox") + "</m:ToFolderId><m:ItemIds><t:ItemId Id=\""
                + message.requiredAttribute("Id") + "\"/></m:ItemIds></m:%1$s>";

        Xml copy = ews.ok(String.format(request, "CopyItem"))
                .required("m:Items")
                .only()
                .required("t:ItemId");
        Xml moved = ews.ok(String.format(request, "MoveItem"))
                .required("m:Items")
                .only()
                .required("t:ItemId");

        assertThat(List.of(
                        copy.requiredAttribute("Id"), moved.requiredAttribute("Id"), message.requiredAttribute("Id")))
                .doesNotHaveDuplicates();
        for (Xml item : List.of(copy, moved)) {
            assertThat(ews.get(item, "IdOnly", path("item:HasAttachments"))
                            .required("t:HasAttachments")
                            .text())
                    .isEqualTo("true");
        }
        assertThat(ews.code(String.format(request, "MoveItem").replace("inbox", "calendar")))
                .isEqualTo("ErrorItemNotFound");
        assertThat(ews.code("<m:MoveItem><m:ToFolderId>" + EwsClient.CALENDAR + "</m:ToFolderId><m:ItemIds>"
                        + itemRef(moved) + "</m:ItemIds></m:MoveItem>"))
                .isEqualTo("ErrorMoveCopyFailed");
    }

    @Test
    void aKindNeedsItsFolder() {
        String in =
                "<m:CreateItem MessageDisposition=\"SaveOnly\"><m:SavedItemFolderId>%s</m:SavedItemFolderId><m:Items>%s"
                        + "</m:Items></m:CreateItem>";

        assertThat(ews.code(String.format(in, folder("inbox"), CONTACT)))
                .isEqualTo("ErrorCannotCreateContactInNonContactFolder");
        assertThat(ews.code(String.format(in, folder("contacts"), TASK)))
                .isEqualTo("ErrorCannotCreateTaskInNonTaskFolder");
        assertThat(ews.code(String.format(in, EwsClient.CALENDAR, MESSAGE)))
                .isEqualTo("ErrorInvalidFolderTypeForOperation");
    }

    @Test
    void whatTheSchemaOrTheServerForbidsIsRefusedBeforeAnythingIsStored() {
        String order = "<t:Contact><t:Surname>x</t:Surname><t:GivenName>y</t:GivenName></t:Contact>";
        String word = "<t:Task><t:Importance>Huge</t:Importance></t:Task>";
        for (String bad : List.of(order, word)) {
            assertThat(ews.fault(ews.sendBad("bad item", ews.envelope(create("SaveOnly", TASK + bad)))))
                    .isEqualTo("ErrorSchemaValidation");
        }
        assertThat(found("tasks", "")).isEmpty();
        assertThat(ews.code(create("SaveOnly", "<t:Task><t:HasAttachments>true</t:HasAttachments></t:Task>")))
                .isEqualTo("ErrorInvalidPropertySet");
        Xml contact = created(CONTACT);
        assertThat(ews.code(EwsClient.getItem(itemRef(contact), "IdOnly", path("calendar:Start"))))
                .isEqualTo("ErrorInvalidPropertyRequest");
        assertThat(ews.code(update(
                        contact,
                        "AlwaysOverwrite",
                        set(path("calendar:Location"), "<t:CalendarItem><t:Location>x</t:Location></t:CalendarItem>"))))
                .isEqualTo("ErrorUpdatePropertyMismatch");
        assertThat(ews.code(update(
                        ews.create("<t:Subject>x</t:Subject>"),
                        "AlwaysOverwrite",
                        set(path("contacts:Surname"), "<t:Contact><t:Surname>x</t:Surname></t:Contact>"))))
                .isEqualTo("ErrorSendMeetingInvitationsOrCancellationsRequired");
    }

    @Test
    void newMailIsToldToThoseWhoSubscribeToIt() {
        Xml subscription = ews.ok("<m:Subscribe><m:PullSubscriptionRequest><t:FolderIds>" + folder("inbox")
                + "</t:FolderIds><t:EventTypes><t:EventType>NewMailEvent</t:EventType></t:EventTypes>"
                + "<t:Timeout>10</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>");
        ews.ok(create("SendOnly", MESSAGE.replace("ben@", "anna@")));

        Xml events = ews.ok("<m:GetEvents><m:SubscriptionId>"
                        + subscription.required("m:SubscriptionId").text() + "</m:SubscriptionId><m:Watermark>"
                        + subscription.required("m:Watermark").text() + "</m:Watermark></m:GetEvents>")
                .required("m:Notification");

        assertThat(events.children("t:NewMailEvent")).hasSize(1);
        assertThat(ews.ok("<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds>"
                                + folder("inbox") + "</m:FolderIds></m:GetFolder>")
                        .required("m:Folders")
                        .only()
                        .required("t:UnreadCount")
                        .text())
                .isEqualTo("1");
    }
}
