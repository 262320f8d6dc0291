package io.axpsync.exchange.graph;

import static io.axpsync.exchange.graph.Words.appointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.core.run.Takeover;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Attendee;
import io.axpsync.sandbox.mailbox.AttendeeType;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.FolderKind;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Notify;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.Reply;
import io.axpsync.sandbox.mailbox.ZonedTime;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole runs of the engine between a D365 in memory and Graph over HTTP. Each is followed by one that does nothing. */
class GraphRunTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final SandboxGraph sandbox = new SandboxGraph(WATCH);
    private final Lane lane = sandbox.open("000001", "anna");
    private final Mailbox anna = sandbox.boxes.find("anna@contoso.example").orElseThrow();
    private final Clock clock = Clock.fixed(Instant.parse("2026-05-20T08:00:00Z"), ZoneOffset.UTC);
    private final MemorySide d365 = MemorySide.d365(clock, lane);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private SyncSide graph = sandbox.side();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private SyncRun runner() {
        return new SyncRun(store, new NoPeople(), clock, ids, RunListener.SILENT);
    }

    private Seq<LaneSetup> lanes() {
        return Vector.of(
                LaneSetup.builder().lane(lane).d365(d365).exchange(graph).build());
    }

    private RunReport settle() {
        RunReport report = runner().sync(lanes());
        assertThat(report.failedLanes()).isZero();
        RunReport second = runner().plan(lanes());
        assertThat(second.operations())
                .as("operations of the second plan: %s", second.lanes())
                .isZero();
        return report;
    }

    private List<CalendarItem> events() {
        return anna.items(anna.folder(FolderKind.CALENDAR).id());
    }

    private Item row() {
        return d365.user().seeAll(lane).single();
    }

    private ItemRef madeInD365(Item item) {
        ItemRef ref = d365.user().put(lane, item, true);
        settle();
        return ref;
    }

    @Test
    void anActivityBecomesAnEventOnce() {
        madeInD365(appointment("Visit").with(Field.BODY, Value.text("Agenda")));

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.subject()).isEqualTo("Visit");
            assertThat(event.categories()).containsExactly("D365");
            assertThat(event.properties()).hasSize(2);
        });
        assertThat(sandbox.boxes.outbox().mails()).isEmpty();
    }

    @Test
    void aMarkedEventBecomesAnActivity() {
        anna.create(
                anna.folder(FolderKind.CALENDAR).id(),
                CalendarItem.builder()
                        .subject("From Outlook")
                        .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), "W. Europe Standard Time"))
                        .end(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), "W. Europe Standard Time"))
                        .addCategories("D365")
                        .build(),
                Notify.AS_NEEDED);
        settle();

        assertThat(row().title()).isEqualTo("From Outlook");
    }

    @Test
    void editsOfBothSidesMeet() {
        ItemRef ref = madeInD365(appointment("Visit"));
        String event = events().get(0).identity().immutableId();
        d365.user().edit(lane, ref, Field.LOCATION, Value.text("Lobby"));
        anna.update(event, null, before -> before.with(b -> b.subject("Visit moved")), Notify.AS_NEEDED);
        settle();

        assertThat(row().title()).isEqualTo("Visit moved");
        assertThat(events().get(0).location()).isEqualTo("Lobby");
    }

    @Test
    void aDeletedEventTakesItsActivityAlong() {
        madeInD365(appointment("One"));
        d365.user().put(lane, appointment("Two"), true);
        settle();
        String event = events().stream()
                .filter(e -> e.subject().equals("One"))
                .findFirst()
                .orElseThrow()
                .identity()
                .immutableId();
        anna.delete(event, null, Deletion.TO_DELETED_ITEMS, Notify.AS_NEEDED, "");
        settle();

        assertThat(row().title()).isEqualTo("Two");
    }

    @Test
    void aMarkerTakenOffReleasesThePairAndKeepsBothItems() {
        madeInD365(appointment("Visit"));
        anna.update(
                events().get(0).identity().immutableId(),
                null,
                before -> before.with(b -> b.categories(List.of())),
                Notify.AS_NEEDED);
        settle();

        assertThat(events()).hasSize(1);
        assertThat(d365.user().list(lane)).hasSize(1);
    }

    @Test
    void aCreateWhoseAnswerIsLostIsNotRepeated() {
        d365.user().put(lane, appointment("Visit"), true);
        sandbox.graph.faults().lostAnswers().set(1);
        runner().sync(lanes());
        settle();

        assertThat(events()).hasSize(1);
    }

    @Test
    void aLostStoreIsFoundAgainByStamps() {
        madeInD365(appointment("Visit"));
        MemoryStore anew = new MemoryStore("inst");
        graph = sandbox.side();
        SyncRun run = new SyncRun(anew, new NoPeople(), clock, new CountingIds("other"), RunListener.SILENT);
        assertThat(run.sync(lanes()).fencedLanes()).isEqualTo(1);
        new Takeover(anew, clock, new CountingIds("takeover")).take(lanes(), HashSet.empty());
        run.sync(lanes());

        assertThat(run.plan(lanes()).operations()).isZero();
        assertThat(events()).hasSize(1);
        assertThat(d365.user().list(lane)).hasSize(1);
    }

    @Test
    void attendeesAreInvitedOnce() {
        Value invited = Value.Entries.of(List.of(new Value.Entry("bob@outside.example", "REQUIRED", "Bob")));
        madeInD365(appointment("Meeting").with(Field.ATTENDEES, invited));

        assertThat(sandbox.boxes.outbox().mails()).hasSize(1);
        assertThat(events().get(0).attendees()).hasSize(1);
    }

    @Test
    void aMeetingOfTheMailboxIsTakenOverWithoutAnotherMail() {
        sandbox.boxes.behaviour().mailsOwnFields().set(true);
        anna.create(
                anna.folder(FolderKind.CALENDAR).id(),
                CalendarItem.builder()
                        .subject("Her meeting")
                        .start(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 9, 0), "W. Europe Standard Time"))
                        .end(ZonedTime.of(LocalDateTime.of(2026, 6, 1, 10, 0), "W. Europe Standard Time"))
                        .addCategories("D365")
                        .addAttendees(new Attendee(
                                new Person("Bob", "bob@outside.example"), AttendeeType.REQUIRED, Reply.NONE))
                        .build(),
                Notify.AS_NEEDED);
        sandbox.boxes.outbox().clear();
        settle();

        assertThat(row().title()).isEqualTo("Her meeting");
        assertThat(sandbox.boxes.outbox().mails()).isEmpty();
    }
}
