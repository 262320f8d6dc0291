package io.axpsync.core.run;

import static io.axpsync.core.item.Field.BODY;
import static io.axpsync.core.item.Field.COMPANY;
import static io.axpsync.core.item.Field.DEPARTMENT;
import static io.axpsync.core.item.Field.PHONES;
import static io.axpsync.core.item.Field.TITLE;
import static io.axpsync.core.run.ContactsBothWaysTest.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.contract.side.Persons;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.Hostility;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.Seq;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries fill two folders, and what users edit there flows back, also to the other folder. */
class PublishedFoldersTest {

    static Stream<PublishedFolders> companies() {
        return Stream.of(
                new PublishedFolders(MemoryHabits.D365_PERSONS, MemoryHabits.GRAPH_CONTACTS),
                new PublishedFolders(MemoryHabits.D365_PERSONS, MemoryHabits.EWS_CONTACTS),
                new PublishedFolders(MemoryHabits.STOCK_PERSONS, MemoryHabits.GRAPH_CONTACTS),
                new PublishedFolders(MemoryHabits.STOCK_PERSONS, MemoryHabits.EWS_CONTACTS));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void whoIsSelectedStandsInTheFolderWithoutTheMarker(PublishedFolders company) {
        company.person(person("Anna", "Huber"), company.west);
        company.person(person("Eva", "Klein"), company.west, company.east);
        company.person(person("Otto", "Braun"));
        company.settle();
        assertThat(company.titles(company.west)).containsExactly("Anna Huber", "Eva Klein");
        assertThat(company.titles(company.east)).containsExactly("Eva Klein");
        assertThat(company.titles(company.company.lane)).isEmpty();
        for (ItemRef card : company.outlook().list(company.west)) {
            assertThat(company.outlook().categories(card)).doesNotContain("D365");
        }
    }

    @ParameterizedTest
    @MethodSource("companies")
    void onePersonEditedInTwoFoldersAndInD365ConvergesInOneRun(PublishedFolders company) {
        ItemRef eva = company.person(person("Eva", "Klein"), company.west, company.east);
        company.d365().setMarker(company.company.lane, eva);
        company.settle();
        edit(company, company.west, TITLE, "CEO");
        edit(company, company.east, DEPARTMENT, "Board");
        company.outlook()
                .edit(
                        company.company.lane,
                        company.outlook().list(company.company.lane).single(),
                        BODY,
                        Value.text("likes tea"));
        company.d365().edit(company.company.lane, eva, PHONES, Persons.phones("mobile", "0664 7654321"));
        company.settle();
        Stream.of(company.west, company.east, company.company.lane).forEach(lane -> {
            assertThat(company.in(lane).value(TITLE)).isEqualTo(Value.text("CEO"));
            assertThat(company.in(lane).value(DEPARTMENT)).isEqualTo(Value.text("Board"));
            assertThat(company.in(lane).value(BODY)).isEqualTo(Value.text("likes tea"));
            assertThat(company.in(lane).value(PHONES).toString()).contains("7654321");
        });
        assertThat(company.d365().see(company.west, eva).value(TITLE)).isEqualTo(Value.text("CEO"));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void oneFieldEditedInTwoFoldersComesToTheSameEndEverywhere(PublishedFolders company) {
        ItemRef eva = company.person(person("Eva", "Klein"), company.west, company.east);
        company.settle();
        edit(company, company.west, TITLE, "from the west");
        edit(company, company.east, TITLE, "from the east");
        company.settle();
        Value title = company.d365().see(company.west, eva).value(TITLE);
        assertThat(title.toString()).contains("from the");
        assertThat(company.in(company.west).value(TITLE)).isEqualTo(title);
        assertThat(company.in(company.east).value(TITLE)).isEqualTo(title);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void whoLeavesTheQueryIsWithdrawnThoughNothingOfHimChanged(PublishedFolders company) {
        fill(company);
        ItemRef anna = company.person(person("Anna", "Huber"), company.west);
        company.settle();
        company.d365().deselect(company.west, anna);
        company.d365().select(company.east, anna);
        company.settle();
        assertThat(company.titles(company.west)).doesNotContain("Anna Huber");
        assertThat(company.titles(company.east)).contains("Anna Huber");
        assertThat(company.d365().isDeleted(anna)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aContactEditedMeanwhileIsParkedInsteadOfWithdrawn(PublishedFolders company) {
        fill(company);
        ItemRef anna = company.person(person("Anna", "Huber"), company.west);
        company.settle();
        company.d365().deselect(company.west, anna);
        company.outlook()
                .edit(
                        company.west,
                        company.outlook().called(company.west, "Anna Huber").single(),
                        TITLE,
                        Value.text("CEO"));
        company.run();
        assertThat(company.titles(company.west)).contains("Anna Huber");
        assertThat(cases(company).map(c -> c.reason().code())).containsExactly("left-selection-but-edited");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void anEmptySelectionTakesNobodyOut(PublishedFolders company) {
        ItemRef anna = company.person(person("Anna", "Huber"), company.west);
        ItemRef eva = company.person(person("Eva", "Klein"), company.west);
        company.settle();
        company.d365().deselect(company.west, anna);
        company.d365().deselect(company.west, eva);
        assertThat(company.run().held()).isEqualTo(2);
        assertThat(company.titles(company.west)).containsExactly("Anna Huber", "Eva Klein");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void whoIsDeletedInTheFolderStaysOutUntilHeEntersTheQueryAnew(PublishedFolders company) {
        fill(company);
        ItemRef anna = company.person(person("Anna", "Huber"), company.west);
        company.settle();
        company.company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
        company.settle(); // what we made has shown in a listing
        company.outlook()
                .delete(company.outlook().called(company.west, "Anna Huber").single());
        company.settle();
        company.company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
        company.d365().edit(company.company.lane, anna, TITLE, Value.text("CEO"));
        company.settle();
        assertThat(company.titles(company.west)).doesNotContain("Anna Huber");
        assertThat(company.d365().isDeleted(anna)).isFalse();
        company.d365().deselect(company.west, anna);
        company.settle();
        company.d365().select(company.west, anna);
        company.settle();
        assertThat(company.titles(company.west)).contains("Anna Huber");
        assertThat(links(company).filter(l -> l.d365().contains(anna)).map(Link::state))
                .containsExactly(LinkState.LINKED);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aFolderThatRestoresMakesADeletedContactAnew(PublishedFolders company) {
        company.company.rules = company.company.rules.withOnExchangeDelete(SyncRules.OnDelete.RESTORE);
        company.person(person("Anna", "Huber"), company.west);
        company.settle();
        company.company.time.updateAndGet(t -> t.plus(Duration.ofHours(25)));
        company.settle();
        company.outlook().delete(company.outlook().list(company.west).single());
        company.settle();
        assertThat(company.titles(company.west)).containsExactly("Anna Huber");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aContactThatAUserPutsThereIsImportedWithoutAMarker(PublishedFolders company) {
        ItemRef card = company.outlook().put(company.west, person("Nina", "Neu"), false);
        company.outlook().put(company.west, person("Udo", "Fremd").with(COMPANY, Value.text("Unbekannt KG")), false);
        company.settle();
        assertThat(links(company).map(l -> l.exchange().get())).containsExactly(card);
        assertThat(company.d365().seeAll(company.west).map(i -> i.title())).containsExactly("Nina Neu");
        assertThat(cases(company).map(c -> c.reason().code())).containsExactly("company-unknown");
        edit(company, company.west, card, "CFO");
        company.settle();
        assertThat(company.d365()
                        .see(company.west, links(company).head().d365().get())
                        .value(TITLE))
                .isEqualTo(Value.text("CFO"));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aFolderThatTakesNoNewContactsLeavesThemAloneButRecognisesThoseOfItsQuery(PublishedFolders company) {
        company.takesNoNewContacts();
        company.outlook().put(company.west, person("Nina", "Neu"), false);
        company.outlook().put(company.west, person("Anna", "Huber"), false);
        company.person(person("Anna", "Huber"), company.west);
        company.settle();
        assertThat(company.titles(company.west)).containsExactly("Anna Huber", "Nina Neu");
        assertThat(links(company)).hasSize(1);
        assertThat(company.d365().seeAll(company.west)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aUsersContactStaysWhenItsPersonLeavesTheQuery(PublishedFolders company) {
        fill(company);
        company.outlook().put(company.west, person("Nina", "Neu"), false);
        company.settle();
        ItemRef nina = links(company)
                .find(l -> l.madeOn().contains(Side.D365))
                .flatMap(Link::d365)
                .get();
        company.d365().deselect(company.west, nina);
        company.settle();
        assertThat(company.titles(company.west)).contains("Nina Neu");
        company.d365().select(company.west, nina);
        company.d365().edit(company.west, nina, TITLE, Value.text("CEO"));
        company.settle();
        assertThat(company.outlook()
                        .see(
                                company.west,
                                company.outlook()
                                        .called(company.west, "Nina Neu")
                                        .single())
                        .value(TITLE))
                .isEqualTo(Value.text("CEO"));
    }

    @ParameterizedTest
    @MethodSource("companies")
    void someoneKnownWhomTheQueryDoesNotSelectIsNotMadeAgain(PublishedFolders company) {
        company.person(person("Anna", "Huber"));
        company.outlook().put(company.west, person("Anna", "Huber"), false);
        company.settle();
        assertThat(cases(company).map(c -> c.reason().code())).containsExactly("not-selected");
        assertThat(links(company)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aFolderThatMayNotBeWrittenFailsNoOther(PublishedFolders company) {
        company.person(person("Anna", "Huber"), company.west);
        company.company.exchange.behave(Hostility.NONE.withReadOnly(true));
        RunReport report = company.run();
        assertThat(report.failedLanes()).isZero();
        assertThat(cases(company).map(OpenCase::state)).containsExactly(OpenCase.State.FAILING);
        company.company.exchange.behave(Hostility.NONE);
        company.settle();
        assertThat(company.titles(company.west)).containsExactly("Anna Huber");
    }

    @ParameterizedTest
    @MethodSource("companies")
    void anEditThatExchangeRefusesIsTakenBackInD365WhereThePolicySaysSo(PublishedFolders company) {
        company.company.rules = company.company.rules.withOnRefused(SyncRules.OnRefused.ROLL_BACK);
        ItemRef anna = company.person(person("Anna", "Huber"), company.west);
        company.settle();
        Value phones = company.d365().see(company.west, anna).value(PHONES);
        company.company.exchange.behave(Hostility.NONE.withReadOnly(true));
        company.d365().edit(company.west, anna, TITLE, Value.text("CEO"));
        company.d365().edit(company.west, anna, PHONES, Persons.phones("mobile", "0664 7654321"));
        company.run();
        company.settle();
        assertThat(company.d365().see(company.west, anna).value(TITLE)).isEqualTo(Value.NOTHING);
        assertThat(NormalForm.same(
                        PHONES, company.d365().see(company.west, anna).value(PHONES), phones))
                .isTrue();
        assertThat(cases(company)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("companies")
    void whatExchangeRefusesIsLeftUntilEitherIsEditedWhereThePolicySaysSo(PublishedFolders company) {
        company.company.rules = company.company.rules.withOnRefused(SyncRules.OnRefused.IGNORE);
        ItemRef anna = company.person(person("Anna", "Huber"), company.west);
        company.settle();
        company.company.exchange.behave(Hostility.NONE.withReadOnly(true));
        company.person(person("Eva", "Klein"), company.west);
        company.d365().edit(company.west, anna, TITLE, Value.text("CEO"));
        assertThat(company.run().total(RunReport.Counts::refused)).isEqualTo(2);
        company.settle();
        assertThat(cases(company)).isEmpty();
        company.company.exchange.behave(Hostility.NONE);
        company.settle();
        assertThat(company.in(company.west).value(TITLE)).isEqualTo(Value.NOTHING);
        company.d365().edit(company.west, anna, TITLE, Value.text("CFO"));
        company.settle();
        assertThat(company.in(company.west).value(TITLE)).isEqualTo(Value.text("CFO"));
        assertThat(company.titles(company.west)).containsExactly("Anna Huber");
    }

    /** So many that one of them leaving is nothing that a guard would hold. */
    private static void fill(PublishedFolders company) {
        for (int i = 0; i < 8; i++) {
            company.person(person("Person", "No" + i), company.west, company.east);
        }
    }

    private static Seq<Link> links(PublishedFolders company) {
        return company.company.store.links().ofLane(company.west.id());
    }

    private static Seq<OpenCase> cases(PublishedFolders company) {
        return company.company.store.cases().ofLane(company.west.id());
    }

    private static void edit(
            PublishedFolders company, io.axpsync.core.item.Lane lane, io.axpsync.core.item.Field field, String text) {
        company.outlook().edit(lane, company.outlook().list(lane).single(), field, Value.text(text));
    }

    private static void edit(PublishedFolders company, io.axpsync.core.item.Lane lane, ItemRef card, String title) {
        company.outlook().edit(lane, card, TITLE, Value.text(title));
    }
}
