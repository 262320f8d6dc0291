package io.axpsync.exchange.graph;

import static io.axpsync.core.contract.side.Persons.UNKNOWN;
import static io.axpsync.core.contract.side.Persons.address;
import static io.axpsync.core.contract.side.Persons.fullPerson;
import static io.axpsync.core.contract.side.Persons.mails;
import static io.axpsync.core.contract.side.Persons.person;
import static io.axpsync.core.contract.side.Persons.phones;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Company;
import io.axpsync.core.item.ContactPoint;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryStore;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.contract.ContractWatch;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Contacts between a D365 in memory and Graph over HTTP: after each run a second one does nothing. */
class GraphContactRunTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private final ContactsInGraph box = new ContactsInGraph(WATCH);
    private Lane lane = box.lane;
    private final MemorySide d365 = MemorySide.of(MemoryHabits.D365_PERSONS, Clock.systemUTC(), box.lane);
    private final MemoryStore store = new MemoryStore("inst");
    private final CountingIds ids = new CountingIds("id");
    private Vector<Company> companies = Vector.of(new Company(
            DirectoryEntry.Type.CUSTOMER, "usmf", "C1", "P-1", "Nordwind Energie AG", Vector.empty(), Vector.empty()));

    @AfterEach
    void close() {
        box.close();
    }

    private RunReport run() {
        return new SyncRun(store, new Known(), Clock.systemUTC(), ids, RunListener.SILENT)
                .sync(Vector.of(LaneSetup.builder()
                        .lane(lane)
                        .rules(SyncRules.CONTACTS.withCompanyUnknown(Option.some(UNKNOWN)))
                        .d365(d365)
                        .exchange(box.side)
                        .build()));
    }

    private void settle() {
        RunReport report = run();
        assertThat(report.failedLanes()).as("%s", report.lanes()).isZero();
        assertThat(report.total(RunReport.Counts::refused))
                .as("%s", report.lanes())
                .isZero();
        RunReport again = run();
        assertThat(again.operations()).as("%s", again.lanes()).isZero();
    }

    private Item there() {
        return d365.user().seeAll(lane).single();
    }

    private static Vector<String> written(Item item, Field field) {
        return ((Value.Entries) item.value(field))
                .values()
                .map(e -> ContactPoint.of(e).written())
                .toVector();
    }

    @Test
    void aSelectedPersonGoesToTheFolderWithAllThatItsCardHolds() {
        d365.user().put(lane, fullPerson().with(Field.SENSITIVITY, Value.choice("NORMAL")), true);
        settle();
        Item card = box.fetched(box.only()).item().get();
        assertThat(card.value(Field.BIRTHDAY)).isEqualTo(fullPerson().value(Field.BIRTHDAY));
        assertThat(written(card, Field.FAXES)).hasSize(3);
        assertThat(box.all().single().getAsJsonArray("categories").toString()).contains("\"D365\"");
    }

    @Test
    void editsOfBothSidesMeetFieldByField() {
        ItemRef person = d365.user().put(lane, person(), true);
        settle();
        ItemRef card = box.only();
        d365.user().edit(lane, person, Field.TITLE, Value.text("CEO"));
        box.edit(
                card,
                "{`mobilePhone`:`0664 / 12 34 567`,`department`:`Sales`,`homeAddress`:{`street`:`Ring 1`,`city`:`Wien`}}");
        settle();
        assertThat(written(there(), Field.PHONES)).containsExactlyInAnyOrder("01 5880021", "0664 / 12 34 567");
        assertThat(there().value(Field.DEPARTMENT)).isEqualTo(Value.text("Sales"));
        assertThat(box.see(card).get("jobTitle").getAsString()).isEqualTo("CEO");

        box.edit(
                card,
                "{`mobilePhone`:null,`homePhones`:[`+43 664 1234567`],`emailAddresses`:"
                        + "[{`address`:`ANNA.HUBER@nordwind.example`,`name`:`x`}]}");
        RunReport moved = run();
        assertThat(moved.total(RunReport.Counts::writes))
                .as("%s", moved.lanes())
                .isZero();
        assertThat(written(there(), Field.PHONES)).contains("0664 / 12 34 567");
    }

    @Test
    void aSelfMadeNumberIsCorrectedInItsPlace() {
        ItemRef person = d365.user().put(lane, person().with(Field.PHONES, phones("", "01 5880021")), true);
        settle();
        box.edit(box.only(), "{`businessPhones`:[],`mobilePhone`:`01/5880021`}");
        d365.user().edit(lane, person, Field.PHONES, phones("", "0664 1234567"));
        settle();
        assertThat(box.see(box.only()).get("mobilePhone").getAsString()).isEqualTo("0664 1234567");
        assertThat(box.see(box.only()).get("businessPhones")).hasToString("[]");
    }

    @Test
    void theFourthAddressStaysInD365AndMovesUp() {
        Value four = mails("1@x.example", "2@x.example", "3@x.example", "4@x.example");
        d365.user().put(lane, person().with(Field.EMAILS, four), true);
        settle();
        ItemRef card = box.only();
        assertThat(written(box.fetched(card).item().get(), Field.EMAILS)).hasSize(3);
        box.edit(card, "{`emailAddresses`:[{`address`:`1@x.example`},{`address`:`3@x.example`}]}");
        settle();
        assertThat(written(there(), Field.EMAILS)).containsExactly("1@x.example", "3@x.example", "4@x.example");
        assertThat(written(box.fetched(card).item().get(), Field.EMAILS))
                .containsExactly("1@x.example", "3@x.example", "4@x.example");
    }

    @Test
    void aCardOfAnUnknownCompanyIsToldSoAndSettlesWhenTheCompanyAppears() {
        Vector<Company> later = companies;
        companies = Vector.empty();
        ItemRef card = box.make("{`givenName`:`Anna`,`surname`:`Huber`,`companyName`:`Nordwind Energie`,"
                + "`categories`:[`Red`,`D365`]}");
        settle();
        assertThat(d365.user().seeAll(lane)).isEmpty();
        assertThat(box.see(card).get("categories")).hasToString("[\"Red\",\"D365\",\"D365: company unknown\"]");
        companies = later;
        settle();
        assertThat(there().title()).isEqualTo("Anna Huber");
        assertThat(there().value(Field.COMPANY)).isEqualTo(Value.text("Nordwind Energie AG"));
        assertThat(box.see(card).get("categories")).hasToString("[\"Red\",\"D365\"]");
        assertThat(box.fetched(card).stamp()).isNotEmpty();
    }

    @Test
    void aCreateWhoseAnswerWasLostIsNotMadeTwice() {
        d365.user().put(lane, person(), true);
        box.sandbox.graph.faults().lostAnswers().set(1);
        run();
        settle();
        assertThat(box.all()).hasSize(1);
        assertThat(store.links().ofLane(lane.id()).single().state()).isEqualTo(LinkState.LINKED);
    }

    @Test
    void ourCopyOfAPersonWhoLeftTheSelectionIsTakenBackAndComesAgain() {
        ItemRef person = d365.user().put(lane, person(), true);
        d365.user()
                .put(
                        lane,
                        person().with(Field.GIVEN_NAME, Value.text("Eva")).with(Field.EMAILS, mails("e@x.example")),
                        true);
        settle();
        d365.user().removeMarker(lane, person);
        settle();
        assertThat(box.all().map(c -> c.get("displayName").getAsString())).containsExactly("Eva Huber");
        d365.user().setMarker(lane, person);
        settle();
        assertThat(box.all()).hasSize(2);
    }

    @Test
    void deletingInTheMailboxReleases() {
        d365.user().put(lane, person(), true);
        settle();
        box.call("DELETE", ContactsInGraph.CONTACTS + "/" + box.only().id(), "");
        settle();
        assertThat(there().title()).isEqualTo("Anna Huber");
        assertThat(box.all()).isEmpty();
        assertThat(store.links().ofLane(lane.id()).single().state()).isEqualTo(LinkState.RELEASED);
    }

    @Test
    void aNamedFolderIsMadeAndAfterItsUserDeletedItNobodyIsDeletedInD365() {
        lane = box.lane.withFolder(Option.some("Kunden"));
        d365.user().put(lane, person().with(Field.ADDRESSES, address("", "Ring 1", "AT")), true);
        settle();
        String folders = "/users/anna@contoso.example/contactFolders";
        String folder = box.call("GET", folders, "")
                .getAsJsonArray("value")
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
        assertThat(box.call("GET", folders + "/" + folder + "/contacts", "").getAsJsonArray("value"))
                .hasSize(1);
        box.call("DELETE", folders + "/" + folder, "");
        run();
        run();
        assertThat(there().title()).isEqualTo("Anna Huber");
    }

    @Test
    void anExpiredPositionLosesNothing() {
        d365.user().put(lane, person(), true);
        settle();
        box.sandbox.boxes.behaviour().expireTokens();
        box.edit(box.only(), "{`jobTitle`:`CEO`}");
        run();
        settle();
        assertThat(there().value(Field.TITLE)).isEqualTo(Value.text("CEO"));
    }

    /** Knows the companies and nobody else. */
    private final class Known implements Directory {

        private final NoPeople nobody = new NoPeople();

        @Override
        public Either<PortFailure, Seq<Worker>> workers(Set<String> addresses) {
            return nobody.workers(addresses);
        }

        @Override
        public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
            return nobody.people(addresses);
        }

        @Override
        public Either<PortFailure, Seq<Company>> companies() {
            return Either.right(companies);
        }
    }
}
