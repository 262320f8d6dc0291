package io.axpsync.exchange.ews;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.side.MessageBox;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Delivery;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.MessageItem;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.OtherItem;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole runs of the import between mailboxes over EWS and a D365 in memory; each is followed by one that does nothing. */
class EwsMailRunTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final SandboxEws sandbox = new SandboxEws(WATCH);
    private final Lane anna = MessageBox.messages(sandbox.open("000101", "anna"));
    private final Lane bert = MessageBox.messages(sandbox.open("000202", "bert"));
    private final Clock clock = Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC);
    private final MemorySide d365 = MemorySide.of(MemoryHabits.D365_MAILS, clock, anna, bert);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private final SyncSide exchange = sandbox.side();
    private ImportRules imports =
            ImportRules.builder().imported(Option.some(MessageBox.IMPORTED)).build();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Mailbox box(Lane lane) {
        return sandbox.boxes.find(lane.mailbox().address()).orElseThrow();
    }

    private OtherItem deliver(Lane lane, String folder, String mime) {
        return new Delivery(
                        box(lane).folder(folder).orElseThrow().id(),
                        mime.getBytes(StandardCharsets.UTF_8),
                        Instant.parse("2026-02-27T09:30:00Z"),
                        List.of("D365", "Red"))
                .into(box(lane));
    }

    private static String mime(String id, String subject, String... headers) {
        return String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n")
                + "From: Eva <eva@nordwind.example>\r\nTo: anna@contoso.example\r\n"
                + "Date: Fri, 27 Feb 2026 10:29:41 +0100\r\nSubject: " + subject + "\r\nMessage-ID: <" + id
                + ">\r\nContent-Type: text/plain\r\n\r\nDear Anna,\r\nas promised.\r\n";
    }

    private List<String> categories(Lane lane, OtherItem mail) {
        return ((MessageItem) box(lane)
                        .others()
                        .find(mail.identity().immutableId())
                        .orElseThrow()
                        .content())
                .categories();
    }

    private SyncRun runner() {
        return new SyncRun(
                store,
                new NoPeople() {
                    @Override
                    public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
                        return Either.right(Vector.of(new DirectoryEntry(
                                        DirectoryEntry.Type.CONTACT_PERSON,
                                        "eva@nordwind.example",
                                        "usmf",
                                        "C-1",
                                        "",
                                        "Eva Klein",
                                        Option.none()))
                                .filter(e -> addresses.contains(e.address())));
                    }
                },
                clock,
                ids,
                RunListener.SILENT);
    }

    private Seq<LaneSetup> lanes() {
        return Vector.of(anna, bert)
                .map(lane -> LaneSetup.builder()
                        .lane(lane)
                        .rules(SyncRules.MESSAGES.withImports(imports))
                        .d365(d365)
                        .exchange(exchange)
                        .build());
    }

    private RunReport settle() {
        RunReport report = runner().sync(lanes());
        assertThat(report.failedLanes()).isZero();
        assertQuiet();
        return report;
    }

    private void assertQuiet() {
        RunReport second = runner().plan(lanes());
        assertThat(second.operations())
                .as("operations of the second plan: %s", second.lanes())
                .isZero();
        assertThat(runner().sync(lanes()).total(RunReport.Counts::writes)).isZero();
    }

    private Seq<ItemRef> activities() {
        return Vector.of(anna, bert).flatMap(lane -> d365.user().list(lane)).distinct();
    }

    private Item only() {
        assertThat(activities()).hasSize(1);
        return d365.user().see(anna, activities().head());
    }

    @Test
    void aMarkedMailBecomesAnActivityAndItsUserSeesThatItDid() {
        OtherItem mail = deliver(anna, "inbox", mime("m1@x.example", "Offer"));
        settle();
        assertThat(only().title()).isEqualTo("Offer");
        assertThat(NormalForm.same(Field.BODY, only().value(Field.BODY), Value.text("Dear Anna,\nas promised.")))
                .isTrue();
        assertThat(only().value(Field.ASSOCIATIONS).toString()).contains("Eva Klein");
        assertThat(categories(anna, mail)).containsExactlyInAnyOrder("Red", "D365: imported");
        assertThat(sandbox.boxes.outbox().mails()).isEmpty();
    }

    @Test
    void theSameMailInTwoMailboxesIsOneActivityOfBoth() {
        OtherItem one = deliver(anna, "inbox", mime("m1@x.example", "Offer"));
        OtherItem other = deliver(bert, "inbox", mime("m1@x.example", "Offer"));
        settle();
        assertThat(only().value(Field.ATTENDEES).toString()).contains("bert@contoso.example");
        assertThat(categories(anna, one)).contains("D365: imported");
        assertThat(categories(bert, other)).contains("D365: imported");
    }

    @Test
    void markedAgainItIsNotImportedAgain() {
        OtherItem mail = deliver(anna, "inbox", mime("m1@x.example", "Offer"));
        settle();
        box(anna)
                .others()
                .update(
                        mail.identity().immutableId(),
                        null,
                        m -> ((MessageItem) m).with(b -> b.categories(List.of("D365"))));
        settle();
        only();
        assertThat(categories(anna, mail)).containsExactly("D365: imported");
    }

    @Test
    void anImportWhoseTellingIsLostMakesNoSecondActivity() {
        OtherItem mail = deliver(anna, "inbox", mime("m1@x.example", "Offer"));
        sandbox.loseAnswerOf("UpdateItem");
        runner().sync(lanes());
        runner().sync(lanes());
        assertQuiet();
        only();
        assertThat(categories(anna, mail)).containsExactlyInAnyOrder("Red", "D365: imported");
    }

    @Test
    void joinedKeepsTheMarkerAndIsQuietAllTheSame() {
        imports = imports.withOnImported(ImportRules.OnImported.JOINED);
        OtherItem mail = deliver(anna, "sentitems", mime("m1@x.example", "Offer"));
        settle();
        assertThat(categories(anna, mail)).containsExactlyInAnyOrder("D365", "Red", "D365: imported");
        only();
    }

    @Test
    void leftWritesNothingIntoTheMailbox() {
        imports = imports.withOnImported(ImportRules.OnImported.LEFT);
        OtherItem mail = deliver(anna, "inbox", mime("m1@x.example", "Offer"));
        settle();
        only();
        OtherItem after = box(anna).others().find(mail.identity().immutableId()).orElseThrow();
        assertThat(after.identity().changeKey()).isEqualTo(mail.identity().changeKey());
    }

    @Test
    void appointmentsThatCarryTheMarkerAreNoMails() {
        box(anna)
                .create(
                        box(anna).folder(FolderKind.CALENDAR).id(),
                        CalendarItem.builder()
                                .subject("Visit")
                                .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), "W. Europe Standard Time"))
                                .end(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), "W. Europe Standard Time"))
                                .addCategories("D365")
                                .build(),
                        Notify.AS_NEEDED);
        settle();
        assertThat(activities()).isEmpty();
    }

    @Test
    void anAnswerFindsItsThreadByItsConversationWhereItsHeadersLeadNowhere() {
        deliver(anna, "inbox", mime("m1@x.example", "Offer", "In-Reply-To: <m0@x.example>"));
        settle();
        deliver(
                anna,
                "inbox",
                mime("m2@x.example", "AW: Offer", "In-Reply-To: <m0@x.example>")
                        .replace("eva@nordwind", "stranger@elsewhere"));
        settle();
        assertThat(activities()).hasSize(2);
        assertThat(activities()
                        .map(ref -> d365.user()
                                .see(anna, ref)
                                .value(Field.ASSOCIATIONS)
                                .toString()))
                .allMatch(links -> links.contains("Eva Klein"));
    }
}
