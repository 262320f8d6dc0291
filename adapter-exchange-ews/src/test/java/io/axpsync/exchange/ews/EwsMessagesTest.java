package io.axpsync.exchange.ews;

import static io.axpsync.exchange.ews.Words.YEAR;
import static io.axpsync.exchange.ews.Words.fetch;
import static io.axpsync.exchange.ews.Words.observe;
import static io.axpsync.exchange.ews.Words.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailHeaders.Protection;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Marked mails over EWS: found with one question, read in full, told that they were imported, and nothing else. */
class EwsMessagesTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Category IMPORTED = new Category("D365: imported");
    private static final Window ALWAYS =
            new Window(Instant.parse("1926-01-01T00:00:00Z"), Instant.parse("2126-01-01T00:00:00Z"));
    private static final Lane LANE = Words.ANNA
            .withId(LaneId.of("000001", Kind.MESSAGE))
            .withKind(Kind.MESSAGE)
            .withStatusCategories(HashSet.of(IMPORTED));

    private final MailsOfEws mails = new MailsOfEws(WATCH);
    private final SyncSide side = EwsSide.open(mails.config().build());

    @AfterEach
    void close() {
        side.close();
        mails.close();
    }

    private static String plain(String folder, String categories) {
        return "<t:ParentFolderId Id=\"" + folder + "\" ChangeKey=\"k\"/><t:ItemClass>IPM.Note</t:ItemClass>"
                + "<t:Subject>Offer</t:Subject><t:DateTimeReceived>2026-02-27T09:30:00Z</t:DateTimeReceived>"
                + "<t:Categories>" + categories + "</t:Categories><t:IsDraft>false</t:IsDraft>"
                + "<t:DateTimeSent>2026-02-27T09:29:00Z</t:DateTimeSent>"
                + "<t:ConversationId Id=\"conv\"/>";
    }

    private static String category(String name) {
        return "<t:String>" + name + "</t:String>";
    }

    private static final String MARKED = category("D365");

    /** A mail in that folder that carries the marker. */
    private void put(String id, String folder) {
        mails.mails.put(id, plain(folder, MARKED));
    }

    private Snapshot listed() {
        return observe(side, LANE, ALWAYS, Option.none())
                .getOrElseThrow(failure -> new AssertionError(failure.reason().text()));
    }

    private Observed.Present read(String id) {
        return (Observed.Present) fetch(side, LANE, id).get();
    }

    @Test
    void aQuietCycleAsksOneQuestion() {
        assertThat(listed().items()).isEmpty();
        assertThat(mails.asked()).containsExactly("FindFolder", "CreateFolder", "FindItem");
        Snapshot quiet = listed();
        assertThat(mails.asked()).containsExactly("FindItem");
        assertThat(quiet.completeness()).isInstanceOf(Completeness.Full.class);
    }

    @Test
    void theSearchFolderFindsMailsThatCarryTheMarkerInAllFolders() {
        listed();
        assertThat(mails.request("CreateFolder"))
                .contains("<t:DisplayName>AxpMarked<", "Traversal=\"Deep\"", "Id=\"msgfolderroot\"")
                .contains(
                        "item:Categories",
                        "<t:Constant Value=\"D365\"",
                        "item:ItemClass",
                        "<t:Constant Value=\"IPM.Note\"");
    }

    @Test
    void aSearchFolderThatIsThereIsUsedAndOneForAnotherMarkerIsMadeAnew() {
        mails.searches.put("AxpMarked", "1;category=d365");
        listed();
        assertThat(mails.asked()).containsExactly("FindFolder", "FindItem");
        mails.searches.put("AxpMarked", "1;category=erp");
        try (SyncSide other = EwsSide.open(mails.config().build())) {
            assertThat(observe(other, LANE, ALWAYS, Option.none()).isRight()).isTrue();
        }
        assertThat(mails.asked()).containsExactly("FindFolder", "DeleteFolder", "CreateFolder", "FindItem");
        assertThat(mails.searches).containsEntry("AxpMarked", "1;category=d365");
    }

    @Test
    void whatLiesInDeletedItemsJunkDraftsOrOutboxIsNotListedAndIsElsewhere() {
        List.of("inbox", "projects", "sentitems", "deleteditems", "old", "junkemail", "drafts", "outbox")
                .forEach(folder -> put("in " + folder, folder));
        mails.lists.put("AxpMarked", List.copyOf(mails.mails.keySet()));
        assertThat(listed().items().map(seen -> seen.ref().id()))
                .containsExactly("in inbox", "in projects", "in sentitems");
        assertThat(read("in old").place()).isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(read("in junkemail").place()).isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(read("in projects").place()).isEqualTo(Observed.Place.IN_LANE);
    }

    @Test
    void aListThatIsNotEmptyIsStillOneQuestionInAQuietCycle() {
        put("a", "inbox");
        mails.lists.put("AxpMarked", List.of("a"));
        listed();
        mails.asked();
        assertThat(listed().items()).hasSize(1);
        assertThat(mails.asked()).containsExactly("FindItem");
    }

    @Test
    void aBoundedWindowIsPartOfTheQuestion() {
        observe(side, LANE, YEAR, Option.none());
        assertThat(mails.request("FindItem")).contains("item:DateTimeReceived", "2026-01-01T00:00:00Z");
        mails.requests.clear();
        listed();
        assertThat(mails.request("FindItem")).doesNotContain("m:Restriction");
    }

    @Test
    void folderByFolderWhereNoSearchFolderMayBeMade() {
        mails.refused.put("CreateFolder", "ErrorAccessDenied");
        put("a", "inbox");
        put("b", "projects");
        mails.lists.put("inbox", List.of("a"));
        mails.lists.put("projects", List.of("b"));
        put("c", "old");
        mails.lists.put("old", List.of("c"));
        assertThat(listed().items().map(seen -> seen.ref().id())).containsExactly("a", "b");
        assertThat(mails.requests.stream().filter(r -> r.contains("FindItem") && r.contains("item:Categories")))
                .hasSize(3);
    }

    @Test
    void aSearchFolderThatItsUserDeletedIsMadeAnew() {
        listed();
        mails.searches.clear();
        mails.refused.put("FindItem", "ErrorFolderNotFound");
        assertThat(observe(side, LANE, ALWAYS, Option.none()).getLeft()).isInstanceOf(PortFailure.Missing.class);
        mails.refused.clear();
        assertThat(mails.searches).containsKey("AxpMarked");
        assertThat(listed().items()).isEmpty();
    }

    @Test
    void aMailIsReadWithEverythingThatIsImported() {
        mails.mails.put(
                "a",
                "<t:ParentFolderId Id=\"inbox\" ChangeKey=\"k\"/><t:ItemClass>IPM.Note</t:ItemClass>"
                        + "<t:Subject>RE: Offer &amp; terms</t:Subject><t:Sensitivity>Private</t:Sensitivity>"
                        + "<t:Body BodyType=\"Text\">Dear Anna,\n\n  as agreed &lt;1.000 EUR&gt;\n</t:Body>"
                        + "<t:Attachments>" + file("Terms.PDF", "application/pdf", 4096, false)
                        + file("logo.png", "image/png", 90, true) + file("terms.pdf", "application/pdf", 7, false)
                        + "<t:ItemAttachment><t:AttachmentId Id=\"x\"/><t:Name>Earlier mail</t:Name>"
                        + "<t:Size>100</t:Size></t:ItemAttachment></t:Attachments>"
                        + "<t:DateTimeReceived>2026-02-27T09:30:00Z</t:DateTimeReceived>"
                        + "<t:Categories>" + MARKED + category("Red") + "</t:Categories>"
                        + "<t:Importance>High</t:Importance><t:InReplyTo>&lt;p2@x.example&gt;</t:InReplyTo>"
                        + "<t:IsDraft>false</t:IsDraft><t:DateTimeSent>2026-02-27T09:29:41Z</t:DateTimeSent>"
                        + "<t:ConversationId Id=\"conv\"/>"
                        + "<t:ToRecipients>" + person("Anna", "Anna@Contoso.example", "SMTP")
                        + person("Old one", "/o=contoso/cn=old", "EX") + "</t:ToRecipients>"
                        + "<t:CcRecipients>" + person("Ben", "ben@contoso.example", "SMTP")
                        + person("Anna again", "anna@contoso.example", "SMTP") + "</t:CcRecipients>"
                        + "<t:BccRecipients>" + person("Nobody", "nobody", "SMTP") + "</t:BccRecipients>"
                        + "<t:From>" + person("Cora Kunz", "Cora@Kunz.example", "SMTP") + "</t:From>"
                        + "<t:InternetMessageId>&lt;m1@x.example&gt;</t:InternetMessageId>"
                        + "<t:References>&lt;p1@x.example&gt; &lt;p2@x.example&gt;</t:References>");
        Observed.Present seen = read("a");
        Item mail = seen.item().get();
        assertThat(mail.value(Field.SUBJECT)).isEqualTo(Value.text("RE: Offer & terms"));
        assertThat(mail.value(Field.BODY)).isEqualTo(Value.text("Dear Anna,\n\n  as agreed <1.000 EUR>\n"));
        Instant received = Instant.parse("2026-02-27T09:30:00Z");
        assertThat(mail.value(Field.PERIOD)).isEqualTo(new Value.Period(received, received));
        assertThat(mail.value(Field.SENSITIVITY)).isEqualTo(Value.choice("PRIVATE"));
        assertThat(mail.value(Field.IMPORTANCE)).isEqualTo(Value.choice("HIGH"));
        assertThat(mail.value(Field.SENDER)).isEqualTo(set(new Value.Entry("cora@kunz.example", "", "Cora Kunz")));
        assertThat(mail.value(Field.RECIPIENTS))
                .isEqualTo(set(
                        new Value.Entry("anna@contoso.example", "TO", "Anna"),
                        new Value.Entry("ben@contoso.example", "CC", "Ben")));
        assertThat(mail.value(Field.ATTACHMENTS))
                .isEqualTo(set(
                        new Value.Entry("terms.pdf", "4096 application/pdf", "Terms.PDF"),
                        new Value.Entry("terms (2).pdf", "7 application/pdf", "terms (2).pdf"),
                        new Value.Entry("earlier mail", "100 message/rfc822", "Earlier mail")));
        assertThat(mail.value(Field.CATEGORIES)).isEqualTo(Value.NOTHING);
        assertThat(seen.mail())
                .contains(new MailHeaders(
                        "m1@x.example",
                        Vector.of("p2@x.example"),
                        Vector.of("p1@x.example", "p2@x.example"),
                        "conv",
                        Protection.NONE));
        assertThat(seen.naturalKey())
                .contains(MailKey.of(
                        "m1@x.example",
                        "cora@kunz.example",
                        Instant.parse("2026-02-27T09:29:41Z"),
                        "RE: Offer & terms",
                        ""));
        assertThat(seen.marked()).isTrue();
        assertThat(mails.request("GetItem")).contains("<t:BodyType>Text<");
    }

    private static Value set(Value.Entry... entries) {
        return Value.Entries.of(Vector.of(entries));
    }

    private static String file(String name, String type, int size, boolean inline) {
        return "<t:FileAttachment><t:AttachmentId Id=\"x\"/><t:Name>" + name + "</t:Name><t:ContentType>" + type
                + "</t:ContentType><t:Size>" + size + "</t:Size><t:IsInline>" + inline
                + "</t:IsInline></t:FileAttachment>";
    }

    private static String person(String name, String address, String routing) {
        return "<t:Mailbox><t:Name>" + name + "</t:Name><t:EmailAddress>" + address + "</t:EmailAddress><t:RoutingType>"
                + routing + "</t:RoutingType></t:Mailbox>";
    }

    @Test
    void whatLiesInSentItemsCountsByWhenItWasSent() {
        put("sent", "sentitems");
        Instant sent = Instant.parse("2026-02-27T09:29:00Z");
        assertThat(read("sent").period()).isEqualTo(new Value.Period(sent, sent));
    }

    @Test
    void encryptedAndRightsManagedMailsSaySoAndSignedOnesAreOpen() {
        put("smime", "inbox");
        mails.mails.computeIfPresent("smime", (id, xml) -> xml.replace("IPM.Note", "IPM.Note.SMIME"));
        put("signed", "inbox");
        mails.mails.computeIfPresent("signed", (id, xml) -> xml.replace("IPM.Note", "IPM.Note.SMIME.MultipartSigned"));
        put("rights", "inbox");
        mails.mails.computeIfPresent(
                "rights",
                (id, xml) -> xml.replace(
                        "<t:DateTimeReceived>",
                        "<t:Attachments>" + file("message.rpmsg", "application/x-microsoft-rpmsg-message", 9, false)
                                + "</t:Attachments><t:DateTimeReceived>"));
        assertThat(read("smime").mail().get().protection()).isEqualTo(Protection.ENCRYPTED);
        assertThat(read("signed").mail().get().protection()).isEqualTo(Protection.NONE);
        assertThat(read("rights").mail().get().protection()).isEqualTo(Protection.RIGHTS_MANAGED);
    }

    @Test
    void aMailThatIsTooLongIsUnreadableAndTheOthersAreRead() {
        put("a", "inbox");
        mails.mails.put("long", plain("inbox", MARKED).replace("Offer", "x".repeat(20_000)));
        put("b", "inbox");
        try (SyncSide narrow = EwsSide.open(mails.config().largestAnswer(15_000).build())) {
            Vector<Either<PortFailure, Observed>> read = narrow.fetch(Vector.of("a", "long", "b")
                            .map(id -> new Look(LANE, ALWAYS, ItemRef.exchange(id), Option.none())))
                    .toVector();
            assertThat(read.get(0).get()).isInstanceOf(Observed.Present.class);
            assertThat(read.get(1).get()).isInstanceOf(Observed.Unreadable.class);
            assertThat(read.get(2).get()).isInstanceOf(Observed.Present.class);
        }
    }

    private static final Stamp STAMP = Stamp.of("test", new LinkId("l1")).on(ItemRef.d365("usmf/A1"));

    private Write.Update.Builder telling(Observed.Present mail) {
        return Write.Update.builder()
                .lane(LANE)
                .window(ALWAYS)
                .link(new LinkId("l1"))
                .notice(Notify.NOBODY)
                .ref(mail.ref())
                .expected(mail.version())
                .before(mail.item().get())
                .changes(LinkedHashMap.empty())
                .stamp(Option.some(STAMP))
                .status(Option.some(HashSet.of(IMPORTED)))
                .marked(Option.some(false));
    }

    @Test
    void tellingIsOneUpdateThatKeepsTheUsersCategoriesAndSendsNoReceipt() {
        mails.mails.put("a", plain("inbox", category("Red") + MARKED));
        Observed.Present mail = read("a");
        mails.asked();
        assertThat(Words.write(side, telling(mail).build())).isInstanceOf(Outcome.Written.class);
        String update = mails.request("UpdateItem");
        assertThat(update)
                .contains(
                        "SuppressReadReceipts=\"true\"",
                        "MessageDisposition=\"SaveOnly\"",
                        "ConflictResolution=\"NeverOverwrite\"")
                .contains("<t:Categories><t:String>Red</t:String><t:String>D365: imported</t:String></t:Categories>")
                .contains("axp1;test;l1;usmf/A1", "<t:Value>conv</t:Value>")
                .doesNotContain("IsRead", "item:Subject", "item:Body");
        assertThat(mails.asked()).containsExactly("UpdateItem", "GetItem");
    }

    @Test
    void aMailThatSaysItAlreadyIsNotWritten() {
        mails.mails.put("a", plain("inbox", category("D365: imported")));
        Observed.Present mail = read("a");
        mails.asked();
        assertThat(Words.write(side, telling(mail).stamp(Option.none()).build()))
                .isInstanceOf(Outcome.Written.class);
        assertThat(mails.asked()).containsExactly("GetItem");
    }

    @Test
    void aMailThatChangedMeanwhileIsNotTold() {
        put("a", "inbox");
        mails.refused.put("UpdateItem", "ErrorIrresolvableConflict");
        assertThat(refused(Words.write(side, telling(read("a")).build()))).isInstanceOf(PortFailure.Stale.class);
    }

    @Test
    void noMailIsMadeOrRemoved() {
        Outcome made = Words.write(side, Words.create(LANE, "l1", Item.empty(Kind.MESSAGE)));
        assertThat(refused(made)).isInstanceOf(PortFailure.Rejected.class);
        assertThat(refused(Words.write(side, Words.remove(LANE, "a")))).isInstanceOf(PortFailure.Rejected.class);
        assertThat(mails.requests).isEmpty();
    }

    private void imported(String id, String conversation) {
        mails.mails.put(
                id,
                plain("inbox", "")
                        .replace("<t:Categories></t:Categories>", "")
                        .replace(
                                "<t:IsDraft>false</t:IsDraft><t:DateTimeSent>2026-02-27T09:29:00Z</t:DateTimeSent>",
                                "<t:IsDraft>false</t:IsDraft><t:DateTimeSent>2026-02-27T09:29:00Z</t:DateTimeSent>"
                                        + property("AxpStamp", STAMP.text())
                                        + property("AxpConversation", conversation)));
    }

    private static String property(String name, String value) {
        return "<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId=\"6b1d5fdc-5a0c-4f0e-9d5b-6f6c3f0a4a51\""
                + " PropertyName=\"" + name + "\" PropertyType=\"String\"/><t:Value>" + value
                + "</t:Value></t:ExtendedProperty>";
    }

    private Search search(Option<Stamp> stamp, Option<MailThread> thread) {
        return new Search(LANE, ALWAYS, stamp, Option.none(), Value.NOTHING, Option.none(), thread);
    }

    @Test
    void whatWasImportedOfAConversationIsFound() {
        imported("mine", "conv");
        imported("other", "another conversation");
        put("unstamped", "inbox");
        mails.lists.put("AxpImported", List.of("mine", "other", "unstamped"));
        Vector<Observed.Present> found = side.find(
                        Vector.of(search(Option.none(), Option.some(new MailThread(Vector.empty(), "conv")))))
                .get(0)
                .get()
                .toVector();
        assertThat(found.map(seen -> seen.ref().id())).containsExactly("mine");
        assertThat(found.get(0).stamp()).contains(STAMP);
        assertThat(found.get(0).period()).isInstanceOf(Value.Period.class);
        assertThat(mails.request("FindItem")).contains("AxpConversation", "<t:Constant Value=\"conv\"");
        assertThat(mails.requests.stream().map(ReplayingEws::operation)).doesNotContain("GetItem");
    }

    @Test
    void aMailIsFoundByItsStampAndReadInFull() {
        imported("mine", "conv");
        mails.lists.put("AxpImported", List.of("mine"));
        Vector<Observed.Present> found = side.find(Vector.of(search(Option.some(STAMP), Option.none())))
                .get(0)
                .get()
                .toVector();
        assertThat(found.get(0).item().isDefined()).isTrue();
    }

    @Test
    void aMailThatWasMovedIsFoundByItsStamp() {
        imported("new id", "conv");
        mails.lists.put("AxpImported", List.of("new id"));
        Either<PortFailure, Observed> seen = side.fetch(
                        Vector.of(new Look(LANE, ALWAYS, ItemRef.exchange("old id"), Option.some(STAMP))))
                .get(0);
        assertThat(seen.get().ref()).isEqualTo(ItemRef.exchange("new id"));
        assertThat(side.fetch(Vector.of(new Look(LANE, ALWAYS, ItemRef.exchange("old id"), Option.none())))
                        .get(0)
                        .get())
                .isInstanceOf(Observed.Gone.class);
    }
}
