package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.CALENDAR;
import static io.axpsync.sandbox.ews.EwsClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FoldersTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String FENCE =
            "<t:ExtendedFieldURI PropertySetId=\"3f1a6c2e-0d4b-4a55-9f56-0a6c7a4b1d11\" PropertyName=\"axpFence\""
                    + " PropertyType=\"String\"/>";

    private final EwsClient ews = new EwsClient(watch);

    private static String folderShape(String base, String... paths) {
        return EwsClient.shape(base, paths).replace("ItemShape", "FolderShape");
    }

    private static String getFolder(String id, String base, String... paths) {
        return "<m:GetFolder>" + folderShape(base, paths) + "<m:FolderIds>" + id + "</m:FolderIds></m:GetFolder>";
    }

    private static String findFolder(String parent, String traversal, String rest) {
        return "<m:FindFolder Traversal=\"" + traversal + "\">" + folderShape("Default") + rest + "<m:ParentFolderIds>"
                + parent + "</m:ParentFolderIds></m:FindFolder>";
    }

    private Xml create(String parent, String element, String name) {
        return ews.ok("<m:CreateFolder><m:ParentFolderId>" + parent + "</m:ParentFolderId><m:Folders><t:" + element
                        + "><t:DisplayName>" + name + "</t:DisplayName></t:" + element
                        + "></m:Folders></m:CreateFolder>")
                .required("m:Folders")
                .only()
                .required("t:FolderId");
    }

    private static String ref(Xml folderId) {
        return "<t:FolderId Id=\"" + folderId.requiredAttribute("Id") + "\"/>";
    }

    private List<String> names(String request) {
        return ews.ok(request).required("m:RootFolder").required("t:Folders").children().stream()
                .map(f -> f.localName() + " " + f.required("t:DisplayName").text())
                .toList();
    }

    @Test
    void theCalendarIsACalendarFolderBelowTheRoot() {
        ews.create("<t:Subject>x</t:Subject>");

        Xml folder = ews.ok(getFolder(CALENDAR, "AllProperties"))
                .required("m:Folders")
                .only();

        assertThat(folder.localName()).isEqualTo("CalendarFolder");
        assertThat(folder.required("t:FolderClass").text()).isEqualTo("IPF.Appointment");
        assertThat(folder.required("t:TotalCount").text()).isEqualTo("1");
        assertThat(folder.required("t:DistinguishedFolderId").text()).isEqualTo("calendar");
        assertThat(folder.required("t:ParentFolderId").requiredAttribute("Id"))
                .isEqualTo(ews.anna.folder("msgfolderroot").orElseThrow().id());
    }

    @Test
    void foldersAreFoundShallowAndDeep() {
        Xml projects = create(CALENDAR, "CalendarFolder", "Projects");
        create(ref(projects), "CalendarFolder", "Old ones");

        assertThat(names(findFolder(CALENDAR, "Shallow", ""))).containsExactly("CalendarFolder Projects");
        assertThat(names(findFolder("<t:DistinguishedFolderId Id=\"msgfolderroot\"/>", "Deep", "")))
                .contains(
                        "CalendarFolder Calendar",
                        "CalendarFolder Projects",
                        "CalendarFolder Old ones",
                        "Folder Inbox");
        String byName = "<m:Restriction><t:IsEqualTo>" + path("folder:DisplayName")
                + "<t:FieldURIOrConstant><t:Constant Value=\"old ones\"/></t:FieldURIOrConstant>"
                + "</t:IsEqualTo></m:Restriction>";
        assertThat(names(findFolder(CALENDAR, "Deep", byName))).containsExactly("CalendarFolder Old ones");
    }

    @Test
    void aFolderOfThatNameExistsAlready() {
        create(CALENDAR, "CalendarFolder", "Projects");

        assertThat(ews.code("<m:CreateFolder><m:ParentFolderId>" + CALENDAR + "</m:ParentFolderId><m:Folders>"
                        + "<t:CalendarFolder><t:DisplayName>projects</t:DisplayName></t:CalendarFolder>"
                        + "</m:Folders></m:CreateFolder>"))
                .isEqualTo("ErrorFolderExists");
    }

    @Test
    void aFenceIsKeptOnTheFolder() {
        String set = "<m:UpdateFolder><m:FolderChanges><t:FolderChange>" + CALENDAR + "<t:Updates><t:SetFolderField>"
                + FENCE + "<t:CalendarFolder><t:ExtendedProperty>" + FENCE + "<t:Value>installation 1</t:Value>"
                + "</t:ExtendedProperty></t:CalendarFolder></t:SetFolderField></t:Updates></t:FolderChange>"
                + "</m:FolderChanges></m:UpdateFolder>";
        Xml before = ews.ok(getFolder(CALENDAR, "IdOnly", FENCE))
                .required("m:Folders")
                .only();

        Xml written = ews.ok(set).required("m:Folders").only().required("t:FolderId");

        Xml after = ews.ok(getFolder(CALENDAR, "IdOnly", FENCE))
                .required("m:Folders")
                .only();
        assertThat(before.child("t:ExtendedProperty")).isEmpty();
        assertThat(after.required("t:ExtendedProperty").required("t:Value").text())
                .isEqualTo("installation 1");
        assertThat(after.required("t:FolderId").attributes()).isEqualTo(written.attributes());
        assertThat(written.requiredAttribute("ChangeKey"))
                .isNotEqualTo(before.required("t:FolderId").requiredAttribute("ChangeKey"));
    }

    @Test
    void missingFoldersAreSaidInEachOperationsWay() {
        String foreign = "<t:FolderId Id=\"QUFBQQ==\"/>";
        String absent = "<t:DistinguishedFolderId Id=\"voicemail\"/>";

        assertThat(ews.code(getFolder(foreign, "IdOnly"))).isEqualTo("ErrorFolderNotFound");
        assertThat(ews.code(getFolder(absent, "IdOnly"))).isEqualTo("ErrorFolderNotFound");
        assertThat(ews.code(getFolder("<t:FolderId Id=\"no id\"/>", "IdOnly"))).isEqualTo("ErrorInvalidIdMalformed");
        assertThat(ews.code(EwsClient.sync("", 10).replace(CALENDAR, foreign))).isEqualTo("ErrorSyncFolderNotFound");
        assertThat(ews.code(getFolder(
                        "<t:DistinguishedFolderId Id=\"calendar\"><t:Mailbox><t:EmailAddress>no@contoso.example"
                                + "</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>",
                        "IdOnly")))
                .isEqualTo("ErrorNonExistentMailbox");
    }

    @Test
    void theHierarchyIsFollowedByASyncState() {
        String request = "<m:SyncFolderHierarchy>" + folderShape("Default") + "%s</m:SyncFolderHierarchy>";
        Xml first = ews.ok(String.format(request, ""));
        assertThat(first.required("m:Changes").children()).hasSizeGreaterThan(4);

        create(CALENDAR, "CalendarFolder", "Projects");

        String state = "<m:SyncState>" + first.required("m:SyncState").text() + "</m:SyncState>";
        Xml change = ews.ok(String.format(request, state)).required("m:Changes").only();
        assertThat(change.localName()).isEqualTo("Create");
        assertThat(change.only().required("t:DisplayName").text()).isEqualTo("Projects");
        assertThat(ews.code(String.format(request, "<m:SyncState>bm8=</m:SyncState>")))
                .isEqualTo("ErrorInvalidSyncStateData");
    }

    @Test
    void aMovedItemHasANewIdAndACopyTooWhileTheFirstStays() {
        Xml item = ews.create("<t:Subject>x</t:Subject>");
        String target = ref(create(CALENDAR, "CalendarFolder", "Projects"));
        String request = "<m:%1$s><m:ToFolderId>" + target + "</m:ToFolderId><m:ItemIds>%2$s</m:ItemIds></m:%1$s>";

        Xml copy = ews.ok(String.format(request, "CopyItem", EwsClient.itemRef(item)))
                .required("m:Items")
                .only()
                .required("t:ItemId");
        Xml moved = ews.ok(String.format(request, "MoveItem", EwsClient.itemRef(item)))
                .required("m:Items")
                .only()
                .required("t:ItemId");

        assertThat(List.of(copy.requiredAttribute("Id"), moved.requiredAttribute("Id")))
                .doesNotHaveDuplicates()
                .doesNotContain(item.requiredAttribute("Id"));
        assertThat(ews.code(EwsClient.getItem(EwsClient.itemRef(item), "IdOnly")))
                .isEqualTo("ErrorItemNotFound");
        assertThat(ews.stored(moved).subject()).isEqualTo("x");
        assertThat(ews.code(String.format(request, "MoveItem", EwsClient.itemRef(moved))
                        .replace(target, "<t:DistinguishedFolderId Id=\"inbox\"/>")))
                .isEqualTo("ErrorMoveCopyFailed");
    }
}
