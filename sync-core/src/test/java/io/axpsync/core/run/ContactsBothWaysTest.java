package io.axpsync.core.run;

import static io.axpsync.core.item.Field.ADDRESSES;
import static io.axpsync.core.item.Field.COMPANY;
import static io.axpsync.core.item.Field.EMAILS;
import static io.axpsync.core.item.Field.FAMILY_NAME;
import static io.axpsync.core.item.Field.GIVEN_NAME;
import static io.axpsync.core.item.Field.PHONES;
import static io.axpsync.core.item.Field.SENSITIVITY;
import static io.axpsync.core.item.Field.TITLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Company;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.PostalAddress;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Contact persons and the private contact folder: selected persons of D365 carry the marker there. */
class ContactsBothWaysTest {

    static final Company NORDWIND = new Company(
            DirectoryEntry.Type.CUSTOMER,
            "nord",
            "C1",
            "P-1",
            "Nordwind Energie AG",
            Vector.of("Nordwind"),
            Vector.of("office@nordwind.example"));

    static Stream<TwoSides> companies() {
        return Stream.of(
                TwoSides.withContacts(MemoryHabits.D365_PERSONS, MemoryHabits.GRAPH_CONTACTS),
                TwoSides.withContacts(MemoryHabits.D365_PERSONS, MemoryHabits.EWS_CONTACTS),
                TwoSides.withContacts(MemoryHabits.STOCK_PERSONS, MemoryHabits.GRAPH_CONTACTS),
                TwoSides.withContacts(MemoryHabits.STOCK_PERSONS, MemoryHabits.EWS_CONTACTS));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aSelectedPersonGoesToTheFolderAndAnUnselectedOneDoesNot(TwoSides company) {
        company.put(Side.D365, person("Anna", "Huber"));
        company.user(Side.D365).put(company.lane, person("Eva", "Klein"), false);
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Anna Huber");
        assertThat(company.only(Side.EXCHANGE).value(COMPANY)).isEqualTo(Value.text("Nordwind Energie AG"));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void editsOfDifferentFieldsMerge(TwoSides company) {
        company.put(Side.D365, person("Anna", "Huber"));
        company.settle();
        company.edit(Side.D365, TITLE, Value.text("CEO"));
        company.edit(Side.EXCHANGE, PHONES, phones("mobile", "0664 7654321"));
        assertThat(company.plan()
                        .lanes()
                        .head()
                        .plan()
                        .get()
                        .decisions()
                        .head()
                        .reason()
                        .text())
                .contains("TITLE to EXCHANGE", "all companies of D365 share PHONES");
        company.settle();
        for (Side side : Side.values()) {
            assertThat(company.only(side).value(TITLE)).isEqualTo(Value.text("CEO"));
            assertThat(written(company.only(side), PHONES)).containsExactly("0664 7654321");
        }
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aNumberInAnotherSlotOrSpellingIsNoChange(TwoSides company) {
        company.put(Side.D365, person("Anna", "Huber"));
        company.settle();
        company.edit(Side.EXCHANGE, PHONES, phones("home", "+43 664 1234567"));
        company.edit(Side.EXCHANGE, EMAILS, mails("ANNA.HUBER@nordwind.example"));
        company.assertQuiet();
        assertThat(written(company.only(Side.D365), PHONES)).containsExactly("0664/1234567");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void fromOneAddressToThreeAndBackLosesNothing(TwoSides company) {
        company.put(Side.D365, person("Anna", "Huber"));
        company.settle();
        company.edit(Side.EXCHANGE, EMAILS, mails("anna.huber@nordwind.example", "a@x.example", "b@x.example"));
        company.edit(Side.D365, PHONES, phones("", "0664/1234567", "", "01 5880021", "", "01 5880022"));
        company.settle();
        for (Side side : Side.values()) {
            assertThat(written(company.only(side), EMAILS)).hasSize(3);
            assertThat(written(company.only(side), PHONES)).hasSize(3);
        }
        company.edit(Side.EXCHANGE, EMAILS, mails("anna.huber@nordwind.example"));
        company.edit(Side.D365, PHONES, phones("", "0664/1234567"));
        company.settle();
        for (Side side : Side.values()) {
            assertThat(written(company.only(side), EMAILS)).containsExactly("anna.huber@nordwind.example");
            assertThat(written(company.only(side), PHONES)).containsExactly("0664/1234567");
        }
    }

    @ParameterizedTest
    @MethodSource("companies")
    void anAddressThatHasNoSlotLeftStaysInD365AndMovesUpWhenThereIsOne(TwoSides company) {
        company.put(
                Side.D365,
                person("Anna", "Huber")
                        .with(EMAILS, mails("1@x.example", "2@x.example", "3@x.example", "4@x.example")));
        company.settle();
        assertThat(written(company.only(Side.EXCHANGE), EMAILS)).hasSize(3);
        company.edit(Side.EXCHANGE, TITLE, Value.text("CEO"));
        company.settle();
        assertThat(written(company.only(Side.D365), EMAILS)).hasSize(4);
        company.edit(Side.EXCHANGE, EMAILS, mails("1@x.example", "2@x.example"));
        company.settle();
        assertThat(written(company.only(Side.D365), EMAILS))
                .containsExactly("1@x.example", "2@x.example", "4@x.example");
        assertThat(written(company.only(Side.EXCHANGE), EMAILS))
                .containsExactly("1@x.example", "2@x.example", "4@x.example");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aCorrectedAddressReplacesTheOldOne(TwoSides company) {
        company.put(Side.D365, person("Anna", "Huber").with(ADDRESSES, address("Ringstr. 1", "AUT")));
        company.settle();
        company.edit(Side.EXCHANGE, ADDRESSES, address("Ringstraße 1", "Österreich"));
        company.settle();
        Value.Entries addresses = (Value.Entries) company.only(Side.D365).value(ADDRESSES);
        assertThat(addresses.values()).hasSize(1);
        assertThat(PostalAddress.of(addresses.values().head()).street()).isEqualTo("Ringstraße 1");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aContactOfAKnownCompanyBecomesItsContactPersonAndStaysSelected(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.EXCHANGE, person("Anna", "Huber").with(COMPANY, Value.text("NORDWIND ENERGIE")));
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Anna Huber");
        assertThat(company.only(Side.D365).value(COMPANY)).isEqualTo(Value.text("Nordwind Energie AG"));
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Anna Huber");
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aContactOfAnUnknownCompanyWaitsIsToldSoAndSettlesWhenTheCompanyAppears(TwoSides company) {
        ItemRef card = company.put(Side.EXCHANGE, person("Anna", "Huber").with(EMAILS, mails("anna@home.example")));
        company.directory = knowing();
        company.settle();
        assertThat(company.all(Side.D365)).isEmpty();
        assertThat(company.user(Side.EXCHANGE).categories(card))
                .containsExactlyInAnyOrder("D365", "D365: company unknown");
        OpenCase waiting = company.store.cases().ofLane(company.lane.id()).single();
        assertThat(waiting.state()).isEqualTo(OpenCase.State.WAITING);
        assertThat(waiting.reason().text()).contains("Nordwind Energie AG");
        assertThat(company.store.links().ofLane(company.lane.id())).isEmpty();

        company.directory = knowing(NORDWIND);
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Anna Huber");
        assertThat(company.user(Side.EXCHANGE).categories(card)).containsExactly("D365");
        assertThat(company.store.cases().ofLane(company.lane.id())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aContactOfADisputedCompanyWaitsAndSettlesWhenItIsEdited(TwoSides company) {
        Company other = new Company(
                DirectoryEntry.Type.CUSTOMER,
                "nord",
                "C2",
                "P-2",
                "Nordwind Energie KG",
                Vector.empty(),
                Vector.empty());
        company.directory = knowing(NORDWIND, other);
        ItemRef card = company.put(
                Side.EXCHANGE,
                person("Anna", "Huber")
                        .with(COMPANY, Value.text("Nordwind Energie"))
                        .with(EMAILS, mails("anna@home.example")));
        company.settle();
        assertThat(company.all(Side.D365)).isEmpty();
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .single()
                        .reason()
                        .text())
                .contains("C1", "C2");
        company.edit(Side.EXCHANGE, COMPANY, Value.text("Nordwind Energie KG"));
        company.settle();
        assertThat(company.only(Side.D365).value(COMPANY)).isEqualTo(Value.text("Nordwind Energie KG"));
        assertThat(company.user(Side.EXCHANGE).categories(card)).containsExactly("D365");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void withoutCompaniesNothingIsImportedAndNobodyIsTold(TwoSides company) {
        ItemRef card = company.put(Side.EXCHANGE, person("Anna", "Huber"));
        company.settle();
        assertThat(company.all(Side.D365)).isEmpty();
        assertThat(company.user(Side.EXCHANGE).categories(card)).containsExactly("D365");
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .single()
                        .reason()
                        .code())
                .isEqualTo("companies-unread");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aContactWithoutNameAndCompanyWaits(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.EXCHANGE, Item.empty(Kind.CONTACT).with(Field.BODY, Value.text("somebody ".repeat(30_000))));
        company.settle();
        assertThat(company.all(Side.D365)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aPersonWhomD365KnowsIsTakenAndSelectedNotMadeAgain(TwoSides company) {
        company.directory = knowing(NORDWIND);
        ItemRef known = company.user(Side.D365).put(company.lane, person("Anna", "Huber"), false);
        company.settle();
        company.put(Side.EXCHANGE, person("Anna", "Huber").with(TITLE, Value.text("CEO")));
        company.settle();
        assertThat(company.onlyRef(Side.D365)).isEqualTo(known);
        assertThat(company.user(Side.D365).categories(known)).containsExactly("D365");
        assertThat(company.only(Side.D365).value(TITLE)).isEqualTo(Value.text("CEO"));
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Anna Huber");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void twoCardsOfOnePersonMakeOnePersonAndTheOtherWaits(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.EXCHANGE, person("Anna", "Huber"));
        company.put(Side.EXCHANGE, person("Anna", "Huber"));
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.all(Side.EXCHANGE)).hasSize(2);
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .single()
                        .reason()
                        .code())
                .isEqualTo("same-person");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void twoPersonsOfOneOfficeAddressAreTwo(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.D365, person("Anna", "Huber").with(EMAILS, mails("office@nordwind.example")));
        company.settle();
        company.put(Side.EXCHANGE, person("Eva", "Klein").with(EMAILS, mails("office@nordwind.example")));
        company.settle();
        assertThat(company.all(Side.D365).map(Item::title)).containsExactlyInAnyOrder("Anna Huber", "Eva Klein");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aPersonWhoseAnswerWasLostIsMadeOnce(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.EXCHANGE, person("Anna", "Huber"));
        company.d365.behave(Hostility.NONE.withLostAnswers(1));
        company.run();
        company.d365.behave(Hostility.NONE);
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.LINKED);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void ourCopyOfAPersonWhoLeftTheSelectionIsTakenBack(TwoSides company) {
        ItemRef anna = company.put(Side.D365, person("Anna", "Huber"));
        company.put(Side.D365, person("Eva", "Klein"));
        company.settle();
        company.user(Side.D365).removeMarker(company.lane, anna);
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Eva Klein");
        assertThat(company.all(Side.D365)).hasSize(2);
        company.user(Side.D365).setMarker(company.lane, anna);
        company.settle();
        assertThat(company.all(Side.EXCHANGE)).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aCopyThatWasEditedSinceIsNotTakenBack(TwoSides company) {
        ItemRef anna = company.put(Side.D365, person("Anna", "Huber"));
        company.settle();
        company.edit(Side.EXCHANGE, TITLE, Value.text("CEO"));
        company.user(Side.D365).removeMarker(company.lane, anna);
        company.settle();
        assertThat(company.only(Side.EXCHANGE).value(TITLE)).isEqualTo(Value.text("CEO"));
        assertThat(company.store
                        .cases()
                        .ofLane(company.lane.id())
                        .single()
                        .reason()
                        .code())
                .isEqualTo("left-selection-but-edited");
        company.user(Side.D365).setMarker(company.lane, anna);
        company.settle();
        assertThat(company.only(Side.D365).value(TITLE)).isEqualTo(Value.text("CEO"));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aContactThatAUserMadeIsReleasedAndStays(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.EXCHANGE, person("Anna", "Huber"));
        company.settle();
        company.user(Side.D365).removeMarker(company.lane, company.onlyRef(Side.D365));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Anna Huber");
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void deletingInTheMailboxReleasesAndDeletesNoPerson(TwoSides company) {
        company.put(Side.D365, person("Anna", "Huber"));
        company.settle();
        company.user(Side.EXCHANGE).delete(company.onlyRef(Side.EXCHANGE));
        company.settle();
        assertThat(company.only(Side.D365).title()).isEqualTo("Anna Huber");
        assertThat(company.all(Side.EXCHANGE)).isEmpty();
        assertThat(company.onlyLink().state()).isEqualTo(LinkState.RELEASED);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void deletingInTheMailboxDeletesThePersonOnlyWhereThePolicySaysSo(TwoSides company) {
        company.rules = company.rules.withOnExchangeDelete(SyncRules.OnDelete.PROPAGATE);
        company.put(Side.D365, person("Eva", "Klein"));
        company.put(Side.D365, person("Anna", "Huber"));
        company.settle();
        company.user(Side.EXCHANGE)
                .delete(company.user(Side.EXCHANGE).list(company.lane).head());
        company.settle();
        assertThat(company.all(Side.D365)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aPersonDeletedInD365TakesOurCopyAlongButNotTheContactOfAUser(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.EXCHANGE, person("Eva", "Klein"));
        company.settle();
        ItemRef eva = company.onlyRef(Side.D365);
        ItemRef anna = company.put(Side.D365, person("Anna", "Huber"));
        company.settle();
        company.user(Side.D365).delete(anna);
        company.user(Side.D365).delete(eva);
        company.time.updateAndGet(t -> t.plus(java.time.Duration.ofDays(2)));
        company.settle();
        assertThat(company.only(Side.EXCHANGE).title()).isEqualTo("Eva Klein");
    }

    @ParameterizedTest
    @EnumSource(
            value = FieldPolicy.class,
            names = {"FILL_EMPTY", "APPEND", "NEVER"})
    void aFieldThatIsNotToBeOverwrittenIsNot(FieldPolicy policy) {
        TwoSides company = TwoSides.withContacts(MemoryHabits.D365_PERSONS, MemoryHabits.EWS_CONTACTS);
        company.rules = company.rules.withPolicies(HashMap.of(Field.SPOUSE, policy));
        company.put(Side.D365, person("Anna", "Huber").with(Field.SPOUSE, Value.text("Max")));
        company.settle();
        Value shown = policy == FieldPolicy.NEVER ? Value.NOTHING : Value.text("Max");
        assertThat(company.only(Side.EXCHANGE).value(Field.SPOUSE)).isEqualTo(shown);
        company.edit(Side.EXCHANGE, Field.SPOUSE, Value.text("Moritz"));
        company.settle();
        assertThat(company.only(Side.D365).value(Field.SPOUSE)).isEqualTo(Value.text("Max"));
        assertThat(company.only(Side.EXCHANGE).value(Field.SPOUSE)).isEqualTo(Value.text("Moritz"));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aPrivateContactOfAUserStaysWithHim(TwoSides company) {
        company.directory = knowing(NORDWIND);
        company.put(Side.EXCHANGE, person("Anna", "Huber").with(SENSITIVITY, Value.choice("PRIVATE")));
        company.settle();
        assertThat(company.all(Side.D365)).isEmpty();
    }

    static Item person(String given, String family) {
        return Item.of(
                Kind.CONTACT,
                LinkedHashMap.of(
                        GIVEN_NAME,
                        Value.text(given),
                        FAMILY_NAME,
                        Value.text(family),
                        COMPANY,
                        Value.text("Nordwind Energie AG"),
                        EMAILS,
                        mails(NormalForm.line(given + "." + family).toLowerCase(java.util.Locale.ROOT)
                                + "@nordwind.example"),
                        PHONES,
                        phones("business", "0664/1234567"),
                        SENSITIVITY,
                        Value.choice("NORMAL")));
    }

    private static Value mails(String... addresses) {
        return Value.Entries.of(Vector.of(addresses).zipWithIndex((a, i) -> ContactPoint.email("email" + (i + 1), a)));
    }

    /** @param all slot, number, slot, number… */
    private static Value phones(String... all) {
        return Value.Entries.of(Vector.range(0, all.length / 2)
                .map(i -> ContactPoint.phone(all[2 * i], all[2 * i + 1], "AT")));
    }

    private static Value address(String street, String country) {
        return Value.Entries.of(
                Vector.of(new PostalAddress("business", street, "Wien", "", "1010", country).entry("AT")));
    }

    private static Seq<String> written(Item item, Field field) {
        return item.value(field) instanceof Value.Entries e
                ? e.values().map(x -> ContactPoint.of(x).written())
                : Vector.empty();
    }

    static Directory knowing(Company... companies) {
        return new Directory() {
            @Override
            public Either<PortFailure, Seq<Worker>> workers(Set<String> addresses) {
                return Either.right(Vector.empty());
            }

            @Override
            public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
                return Either.right(Vector.empty());
            }

            @Override
            public Either<PortFailure, Seq<Company>> companies() {
                return Either.right(Vector.of(companies));
            }
        };
    }
}
