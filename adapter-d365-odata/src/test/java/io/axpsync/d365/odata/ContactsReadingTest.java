package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.change.Checkpoint;
import io.axpsync.core.change.Completeness;
import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Snapshot;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Company;
import io.axpsync.core.item.CompanyName;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.port.LaneAnswer;
import io.axpsync.core.port.LaneQuery;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.axpsync.d365.odata.ContactScene.Model;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contact persons as the lanes of the employees see them who selected them. */
class ContactsReadingTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final ContactScene SCENE = new ContactScene(Model.COMPANION, WATCH);
    private Lane lane = Scenery.lane("0");

    private void start(Model model) {
        SCENE.restart(model);
        lane = SCENE.newLane();
    }

    @AfterAll
    static void close() {
        SCENE.close();
    }

    @ParameterizedTest
    @EnumSource
    void aSelectedPersonOfAnAllowedCategoryIsListedAndNobodyElse(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.person("Nobody", "Chose", "MicrosoftOutlookCategories", "D365");
        SCENE.select(lane, SCENE.person("Without", "Category"), true);
        SCENE.selected(SCENE.newLane(), "Of a", "Colleague");
        SCENE.selected(lane, "Not", "Here any more", "IsInactive", "Yes");
        Snapshot snapshot = SCENE.full(lane);
        assertThat(snapshot.completeness()).isInstanceOf(Completeness.Full.class);
        assertThat(snapshot.items().map(Observed::ref)).containsExactly(anna);
        Observed.Present light = (Observed.Present) snapshot.items().single();
        assertThat(light.marked()).isTrue();
        assertThat(light.item()).isEmpty();
        assertThat(light.title()).isEqualTo("Anna Huber");
        assertThat(light.contact().get().company()).isEqualTo(CompanyName.of(ContactScene.ALBERS_NAME));
        assertThat(light.version()).satisfies(v -> {
            if (model != Model.RESTLESS) {
                assertThat(v).isEqualTo(SCENE.look(lane, anna).version());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theFeedTellsOfEditsAndSelectionsAndOfPersonsWhoLeave(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        ItemRef eva = SCENE.selected(lane, "Eva", "Klein");
        Snapshot before = SCENE.full(lane);
        SCENE.patch(anna, "EmploymentJobTitle", "CEO");
        SCENE.select(lane, eva, false);
        ItemRef neu = SCENE.selected(lane, "Neu", "Gewählt");
        Snapshot after = SCENE.since(lane, before);
        assertThat(after.completeness()).isInstanceOf(Completeness.Delta.class);
        assertThat(told(after, anna)).isEqualTo("marked");
        assertThat(told(after, neu)).isEqualTo("marked");
        assertThat(told(after, eva)).isEqualTo(model.isStock() ? "left" : "unmarked");
        assertThat(SCENE.look(lane, eva).marked()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aPersonWhoLosesTheCategoryOrIsDeactivatedIsNotMarkedAnyMore(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        ItemRef eva = SCENE.selected(lane, "Eva", "Klein");
        Snapshot before = SCENE.full(lane);
        SCENE.categorise(anna, "Kunden");
        SCENE.patch(eva, "IsInactive", "Yes");
        Snapshot after = SCENE.since(lane, before);
        assertThat(told(after, anna)).isEqualTo("unmarked");
        assertThat(told(after, eva)).isEqualTo("unmarked");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void aDeletedPersonLeavesATombstoneAndAChangedAddressMovesTheVersion(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        ItemRef eva = SCENE.selected(lane, "Eva", "Klein");
        Snapshot before = SCENE.full(lane);
        SCENE.scenery.sandbox.d365().delete("ContactPersons", ContactScene.keys(eva));
        SCENE.electronic(anna, "Email", "anna@albers.example");
        Snapshot after = SCENE.since(lane, before);
        assertThat(told(after, anna)).isEqualTo("marked");
        assertThat(told(after, eva)).isEqualTo("gone");
        assertThat(SCENE.fetch(lane, eva)).isEqualTo(new Observed.Gone(eva, Observed.Trace.TOMBSTONE));
    }

    private static String told(Snapshot snapshot, ItemRef ref) {
        Observed seen = snapshot.items().filter(o -> o.ref().equals(ref)).single();
        if (seen instanceof Observed.Gone gone) {
            return gone.trace() == Observed.Trace.LEFT_VIEW ? "left" : "gone";
        }
        return ((Observed.Present) seen).marked() ? "marked" : "unmarked";
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsRead(Model model) {
        start(model);
        ItemRef boss = SCENE.person("Bodo", "Boss");
        ItemRef anna = SCENE.selected(
                lane,
                "Anna",
                "Huber",
                "ProfessionalTitle",
                "Dr.",
                "MiddleName",
                "Maria",
                "ProfessionalSuffix",
                "MSc",
                "Initials",
                "A.M.H.",
                "KnownAsName",
                "Anni",
                "PhoneticFirstName",
                "Ana",
                "PhoneticLastName",
                "Hubr",
                "EmploymentJobTitle",
                "CEO",
                "EmploymentProfession",
                "Engineer",
                "EmploymentDepartment",
                "Board",
                "EmploymentOfficeLocation",
                "3.14",
                "AssistantName",
                "Ben",
                "AssistantPhoneNumber",
                "040 555 99",
                "SpouseName",
                "Max",
                "ChildrenNames",
                "Ida, Tom; Ulf",
                "ManagerContactPersonId",
                boss.id().substring(boss.id().indexOf('/') + 1),
                "Gender",
                "Female",
                "BirthMonth",
                "February",
                "AnniversaryMonth",
                "June",
                "ContactActivitySensitivityLevel",
                "Privat",
                "Notes",
                "Likes\nferries");
        SCENE.scenery
                .sandbox
                .d365()
                .patch(
                        "ContactPersons",
                        ContactScene.keys(anna),
                        ContactScene.object()
                                .put("BirthDay", 29)
                                .put("BirthYear", 0)
                                .put("AnniversaryDay", 5)
                                .put("AnniversaryYear", 2001));
        SCENE.categorise(anna, "D365;Kunden");
        SCENE.electronic(anna, "Email", "Anna@Albers.example");
        SCENE.electronic(anna, "Email", "privat@huber.example");
        SCENE.electronic(anna, "Phone", "040 5552011");
        SCENE.electronic(anna, "Phone", "0170 1234567", "IsMobilePhone", "Yes");
        SCENE.electronic(anna, "Fax", "040 5552019");
        SCENE.electronic(anna, "URL", "https://albers.example");
        SCENE.postal(anna, "Am Sandtorkai", "20457", "Hamburg", "DEU", "StreetNumber", "12", "IsRoleBusiness", "Yes");
        SCENE.postal(anna, "Ringstraße 1", "1010", "Wien", "AUT", "IsRoleHome", "Yes");
        Item item = SCENE.item(lane, anna);
        assertThat(text(item, Field.NAME_PREFIX)).isEqualTo("Dr.");
        assertThat(text(item, Field.GIVEN_NAME)).isEqualTo("Anna");
        assertThat(text(item, Field.MIDDLE_NAME)).isEqualTo("Maria");
        assertThat(text(item, Field.FAMILY_NAME)).isEqualTo("Huber");
        assertThat(text(item, Field.NAME_SUFFIX)).isEqualTo("MSc");
        assertThat(text(item, Field.INITIALS)).isEqualTo("A.M.H.");
        assertThat(text(item, Field.NICKNAME)).isEqualTo("Anni");
        assertThat(text(item, Field.PHONETIC_GIVEN_NAME)).isEqualTo("Ana");
        assertThat(text(item, Field.PHONETIC_FAMILY_NAME)).isEqualTo("Hubr");
        assertThat(text(item, Field.COMPANY)).isEqualTo(ContactScene.ALBERS_NAME);
        assertThat(text(item, Field.TITLE)).isEqualTo("CEO");
        assertThat(text(item, Field.PROFESSION)).isEqualTo("Engineer");
        assertThat(text(item, Field.DEPARTMENT)).isEqualTo("Board");
        assertThat(text(item, Field.OFFICE)).isEqualTo("3.14");
        assertThat(text(item, Field.MANAGER)).isEqualTo("Bodo Boss");
        assertThat(text(item, Field.ASSISTANT)).isEqualTo("Ben");
        assertThat(text(item, Field.SPOUSE)).isEqualTo("Max");
        assertThat(text(item, Field.BODY)).isEqualTo("Likes\nferries");
        assertThat(text(item, Field.WEB_PAGE)).isEqualTo("https://albers.example");
        assertThat(item.value(Field.GENDER)).isEqualTo(Value.choice("FEMALE"));
        assertThat(item.value(Field.SENSITIVITY)).isEqualTo(Value.choice("PRIVATE"));
        assertThat(item.value(Field.BIRTHDAY)).isEqualTo(new Value.Date(LocalDate.of(1604, 2, 29)));
        assertThat(item.value(Field.ANNIVERSARY)).isEqualTo(new Value.Date(LocalDate.of(2001, 6, 5)));
        assertThat(keys(item, Field.CHILDREN)).containsExactly("ida", "tom", "ulf");
        assertThat(keys(item, Field.CATEGORIES)).containsExactly("kunden");
        assertThat(keys(item, Field.EMAILS)).containsExactly("anna@albers.example", "privat@huber.example");
        assertThat(keys(item, Field.PHONES)).containsExactly("+491701234567", "+49405552011");
        assertThat(keys(item, Field.FAXES)).containsExactly("+49405552019");
        assertThat(keys(item, Field.ASSISTANT_PHONES)).containsExactly("+494055599");
        assertThat(keys(item, Field.ADDRESSES))
                .containsExactly(
                        "am sandtorkai 12;hamburg;;20457;de".toLowerCase(java.util.Locale.ROOT),
                        "ringstraße 1;wien;;1010;at");
        assertThat(entries(item, Field.PHONES).map(e -> ContactPoint.of(e).slot()))
                .containsExactly("mobile", "business");
        assertThat(entries(item, Field.ADDRESSES).map(e -> PostalAddress.of(e).slot()))
                .containsExactly("business", "home");
        Capabilities capabilities = SCENE.side.capabilities(lane).get();
        assertThat(item.values().keySet().filter(f -> !capabilities.holds(f))).isEmpty();
        assertThat(Field.of(io.axpsync.core.item.Kind.CONTACT)
                        .filter(f -> item.value(f).isNothing()))
                .isEmpty();
        assertThat(capabilities.writes(Field.COMPANY)).isFalse();
        assertThat(capabilities.holdsStamps()).isEqualTo(!model.isStock());
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheVersionOfAnAddressThatIsValidNowIsShown(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.postal(
                anna,
                "Alte Gasse 1",
                "20457",
                "Hamburg",
                "DEU",
                "LocationId",
                "L1",
                "ValidFrom",
                "2001-01-01T00:00:00Z",
                "ValidTo",
                "2020-01-01T00:00:00Z");
        SCENE.postal(
                anna,
                "Neue Gasse 2",
                "20457",
                "Hamburg",
                "DEU",
                "LocationId",
                "L1",
                "ValidFrom",
                "2020-01-01T00:00:00Z");
        SCENE.postal(
                anna, "Bald 3", "20457", "Hamburg", "DEU", "LocationId", "L1", "ValidFrom", "2100-01-01T00:00:00Z");
        SCENE.postal(
                anna,
                "Weg 4",
                "20457",
                "Hamburg",
                "DEU",
                "LocationId",
                "L2",
                "ValidFrom",
                "2001-01-01T00:00:00Z",
                "ValidTo",
                "2020-01-01T00:00:00Z");
        assertThat(entries(SCENE.item(lane, anna), Field.ADDRESSES)
                        .map(e -> PostalAddress.of(e).street()))
                .containsExactly("Neue Gasse 2");
    }

    @ParameterizedTest
    @EnumSource
    void aDayThatNoCalendarHasIsLeftAlone(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber", "BirthMonth", "February");
        SCENE.scenery
                .sandbox
                .d365()
                .patch(
                        "ContactPersons",
                        ContactScene.keys(anna),
                        ContactScene.object().put("BirthDay", 31).put("BirthYear", 1980));
        Observed.Present seen = SCENE.look(lane, anna);
        assertThat(seen.item().get().value(Field.BIRTHDAY).isNothing()).isTrue();
        assertThat(seen.withheld().get(Field.BIRTHDAY)).contains(Withheld.PROTECTED);
    }

    @ParameterizedTest
    @EnumSource
    void aPersonIsFoundByAddressAndByNameAndCompanySelectedOrNot(Model model) {
        start(model);
        ItemRef anna = SCENE.person("Anna Maria", "Huber");
        SCENE.electronic(anna, "Email", "first@albers.example");
        SCENE.electronic(anna, "Email", "Anna@Albers.example");
        ItemRef eva = SCENE.person("Eva", "von der Klein");
        SCENE.person("Eva", "Klein");
        assertThat(found("x y", "", "ANNA@albers.example".toLowerCase(java.util.Locale.ROOT)))
                .containsExactly(anna);
        assertThat(found("eva von der klein", "Hafenlogistik Albers")).containsExactly(eva);
        assertThat(found("eva von der klein", "Somebody else")).isEmpty();
        assertThat(found("anna maria huber", "Hafenlogistik Albers", "nobody@albers.example"))
                .containsExactly(anna);
    }

    @ParameterizedTest
    @EnumSource
    void aWildcardInAnAddressOrNameIsNoWildcard(Model model) {
        start(model);
        ItemRef anna = SCENE.person("Anna", "Huber");
        SCENE.electronic(anna, "Email", "anna@albers.example");
        ItemRef star = SCENE.person("St*r", "Huber");
        SCENE.electronic(star, "Email", "st*r@albers.example");
        SCENE.electronic(SCENE.person("Stur", "Huber"), "Email", "stur@albers.example");
        assertThat(found("x", "", "*@albers.example", "*", "an*a@albers.example"))
                .isEmpty();
        assertThat(found("* huber", "Hafenlogistik Albers")).isEmpty();
        assertThat(found("st*r huber", "Hafenlogistik Albers")).containsExactly(star);
        assertThat(found("x", "", "st*r@albers.example")).containsExactly(star);
        assertThat(found("o'neil') or true or ('", "Hafenlogistik Albers", "o'neil@x.example"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void eachEmployeeSeesTheStampOfHisOwnLink(Model model) {
        start(model);
        Lane colleague = SCENE.newLane();
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.select(colleague, anna, true);
        Stamp ours = Stamp.of("inst", new LinkId("ours"));
        Stamp theirs = Stamp.of("inst", new LinkId("theirs"));
        stamp(anna, lane, ours);
        stamp(anna, colleague, theirs);
        assertThat(SCENE.look(lane, anna).stamp()).contains(ours);
        assertThat(SCENE.look(colleague, anna).stamp()).contains(theirs);
        Search search = new Search(lane, ContactScene.WINDOW, Option.some(ours), Option.none(), Value.NOTHING);
        assertThat(SCENE.side.find(Vector.of(search)).single().get().map(Observed::ref))
                .containsExactly(anna);
    }

    private void stamp(ItemRef person, Lane of, Stamp stamp) {
        SCENE.scenery
                .sandbox
                .d365()
                .create(
                        "AxpStamps",
                        ContactScene.object(
                                "dataAreaId",
                                "nord",
                                "EntityName",
                                "ContactPersons",
                                "EntityKey",
                                person.id(),
                                "LinkId",
                                stamp.text() + "@" + of.mailbox().personnelNumber()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void aLinkedPersonIsToldAlsoWhenItIsNotSelectedAnyMoreAndNobodysPersonIsNot(Model model) {
        start(model);
        ItemRef anna = SCENE.person("Anna", "Huber");
        stamp(anna, lane, Stamp.of("inst", new LinkId("ours")));
        ItemRef eva = SCENE.person("Eva", "Klein");
        stamp(eva, SCENE.newLane(), Stamp.of("inst", new LinkId("theirs")));
        Snapshot after = SCENE.since(lane, SCENE.full(lane));
        assertThat(after.items().map(Observed::ref)).containsExactly(anna);
        assertThat(told(after, anna)).isEqualTo("unmarked");
    }

    @ParameterizedTest
    @EnumSource
    void manyChangedPersonsWhomNobodySelectedTakeFewRequests(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        Snapshot before = SCENE.full(lane);
        Vector.range(0, 150).forEach(i -> SCENE.person("Nobody", "Chose " + i));
        long requests = SCENE.scenery.requests();
        Snapshot after = SCENE.since(lane, before);
        assertThat(SCENE.scenery.requests() - requests).isLessThanOrEqualTo(model.isStock() ? 3 : 5);
        assertThat(after.items().filter(o -> o instanceof Observed.Present).map(Observed::ref))
                .containsExactly(anna);
    }

    @ParameterizedTest
    @EnumSource
    void aPersonOfAnotherCompanyIsElsewhereAndNotListed(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        Lane narrow = lane.withMailbox(lane.mailbox().withCompanies(Vector.of("sued")));
        assertThat(SCENE.full(narrow).items()).isEmpty();
        assertThat(SCENE.look(narrow, anna).place()).isEqualTo(Observed.Place.ELSEWHERE);
        assertThat(SCENE.look(lane, anna).place()).isEqualTo(Observed.Place.IN_LANE);
    }

    @ParameterizedTest
    @EnumSource
    void aCompanyThatMayNotBeReadAnyMoreIsAFailureAndNobodyIsGone(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.scenery.sandbox.d365().use(model.options.withPermittedCompanies(java.util.Set.of("sued")));
        assertThat(SCENE.side
                        .fetch(Vector.of(new Look(lane, ContactScene.WINDOW, anna, Option.none())))
                        .single()
                        .getLeft())
                .isInstanceOf(PortFailure.Denied.class);
    }

    @ParameterizedTest
    @EnumSource
    void customersVendorsAndProspectsAreToldWithTheAddressesOfTheirPersons(Model model) {
        start(model);
        SCENE.electronic(SCENE.person("Anna", "Huber"), "Email", "anna@albers.example");
        Seq<Company> companies = SCENE.side.directory().companies().get();
        Company albers = companies.find(c -> c.key().equals("K-1001")).get();
        assertThat(albers.type()).isEqualTo(DirectoryEntry.Type.CUSTOMER);
        assertThat(albers.name()).isEqualTo(ContactScene.ALBERS_NAME);
        assertThat(albers.aliases()).containsExactly("Hafenlogistik Albers");
        assertThat(albers.party()).isEqualTo(ContactScene.ALBERS);
        assertThat(albers.area()).isEqualTo("nord");
        assertThat(albers.addresses()).contains("info@albers-hafen.example", "anna@albers.example");
        assertThat(companies.map(Company::type).distinct())
                .containsExactlyInAnyOrder(
                        DirectoryEntry.Type.CUSTOMER, DirectoryEntry.Type.VENDOR, DirectoryEntry.Type.PROSPECT);
    }

    @ParameterizedTest
    @EnumSource
    void questionsOfSeveralKindsAreAnsweredInTheirOrder(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        Lane calendar = SCENE.scenery.newLane();
        ItemRef visit = SCENE.scenery.put(calendar, "Visit");
        assertThat(SCENE.side
                        .fetch(Vector.of(
                                new Look(calendar, ContactScene.WINDOW, visit, Option.none()),
                                new Look(lane, ContactScene.WINDOW, anna, Option.none()),
                                new Look(calendar, ContactScene.WINDOW, visit, Option.none())))
                        .map(o -> ((Observed.Present) o.get()).title()))
                .containsExactly("Visit", "Anna Huber", "Visit");
        assertThat(SCENE.observe(Vector.of(calendar, lane)
                                .map(l -> new LaneQuery(l, ContactScene.WINDOW, Option.none())))
                        .map(a -> a.lane().id()))
                .containsExactlyInAnyOrder(calendar.id(), lane.id());
    }

    @ParameterizedTest
    @EnumSource
    void alongWithALaneThatCannotBeReadTheOthersAre(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        Lane nobody = ContactScene.contacts(Scenery.lane("999999"));
        Seq<LaneAnswer> answers =
                SCENE.observe(Vector.of(nobody, lane).map(l -> new LaneQuery(l, ContactScene.WINDOW, Option.none())));
        assertThat(answers.find(a -> a.lane().equals(nobody)).get().snapshot().getLeft())
                .isInstanceOf(PortFailure.Missing.class);
        assertThat(answers.find(a -> a.lane().equals(lane))
                        .get()
                        .snapshot()
                        .get()
                        .items()
                        .map(Observed::ref))
                .containsExactly(anna);
    }

    @ParameterizedTest
    @EnumSource
    void aCheckpointOfAnotherModelOrOlderThanTombstonesAsksForAFullListing(Model model) {
        start(model);
        Vector.of(
                        "axp-d365-contacts-1 else 2026-01-01T00:00:00Z",
                        "nonsense",
                        "axp-d365-contacts-1 " + (model.isStock() ? "else" : "versions+selections")
                                + " 2020-01-01T00:00:00Z")
                .forEach(token -> assertThat(SCENE.observe(Vector.of(
                                        new LaneQuery(lane, ContactScene.WINDOW, Option.some(new Checkpoint(token)))))
                                .single()
                                .snapshot()
                                .getLeft())
                        .isInstanceOf(PortFailure.Expired.class));
    }

    private Seq<ItemRef> found(String name, String company, String... addresses) {
        ContactKeys keys = new ContactKeys(LinkedHashSet.of(addresses), name, CompanyName.of(company));
        Search search =
                new Search(lane, ContactScene.WINDOW, Option.none(), Option.none(), Value.NOTHING, Option.some(keys));
        return SCENE.side.find(Vector.of(search)).single().get().map(Observed::ref);
    }

    private static String text(Item item, Field field) {
        return item.value(field) instanceof Value.Text t ? t.text() : "";
    }

    private static Seq<Value.Entry> entries(Item item, Field field) {
        return item.value(field) instanceof Value.Entries e ? e.values() : Vector.empty();
    }

    private static Seq<String> keys(Item item, Field field) {
        return entries(item, field).map(Value.Entry::key);
    }
}
