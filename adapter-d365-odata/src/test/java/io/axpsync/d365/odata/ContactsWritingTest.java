package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.axpsync.d365.odata.ContactScene.Model;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contact persons are made, edited, selected and removed, and what the write did not name stays as it was. */
class ContactsWritingTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Stamp STAMP = Stamp.of("inst", new LinkId("link1"));

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

    /** Everything that a card of Exchange says. */
    private static Item everything() {
        Map<Field, Value> values = LinkedHashMap.empty();
        for (Field field : Field.of(Kind.CONTACT).filter(f -> f.shape() == Field.Shape.LINE)) {
            values = values.put(field, Value.text("Äßé '" + field));
        }
        return Item.of(
                Kind.CONTACT,
                values.put(Field.BODY, Value.text("One\nTwo '; drop"))
                        .put(Field.GENDER, Value.choice("NON_SPECIFIC"))
                        .put(Field.SENSITIVITY, Value.choice("CONFIDENTIAL"))
                        .put(Field.BIRTHDAY, new Value.Date(LocalDate.of(1604, 2, 29)))
                        .put(Field.ANNIVERSARY, new Value.Date(LocalDate.of(1999, 12, 31)))
                        .put(Field.CATEGORIES, Value.Entries.of(Vector.of(new Value.Entry("kunden", "", "Kunden"))))
                        .put(
                                Field.CHILDREN,
                                Value.Entries.of(Vector.of(
                                        new Value.Entry("ida", "", "Ida"), new Value.Entry("tom", "", "Tom"))))
                        .put(Field.EMAILS, mails("a@x.example", "b@x.example", "c@x.example", "d@x.example"))
                        .put(Field.PHONES, phones("business", "040 5552011", "mobile", "0170 1234567", "home", "040 1"))
                        .put(Field.FAXES, phones("business", "040 5552019"))
                        .put(Field.ASSISTANT_PHONES, phones("assistant", "040 5552018"))
                        .put(
                                Field.ADDRESSES,
                                Value.Entries.of(Vector.of(
                                        address("business", "Am Sandtorkai 12\n3. Stock", "Deutschland"),
                                        address("home", "Ringstraße 1", "Österreich")))));
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldOfANewPersonIsThereAgainWhenItIsRead(Model model) {
        start(model);
        Item card = everything();
        Observed.Present made = written(create(card));
        Item back = made.item().get();
        for (Field field : Field.of(Kind.CONTACT).filter(f -> f != Field.COMPANY && f != Field.MANAGER)) {
            assertThat(NormalForm.of(field, keys(back.value(field))))
                    .as("%s", field)
                    .isEqualTo(NormalForm.of(field, keys(card.value(field))));
        }
        assertThat(back.value(Field.COMPANY)).isEqualTo(Value.text(ContactScene.ALBERS_NAME));
        assertThat(made.marked()).isTrue();
        assertThat(SCENE.isSelected(lane, made.ref())).isTrue();
        assertThat(made.stamp()).isEqualTo(model.isStock() ? Option.none() : Option.some(STAMP));
        assertThat(SCENE.row(made.ref()).path("AssociatedPartyNumber").asText()).isEqualTo(ContactScene.ALBERS);
        assertThat(SCENE.look(lane, made.ref()).item()).isEqualTo(made.item());
        assertThat(slots(back, Field.PHONES)).containsExactlyInAnyOrder("business", "mobile", "home");
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldCanBeEmptiedAgain(Model model) {
        start(model);
        Observed.Present made = written(create(everything()));
        Map<Field, Value> nothing = made.item()
                .get()
                .values()
                .removeAll(Vector.of(Field.COMPANY, Field.SENSITIVITY))
                .mapValues(v -> Value.NOTHING);
        Item back = written(update(made, nothing)).item().get();
        assertThat(back.values().keySet()).containsExactlyInAnyOrder(Field.COMPANY, Field.SENSITIVITY);
        assertThat(SCENE.partyRows("PartyContactsV3", made.ref())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCorrectedAddressKeepsItsRowWithRoleAndDescription(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.electronic(anna, "Email", "anna@albers.example", "Description", "Büro", "Purpose", "Invoice");
        SCENE.electronic(anna, "Email", "zweite@albers.example", "Description", "Zweite");
        SCENE.electronic(anna, "Phone", "040 5552011", "LocatorExtension", "21");
        Vector<JsonNode> before = SCENE.partyRows("PartyContactsV3", anna);
        Observed.Present seen = SCENE.look(lane, anna);
        assertThat(entries(seen.item().get(), Field.PHONES).map(Value.Entry::key))
                .containsExactly("+49405552011;ext=21");
        Item back = written(update(
                        seen,
                        LinkedHashMap.of(
                                Field.EMAILS,
                                mails("zweite@albers.example", "anna.huber@albers.example"),
                                Field.PHONES,
                                phones("business", "040 5552099"))))
                .item()
                .get();
        assertThat(entries(back, Field.PHONES).map(Value.Entry::key)).containsExactly("+49405552099");
        Vector<JsonNode> after = SCENE.partyRows("PartyContactsV3", anna);
        assertThat(after.map(r -> r.path("ElectronicAddressId")))
                .isEqualTo(before.map(r -> r.path("ElectronicAddressId")));
        JsonNode first = after.head();
        assertThat(first.path("Locator").asText()).isEqualTo("anna.huber@albers.example");
        assertThat(first.path("Description").asText()).isEqualTo("Büro");
        assertThat(first.path("Purpose").asText()).isEqualTo("Invoice");
        assertThat(first.path("IsPrimary").asText()).isEqualTo("Yes");
        assertThat(SCENE.row(anna).path("PrimaryEmailAddress").asText()).isEqualTo("anna.huber@albers.example");
        assertThat(after.get(1).path("Locator").asText()).isEqualTo("zweite@albers.example");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESTLESS")
    void anEditOfAnotherFieldTouchesNoAddress(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.electronic(anna, "Email", "Anna@Albers.example");
        SCENE.electronic(anna, "Phone", "040/555 20 11");
        SCENE.postal(anna, "Am Sandtorkai", "20457", "Hamburg", "DEU", "StreetNumber", "12");
        Vector<JsonNode> electronic = SCENE.partyRows("PartyContactsV3", anna);
        Vector<JsonNode> postal = SCENE.partyRows("PartyLocationPostalAddressesV2", anna);
        written(update(SCENE.look(lane, anna), LinkedHashMap.of(Field.TITLE, Value.text("CEO"))));
        assertThat(SCENE.row(anna).path("EmploymentJobTitle").asText()).isEqualTo("CEO");
        assertThat(SCENE.partyRows("PartyContactsV3", anna)).isEqualTo(electronic);
        assertThat(SCENE.partyRows("PartyLocationPostalAddressesV2", anna)).isEqualTo(postal);
    }

    @ParameterizedTest
    @EnumSource
    void anElementThatCameMeanwhileStaysAndTheRemovedOneGoesWithItsDouble(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.electronic(anna, "Phone", "040 5552011");
        SCENE.electronic(anna, "Phone", "+49 40 555 2011");
        SCENE.electronic(anna, "Phone", "040 5552012");
        Observed.Present seen = SCENE.look(lane, anna);
        SCENE.electronic(anna, "Phone", "040 5552013");
        Write.Update update = update(
                model.isStock() ? seen : seen.withVersion(SCENE.look(lane, anna).version()),
                LinkedHashMap.of(Field.PHONES, phones("business", "040 5552012")));
        written(
                model == Model.RESTLESS
                        ? update.withExpected(SCENE.look(lane, anna).version())
                        : update);
        assertThat(SCENE.locators(anna, "Phone")).containsExactly("040 5552012", "040 5552013");
        assertThat(SCENE.row(anna).path("PrimaryPhoneNumber").asText()).isEqualTo("040 5552012");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void whatWasReadBeforeAnotherEditIsStale(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        Observed.Present seen = SCENE.look(lane, anna);
        SCENE.electronic(anna, "Phone", "040 5552013");
        assertThat(write(update(seen, LinkedHashMap.of(Field.TITLE, Value.text("CEO")))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.failure()).isInstanceOf(PortFailure.Stale.class));
        assertThat(SCENE.row(anna).path("EmploymentJobTitle").asText()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPostalAddressIsChangedByANewVersionOfItsLocation(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        JsonNode old = SCENE.postal(
                anna,
                "Am Sandtorkai",
                "20457",
                "Hamburg",
                "DEU",
                "StreetNumber",
                "12",
                "LocationId",
                "L1",
                "ValidFrom",
                "2020-01-01T00:00:00Z",
                "IsRoleBusiness",
                "Yes");
        Item back = written(update(
                        SCENE.look(lane, anna),
                        LinkedHashMap.of(
                                Field.ADDRESSES,
                                Value.Entries.of(Vector.of(address("business", "Kehrwieder 2", "DE"))))))
                .item()
                .get();
        assertThat(entries(back, Field.ADDRESSES).map(e -> PostalAddress.of(e).street()))
                .containsExactly("Kehrwieder 2");
        Vector<JsonNode> versions = SCENE.partyRows("PartyLocationPostalAddressesV2", anna);
        assertThat(versions.map(v -> v.path("LocationId").asText()).distinct()).containsExactly("L1");
        assertThat(versions).hasSize(2);
        assertThat(versions.head().path("Street")).isEqualTo(old.path("Street"));
        assertThat(versions.last().path("CountryRegionId").asText()).isEqualTo("DEU");
        assertThat(versions.last().path("IsRoleBusiness").asText()).isEqualTo("Yes");
        assertThat(versions.last().path("StreetNumber").asText()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void selectingAPersonAndTakingItOutAgainChangesNothingElseOfIt(Model model) {
        start(model);
        ItemRef anna = SCENE.person("Anna", "Huber", "MicrosoftOutlookCategories", "Kunden");
        Observed.Present taken = written(update(SCENE.look(lane, anna), LinkedHashMap.empty())
                .withMarked(Option.some(true))
                .withStamp(Option.some(STAMP)));
        assertThat(taken.marked()).isTrue();
        assertThat(SCENE.isSelected(lane, anna)).isTrue();
        assertThat(SCENE.row(anna).path("MicrosoftOutlookCategories").asText()).isEqualTo("D365;Kunden");
        Observed.Present left = written(update(taken, LinkedHashMap.empty()).withMarked(Option.some(false)));
        assertThat(left.marked()).isFalse();
        assertThat(SCENE.row(anna).path("MicrosoftOutlookCategories").asText())
                .isEqualTo(model.isStock() ? "Kunden" : "D365;Kunden");
        if (!model.isStock()) {
            assertThat(SCENE.isSelected(lane, anna)).isFalse();
            Observed.Present again = written(update(left, LinkedHashMap.empty()).withMarked(Option.some(true)));
            assertThat(again.marked()).isTrue();
            assertThat(again.stamp()).contains(STAMP);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "STOCK")
    void onStockTheResponsibleWorkerOfAPersonWhoHasOneIsNeverChanged(Model model) {
        start(model);
        Lane colleague = SCENE.newLane();
        ItemRef anna = SCENE.selected(colleague, "Anna", "Huber");
        Write.Update update = update(SCENE.look(lane, anna), LinkedHashMap.of(Field.TITLE, Value.text("CEO")));
        assertThat(write(update.withMarked(Option.some(true))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.failure().reason().code()).isEqualTo("not-responsible"));
        assertThat(SCENE.isSelected(colleague, anna)).isTrue();
        assertThat(written(update).item().get().value(Field.TITLE)).isEqualTo(Value.text("CEO"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void aNewStampReplacesTheEmployeesOwnAndLeavesThatOfAColleague(Model model) {
        start(model);
        Lane colleague = SCENE.newLane();
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.select(colleague, anna, true);
        written(update(SCENE.look(lane, anna), LinkedHashMap.empty()).withStamp(Option.some(STAMP)));
        Stamp theirs = Stamp.of("inst", new LinkId("theirs"));
        written(update(SCENE.look(colleague, anna), LinkedHashMap.empty())
                .withLane(colleague)
                .withStamp(Option.some(theirs)));
        Stamp next = Stamp.of("inst", new LinkId("next"));
        written(update(SCENE.look(lane, anna), LinkedHashMap.empty()).withStamp(Option.some(next)));
        assertThat(SCENE.look(lane, anna).stamp()).contains(next);
        assertThat(SCENE.look(colleague, anna).stamp()).contains(theirs);
        assertThat(SCENE.rows("AxpStamps")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRemovedPersonIsGoneWithItsStamps(Model model) {
        start(model);
        Observed.Present made = written(create(everything()));
        assertThat(write(new Write.Remove(
                        lane, ContactScene.WINDOW, STAMP.link(), made.ref(), made.version(), Notify.NOBODY)))
                .isEqualTo(new Outcome.Removed());
        assertThat(SCENE.fetch(lane, made.ref())).isInstanceOf(Observed.Gone.class);
        if (!model.isStock()) {
            assertThat(SCENE.rows("AxpStamps")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAKnownCompanyNobodyIsMade(Model model) {
        start(model);
        int before = SCENE.rows("ContactPersons").size();
        assertThat(write(create(everything()).withAssociations(Vector.empty()))).isInstanceOf(Outcome.Refused.class);
        assertThat(SCENE.rows("ContactPersons")).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOCK")
    void aCreateThatIsRepeatedFindsWhatItMadeAndCompletesIt(Model model) {
        start(model);
        SCENE.scenery
                .sandbox
                .faults()
                .add(FaultRule.of(Fault.Kind.LOST_ANSWER)
                        .path("batch")
                        .body("POST /data/AxpStamps")
                        .build());
        Outcome first = write(create(everything()));
        assertThat(first).isInstanceOf(Outcome.Written.class);
        Observed.Present again = written(create(everything()));
        assertThat(again.item()).isEqualTo(((Outcome.Written) first).readBack().item());
        assertThat(SCENE.rows("ContactPersons")
                        .filter(r -> r.path("AssociatedPartyNumber").asText().equals(ContactScene.ALBERS)
                                && r.path("EmploymentJobTitle").asText().equals("Äßé 'TITLE")))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCutOffBehindTheRowIsDoneOnceMoreAndElseCountsAsLost(Model model) {
        start(model);
        cutOff(1);
        assertThat(written(create(everything()))
                        .item()
                        .get()
                        .value(Field.EMAILS)
                        .isNothing())
                .isFalse();
        cutOff(-1);
        assertThat(write(create(everything()).withStamp(Stamp.of("inst", new LinkId("other")))))
                .isInstanceOfSatisfying(
                        Outcome.Lost.class,
                        lost -> assertThat(lost.reason().code()).isEqualTo("half-written"));
    }

    private static void cutOff(int times) {
        SCENE.scenery
                .sandbox
                .faults()
                .add(FaultRule.of(Fault.gateway(503))
                        .path("batch")
                        .body("POST /data/PartyContactsV3")
                        .times(times)
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void anEditOfWhichNothingIsTakenIsRefusedAndOneOfWhichHalfIsCountsAsLost(Model model) {
        start(model);
        ItemRef anna = SCENE.selected(lane, "Anna", "Huber");
        SCENE.electronic(anna, "Email", "anna@albers.example");
        SCENE.scenery.sandbox.d365().use(model.options.withNotEditable(java.util.Set.of("PartyContactsV3.Locator")));
        Map<Field, Value> mail = LinkedHashMap.of(Field.EMAILS, mails("anna.huber@albers.example"));
        assertThat(write(update(SCENE.look(lane, anna), mail))).isInstanceOf(Outcome.Refused.class);
        assertThat(write(update(SCENE.look(lane, anna), mail.put(Field.TITLE, Value.text("CEO")))))
                .isInstanceOf(Outcome.Lost.class);
        assertThat(SCENE.row(anna).path("EmploymentJobTitle").asText()).isEqualTo("CEO");
        assertThat(SCENE.locators(anna, "Email")).containsExactly("anna@albers.example");
    }

    @ParameterizedTest
    @EnumSource
    void hostileValuesAreKeptAsTheyAre(Model model) {
        start(model);
        Item card = Item.of(
                Kind.CONTACT,
                LinkedHashMap.of(
                        Field.GIVEN_NAME, Value.text("=cmd|'/C calc'!A0"),
                        Field.FAMILY_NAME, Value.text("*') or true or ('"),
                        Field.BODY, Value.text("x".repeat(300_000)),
                        Field.EMAILS, mails("o'neil*@x.example"),
                        Field.PHONES, phones("business", "ask Anna; or 'Eva' (evenings)")));
        Item back = written(create(card)).item().get();
        for (Field field : card.values().keySet()) {
            assertThat(keys(back.value(field))).as("%s", field).isEqualTo(keys(card.value(field)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "COMPANION")
    void aHundredPersonsTakeAsManyRequestsAsOne(Model model) {
        start(model);
        long one = requests(1);
        assertThat(requests(100)).isLessThanOrEqualTo(one + 1);
    }

    private long requests(int count) {
        Vector<Write> creates = Vector.range(0, count)
                .map(i -> create(everything()
                                .with(Field.EMAILS, mails("p" + i + "@x" + count + ".example"))
                                .with(Field.PHONES, Value.NOTHING)
                                .with(Field.FAXES, Value.NOTHING)
                                .with(Field.ADDRESSES, Value.NOTHING))
                        .withStamp(Stamp.of("inst", new LinkId("n" + count + "-" + i))));
        long before = SCENE.scenery.requests();
        assertThat(SCENE.side.write(creates)).allMatch(o -> o instanceof Outcome.Written);
        return SCENE.scenery.requests() - before;
    }

    private Write.Create create(Item card) {
        return Write.Create.builder()
                .lane(lane)
                .window(ContactScene.WINDOW)
                .link(STAMP.link())
                .notice(Notify.NOBODY)
                .stamp(STAMP)
                .item(card)
                .marked(true)
                .associations(Vector.of(ContactScene.albers()))
                .build();
    }

    private Write.Update update(Observed.Present seen, Map<Field, Value> changes) {
        return Write.Update.builder()
                .lane(lane)
                .window(ContactScene.WINDOW)
                .link(STAMP.link())
                .notice(Notify.NOBODY)
                .ref(seen.ref())
                .expected(seen.version())
                .before(seen.item().get())
                .changes(changes)
                .build();
    }

    private Outcome write(Write write) {
        return SCENE.side.write(Vector.of(write)).single();
    }

    private Observed.Present written(Write write) {
        Outcome outcome = write(write);
        assertThat(outcome).as("%s", outcome).isInstanceOf(Outcome.Written.class);
        return ((Outcome.Written) outcome).readBack();
    }

    /** What is compared of a value. */
    private static Value keys(Value value) {
        return value instanceof Value.Entries e
                ? Value.Entries.of(e.values().map(x -> new Value.Entry(x.key(), x.value(), "")))
                : value;
    }

    private static Seq<Value.Entry> entries(Item item, Field field) {
        return item.value(field) instanceof Value.Entries e ? e.values() : Vector.empty();
    }

    private static Seq<String> slots(Item item, Field field) {
        return entries(item, field).map(e -> ContactPoint.of(e).slot());
    }

    static Value mails(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).zipWithIndex((a, i) -> ContactPoint.email("email" + (i + 1), a)));
    }

    /** @param all slot, number, slot, number… */
    static Value phones(String... all) {
        return Value.Entries.of(Vector.range(0, all.length / 2)
                .map(i -> ContactPoint.phone(all[2 * i], all[2 * i + 1], "DE")));
    }

    static Value.Entry address(String slot, String street, String country) {
        return new PostalAddress(slot, street, "Hamburg", "", "20457", country).entry("DE");
    }
}
