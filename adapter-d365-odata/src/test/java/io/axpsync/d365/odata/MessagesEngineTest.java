package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.d365.odata.ContactScene.Model;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Marked messages of an Exchange in memory and activities of D365 over HTTP. */
class MessagesEngineTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final ContactScene SCENE = new ContactScene(Model.COMPANION, WATCH);
    private static final Category IMPORTED = new Category("D365: imported");
    private static final Instant RECEIVED = Instant.parse("2026-03-01T09:30:00Z");

    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private Lane anna = Scenery.lane("0");
    private Lane bert = anna;
    private MemorySide exchange = MemorySide.exchange(Clock.systemUTC());
    private int sent;

    private void start(Model model) {
        SCENE.restart(model);
        anna = messages(SCENE.newLane());
        bert = messages(SCENE.newLane());
        exchange = MemorySide.of(MemoryHabits.GRAPH_MESSAGES, Clock.systemUTC(), anna, bert);
        ItemRef albers = SCENE.selected(anna, "Eva", "Albers", "EmploymentJobTitle", "CEO", "Notes", "");
        SCENE.electronic(albers, "Email", "eva@albers.example");
    }

    private static Lane messages(Lane lane) {
        return lane.withKind(Kind.MESSAGE)
                .withId(LaneId.of(lane.mailbox().personnelNumber(), Kind.MESSAGE))
                .withStatusCategories(HashSet.of(IMPORTED));
    }

    @AfterAll
    static void close() {
        SCENE.close();
    }

    private RunReport run() {
        SyncRules rules = SyncRules.MESSAGES.withImports(
                ImportRules.builder().imported(Option.some(IMPORTED)).build());
        return new SyncRun(store, SCENE.side.directory(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(anna, bert)
                        .map(l -> LaneSetup.builder()
                                .lane(l)
                                .rules(rules)
                                .back(Duration.ofDays(36_500))
                                .ahead(Duration.ofDays(36_500))
                                .d365(SCENE.side)
                                .exchange(exchange)
                                .build()));
    }

    private void settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s", report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused))
                .as("%s", report.lanes())
                .isZero();
        assertThat(run().operations()).isZero();
    }

    private static Item mail(String subject, String from, String to) {
        return Item.of(
                Kind.MESSAGE,
                LinkedHashMap.<Field, Value>of(
                                Field.SUBJECT,
                                Value.text(subject),
                                Field.BODY,
                                Value.text("Dear all,\nas promised."),
                                Field.PERIOD,
                                new Value.Period(RECEIVED, RECEIVED),
                                Field.SENSITIVITY,
                                Value.choice("NORMAL"),
                                Field.IMPORTANCE,
                                Value.choice("HIGH"))
                        .put(Field.SENDER, Value.Entries.of(Vector.of(new Value.Entry(from, "", "Eva"))))
                        .put(Field.RECIPIENTS, Value.Entries.of(Vector.of(new Value.Entry(to, "TO", ""))))
                        .put(
                                Field.ATTACHMENTS,
                                Value.Entries.of(
                                        Vector.of(new Value.Entry("offer.pdf", "12 application/pdf", "Offer.pdf")))));
    }

    private void mark(Lane lane, String subject, String from, MailHeaders headers) {
        exchange.user().mail(lane, mail(subject, from, lane.mailbox().address()), headers, true);
    }

    private MailHeaders id() {
        return MailHeaders.of("m" + ++sent + "@mail.example");
    }

    private Seq<JsonNode> activities() {
        return SCENE.rows("Activities")
                .filter(r -> r.path("Category").asText().equals("Event")
                        && r.path("OutlookSharedObjectId").asText().startsWith("mid:"));
    }

    private Seq<String> links(JsonNode activity) {
        return SCENE.rows("AxpActivityLinks")
                .filter(r -> r.path("ActivityNumber").equals(activity.path("ActivityNumber")))
                .map(r -> r.path("ParentType").asText() + " "
                        + r.path("IsPrimary").asText());
    }

    @ParameterizedTest
    @EnumSource
    void aMarkedMailBecomesAnEventOfItsEmployee(Model model) {
        start(model);
        mark(anna, "Offer", "eva@albers.example", id());
        settle();
        JsonNode row = activities().single();
        assertThat(row.path("Purpose").asText()).isEqualTo("Offer");
        assertThat(row.path("OutlookText").asText()).isEqualTo("Dear all,\nas promised.");
        assertThat(row.path("StartDateTime").asText()).isEqualTo("2026-03-01T09:30:00Z");
        assertThat(row.path("EndDateTime").asText()).isEqualTo("2026-03-01T09:30:00Z");
        assertThat(row.path("ResponsibleWorkerPersonnelNumber").asText())
                .isEqualTo(anna.mailbox().personnelNumber());
        assertThat(row.path("Priority").asText()).isEqualTo("High");
        assertThat(row.path("OutlookCategories").asText()).isEmpty();
        assertThat(row.path("OutlookSharedObjectId").asText()).matches("mid:[0-9a-f]{64};[0-9a-f]{32}");
        if (model.isStock()) {
            assertThat(row.path("Notes").asText())
                    .contains(
                            "From: Eva <eva@albers.example>",
                            "To: " + anna.mailbox().address());
        } else {
            assertThat(links(row)).containsExactly("ContactPerson Yes");
        }
        assertThat(row.path("Notes").asText().contains("Attachment: Offer.pdf")).isEqualTo(model.isStock());
        assertThat(SCENE.rows("AxpActivityAttachments")
                        .filter(r -> r.path("ActivityNumber").equals(row.path("ActivityNumber")))
                        .map(r -> r.path("FileName").asText() + " "
                                + r.path("MimeType").asText()))
                .isEqualTo(model.isStock() ? Vector.empty() : Vector.of("Offer.pdf application/pdf"));
    }

    @ParameterizedTest
    @EnumSource
    void aMailInTwoMailboxesIsOneActivityWhereD365HoldsFurtherEmployees(Model model) {
        start(model);
        MailHeaders same = id();
        mark(anna, "Offer", "eva@albers.example", same);
        settle();
        mark(bert, "Offer", "eva@albers.example", same);
        settle();
        assertThat(activities()).hasSize(model.isStock() ? 2 : 1);
        if (!model.isStock()) {
            assertThat(SCENE.rows("AxpActivityAttendees")
                            .map(r -> r.path("Email").asText()))
                    .contains(bert.mailbox().address());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOfSomebodyUnknownBelongsToWhatItsQuestionBelongsTo(Model model) {
        start(model);
        MailHeaders question = id();
        mark(anna, "Offer", "eva@albers.example", question);
        settle();
        String answered = question.messageId();
        mark(
                anna,
                "Re: Offer",
                "nobody@elsewhere.example",
                new MailHeaders(
                        "a@mail.example", Vector.of(answered), Vector.empty(), "", MailHeaders.Protection.NONE));
        settle();
        JsonNode answer = activities()
                .find(r -> r.path("Purpose").asText().equals("Re: Offer"))
                .get();
        assertThat(links(answer)).isEqualTo(model.isStock() ? Vector.empty() : Vector.of("ContactPerson Yes"));
    }

    @ParameterizedTest
    @EnumSource
    void aCreateWhoseAnswerWasLostIsNotMadeTwice(Model model) {
        start(model);
        mark(anna, "Offer", "eva@albers.example", id());
        SCENE.scenery
                .sandbox
                .faults()
                .add(FaultRule.of(Fault.Kind.LOST_ANSWER)
                        .path("batch")
                        .body("POST /data/Activities")
                        .build());
        run();
        settle();
        assertThat(activities()).hasSize(1);
    }
}
