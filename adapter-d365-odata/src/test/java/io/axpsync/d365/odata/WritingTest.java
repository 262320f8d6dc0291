package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.core.port.Write;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in D365's own rows after a write, and what becomes of writes that go wrong. */
class WritingTest {

    private static final Window WINDOW =
            new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.companion(), WATCH);
    private static int links;

    private final Lane lane = SCENERY.newLane();
    private D365Side side = SCENERY.open();

    @BeforeEach
    void startAfresh() {
        SCENERY.sandbox.d365().use(D365Options.companion());
        SCENERY.sandbox.faults().clear();
    }

    @AfterEach
    void closeSide() {
        side.close();
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }

    private static Item appointment(String subject) {
        return Item.of(
                Kind.APPOINTMENT,
                LinkedHashMap.of(
                        Field.SUBJECT,
                        Value.text(subject),
                        Field.PERIOD,
                        new Value.Period(
                                Instant.parse("2026-07-01T09:00:00Z"), Instant.parse("2026-07-01T10:00:00Z"))));
    }

    private static Value people(String... entries) {
        return Value.Entries.of(Vector.of(entries).map(e -> {
            String[] parts = e.split("=", -1);
            return new Value.Entry(parts[0] + "@outside.example", parts[1], parts[0]);
        }));
    }

    private Write.Create create(Item item) {
        LinkId link = new LinkId("w" + ++links);
        return Write.Create.builder()
                .lane(lane)
                .window(WINDOW)
                .link(link)
                .notice(Notify.NOBODY)
                .stamp(Stamp.of("writing", link))
                .item(item)
                .marked(true)
                .naturalKey(Option.some("uid:" + "ab".repeat(32)))
                .build();
    }

    private Write.Update update(Present read, Map<Field, Value> changes) {
        return Write.Update.builder()
                .lane(lane)
                .window(WINDOW)
                .link(new LinkId("w" + ++links))
                .notice(Notify.NOBODY)
                .ref(read.ref())
                .expected(read.version())
                .before(read.item().get())
                .changes(changes)
                .build();
    }

    private Outcome write(Write write) {
        return side.write(Vector.of(write)).head();
    }

    private Present written(Write write) {
        Outcome outcome = write(write);
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        return ((Outcome.Written) outcome).readBack();
    }

    private Present fetched(ItemRef ref) {
        return (Present) side.fetch(Vector.of(new Look(lane, WINDOW, ref, Option.none())))
                .head()
                .get();
    }

    private static JsonNode row(Present present) {
        return SCENERY.row(present.ref());
    }

    private Vector<JsonNode> children(String set, ItemRef ref) {
        return Vector.ofAll(SCENERY.sandbox.snapshot().path("d365").path(set))
                .filter(n -> Scenery.ref(n).equals(ref));
    }

    @Test
    void aCreatedRowSaysEverythingInD365sOwnWords() {
        Item item = appointment("Visit")
                .with(Field.BODY, Value.text("Bring the samples"))
                .with(Field.SENSITIVITY, Value.choice("PRIVATE"))
                .with(Field.SHOW_AS, Value.choice("WORKING_ELSEWHERE"))
                .with(Field.IMPORTANCE, Value.choice("LOW"))
                .with(Field.REMINDER, new Value.Whole(45))
                .with(Field.CATEGORIES, Value.Entries.of(Vector.of(new Value.Entry("key account", "", "Key account"))));
        Write.Create create = create(item);
        JsonNode row = row(written(create));

        assertThat(row.path("dataAreaId").asText()).isEqualTo("nord");
        assertThat(row.path("Category").asText()).isEqualTo("Appointment");
        assertThat(row.path("ResponsibleWorkerPersonnelNumber").asText())
                .isEqualTo(lane.mailbox().personnelNumber());
        assertThat(row.path("Purpose").asText()).isEqualTo("Visit");
        assertThat(row.path("OutlookText").asText()).isEqualTo("Bring the samples");
        assertThat(row.path("StartDateTime").asText()).isEqualTo("2026-07-01T09:00:00Z");
        assertThat(row.path("Sensitivity").asText()).isEqualTo("Privat");
        assertThat(row.path("ShowTimeAs").asText()).isEqualTo("Busy");
        assertThat(row.path("Priority").asText()).isEqualTo("Low");
        assertThat(row.path("Reminder").asText()).isEqualTo("Yes");
        assertThat(row.path("ReminderMinutes").asInt()).isEqualTo(45);
        assertThat(row.path("ReminderDate").asText()).isEqualTo("2026-07-01T08:15:00Z");
        assertThat(row.path("OutlookCategories").asText()).isEqualTo("D365;Key account");
        assertThat(row.path("OutlookEntryId").asText()).isEqualTo(create.stamp().text());
        assertThat(row.path("OutlookSharedObjectId").asText()).startsWith("uid:");
        assertThat(row.path("SourceApplication").asText()).isEqualTo("AXPExchangeSync");
    }

    @Test
    void allDayRowsStandAtMidnightsOfTheMailbox() {
        Item fair = appointment("Fair")
                .with(Field.PERIOD, new Value.Days(LocalDate.parse("2026-03-28"), LocalDate.parse("2026-03-30")));
        JsonNode row = row(written(create(fair)));

        assertThat(row.path("AllDay").asText()).isEqualTo("Yes");
        assertThat(row.path("StartDateTime").asText()).isEqualTo("2026-03-27T23:00:00Z");
        assertThat(row.path("EndDateTime").asText()).isEqualTo("2026-03-29T22:00:00Z");
    }

    @Test
    void aMovedAppointmentTakesItsReminderAlong() {
        Present made = written(create(appointment("Moves").with(Field.REMINDER, new Value.Whole(30))));
        Value later = new Value.Period(Instant.parse("2026-07-02T12:00:00Z"), Instant.parse("2026-07-02T13:00:00Z"));
        JsonNode row = row(written(update(made, LinkedHashMap.of(Field.PERIOD, later))));

        assertThat(row.path("ReminderDate").asText()).isEqualTo("2026-07-02T11:30:00Z");
    }

    @Test
    void attendeesBecomeRowsOfTheirOwn() {
        Item meeting = appointment("Meeting")
                .with(Field.ATTENDEES, people("bob=REQUIRED", "room=RESOURCE"))
                .with(Field.RESPONSES, people("bob=TENTATIVE"))
                .with(Field.ORGANIZER, people("eve="));
        Present made = written(create(meeting));

        assertThat(children("AxpActivityAttendees", made.ref())
                        .map(n -> n.path("Email").asText().replace("@outside.example", "") + " "
                                + n.path("AttendeeType").asText() + " "
                                + n.path("ResponseStatus").asText()))
                .containsExactlyInAnyOrder("bob Required Tentative", "room Resource None", "eve Required Organizer");
        assertThat(made.role()).isEqualTo(Observed.Role.ATTENDEE);
    }

    @Test
    void associationsBecomeLinksOfTheSameCompany() {
        DirectoryEntry customer = entry(DirectoryEntry.Type.CUSTOMER, "nord", first("CustomersV3", "CustomerAccount"));
        DirectoryEntry worker = entry(DirectoryEntry.Type.WORKER, "", "000101");
        DirectoryEntry foreign = entry(DirectoryEntry.Type.CUSTOMER, "sued", "C-1");
        Present made =
                written(create(appointment("Linked")).withAssociations(Vector.of(customer, worker, foreign, customer)));

        assertThat(children("AxpActivityLinks", made.ref())
                        .map(n -> n.path("ParentType").asText() + " "
                                + n.path("ParentId").asText() + " "
                                + n.path("IsPrimary").asText()))
                .containsExactlyInAnyOrder("Customer " + customer.key() + " Yes", "Person 000101 No");
    }

    /** As when a run is killed before its activity has its people: the next one gives it the same. */
    @Test
    void anActivityWithoutLinksGetsAPrimaryOneAlsoLater() {
        DirectoryEntry worker = entry(DirectoryEntry.Type.WORKER, "", "000101");
        DirectoryEntry other = entry(DirectoryEntry.Type.WORKER, "", "000102");
        Present bare = written(create(appointment("Half made")));
        Present customers = written(create(appointment("A customer's")).withAssociations(Vector.of(other)));
        Map<Field, Value> people = LinkedHashMap.of(Field.ATTENDEES, people("bob=REQUIRED"));
        written(update(bare, people).withAssociations(Vector.of(worker, other)));
        written(update(customers, people).withAssociations(Vector.of(worker, other)));

        assertThat(links(bare)).containsExactlyInAnyOrder("000101 Yes", "000102 No");
        assertThat(links(customers)).containsExactlyInAnyOrder("000101 No", "000102 Yes");
    }

    private Seq<String> links(Present activity) {
        return children("AxpActivityLinks", activity.ref())
                .map(n ->
                        n.path("ParentId").asText() + " " + n.path("IsPrimary").asText());
    }

    private static String first(String set, String key) {
        return Vector.ofAll(SCENERY.sandbox.snapshot().path("d365").path(set))
                .find(n -> n.path("dataAreaId").asText().equals("nord"))
                .get()
                .path(key)
                .asText();
    }

    private static DirectoryEntry entry(DirectoryEntry.Type type, String company, String key) {
        return new DirectoryEntry(type, "x@outside.example", company, key, "", "", Option.none());
    }

    @Test
    void aRefusedLinkLeavesTheActivityAndTellsTheTruth() {
        DirectoryEntry nobody = entry(DirectoryEntry.Type.CUSTOMER, "nord", "no-such-customer");
        Present made = written(create(appointment("Half").with(Field.ATTENDEES, people("bob=REQUIRED")))
                .withAssociations(Vector.of(nobody)));

        assertThat(children("AxpActivityLinks", made.ref())).isEmpty();
        assertThat(made.item().get().value(Field.ATTENDEES)).isEqualTo(people("bob=REQUIRED"));
    }

    @Test
    void onStockTheAttendeesStandInTheNotesBesideTheUsersOwn() {
        try (D365Side stock = D365Side.open(SCENERY.config().withProfile(Profile.STOCK))) {
            side = stock;
            Present made = written(create(appointment("Meeting").with(Field.ATTENDEES, people("bob=REQUIRED"))));
            assertThat(row(made).path("Notes").asText()).contains("bob@outside.example");
            String block = row(made).path("Notes").asText();
            SCENERY.patch(made.ref(), "Notes", "Mine above\n" + block + "\nMine below");
            Present now = fetched(made.ref());
            written(update(now, LinkedHashMap.of(Field.SUBJECT, Value.text("Changed")))
                    .withAttendees(people("cyd=OPTIONAL")));

            assertThat(row(made).path("Notes").asText())
                    .startsWith("Mine above\n")
                    .endsWith("\nMine below")
                    .contains("cyd <cyd@outside.example> (optional)")
                    .doesNotContain("bob@outside.example");
        }
    }

    @Test
    void aLostAnswerIsLostAndTheRowIsFoundByItsStamp() {
        Write.Create create = create(appointment("Lost"));
        SCENERY.sandbox
                .faults()
                .add(FaultRule.of(Fault.Kind.LOST_ANSWER)
                        .path("batch")
                        .body("POST /data/Activities")
                        .build());

        assertThat(write(create)).isInstanceOf(Outcome.Lost.class);
        Search search = new Search(lane, WINDOW, Option.some(create.stamp()), Option.none(), Value.NOTHING);
        assertThat(side.find(Vector.of(search)).head().get()).hasSize(1);
        assertThat(written(create).title()).isEqualTo("Lost");
        assertThat(side.find(Vector.of(search)).head().get()).hasSize(1);
    }

    @Test
    void aCutAnswerToABatchIsLostForAllItsParts() {
        Vector<Write> creates = Vector.range(0, 3).map(i -> create(appointment("Cut " + i)));
        SCENERY.sandbox
                .faults()
                .add(FaultRule.of(Fault.Kind.CUT)
                        .path("batch")
                        .body("POST /data/Activities")
                        .build());

        assertThat(side.write(creates)).allMatch(o -> o instanceof Outcome.Lost);
    }

    @Test
    void aServerThatStopsAtTheFirstFailureIsAskedForTheRest() {
        SCENERY.sandbox.d365().use(D365Options.companion().withBatchGoesOn(false));
        Write.Create bad = create(appointment("Bad")).withLane(Scenery.lane("999999"));
        Vector<Outcome> outcomes = side.write(Vector.of(
                        create(appointment("One")), bad, create(appointment("Two")), bad, create(appointment("Three"))))
                .toVector();

        assertThat(outcomes.map(o -> o.getClass().getSimpleName()))
                .containsExactly("Written", "Refused", "Written", "Refused", "Written");
        assertThat(((Outcome.Refused) outcomes.get(1)).failure().reason().text())
                .contains("999999")
                .contains("ResponsibleWorkerPersonnelNumber")
                .doesNotContain("   at ");
    }

    @Test
    void aStaleEtagIsRefusedWhereTheServerLooksAtIt() {
        Present made = written(create(appointment("Before")));
        SCENERY.patch(made.ref(), "Purpose", "By a user");

        Outcome outcome = write(update(made, LinkedHashMap.of(Field.SUBJECT, Value.text("By us"))));
        assertThat(((Outcome.Refused) outcome).failure()).isInstanceOf(PortFailure.Stale.class);
        assertThat(row(made).path("Purpose").asText()).isEqualTo("By a user");
    }

    @Test
    void etagsThatMoveByThemselvesStopNoWrite() {
        SCENERY.sandbox
                .d365()
                .use(D365Options.companion().withRestlessEtags(true).withIfMatchHonoured(false));
        Present made = written(create(appointment("Restless")));

        Map<Field, Value> changes =
                LinkedHashMap.of(Field.CATEGORIES, Value.Entries.of(Vector.of(new Value.Entry("red", "", "Red"))));
        assertThat(row(written(update(fetched(made.ref()), changes)))
                        .path("OutlookCategories")
                        .asText())
                .isEqualTo("D365;Red");
    }

    @Test
    void aTextThatIsTooLongIsRefusedEvenWhereTheServerWouldCutIt() {
        SCENERY.sandbox.d365().use(D365Options.companion().withTruncate(true));

        Outcome outcome = write(create(appointment("x".repeat(256))));
        assertThat(((Outcome.Refused) outcome).failure().reason().code()).isEqualTo("too-long");
    }

    @Test
    void textsThatSomeProgramCutAreCarriedAsFarAsTheyGo() {
        Present made =
                written(create(appointment("Half a smile \uD83D").with(Field.BODY, Value.text("\u0001 and \uDE00"))));

        assertThat(row(made).path("Purpose").asText()).isEqualTo("Half a smile \uFFFD");
    }

    @Test
    void aReminderOrATimeThatD365CannotHoldStopsNothingElse() {
        Value old = new Value.Period(Instant.parse("1601-01-01T00:00:00Z"), Instant.parse("1601-01-01T01:00:00Z"));
        Vector<Outcome> outcomes = side.write(Vector.of(
                        create(appointment("Before D365").with(Field.PERIOD, old)),
                        create(appointment("Far ahead").with(Field.REMINDER, new Value.Whole(Long.MAX_VALUE))),
                        create(appointment("Behind").with(Field.REMINDER, new Value.Whole(-15)))))
                .toVector();

        assertThat(((Outcome.Refused) outcomes.get(0)).failure().reason().code())
                .isEqualTo("out-of-range");
        assertThat(outcomes.tail()).allMatch(o -> o instanceof Outcome.Written);
    }

    @Test
    void statusCategoriesStayWhenTheUsersChange() {
        Lane telling = lane.withStatusCategories(
                io.vavr.collection.HashSet.of(new io.axpsync.core.item.Category("D365 waits")));
        ItemRef ref = SCENERY.put(lane, "Told", "OutlookCategories", "D365 waits, Blue; d365");
        Present read = (Present) side.fetch(Vector.of(new Look(telling, WINDOW, ref, Option.none())))
                .head()
                .get();
        assertThat(read.marked()).isTrue();
        written(update(
                        read,
                        LinkedHashMap.of(
                                Field.CATEGORIES, Value.Entries.of(Vector.of(new Value.Entry("green", "", "Green")))))
                .withLane(telling));

        assertThat(SCENERY.row(ref).path("OutlookCategories").asText()).isEqualTo("D365;D365 waits;Green");
    }

    @Test
    void theFlagMarksWhereItIsConfigured() {
        try (D365Side flagged = D365Side.open(SCENERY.config().withMarking(Marking.FLAG))) {
            side = flagged;
            Present made = written(create(appointment("Flagged")));
            assertThat(row(made).path("KeepSynchronized").asText()).isEqualTo("Yes");
            assertThat(row(made).path("OutlookCategories").asText()).isEmpty();
            Present off = written(update(made, LinkedHashMap.empty()).withMarked(Option.some(false)));
            assertThat(off.marked()).isFalse();
            assertThat(row(made).path("KeepSynchronized").asText()).isEqualTo("No");
        }
    }
}
