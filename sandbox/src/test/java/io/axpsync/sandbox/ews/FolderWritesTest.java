package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.CALENDAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that come, move and go, and those that every mailbox and the company have. */
class FolderWritesTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String SHAPE = "<m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>";
    private static final String ROOT = named("msgfolderroot");
    private static final String PUBLIC = named("publicfoldersroot");

    private final EwsClient ews = new EwsClient(watch);

    private static String named(String id) {
        return "<t:DistinguishedFolderId Id=\"" + id + "\"/>";
    }

    private String create(String parent, String element, String name) {
        Xml id = ews.ok("<m:CreateFolder><m:ParentFolderId>" + parent + "</m:ParentFolderId><m:Folders><t:" + element
                        + "><t:DisplayName>" + name + "</t:DisplayName></t:" + element
                        + "></m:Folders></m:CreateFolder>")
                .required("m:Folders")
                .only()
                .required("t:FolderId");
        return "<t:FolderId Id=\"" + id.requiredAttribute("Id") + "\"/>";
    }

    private static String delete(String type, String id) {
        return "<m:DeleteFolder DeleteType=\"" + type + "\"><m:FolderIds>" + id + "</m:FolderIds></m:DeleteFolder>";
    }

    private static String move(String id, String target) {
        return "<m:MoveFolder><m:ToFolderId>" + target + "</m:ToFolderId><m:FolderIds>" + id
                + "</m:FolderIds></m:MoveFolder>";
    }

    private static String get(String id) {
        return "<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>" + id
                + "</m:FolderIds></m:GetFolder>";
    }

    private static String find(String parent, String traversal, String view) {
        return "<m:FindFolder Traversal=\"" + traversal + "\">" + SHAPE + view + "<m:ParentFolderIds>" + parent
                + "</m:ParentFolderIds></m:FindFolder>";
    }

    private List<String> names(Xml rootFolder) {
        return rootFolder.required("t:Folders").children().stream()
                .map(f -> f.required("t:DisplayName").text())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "calendar, CalendarFolder, IPF.Appointment",
        "contacts, ContactsFolder, IPF.Contact",
        "tasks, TasksFolder, IPF.Task",
        "inbox, Folder, IPF.Note",
        "sentitems, Folder, IPF.Note",
        "deleteditems, Folder, IPF.Note",
        "drafts, Folder, IPF.Note",
        "outbox, Folder, IPF.Note",
        "junkemail, Folder, IPF.Note",
        "journal, Folder, IPF.Journal",
        "notes, Folder, IPF.StickyNote",
        "publicfoldersroot, Folder, IPF.Note"
    })
    void everyDefaultFolderIsThereInItsClass(String name, String element, String folderClass) {
        Xml folder = ews.ok(get(named(name))).required("m:Folders").only();

        assertThat(folder.localName()).isEqualTo(element);
        assertThat(folder.required("t:FolderClass").text()).isEqualTo(folderClass);
        assertThat(folder.required("t:DistinguishedFolderId").text()).isEqualTo(name);
    }

    @Test
    void foldersArePagedByIndexFromBothEndsAndByFraction() {
        for (int i = 1; i <= 5; i++) {
            create(CALENDAR, "CalendarFolder", "c" + i);
        }
        String view = "<m:IndexedPageFolderView MaxEntriesReturned=\"2\" Offset=\"%d\" BasePoint=\"%s\"/>";

        Xml first = ews.ok(find(CALENDAR, "Shallow", String.format(view, 0, "Beginning")))
                .required("m:RootFolder");
        Xml last = ews.ok(find(CALENDAR, "Shallow", String.format(view, 4, "Beginning")))
                .required("m:RootFolder");
        Xml fromEnd =
                ews.ok(find(CALENDAR, "Shallow", String.format(view, 1, "End"))).required("m:RootFolder");
        Xml fraction = ews.ok(
                        find(CALENDAR, "Shallow", "<m:FractionalPageFolderView Numerator=\"3\" Denominator=\"5\"/>"))
                .required("m:RootFolder");

        assertThat(names(first)).containsExactly("c1", "c2");
        assertThat(first.requiredAttribute("IndexedPagingOffset")).isEqualTo("2");
        assertThat(first.requiredAttribute("TotalItemsInView")).isEqualTo("5");
        assertThat(first.requiredAttribute("IncludesLastItemInRange")).isEqualTo("false");
        assertThat(names(last)).containsExactly("c5");
        assertThat(last.requiredAttribute("IncludesLastItemInRange")).isEqualTo("true");
        assertThat(names(fromEnd)).containsExactly("c3", "c4");
        assertThat(names(fraction)).containsExactly("c4", "c5");
        assertThat(fraction.requiredAttribute("AbsoluteDenominator")).isEqualTo("5");
    }

    @Test
    void aDeletedFolderGoesWithItsContentForGood() {
        String folder = create(CALENDAR, "CalendarFolder", "Projects");
        String below = create(folder, "CalendarFolder", "Old ones");
        Xml item = ews.ok("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:SavedItemFolderId>" + below
                        + "</m:SavedItemFolderId><m:Items><t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem>"
                        + "</m:Items></m:CreateItem>")
                .required("m:Items")
                .only()
                .required("t:ItemId");

        ews.ok(delete("HardDelete", folder));

        assertThat(ews.code(get(folder))).isEqualTo("ErrorFolderNotFound");
        assertThat(ews.code(get(below))).isEqualTo("ErrorFolderNotFound");
        assertThat(ews.code(EwsClient.getItem(EwsClient.itemRef(item), "IdOnly")))
                .isEqualTo("ErrorItemNotFound");
        assertThat(ews.code(delete("HardDelete", CALENDAR))).isEqualTo("ErrorDeleteDistinguishedFolder");
    }

    @Test
    void aFolderInDeletedItemsIsStillThereUntilItIsDeletedAgain() {
        String folder = create(CALENDAR, "CalendarFolder", "Projects");

        ews.ok(delete("MoveToDeletedItems", folder));

        assertThat(names(ews.ok(find(named("deleteditems"), "Shallow", "")).required("m:RootFolder")))
                .containsExactly("Projects");
        ews.ok(delete("MoveToDeletedItems", folder));
        assertThat(ews.code(get(folder))).isEqualTo("ErrorFolderNotFound");
    }

    @Test
    void aMovedFolderKeepsItsIdAndNotItsChangeKey() {
        String folder = create(CALENDAR, "CalendarFolder", "Projects");
        String below = create(folder, "CalendarFolder", "Old ones");
        Xml before = ews.ok(get(folder)).required("m:Folders").only().required("t:FolderId");

        Xml after = ews.ok(move(folder, ROOT)).required("m:Folders").only().required("t:FolderId");

        assertThat(after.requiredAttribute("Id")).isEqualTo(before.requiredAttribute("Id"));
        assertThat(after.requiredAttribute("ChangeKey")).isNotEqualTo(before.requiredAttribute("ChangeKey"));
        assertThat(ews.code(move(folder, below))).isEqualTo("ErrorMoveCopyFailed");
        assertThat(ews.code(move(CALENDAR, folder))).isEqualTo("ErrorMoveDistinguishedFolder");
        create(CALENDAR, "CalendarFolder", "Projects");
        assertThat(ews.code(move(folder, CALENDAR))).isEqualTo("ErrorFolderExists");
    }

    @Test
    void theHierarchySyncTellsOfDeletedFolders() {
        String folder = create(CALENDAR, "CalendarFolder", "Projects");
        String request = "<m:SyncFolderHierarchy>" + SHAPE + "%s</m:SyncFolderHierarchy>";
        Xml first = ews.ok(String.format(request, ""));
        ews.ok(delete("HardDelete", folder));

        String state = "<m:SyncState>" + first.required("m:SyncState").text() + "</m:SyncState>";
        Xml second = ews.ok(String.format(request, state));

        Xml change = second.required("m:Changes").only();
        assertThat(change.localName()).isEqualTo("Delete");
        assertThat(folder).contains(change.only().requiredAttribute("Id"));
        String next = "<m:SyncState>" + second.required("m:SyncState").text() + "</m:SyncState>";
        assertThat(ews.ok(String.format(request, next)).required("m:Changes").children())
                .isEmpty();
    }

    @Test
    void calendarsAreNotEmptiedAndOtherFoldersAre() {
        create(named("deleteditems"), "Folder", "Old");
        String empty =
                "<m:EmptyFolder DeleteType=\"HardDelete\" DeleteSubFolders=\"true\"><m:FolderIds>%s</m:FolderIds>"
                        + "</m:EmptyFolder>";

        ews.ok(String.format(empty, named("deleteditems")));

        assertThat(names(ews.ok(find(named("deleteditems"), "Shallow", "")).required("m:RootFolder")))
                .isEmpty();
        assertThat(ews.code(String.format(empty, CALENDAR))).isEqualTo("ErrorCannotEmptyFolder");
    }

    @Test
    void publicFoldersAreEverybodysAndWalkedLevelByLevel() {
        String shared = create(PUBLIC, "CalendarFolder", "Fairs");
        create(shared, "CalendarFolder", "Spring");

        ews.user = "ben@contoso.example";

        assertThat(names(ews.ok(find(PUBLIC, "Shallow", "")).required("m:RootFolder")))
                .containsExactly("Fairs");
        assertThat(names(ews.ok(find(shared, "Shallow", "")).required("m:RootFolder")))
                .containsExactly("Spring");
        assertThat(ews.company.all()).hasSize(2);
    }

    @Test
    void publicFoldersRefuseSynchronisationAndDeepSearches() {
        String shared = create(PUBLIC, "CalendarFolder", "Fairs");
        String items = EwsClient.sync("", 10).replace(CALENDAR, shared);
        String folders = "<m:SyncFolderHierarchy>" + SHAPE + "<m:SyncFolderId>" + PUBLIC
                + "</m:SyncFolderId></m:SyncFolderHierarchy>";

        assertThat(List.of(ews.code(items), ews.code(folders), ews.code(find(PUBLIC, "Deep", ""))))
                .containsOnly("ErrorInvalidOperation");
        ews.behaviour.syncsPublicFolders().set(true);
        assertThat(List.of(ews.code(items), ews.code(folders), ews.code(find(PUBLIC, "Deep", ""))))
                .containsOnly("NoError");
    }

    @Test
    void itemsOfPublicFoldersAreListedAndRead() {
        String shared = create(PUBLIC, "CalendarFolder", "Fairs");
        Xml id = ews.ok("<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:SavedItemFolderId>" + shared
                        + "</m:SavedItemFolderId><m:Items><t:CalendarItem><t:Subject>Fair</t:Subject></t:CalendarItem>"
                        + "</m:Items></m:CreateItem>")
                .required("m:Items")
                .only()
                .required("t:ItemId");

        ews.user = "ben@contoso.example";

        Xml found = ews.ok("<m:FindItem Traversal=\"Shallow\">" + EwsClient.ID_ONLY + "<m:ParentFolderIds>" + shared
                        + "</m:ParentFolderIds></m:FindItem>")
                .required("m:RootFolder")
                .required("t:Items")
                .only();
        assertThat(found.required("t:ItemId").attributes()).isEqualTo(id.attributes());
        assertThat(ews.get(id, "IdOnly", EwsClient.path("item:Subject"))
                        .required("t:Subject")
                        .text())
                .isEqualTo("Fair");
        ews.ok("<m:DeleteItem DeleteType=\"MoveToDeletedItems\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds>"
                + EwsClient.itemRef(id) + "</m:ItemIds></m:DeleteItem>");
        assertThat(ews.code(EwsClient.getItem(EwsClient.itemRef(id), "IdOnly"))).isEqualTo("ErrorItemNotFound");
    }
}
