package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.d365.odata.ContactScene.Model;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contact persons of D365 over HTTP and the contact folders of an Exchange in memory: after each run a second one does nothing. */
class ContactsEngineTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final ContactScene SCENE = new ContactScene(Model.COMPANION, WATCH);
    private static final SyncRules RULES =
            SyncRules.CONTACTS.withCompanyUnknown(Option.some(ContactScene.COMPANY_UNKNOWN));

    private MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private Lane lane = Scenery.lane("0");
    private Lane colleague = lane;
    private MemorySide exchange = MemorySide.exchange(Clock.systemUTC());
    private SyncRules rules = RULES;
    private Clock clock = Clock.systemUTC();

    private void start(Model model) {
        SCENE.restart(model);
        lane = SCENE.newLane();
        colleague = SCENE.newLane();
        exchange = MemorySide.of(
                model.isStock() ? MemoryHabits.EWS_CONTACTS : MemoryHabits.GRAPH_CONTACTS,
                Clock.systemUTC(),
                lane,
                colleague);
    }

    @AfterAll
    static void close() {
        SCENE.close();
    }

    private RunReport run() {
        return new SyncRun(store, SCENE.side.directory(), clock, ids, RunListener.SILENT)
                .sync(Vector.of(lane, colleague)
                        .map(l -> LaneSetup.builder()
                                .lane(l)
                                .rules(rules)
                                .d365(SCENE.side)
                                .exchange(exchange)
                                .build()));
    }

    /** Runs until nothing is done any more: an edit reaches the other mailboxes of a person a run later. */
    private void settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s", report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused))
                .as("%s %s", store.cases().ofLane(lane.id()), store.cases().ofLane(colleague.id()))
                .isZero();
        RunReport again = run();
        if (again.operations() > 0) {
            again = run();
        }
        assertThat(again.operations()).as("%s", again.lanes()).isZero();
    }

    private static Item card(String given, String family) {
        return Item.of(
                Kind.CONTACT,
                LinkedHashMap.of(
                        Field.GIVEN_NAME,
                        Value.text(given),
                        Field.FAMILY_NAME,
                        Value.text(family),
                        Field.COMPANY,
                        Value.text("HAFENLOGISTIK ALBERS"),
                        Field.EMAILS,
                        ContactsWritingTest.mails(given.toLowerCase(java.util.Locale.ROOT) + "@home.example"),
                        Field.PHONES,
                        ContactsWritingTest.phones("mobile", "+49 170 1234567"),
                        Field.ADDRESSES,
                        Value.Entries.of(Vector.of(ContactsWritingTest.address("home", "Ringstr. 1", "Österreich"))),
                        Field.SENSITIVITY,
                        Value.choice("NORMAL")));
    }

    private Item only(Lane of) {
        return exchange.user().seeAll(of).single();
    }

    private Vector<JsonNode> persons(String family) {
        return SCENE.rows("ContactPersons")
                .filter(r -> r.path("LastName").asText().equals(family));
    }

    private static Seq<String> written(Item item, Field field) {
        return item.value(field) instanceof Value.Entries e
                ? e.values().map(x -> ContactPoint.of(x).written())
                : Vector.empty();
    }

    @ParameterizedTest
    @EnumSource
    void aSelectedPersonGoesToTheFolderWithAllItIsReachedBy(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber", "EmploymentJobTitle", "CEO", "Notes", "One\nTwo");
        SCENE.electronic(anna, "Email", "anna@albers.example");
        SCENE.electronic(anna, "Phone", "040 5552011");
        SCENE.postal(anna, "Am Sandtorkai", "20457", "Hamburg", "DEU", "StreetNumber", "12");
        SCENE.person("Eva", "Klein");
        settle();
        Item copy = only(lane);
        assertThat(copy.title()).isEqualTo("Anna Huber");
        assertThat(copy.value(Field.COMPANY)).isEqualTo(Value.text(ContactScene.ALBERS_NAME));
        assertThat(written(copy, Field.EMAILS)).containsExactly("anna@albers.example");
        assertThat(written(copy, Field.PHONES)).containsExactly("040 5552011");
        assertThat(copy.value(Field.ADDRESSES).isNothing()).isFalse();
        assertThat(copy.value(Field.BODY)).isEqualTo(Value.text("One\nTwo"));
    }

    @ParameterizedTest
    @EnumSource
    void editsOfDifferentFieldsMerge(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.electronic(anna, "Email", "anna@albers.example");
        settle();
        SCENE.patch(anna, "EmploymentJobTitle", "CEO");
        ItemRef copy = exchange.user().list(lane).single();
        exchange.user().edit(lane, copy, Field.PHONES, ContactsWritingTest.phones("mobile", "+49 170 7654321"));
        exchange.user().edit(lane, copy, Field.WEB_PAGE, Value.text("https://albers.example"));
        exchange.user().edit(lane, copy, Field.EMAILS, ContactsWritingTest.mails("ANNA@albers.example", "b@x.example"));
        settle();
        assertThat(only(lane).value(Field.TITLE)).isEqualTo(Value.text("CEO"));
        assertThat(SCENE.locators(anna, "Phone")).containsExactly("+49 170 7654321");
        assertThat(SCENE.locators(anna, "URL")).containsExactly("https://albers.example");
        assertThat(SCENE.locators(anna, "Email")).containsExactly("anna@albers.example", "b@x.example");
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNoSlotLeftStaysInD365AndMovesUp(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        Vector.of("1", "2", "3", "4").forEach(n -> SCENE.electronic(anna, "Email", n + "@x.example"));
        settle();
        assertThat(written(only(lane), Field.EMAILS)).hasSize(3);
        exchange.user()
                .edit(
                        lane,
                        exchange.user().list(lane).single(),
                        Field.EMAILS,
                        ContactsWritingTest.mails("1@x.example", "2@x.example"));
        settle();
        assertThat(SCENE.locators(anna, "Email"))
                .containsExactlyInAnyOrder("1@x.example", "2@x.example", "4@x.example");
        assertThat(written(only(lane), Field.EMAILS)).containsExactly("1@x.example", "2@x.example", "4@x.example");
    }

    @ParameterizedTest
    @EnumSource
    void aCardOfAKnownCompanyBecomesItsPersonAndStaysSelected(Model model) {
        start(model);
        exchange.user().put(lane, card("Anna", "Import"), true);
        settle();
        JsonNode person = persons("Import").single();
        ItemRef ref = ContactScene.ref(person);
        assertThat(person.path("AssociatedPartyNumber").asText()).isEqualTo(ContactScene.ALBERS);
        assertThat(person.path("dataAreaId").asText()).isEqualTo("nord");
        assertThat(person.path("MicrosoftOutlookCategories").asText()).startsWith("D365");
        assertThat(SCENE.isSelected(lane, ref)).isTrue();
        assertThat(SCENE.locators(ref, "Phone")).containsExactly("+49 170 1234567");
        assertThat(SCENE.partyRows("PartyLocationPostalAddressesV2", ref)
                        .map(r -> r.path("CountryRegionId").asText()))
                .containsExactly("AUT");
        assertThat(only(lane).title()).isEqualTo("Anna Import");
        assertThat(store.links().ofLane(lane.id()).single().state()).isEqualTo(LinkState.LINKED);
    }

    @ParameterizedTest
    @EnumSource
    void aCardOfAnUnknownCompanyWaitsAndSettlesWhenTheCompanyAppears(Model model) {
        start(model);
        ItemRef card =
                exchange.user().put(lane, card("Anna", "Import").with(Field.COMPANY, Value.text("Zyx Qqq Ltd")), true);
        settle();
        assertThat(persons("Import")).isEmpty();
        assertThat(exchange.user().categories(card)).contains("D365: company unknown");
        assertThat(store.cases().ofLane(lane.id()).single().state()).isEqualTo(OpenCase.State.WAITING);
        SCENE.scenery
                .sandbox
                .d365()
                .create(
                        "Prospects",
                        ContactScene.object(
                                "dataAreaId",
                                "nord",
                                "ProspectId",
                                "ZQ-1",
                                "ProspectName",
                                "Zyx Qqq",
                                "ProspectPartyNumber",
                                "P-ZQ1"));
        settle();
        assertThat(persons("Import").single().path("AssociatedPartyNumber").asText())
                .isEqualTo("P-ZQ1");
        assertThat(exchange.user().categories(card)).containsExactly("D365");
    }

    @ParameterizedTest
    @EnumSource
    void aPersonWhomD365KnowsIsTakenAndSelectedAndNotMadeAgain(Model model) {
        start(model);
        ItemRef known = SCENE.person("Anna", "Import");
        SCENE.electronic(known, "Email", "ANNA@home.example");
        exchange.user().put(lane, card("Anna", "Import").with(Field.TITLE, Value.text("CEO")), true);
        settle();
        assertThat(persons("Import").map(ContactScene::ref)).containsExactly(known);
        assertThat(SCENE.isSelected(lane, known)).isTrue();
        assertThat(SCENE.row(known).path("EmploymentJobTitle").asText()).isEqualTo("CEO");
        assertThat(SCENE.locators(known, "Email")).containsExactly("ANNA@home.example");
    }

    @ParameterizedTest
    @EnumSource
    void aPersonWhoseAnswerWasLostIsFoundAgainAndSelected(Model model) {
        start(model);
        exchange.user().put(lane, card("Anna", "Import"), true);
        lose("POST /data/ContactPersons");
        assertThat(run().total(RunReport.Counts::lost)).isEqualTo(1);
        assertThat(persons("Import")).hasSize(1);
        settle();
        settle();
        ItemRef person = ContactScene.ref(persons("Import").single());
        assertThat(SCENE.isSelected(lane, person)).isTrue();
        assertThat(SCENE.locators(person, "Email")).containsExactly("anna@home.example");
        assertThat(SCENE.locators(person, "Phone")).containsExactly("+49 170 1234567");
        assertThat(store.links().ofLane(lane.id()).single().state()).isEqualTo(LinkState.LINKED);
    }

    @ParameterizedTest
    @EnumSource
    void stepsWhoseAnswerWasLostAreNotDoneTwice(Model model) {
        start(model);
        exchange.user().put(lane, card("Anna", "Import"), true);
        lose("POST /data/PartyContactsV3");
        run();
        settle();
        ItemRef person = ContactScene.ref(persons("Import").single());
        assertThat(SCENE.locators(person, "Phone")).containsExactly("+49 170 1234567");
        assertThat(SCENE.locators(person, "Email")).containsExactly("anna@home.example");
    }

    @ParameterizedTest
    @EnumSource
    void aPersonWhoseMakingWasCutOffBehindItsRowIsCompletedAtTheNextRun(Model model) {
        start(model);
        exchange.user().put(lane, card("Anna", "Import"), true);
        SCENE.scenery
                .sandbox
                .faults()
                .add(FaultRule.of(Fault.gateway(503))
                        .path("batch")
                        .body("POST /data/PartyContactsV3")
                        .times(-1)
                        .build());
        run();
        assertThat(persons("Import")).hasSize(1);
        SCENE.scenery.sandbox.faults().clear();
        settle();
        settle();
        ItemRef person = ContactScene.ref(persons("Import").single());
        assertThat(SCENE.isSelected(lane, person)).isTrue();
        assertThat(SCENE.locators(person, "Email")).containsExactly("anna@home.example");
        assertThat(SCENE.locators(person, "Phone")).containsExactly("+49 170 1234567");
        assertThat(only(lane).value(Field.PHONES).isNothing()).isFalse();
        assertThat(store.links().ofLane(lane.id()).single().state()).isEqualTo(LinkState.LINKED);
    }

    @ParameterizedTest
    @EnumSource
    void whatD365RefusesOfAnEditStaysOpenAndIsNotTakenBack(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.electronic(anna, "Email", "anna@albers.example");
        settle();
        SCENE.scenery.sandbox.d365().use(model.options.withNotEditable(java.util.Set.of("PartyContactsV3.Locator")));
        ItemRef copy = exchange.user().list(lane).single();
        exchange.user().edit(lane, copy, Field.TITLE, Value.text("CEO"));
        exchange.user().edit(lane, copy, Field.EMAILS, ContactsWritingTest.mails("anna.huber@albers.example"));
        Vector.range(0, 3).forEach(i -> run());
        assertThat(SCENE.row(anna).path("EmploymentJobTitle").asText()).isEqualTo("CEO");
        assertThat(written(only(lane), Field.EMAILS)).containsExactly("anna.huber@albers.example");
        assertThat(store.cases().ofLane(lane.id()).single().reason().text()).contains("Locator");
        SCENE.scenery.sandbox.d365().use(model.options);
        exchange.user().edit(lane, copy, Field.SPOUSE, Value.text("Max"));
        settle();
        assertThat(SCENE.locators(anna, "Email")).containsExactly("anna.huber@albers.example");
    }

    private static void lose(String body) {
        SCENE.scenery
                .sandbox
                .faults()
                .add(FaultRule.of(Fault.Kind.LOST_ANSWER)
                        .path("batch")
                        .body(body)
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void ourCopyOfAPersonWhoLeavesTheSelectionIsTakenBackAndComesAgain(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        ItemRef eva = SCENE.selected(lane, "Eva", "Klein");
        ItemRef ida = SCENE.selected(lane, "Ida", "Inaktiv");
        SCENE.selected(lane, "Stays", "Here");
        settle();
        SCENE.select(lane, anna, false);
        SCENE.categorise(eva, "Kunden");
        SCENE.patch(ida, "IsInactive", "Yes");
        settle();
        assertThat(only(lane).title()).isEqualTo("Stays Here");
        SCENE.select(lane, anna, true);
        SCENE.categorise(eva, "Kunden;D365");
        settle();
        assertThat(exchange.user().seeAll(lane).map(Item::title))
                .containsExactlyInAnyOrder("Stays Here", "Anna Huber", "Eva Klein");
    }

    @ParameterizedTest
    @EnumSource
    void aCardThatAUserMadeStaysWhenItsPersonIsTakenOut(Model model) {
        start(model);
        exchange.user().put(lane, card("Anna", "Import"), true);
        settle();
        SCENE.select(lane, ContactScene.ref(persons("Import").single()), false);
        settle();
        assertThat(only(lane).title()).isEqualTo("Anna Import");
        assertThat(store.links().ofLane(lane.id()).single().state()).isEqualTo(LinkState.RELEASED);
    }

    @ParameterizedTest
    @EnumSource
    void deletingInTheMailboxDeletesNoPerson(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.selected(lane, "Eva", "Klein");
        settle();
        exchange.user()
                .delete(exchange.user()
                        .list(lane)
                        .find(r -> exchange.user().see(lane, r).title().equals("Anna Huber"))
                        .get());
        settle();
        assertThat(SCENE.row(anna).path("LastName").asText()).isEqualTo("Huber");
        assertThat(only(lane).title()).isEqualTo("Eva Klein");
    }

    @ParameterizedTest
    @EnumSource
    void aCardOfAnInactivePersonMakesNoSecondOneAndSaysWhy(Model model) {
        start(model);
        ItemRef gone = SCENE.person("Anna", "Import", "IsInactive", "Yes");
        exchange.user().put(lane, card("Anna", "Import"), true);
        run();
        run();
        assertThat(persons("Import").map(ContactScene::ref)).containsExactly(gone);
        assertThat(only(lane).title()).isEqualTo("Anna Import");
        assertThat(store.cases().ofLane(lane.id()).single().reason().code()).isEqualTo("inactive");
    }

    @ParameterizedTest
    @EnumSource
    void theSameCardOfTwoMailboxesMakesOnePerson(Model model) {
        start(model);
        exchange.user().put(lane, card("Anna", "Import"), true);
        settle();
        exchange.user().put(colleague, card("Anna", "Import"), true);
        run();
        ItemRef anna = ContactScene.ref(persons("Import").single());
        assertThat(SCENE.isSelected(lane, anna)).isTrue();
        assertThat(SCENE.isSelected(colleague, anna)).isEqualTo(!model.isStock());
        assertThat(only(colleague).title()).isEqualTo("Anna Import");
        assertThat(store.cases().ofLane(colleague.id()).map(c -> c.reason().code()))
                .isEqualTo(model.isStock() ? Vector.of("not-responsible") : Vector.empty());
    }

    /** On stock a full comparison is what tells. */
    @ParameterizedTest
    @EnumSource
    void aPersonDeletedInD365TakesOurCopyAlong(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.selected(lane, "Eva", "Klein");
        SCENE.selected(lane, "Ida", "Klein");
        settle();
        SCENE.scenery.sandbox.d365().delete("ContactPersons", ContactScene.keys(anna));
        clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
        settle();
        assertThat(exchange.user().seeAll(lane).map(Item::title)).containsExactlyInAnyOrder("Eva Klein", "Ida Klein");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void twoEmployeesShareAPersonAndTheEditOfOneReachesTheOther(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.select(colleague, anna, true);
        settle();
        exchange.user()
                .edit(
                        lane,
                        exchange.user().list(lane).single(),
                        Field.PHONES,
                        ContactsWritingTest.phones("mobile", "+49 170 7654321"));
        settle();
        assertThat(written(only(colleague), Field.PHONES)).containsExactly("+49 170 7654321");
        SCENE.select(lane, anna, false);
        SCENE.selected(lane, "Eva", "Klein");
        settle();
        assertThat(only(lane).title()).isEqualTo("Eva Klein");
        assertThat(only(colleague).title()).isEqualTo("Anna Huber");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void anAddressThatIsCorrectedInD365ReachesTheFolder(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        JsonNode row = SCENE.electronic(anna, "Email", "anna@albers.example");
        settle();
        SCENE.scenery
                .sandbox
                .d365()
                .patch(
                        "PartyContactsV3",
                        ContactScene.object(
                                "PartyNumber",
                                SCENE.party(anna),
                                "ElectronicAddressId",
                                row.path("ElectronicAddressId").asText()),
                        ContactScene.object("Locator", "anna.huber@albers.example"));
        settle();
        assertThat(written(only(lane), Field.EMAILS)).containsExactly("anna.huber@albers.example");
    }
}
