package io.axpsync.d365.odata;

import static io.axpsync.d365.odata.ContactScene.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Condition;
import io.axpsync.core.item.Condition.All;
import io.axpsync.core.item.Condition.Any;
import io.axpsync.core.item.Condition.Not;
import io.axpsync.core.item.Condition.Operator;
import io.axpsync.core.item.Condition.Property;
import io.axpsync.core.item.Condition.Subject;
import io.axpsync.core.item.Condition.Test;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.ContactScene.Model;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Persons whom a query selects, through the lane of a published folder. */
class PublishedPersonsTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final ContactScene SCENE = new ContactScene(Model.COMPANION, WATCH);
    private static final Condition DISTRICT_WEST = test(Subject.CUSTOMER, "SalesDistrict", "WEST");

    private ItemRef anna = ItemRef.d365("nobody/1");
    private ItemRef bert = anna;
    private ItemRef carl = anna;

    /** Anna's customer is in the west, Bert's in the east, and Carl's organisation is a vendor. */
    private void start(Model model) {
        SCENE.restart(model);
        account(
                "CustomersV3",
                "CustomerAccount",
                "W-1",
                "PartyNumber",
                "P-W1",
                "SalesDistrict",
                "WEST",
                "CustomerGroupId",
                "10",
                "OrganizationName",
                "West AG");
        account(
                "CustomersV3",
                "CustomerAccount",
                "E-1",
                "PartyNumber",
                "P-E1",
                "SalesDistrict",
                "EAST",
                "CustomerGroupId",
                "20",
                "OrganizationName",
                "O'Ost KG");
        account(
                "VendorsV2",
                "VendorAccountNumber",
                "V-1",
                "VendorPartyNumber",
                "P-V1",
                "VendorOrganizationName",
                "Vendo");
        anna = person("Anna", "P-W1");
        bert = person("Bert", "P-E1");
        carl = person("Carl", "P-V1");
    }

    private static void account(String set, String... pairs) {
        SCENE.scenery.sandbox.d365().create(set, object(pairs).put("dataAreaId", "nord"));
    }

    private static ItemRef person(String given, String party, String... more) {
        ItemRef ref = SCENE.person(given, "Query", more);
        SCENE.patch(ref, "AssociatedPartyNumber", party);
        return ref;
    }

    @AfterAll
    static void close() {
        SCENE.close();
    }

    private static Condition test(Subject subject, String property, String... values) {
        return test(subject, property, Operator.IS, values);
    }

    private static Condition test(Subject subject, String property, Operator operator, String... values) {
        return new Test(new Property(subject, property), operator, Vector.of(values));
    }

    private static Condition queried() {
        return test(Subject.PERSON, "LastName", "Query");
    }

    private static Lane lane(Condition condition, String... companies) {
        Lane lane = ContactScene.contacts(Scenery.lane("0"));
        return lane.withId(LaneId.of("west", Kind.CONTACT))
                .withFolder(Option.some("Sales/West"))
                .withMailbox(lane.mailbox().withPersonnelNumber("west").withCompanies(Vector.of(companies)))
                .withPublication(Option.some(new Publication(
                        "west", Publication.Members.CONTACT_PERSONS, condition, Publication.Place.MAILBOX, true)));
    }

    private static Seq<ItemRef> selected(Condition condition) {
        return SCENE.full(lane(condition)).items().map(Observed::ref);
    }

    @ParameterizedTest
    @EnumSource
    void thePersonsOfADistrictsCustomersAreListed(Model model) {
        start(model);
        Snapshot snapshot = SCENE.full(lane(DISTRICT_WEST));
        assertThat(snapshot.completeness()).isInstanceOf(Completeness.Full.class);
        assertThat(snapshot.items().map(Observed::ref)).containsExactly(anna);
        Observed.Present light = (Observed.Present) snapshot.items().single();
        assertThat(light.marked()).isTrue();
        assertThat(light.markable()).isFalse();
        assertThat(light.title()).isEqualTo("Anna Query");
        Observed.Present full = SCENE.look(lane(DISTRICT_WEST), anna);
        assertThat(full.marked()).isTrue();
        if (model != Model.RESTLESS) {
            assertThat(light.version()).isEqualTo(full.version());
        }
        assertThat(SCENE.look(lane(DISTRICT_WEST), bert).marked()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerWhoMovesToAnotherDistrictIsNoticedThoughNoPersonChanged(Model model) {
        start(model);
        Snapshot before = SCENE.full(lane(DISTRICT_WEST));
        SCENE.scenery
                .sandbox
                .d365()
                .patch(
                        "CustomersV3",
                        object("dataAreaId", "nord", "CustomerAccount", "E-1"),
                        object("SalesDistrict", "WEST"));
        Snapshot after = SCENE.since(lane(DISTRICT_WEST), before);
        assertThat(after.isFull()).isTrue();
        assertThat(after.items().map(Observed::ref)).containsExactlyInAnyOrder(anna, bert);
        assertThat(SCENE.look(lane(DISTRICT_WEST), bert).marked()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "STOCK"})
    void conditionsAreJoined(Model model) {
        start(model);
        Condition east = test(Subject.CUSTOMER, "SalesDistrict", "EAST");
        Condition vendor = test(Subject.VENDOR, "VendorAccountNumber", "V-1");
        Condition group10 = test(Subject.CUSTOMER, "CustomerGroupId", "10");
        assertThat(selected(new Any(Vector.of(DISTRICT_WEST, east)))).containsExactlyInAnyOrder(anna, bert);
        assertThat(selected(new Any(Vector.of(DISTRICT_WEST, vendor)))).containsExactlyInAnyOrder(anna, carl);
        assertThat(selected(new All(Vector.of(DISTRICT_WEST, group10)))).containsExactly(anna);
        assertThat(selected(new All(Vector.of(east, group10)))).isEmpty();
        assertThat(selected(new All(Vector.of(queried(), new Not(DISTRICT_WEST)))))
                .containsExactlyInAnyOrder(bert, carl);
        assertThat(selected(new All(Vector.of(queried(), new Not(new Any(Vector.of(east, vendor)))))))
                .containsExactly(anna);
        assertThat(selected(new All(Vector.of(test(Subject.PERSON, "FirstName", "anna", "CARL"), queried()))))
                .containsExactlyInAnyOrder(anna, carl);
        assertThat(selected(new All(Vector.of(new Not(test(Subject.PERSON, "FirstName", "Anna")), queried()))))
                .containsExactlyInAnyOrder(bert, carl);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "STOCK"})
    void textsAreComparedAsTheyAreWritten(Model model) {
        start(model);
        assertThat(selected(test(Subject.CUSTOMER, "OrganizationName", "O'Ost KG")))
                .containsExactly(bert);
        assertThat(selected(test(Subject.CUSTOMER, "OrganizationName", "' or 1 eq 1 or OrganizationName eq '")))
                .isEmpty();
        assertThat(selected(test(Subject.CUSTOMER, "SalesDistrict", "*EST")))
                .as("a wildcard is one only where it is meant")
                .isEmpty();
        assertThat(selected(test(Subject.CUSTOMER, "SalesDistrict", Operator.LIKE, "we*")))
                .containsExactly(anna);
        SCENE.categorise(bert, "Golf; VIP");
        SCENE.categorise(carl, "VIPs");
        assertThat(selected(test(Subject.PERSON, "MicrosoftOutlookCategories", Operator.LISTS, "vip")))
                .containsExactly(bert);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "STOCK"})
    void numbersAndEnumerationsAreComparedAsSuch(Model model) {
        start(model);
        SCENE.scenery
                .sandbox
                .d365()
                .patch(
                        "ContactPersons",
                        ContactScene.keys(anna),
                        object("Gender", "Female").put("BirthDay", 9));
        assertThat(selected(new All(Vector.of(queried(), test(Subject.PERSON, "Gender", "Female")))))
                .containsExactly(anna);
        assertThat(selected(new All(Vector.of(queried(), new Not(test(Subject.PERSON, "Gender", "Female"))))))
                .containsExactlyInAnyOrder(bert, carl);
        assertThat(selected(new All(Vector.of(queried(), test(Subject.PERSON, "BirthDay", Operator.ABOVE, "8")))))
                .containsExactly(anna);
        assertThat(selected(new All(Vector.of(queried(), test(Subject.PERSON, "BirthDay", Operator.BELOW, "10")))))
                .containsExactlyInAnyOrder(anna, bert, carl);
        assertThat(selected(new All(
                        Vector.of(queried(), test(Subject.PERSON, "LastEditDateTime", Operator.FROM, "2000-01-01")))))
                .hasSize(3);
        assertThat(selected(new All(Vector.of(
                        queried(), test(Subject.PERSON, "LastEditDateTime", Operator.BELOW, "2000-01-01T00:00:00Z")))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "STOCK"})
    void aPropertyThatIsNotThereIsNamedWithTheNearest(Model model) {
        start(model);
        PortFailure failure = SCENE.observe(Vector.of(new LaneQuery(
                        lane(test(Subject.CUSTOMER, "salesDistrict", "WEST")), ContactScene.WINDOW, Option.none())))
                .single()
                .snapshot()
                .getLeft();
        assertThat(failure).isInstanceOf(PortFailure.Rejected.class);
        assertThat(failure.reason().text()).contains("query west", "west/CONTACT", "CustomersV3", "salesDistrict");
        assertThat(failure.reason().remedy()).contains("customer.SalesDistrict");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "STOCK"})
    void whoIsInactiveOrOfAnotherCompanyIsNotSelected(Model model) {
        start(model);
        SCENE.patch(bert, "IsInactive", "Yes");
        assertThat(selected(queried())).containsExactlyInAnyOrder(anna, carl);
        assertThat(SCENE.look(lane(queried()), bert).marked()).isFalse();
        assertThat(SCENE.full(lane(queried(), "sued")).items()).isEmpty();
        assertThat(SCENE.full(lane(queried(), "NORD")).items()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "STOCK"})
    void manyValuesAreAskedForInParts(Model model) {
        start(model);
        String[] districts =
                Vector.range(0, 75).map(i -> "D" + i).append("WEST").toJavaArray(String[]::new);
        assertThat(selected(test(Subject.CUSTOMER, "SalesDistrict", districts))).containsExactly(anna);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPANION", "STOCK"})
    void colleaguesAreShownAndNothingIsWrittenToThem(Model model) {
        start(model);
        Lane all = lane(Condition.EVERYBODY);
        Lane colleagues = all.withPublication(Option.some(new Publication(
                "colleagues",
                Publication.Members.WORKERS,
                new All(Vector.of(
                        test(Subject.WORKER, "PersonnelNumber", Operator.LIKE, "0001*"),
                        new Not(test(Subject.WORKER, "PersonnelNumber", "000102")))),
                Publication.Place.MAILBOX,
                false)));
        Seq<ItemRef> shown = SCENE.full(colleagues).items().map(Observed::ref);
        assertThat(shown).contains(ItemRef.d365("worker/000101")).doesNotContain(ItemRef.d365("worker/000102"));
        Observed.Present anna = SCENE.look(colleagues, ItemRef.d365("worker/000101"));
        assertThat(anna.marked()).isTrue();
        assertThat(anna.item().get().title()).isEqualTo("Anna Bergmann");
        assertThat(anna.item().get().value(Field.EMAILS).toString()).contains("anna.bergmann@fabrikon.example");
        assertThat(((Observed.Present) SCENE.full(colleagues)
                                .items()
                                .find(o -> o.ref().equals(anna.ref()))
                                .get())
                        .version())
                .isEqualTo(anna.version());
        assertThat(SCENE.look(colleagues, ItemRef.d365("worker/000102")).marked())
                .isFalse();
        assertThat(SCENE.fetch(colleagues, ItemRef.d365("worker/999999"))).isInstanceOf(Observed.Gone.class);
        assertThat(SCENE.side.capabilities(colleagues).get().writes(Field.EMAILS))
                .isFalse();
        assertThat(SCENE.side.selection(colleagues).get().persons().map(p -> p.ref()))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReadAndWrittenNeedsNoCategoryAndNoSelection(Model model) {
        start(model);
        Lane lane = lane(DISTRICT_WEST);
        Observed.Present before = SCENE.look(lane, anna);
        Outcome outcome = SCENE.side
                .write(Vector.of(Write.Update.builder()
                        .lane(lane)
                        .window(ContactScene.WINDOW)
                        .link(new io.axpsync.core.item.LinkId("l1"))
                        .notice(Notify.NOBODY)
                        .ref(anna)
                        .expected(before.version())
                        .before(before.item().get())
                        .changes(LinkedHashMap.of(Field.TITLE, Value.text("CEO")))
                        .build()))
                .single();
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        assertThat(SCENE.row(anna).path("EmploymentJobTitle").asText()).isEqualTo("CEO");
        assertThat(SCENE.row(anna).path("MicrosoftOutlookCategories").asText()).isEmpty();
        assertThat(SCENE.rows("AxpPrivateContacts")
                        .filter(r -> ContactScene.ref(r).equals(anna)))
                .isEmpty();
        assertThat(((Outcome.Written) outcome).readBack().version())
                .satisfies(v -> assertThat(SCENE.look(lane, anna).version()).satisfies(now -> {
                    if (model != Model.RESTLESS) {
                        assertThat(now).isEqualTo(v);
                    }
                }));
    }
}
