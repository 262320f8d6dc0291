package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Delivery;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.OtherItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that were delivered, and search folders on them. */
class MessagesTest {

    private static final String MAIL = """
            From: Otto Huber <otto@example.org>
            Sender: Assistant <assistant@example.org>
            To: Anna Gruber <anna@contoso.example>, b@example.org
            Cc: c@example.org
            Subject: Offer
            Date: Mon, 2 Mar 2026 07:00:00 +0000
            Message-ID: <offer@example.org>
            In-Reply-To: <r@example.org>
            References: <q@example.org> <r@example.org>
            Importance: high
            Sensitivity: Private
            Content-Type: multipart/mixed; boundary=x

            --x
            Content-Type: text/html

            <p>Dear Anna,</p><p>please find it <b>attached</b>.</p>
            --x
            Content-Type: application/pdf; name=offer.pdf
            Content-Disposition: attachment

            PDF
            --x
            Content-Type: message/rfc822

            Subject: Inner

            x
            --x--
            """;

    private static final String STAMP = "<t:ExtendedFieldURI PropertySetId=\"6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51\""
            + " PropertyName=\"AxpStamp\" PropertyType=\"String\"/>";

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final EwsClient ews = new EwsClient(WATCH);

    private OtherItem deliver(String folder, String mime, String... categories) {
        byte[] bytes = mime.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new Delivery(folder, bytes, Instant.parse("2026-03-02T07:00:05Z"), List.of(categories)).into(ews.anna);
    }

    private static String mail(String subject) {
        return "Subject: " + subject + "\n\nText";
    }

    private static String ref(OtherItem item) {
        return "<t:ItemId Id=\"" + item.identity().classicId() + "\" ChangeKey=\""
                + item.identity().changeKey() + "\"/>";
    }

    private Xml get(OtherItem item, String bodyType, String... paths) {
        String shape = EwsClient.shape("IdOnly", paths)
                .replace("</t:BaseShape>", "</t:BaseShape><t:BodyType>" + bodyType + "</t:BodyType>");
        return ews.ok("<m:GetItem>" + shape + "<m:ItemIds>" + ref(item) + "</m:ItemIds></m:GetItem>")
                .required("m:Items")
                .only();
    }

    private static String update(OtherItem item, String updates) {
        return "<m:UpdateItem ConflictResolution=\"NeverOverwrite\" MessageDisposition=\"SaveOnly\""
                + " SuppressReadReceipts=\"true\"><m:ItemChanges><t:ItemChange>" + ref(item) + "<t:Updates>" + updates
                + "</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>";
    }

    private static String categories(String... names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append("<t:String>").append(name).append("</t:String>");
        }
        return "<t:SetItemField>" + path("item:Categories") + "<t:Message><t:Categories>" + list
                + "</t:Categories></t:Message></t:SetItemField>";
    }

    private static String marked(String name) {
        return "<t:IsEqualTo>" + path("item:Categories") + "<t:FieldURIOrConstant><t:Constant Value=\"" + name
                + "\"/></t:FieldURIOrConstant></t:IsEqualTo>";
    }

    private List<String> found(String folder, String restriction) {
        return ews
                .ok("<m:FindItem Traversal=\"Shallow\">" + EwsClient.shape("IdOnly", path("item:Subject"))
                        + "<m:IndexedPageItemView MaxEntriesReturned=\"100\" Offset=\"0\" BasePoint=\"Beginning\"/>"
                        + (restriction.isEmpty() ? "" : "<m:Restriction>" + restriction + "</m:Restriction>")
                        + "<m:ParentFolderIds>" + folder + "</m:ParentFolderIds></m:FindItem>")
                .required("m:RootFolder")
                .required("t:Items")
                .children()
                .stream()
                .map(item -> item.childText("t:Subject").orElse(""))
                .toList();
    }

    @Test
    void aMessageIsReadInFullWithItsBodyAsText() {
        OtherItem item = deliver("inbox", MAIL, "D365");
        Xml read = get(
                item,
                "Text",
                path("item:ItemClass"),
                path("item:Subject"),
                path("item:Sensitivity"),
                path("item:Body"),
                path("item:Attachments"),
                path("item:DateTimeReceived"),
                path("item:Categories"),
                path("item:Importance"),
                path("item:InReplyTo"),
                path("item:IsDraft"),
                path("item:InternetMessageHeaders"),
                path("item:DateTimeSent"),
                path("item:HasAttachments"),
                path("item:ConversationId"),
                path("item:ParentFolderId"),
                path("message:Sender"),
                path("message:From"),
                path("message:ToRecipients"),
                path("message:CcRecipients"),
                path("message:InternetMessageId"),
                path("message:References"),
                path("message:IsRead"));
        assertThat(read.name()).isEqualTo("t:Message");
        assertThat(read.childText("t:Body")).contains("Dear Anna,\r\n\r\nplease find it attached.");
        assertThat(read.childText("t:ItemClass")).contains("IPM.Note");
        assertThat(read.childText("t:Sensitivity")).contains("Private");
        assertThat(read.childText("t:Importance")).contains("High");
        assertThat(read.childText("t:DateTimeReceived")).contains("2026-03-02T07:00:05Z");
        assertThat(read.childText("t:DateTimeSent")).contains("2026-03-02T07:00:00Z");
        assertThat(read.childText("t:InternetMessageId")).contains("<offer@example.org>");
        assertThat(read.childText("t:InReplyTo")).contains("<r@example.org>");
        assertThat(read.childText("t:References")).contains("<q@example.org> <r@example.org>");
        assertThat(read.childText("t:IsDraft")).contains("false");
        assertThat(read.childText("t:IsRead")).contains("false");
        assertThat(read.childText("t:HasAttachments")).contains("true");
        assertThat(read.required("t:ConversationId").requiredAttribute("Id")).isNotEmpty();
        assertThat(read.required("t:From").only().childText("t:EmailAddress")).contains("otto@example.org");
        assertThat(read.required("t:Sender").only().childText("t:EmailAddress")).contains("assistant@example.org");
        assertThat(read.required("t:ToRecipients").children()).hasSize(2);
        assertThat(read.required("t:InternetMessageHeaders").children())
                .extracting(h -> h.requiredAttribute("HeaderName"))
                .contains("Message-ID", "References");
        assertThat(read.required("t:Attachments").children())
                .extracting(Xml::name)
                .containsExactly("t:FileAttachment", "t:ItemAttachment");
        assertThat(get(item, "HTML", path("item:Body")).childText("t:Body").orElse(""))
                .contains("<b>attached</b>");
    }

    @Test
    void contentsComeOneByOneAndTheWholeAsMime() {
        OtherItem item = deliver("inbox", MAIL);
        for (Xml file : get(item, "Text", path("item:Attachments"))
                .required("t:Attachments")
                .children()) {
            String id = file.required("t:AttachmentId").requiredAttribute("Id");
            Xml whole = ews.ok("<m:GetAttachment><m:AttachmentIds><t:AttachmentId Id=\"" + id
                            + "\"/></m:AttachmentIds></m:GetAttachment>")
                    .required("m:Attachments")
                    .only();
            if (whole.name().equals("t:FileAttachment")) {
                assertThat(whole.childText("t:Content")).contains(base64("PDF"));
            } else {
                assertThat(whole.required("t:Message").childText("t:Subject")).contains("Inner");
            }
        }
        String mime = get(item, "Text", path("item:MimeContent"))
                .childText("t:MimeContent")
                .orElse("");
        assertThat(new String(Base64.getDecoder().decode(mime), StandardCharsets.UTF_8))
                .startsWith("From: Otto Huber");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void categoriesAndTheStampAreWrittenAndWhatArrivedStays() {
        OtherItem item = deliver("inbox", MAIL, "D365", "Blue");
        String stamp = "<t:SetItemField>" + STAMP + "<t:Message><t:ExtendedProperty>" + STAMP
                + "<t:Value>axp1</t:Value></t:ExtendedProperty></t:Message></t:SetItemField>";
        Xml written = ews.ok(update(item, categories("Blue", "D365: imported") + stamp))
                .required("m:Items")
                .only();
        assertThat(written.required("t:ItemId").requiredAttribute("ChangeKey"))
                .isNotEqualTo(item.identity().changeKey());
        assertThat(ews.code(update(item, categories("late")))).isEqualTo("ErrorIrresolvableConflict");
        OtherItem after = ews.anna.others().find(item.identity().classicId()).orElseThrow();
        MessageItem before = (MessageItem) item.content();
        MessageItem message = (MessageItem) after.content();
        assertThat(message.categories()).containsExactly("Blue", "D365: imported");
        assertThat(message.with(m -> m.categories(before.categories()).properties(before.properties())))
                .isEqualTo(before);
        String stamped = "<t:IsEqualTo>" + STAMP + "<t:FieldURIOrConstant><t:Constant Value=\"axp1\"/>"
                + "</t:FieldURIOrConstant></t:IsEqualTo>";
        assertThat(found("<t:DistinguishedFolderId Id=\"inbox\"/>", stamped)).containsExactly("Offer");
        assertThat(ews.code(update(
                        after,
                        "<t:SetItemField>" + path("item:DateTimeReceived")
                                + "<t:Message><t:DateTimeReceived>2026-03-02T07:00:05Z</t:DateTimeReceived></t:Message>"
                                + "</t:SetItemField>")))
                .isEqualTo("ErrorInvalidPropertySet");
    }

    @Test
    void aSearchFolderShowsWhatIsMarkedInAnyFolderNow() {
        String folder = ews.anna
                .createFolder(io.axpsync.sandbox.mailbox.FolderKind.INBOX, "inbox", "Deals")
                .id();
        OtherItem one = deliver("inbox", mail("one"), "D365");
        deliver(folder, mail("two"), "Blue", "D365");
        deliver("deleteditems", mail("three"), "D365");
        deliver("inbox", mail("four"), "Blue");
        Xml id =
                ews.ok(search("AxpMarked", "D365")).required("m:Folders").only().required("t:FolderId");
        String marked = "<t:FolderId Id=\"" + id.requiredAttribute("Id") + "\"/>";
        assertThat(found(marked, "")).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(ews.code(search("AxpMarked", "D365"))).isEqualTo("ErrorFolderExists");

        ews.ok(update(one, categories("D365: imported")));
        assertThat(found(marked, "")).containsExactlyInAnyOrder("two", "three");
        assertThat(found(marked, marked("blue"))).containsExactly("two");

        Xml read = ews.ok("<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>"
                        + "<m:FolderIds>" + marked + "</m:FolderIds></m:GetFolder>")
                .required("m:Folders")
                .only();
        assertThat(read.name()).isEqualTo("t:SearchFolder");
        assertThat(read.childText("t:TotalCount")).contains("2");
        assertThat(read.required("t:SearchParameters").requiredAttribute("Traversal"))
                .isEqualTo("Deep");
        Xml listed = ews.ok("<m:FindFolder Traversal=\"Shallow\"><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape>"
                        + "<t:AdditionalProperties>" + path("folder:DisplayName") + "</t:AdditionalProperties>"
                        + "</m:FolderShape><m:ParentFolderIds><t:DistinguishedFolderId Id=\"searchfolders\"/>"
                        + "</m:ParentFolderIds></m:FindFolder>")
                .required("m:RootFolder")
                .required("t:Folders")
                .only();
        assertThat(listed.childText("t:DisplayName")).contains("AxpMarked");
    }

    private static String search(String name, String category) {
        return "<m:CreateFolder><m:ParentFolderId><t:DistinguishedFolderId Id=\"searchfolders\"/></m:ParentFolderId>"
                + "<m:Folders><t:SearchFolder><t:DisplayName>" + name + "</t:DisplayName>"
                + "<t:SearchParameters Traversal=\"Deep\"><t:Restriction>" + marked(category) + "</t:Restriction>"
                + "<t:BaseFolderIds><t:DistinguishedFolderId Id=\"msgfolderroot\"/></t:BaseFolderIds>"
                + "</t:SearchParameters></t:SearchFolder></m:Folders></m:CreateFolder>";
    }

    @Test
    void aSearchFolderFindsItemsOfAllKindsAndHoldsNone() {
        ews.create("<t:Subject>Meeting</t:Subject><t:Categories><t:String>D365</t:String></t:Categories>"
                + "<t:Start>2026-03-02T09:00:00Z</t:Start><t:End>2026-03-02T10:00:00Z</t:End>");
        OtherItem mail = deliver("inbox", mail("one"), "D365");
        Xml id = ews.ok(search("All", "D365")).required("m:Folders").only().required("t:FolderId");
        String all = "<t:FolderId Id=\"" + id.requiredAttribute("Id") + "\"/>";
        assertThat(found(all, "")).containsExactlyInAnyOrder("Meeting", "one");
        String onlyMail = "<t:Contains ContainmentMode=\"Prefixed\" ContainmentComparison=\"IgnoreCase\">"
                + path("item:ItemClass") + "<t:Constant Value=\"IPM.Note\"/></t:Contains>";
        assertThat(found(all, onlyMail)).containsExactly("one");
        assertThat(ews.code("<m:MoveItem><m:ToFolderId>" + all + "</m:ToFolderId><m:ItemIds>" + ref(mail)
                        + "</m:ItemIds></m:MoveItem>"))
                .isEqualTo("ErrorMoveCopyFailed");
        assertThat(ews.code("<m:SyncFolderItems>" + EwsClient.ID_ONLY + "<m:SyncFolderId>" + all
                        + "</m:SyncFolderId><m:MaxChangesReturned>10</m:MaxChangesReturned></m:SyncFolderItems>"))
                .isEqualTo("ErrorInvalidOperation");
    }

    @Test
    void aFolderOfMailsIsSynchronised() {
        OtherItem one = deliver("inbox", mail("one"));
        String inbox = "<m:SyncFolderItems>" + EwsClient.ID_ONLY
                + "<m:SyncFolderId><t:DistinguishedFolderId Id=\"inbox\"/></m:SyncFolderId>%s"
                + "<m:MaxChangesReturned>10</m:MaxChangesReturned></m:SyncFolderItems>";
        Xml first = ews.ok(inbox.formatted(""));
        assertThat(first.required("m:Changes").children()).extracting(Xml::name).containsExactly("t:Create");
        String state = "<m:SyncState>" + first.required("m:SyncState").text() + "</m:SyncState>";
        ews.ok(update(one, categories("Blue")));
        deliver("inbox", mail("two"));
        assertThat(ews.ok(inbox.formatted(state)).required("m:Changes").children())
                .extracting(Xml::name)
                .containsExactlyInAnyOrder("t:Create", "t:Update");
    }

    @Test
    void whatIsSentArrivesOnceWithOneIdAndItsFiles() {
        Xml draft = ews.ok("<m:CreateItem MessageDisposition=\"SaveOnly\"><m:Items><t:Message><t:Subject>Hi</t:Subject>"
                        + "<t:ToRecipients><t:Mailbox><t:EmailAddress>ben@contoso.example</t:EmailAddress></t:Mailbox>"
                        + "</t:ToRecipients></t:Message></m:Items></m:CreateItem>")
                .required("m:Items")
                .only()
                .required("t:ItemId");
        Xml attached = ews.ok("<m:CreateAttachment><m:ParentItemId Id=\"" + draft.requiredAttribute("Id")
                        + "\"/><m:Attachments><t:FileAttachment><t:Name>a.txt</t:Name><t:Content>" + base64("A")
                        + "</t:Content></t:FileAttachment></m:Attachments></m:CreateAttachment>")
                .required("m:Attachments")
                .only()
                .required("t:AttachmentId");
        ews.ok("<m:SendItem SaveItemToFolder=\"true\"><m:ItemIds><t:ItemId Id=\"" + draft.requiredAttribute("Id")
                + "\" ChangeKey=\"" + attached.requiredAttribute("RootItemChangeKey")
                + "\"/></m:ItemIds></m:SendItem>");
        MessageItem sent = only(ews.anna, "sentitems");
        MessageItem arrived = only(ews.ben, "inbox");
        assertThat(arrived.messageId()).isEqualTo(sent.messageId()).startsWith("<");
        assertThat(arrived.from().orElseThrow().address()).isEqualTo("anna@contoso.example");
        assertThat(List.of(sent.draft(), arrived.draft(), arrived.read())).containsOnly(false);
        assertThat(arrived.attachments()).extracting(a -> a.name()).containsExactly("a.txt");
        assertThat(arrived.attachments().get(0).id())
                .isNotEqualTo(sent.attachments().get(0).id());
    }

    private static MessageItem only(io.axpsync.sandbox.mailbox.Mailbox mailbox, String folder) {
        List<OtherItem> items =
                mailbox.others().in(mailbox.folder(folder).orElseThrow().id());
        assertThat(items).hasSize(1);
        return (MessageItem) items.get(0).content();
    }
}
