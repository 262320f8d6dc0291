package io.axpsync.sandbox.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Folder;
import io.axpsync.sandbox.mailbox.FolderPath;
import io.axpsync.sandbox.mailbox.FolderRights;
import io.axpsync.sandbox.mailbox.PermissionLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public folders of contacts: what stands in them, what is cheap to ask, and who may do what. */
class PublicFoldersTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String BEN = "ben@contoso.example";
    private static final String COMMIT = extended("0x670A", "SystemTime");
    private static final String DELETED = extended("0x670B", "Integer");
    private static final String REPLICA = extended("0x6698", "Binary");

    private final EwsClient ews = new EwsClient(watch);
    private final Folder sales = new FolderPath(ews.company.publicFolders(), "Sales").make();
    private final Folder west = new FolderPath(ews.company.publicFolders(), "Sales/West").make();

    private static String extended(String tag, String type) {
        return "<t:ExtendedFieldURI PropertyTag=\"" + tag + "\" PropertyType=\"" + type + "\"/>";
    }

    private static String ref(Folder folder) {
        return "<t:FolderId Id=\"" + folder.id() + "\"/>";
    }

    private void grant(Folder folder, String user, PermissionLevel level) {
        ews.company.publicFolders().rights().grant(folder.id(), Map.of(user, level));
    }

    private static String createContact(Folder folder, String elements) {
        return "<m:CreateItem><m:SavedItemFolderId>" + ref(folder) + "</m:SavedItemFolderId><m:Items><t:Contact>"
                + elements + "</t:Contact></m:Items></m:CreateItem>";
    }

    private Xml contact(String elements) {
        return ews.ok(createContact(west, elements)).required("m:Items").only().required("t:ItemId");
    }

    private static String update(Xml id, String name) {
        return "<m:UpdateItem ConflictResolution=\"NeverOverwrite\"><m:ItemChanges><t:ItemChange>"
                + EwsClient.itemRef(id) + "<t:Updates><t:SetItemField>" + EwsClient.path("contacts:GivenName")
                + "<t:Contact><t:GivenName>" + name + "</t:GivenName></t:Contact></t:SetItemField></t:Updates>"
                + "</t:ItemChange></m:ItemChanges></m:UpdateItem>";
    }

    private static String delete(Xml id, String type) {
        return "<m:DeleteItem DeleteType=\"" + type + "\"><m:ItemIds>" + EwsClient.itemRef(id)
                + "</m:ItemIds></m:DeleteItem>";
    }

    private static String find(Folder folder, String traversal, String rest) {
        return "<m:FindItem Traversal=\"" + traversal + "\">"
                + EwsClient.shape("IdOnly", EwsClient.path("contacts:GivenName"))
                + rest + "<m:ParentFolderIds>" + ref(folder) + "</m:ParentFolderIds></m:FindItem>";
    }

    private List<String> found(String traversal, String rest) {
        return ews.ok(find(west, traversal, rest)).required("m:RootFolder").required("t:Items").children().stream()
                .map(item -> item.required("t:GivenName").text())
                .toList();
    }

    private Xml folder(Folder folder, String... paths) {
        return ews.ok(getFolder(folder, paths)).required("m:Folders").only();
    }

    private static String getFolder(Folder folder, String... paths) {
        return "<m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
                + String.join("", paths) + "</t:AdditionalProperties></m:FolderShape><m:FolderIds>" + ref(folder)
                + "</m:FolderIds></m:GetFolder>";
    }

    private String value(String path) {
        return folder(west, path)
                .required("t:ExtendedProperty")
                .required("t:Value")
                .text();
    }

    @Test
    void contactsAreListedByPositionInOneOrderAndFilteredByWhatTheyCarry() {
        String stamp = "<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="
                + "\"6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51\" PropertyName=\"AxpStamp\" PropertyType=\"String\"/>"
                + "<t:Value>s1</t:Value></t:ExtendedProperty>";
        String uri = stamp.substring(stamp.indexOf("<t:ExtendedFieldURI"), stamp.indexOf("<t:Value>"));
        contact(stamp + "<t:GivenName>Anna</t:GivenName>");
        ews.clock.advance(Duration.ofMinutes(1));
        contact("<t:Categories><t:String>VIP</t:String></t:Categories><t:GivenName>Bert</t:GivenName>");
        ews.clock.advance(Duration.ofMinutes(1));
        contact("<t:GivenName>Cleo</t:GivenName>");
        String order = "<m:SortOrder><t:FieldOrder Order=\"Descending\">" + EwsClient.path("item:DateTimeCreated")
                + "</t:FieldOrder></m:SortOrder>";
        String page = "<m:IndexedPageItemView MaxEntriesReturned=\"2\" Offset=\"%d\" BasePoint=\"Beginning\"/>";

        assertThat(found("Shallow", page.formatted(0) + order)).containsExactly("Cleo", "Bert");
        assertThat(found("Shallow", page.formatted(2) + order)).containsExactly("Anna");
        assertThat(found(
                        "Shallow",
                        "<m:Restriction><t:IsGreaterThanOrEqualTo>" + EwsClient.path("item:LastModifiedTime")
                                + "<t:FieldURIOrConstant><t:Constant Value=\"2026-03-02T08:01:00Z\"/>"
                                + "</t:FieldURIOrConstant></t:IsGreaterThanOrEqualTo></m:Restriction>"))
                .containsExactly("Bert", "Cleo");
        assertThat(found(
                        "Shallow",
                        "<m:Restriction><t:IsEqualTo>" + EwsClient.path("item:Categories")
                                + "<t:FieldURIOrConstant><t:Constant Value=\"VIP\"/></t:FieldURIOrConstant>"
                                + "</t:IsEqualTo></m:Restriction>"))
                .containsExactly("Bert");
        assertThat(found(
                        "Shallow",
                        "<m:Restriction><t:IsEqualTo>" + uri
                                + "<t:FieldURIOrConstant><t:Constant Value=\"s1\"/></t:FieldURIOrConstant>"
                                + "</t:IsEqualTo></m:Restriction>"))
                .containsExactly("Anna");
    }

    @Test
    void aPageThatIsAskedForAfterAChangeShowsIt() {
        String order = "<m:SortOrder><t:FieldOrder Order=\"Ascending\">" + EwsClient.path("contacts:GivenName")
                + "</t:FieldOrder></m:SortOrder>";
        String second =
                "<m:IndexedPageItemView MaxEntriesReturned=\"1\" Offset=\"1\" BasePoint=\"Beginning\"/>" + order;
        contact("<t:GivenName>Anna</t:GivenName>");
        Xml bert = contact("<t:GivenName>Bert</t:GivenName>");
        assertThat(found("Shallow", second)).containsExactly("Bert");

        Xml renamed = ews.ok(update(bert, "Zeno")).required("m:Items").only().required("t:ItemId");
        assertThat(found("Shallow", second)).containsExactly("Zeno");
        contact("<t:GivenName>Cleo</t:GivenName>");
        assertThat(found("Shallow", second)).containsExactly("Cleo");
        ews.ok(delete(renamed, "HardDelete"));
        assertThat(found("Shallow", order)).containsExactly("Anna", "Cleo");
    }

    @Test
    void aFolderTellsCheaplyWhetherAnythingIsNew() {
        assertThat(folder(west, COMMIT).children("t:ExtendedProperty")).isEmpty();
        Xml id = contact("<t:GivenName>Anna</t:GivenName>");
        assertThat(List.of(value(COMMIT), value(DELETED))).containsExactly("2026-03-02T08:00:00Z", "0");

        ews.clock.advance(Duration.ofMinutes(1));
        Xml changed = ews.ok(update(id, "Anne")).required("m:Items").only().required("t:ItemId");
        assertThat(List.of(value(COMMIT), value(DELETED))).containsExactly("2026-03-02T08:01:00Z", "0");

        ews.clock.advance(Duration.ofMinutes(1));
        ews.ok(delete(changed, "SoftDelete"));
        assertThat(List.of(value(COMMIT), value(DELETED))).containsExactly("2026-03-02T08:02:00Z", "1");
        assertThat(new String(
                        java.util.Base64.getDecoder().decode(value(REPLICA)),
                        0,
                        36,
                        java.nio.charset.StandardCharsets.US_ASCII))
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void aSoftlyDeletedItemIsOutOfSightButKept() {
        ews.ok(delete(contact("<t:GivenName>Anna</t:GivenName>"), "SoftDelete"));
        ews.ok(delete(contact("<t:GivenName>Bert</t:GivenName>"), "MoveToDeletedItems"));
        Xml gone = contact("<t:GivenName>Cleo</t:GivenName>");
        ews.ok(delete(gone, "HardDelete"));

        assertThat(found("Shallow", "")).isEmpty();
        assertThat(found("SoftDeleted", "")).containsExactly("Anna", "Bert");
        assertThat(ews.code(EwsClient.getItem(EwsClient.itemRef(gone), "IdOnly")))
                .isEqualTo("ErrorItemNotFound");
    }

    @ParameterizedTest
    @CsvSource({
        // level, sees, reads, creates, edits another's, deletes another's, makes folders
        "None, false, false, false, false, false, false",
        "Contributor, true, false, true, false, false, false",
        "Reviewer, true, true, false, false, false, false",
        "NoneditingAuthor, true, true, true, false, false, false",
        "Author, true, true, true, false, false, false",
        "Editor, true, true, true, true, true, false",
        "PublishingEditor, true, true, true, true, true, true",
        "Owner, true, true, true, true, true, true"
    })
    void eachCallerMayWhatTheLevelSays(
            String level,
            boolean sees,
            boolean reads,
            boolean creates,
            boolean edits,
            boolean deletes,
            boolean makesFolders) {
        Xml id = contact("<t:GivenName>Anna</t:GivenName>");
        grant(west, BEN, PermissionLevel.named(level).orElseThrow());

        ews.user = BEN;

        assertThat(ews.code(getFolder(west, EwsClient.path("folder:EffectiveRights"))))
                .isEqualTo(sees ? "NoError" : "ErrorAccessDenied");
        assertThat(ews.code(find(west, "Shallow", ""))).isEqualTo(reads ? "NoError" : "ErrorAccessDenied");
        assertThat(ews.code(EwsClient.getItem(EwsClient.itemRef(id), "IdOnly")))
                .isEqualTo(reads ? "NoError" : "ErrorItemNotFound");
        assertThat(ews.code(createContact(west, "<t:GivenName>Bert</t:GivenName>")))
                .isEqualTo(creates ? "NoError" : "ErrorAccessDenied");
        assertThat(ews.code(update(id, "Anne"))).isEqualTo(edits ? "NoError" : "ErrorAccessDenied");
        assertThat(ews.code("<m:DeleteItem DeleteType=\"SoftDelete\"><m:ItemIds><t:ItemId Id=\""
                        + id.requiredAttribute("Id") + "\"/></m:ItemIds></m:DeleteItem>"))
                .isEqualTo(deletes ? "NoError" : "ErrorAccessDenied");
        assertThat(ews.code("<m:CreateFolder><m:ParentFolderId>" + ref(west)
                        + "</m:ParentFolderId><m:Folders><t:ContactsFolder><t:DisplayName>New</t:DisplayName>"
                        + "</t:ContactsFolder></m:Folders></m:CreateFolder>"))
                .isEqualTo(makesFolders ? "NoError" : "ErrorAccessDenied");
    }

    @Test
    void aRefusedItemLeavesTheOthersOfTheBatchAlone() {
        Xml own = contact("<t:GivenName>Anna</t:GivenName>");
        grant(west, "anna@contoso.example", PermissionLevel.REVIEWER);
        Xml free = ews.ok(createContact(sales, "<t:GivenName>Bert</t:GivenName>"))
                .required("m:Items")
                .only()
                .required("t:ItemId");

        assertThat(ews.messages("<m:DeleteItem DeleteType=\"SoftDelete\"><m:ItemIds>" + EwsClient.itemRef(own)
                        + EwsClient.itemRef(free) + "</m:ItemIds></m:DeleteItem>"))
                .extracting(EwsClient::code)
                .containsExactly("ErrorAccessDenied", "NoError");
    }

    @Test
    void anAuthorWritesTheOwnItemsOnly() {
        grant(west, FolderRights.DEFAULT, PermissionLevel.AUTHOR);
        Xml annas = contact("<t:GivenName>Anna</t:GivenName>");

        assertThat(ews.code(update(annas, "Anne"))).isEqualTo("NoError");
        ews.user = BEN;
        assertThat(ews.code(update(annas, "Bert"))).isEqualTo("ErrorAccessDenied");
        assertThat(ews.code(delete(annas, "SoftDelete"))).isEqualTo("ErrorAccessDenied");
    }

    @Test
    void impersonationActsWithTheRightsOfTheUser() {
        grant(west, BEN, PermissionLevel.EDITOR);
        assertThat(ews.code(find(west, "Shallow", ""))).isEqualTo("ErrorAccessDenied");

        ews.soapHeaders = "<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>" + BEN
                + "</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>";

        assertThat(ews.code(find(west, "Shallow", ""))).isEqualTo("NoError");
        Xml rights = folder(west, EwsClient.path("folder:EffectiveRights")).required("t:EffectiveRights");
        assertThat(rights.children())
                .extracting(Xml::text)
                .containsExactly("false", "true", "false", "false", "false", "true");
    }

    @Test
    void aFolderThatOneMayNotSeeIsNotFoundBelowItsParent() {
        grant(west, BEN, PermissionLevel.NONE);
        String below = "<m:FindFolder Traversal=\"Shallow\"><m:FolderShape><t:BaseShape>Default</t:BaseShape>"
                + "</m:FolderShape><m:ParentFolderIds>" + ref(sales) + "</m:ParentFolderIds></m:FindFolder>";
        ews.user = BEN;

        assertThat(ews.ok(below).required("m:RootFolder").required("t:Folders").children())
                .isEmpty();
    }

    @Test
    void theOwnerReadsAndWritesPermissionsWhichFoldersBelowFollow() {
        grant(sales, "anna@contoso.example", PermissionLevel.OWNER);
        ews.ok("<m:UpdateFolder><m:FolderChanges><t:FolderChange>" + ref(sales)
                + "<t:Updates><t:SetFolderField><t:FieldURI FieldURI=\"folder:PermissionSet\"/><t:ContactsFolder>"
                + "<t:PermissionSet><t:Permissions>"
                + "<t:Permission><t:UserId><t:PrimarySmtpAddress>anna@contoso.example</t:PrimarySmtpAddress></t:UserId>"
                + "<t:PermissionLevel>Owner</t:PermissionLevel></t:Permission>"
                + "<t:Permission><t:UserId><t:DistinguishedUser>Default</t:DistinguishedUser></t:UserId>"
                + "<t:PermissionLevel>Reviewer</t:PermissionLevel></t:Permission>"
                + "</t:Permissions></t:PermissionSet></t:ContactsFolder></t:SetFolderField></t:Updates>"
                + "</t:FolderChange></m:FolderChanges></m:UpdateFolder>");

        String set = folder(west, EwsClient.path("folder:PermissionSet")).toString();

        assertThat(set).contains("anna@contoso.example", "Owner", "Default", "Reviewer");
        ews.user = BEN;
        assertThat(ews.code(find(west, "Shallow", ""))).isEqualTo("NoError");
        assertThat(ews.code(createContact(west, "<t:GivenName>Bert</t:GivenName>")))
                .isEqualTo("ErrorAccessDenied");
    }

    @Test
    void whereRoutingIsWantedBothHeadersMustComeAlong() {
        ews.behaviour.wantsRouting().set(true);
        assertThat(ews.code(find(west, "Shallow", ""))).isEqualTo("ErrorPublicFolderServerNotFound");

        ews.httpHeaders =
                Map.of("X-AnchorMailbox", "pf@contoso.example", "X-PublicFolderMailbox", "pf@contoso.example");

        assertThat(ews.code(find(west, "Shallow", ""))).isEqualTo("NoError");
    }
}
