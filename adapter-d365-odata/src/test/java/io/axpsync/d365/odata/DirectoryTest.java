package io.axpsync.d365.odata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.DirectoryEntry.Type;
import io.axpsync.core.port.Directory.Worker;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DirectoryTest {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.STOCK.withPageSize(7), WATCH);

    private final D365Side side = SCENERY.open();

    @AfterEach
    void closeSide() {
        side.close();
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }

    private Seq<Worker> workers(String... addresses) {
        return side.directory().workers(HashSet.of(addresses)).get();
    }

    private Seq<DirectoryEntry> people(String... addresses) {
        return side.directory().people(HashSet.of(addresses)).get();
    }

    private static void create(String set, String... values) {
        var row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.length; i += 2) {
            row.put(values[i], values[i + 1]);
        }
        SCENERY.sandbox.d365().create(set, row);
    }

    @Test
    void aWorkerIsFoundWithCompanyAndZoneOfTheUser() {
        assertThat(workers("Anna.Bergmann@fabrikon.example"))
                .containsExactly(new Worker(
                        "anna.bergmann@fabrikon.example",
                        "000101",
                        "Anna Bergmann",
                        "nord",
                        ZoneId.of("Europe/Berlin")));
    }

    @Test
    void aQuoteInAnAddressFindsNobodyAndBreaksNothing() {
        assertThat(people("o'neil@x.example", "' or 1 eq 1 or '@x.example", "*", "\uD83D@x.example", "a\u0000b\n@x"))
                .isEmpty();
        assertThat(workers("o'neil@x.example")).isEmpty();
    }

    @Test
    void aWorkerIsFoundByTheUsersAddressToo() {
        create("Workers", "PersonnelNumber", "000901", "Name", "By user", "PartyNumber", "P-901", "User", "byuser");
        create(
                "SystemUsers",
                "UserID",
                "byuser",
                "Email",
                "by.user@fabrikon.example",
                "Company",
                "SUED",
                "PreferredTimeZone",
                "GMTMINUS0500EASTERNTIME");

        assertThat(workers("by.user@fabrikon.example"))
                .containsExactly(new Worker(
                        "by.user@fabrikon.example", "000901", "By user", "sued", ZoneId.of("America/New_York")));
    }

    @Test
    void aWorkerIsFoundByThePersonOfAUser() {
        create("Workers", "PersonnelNumber", "000902", "Name", "By person", "PartyNumber", "P-902");
        create(
                "PersonUsers",
                "UserId",
                "person902",
                "PartyNumber",
                "P-902",
                "ValidFrom",
                "2020-01-01T00:00:00Z",
                "ValidTo",
                "2154-12-31T23:59:59Z",
                "UserEmail",
                "by.person@fabrikon.example");

        assertThat(workers("by.person@fabrikon.example").map(Worker::personnelNumber))
                .containsExactly("000902");
    }

    @Test
    void anAddressOfTwoWorkersIsTold() {
        create("Workers", "PersonnelNumber", "000903", "Name", "One", "PrimaryContactEmail", "two@fabrikon.example");
        create("Workers", "PersonnelNumber", "000904", "Name", "Two", "IdentityEmail", "two@fabrikon.example");

        assertThat(workers("two@fabrikon.example").map(Worker::personnelNumber)).containsExactly("000903", "000904");
    }

    @Test
    void everybodyBehindAnAddressIsFound() {
        create(
                "CustomersV3",
                "dataAreaId",
                "nord",
                "CustomerAccount",
                "C-900",
                "OrganizationName",
                "Contoso",
                "PartyNumber",
                "P-9900",
                "PrimaryContactEmail",
                "office@contoso.example");
        create(
                "VendorsV2",
                "dataAreaId",
                "sued",
                "VendorAccountNumber",
                "V-900",
                "VendorOrganizationName",
                "Contoso V",
                "VendorPartyNumber",
                "P-9900");
        create("PartyContactsV3", "PartyNumber", "P-9900", "Type", "Email", "Locator", "Sales@Contoso.example");

        assertThat(people("office@contoso.example", "sales@contoso.example")
                        .map(e -> e.type() + " " + e.address() + " " + e.company() + "/" + e.key()))
                .containsExactlyInAnyOrder(
                        "CUSTOMER office@contoso.example nord/C-900",
                        "CUSTOMER sales@contoso.example nord/C-900",
                        "VENDOR sales@contoso.example sued/V-900");
    }

    @Test
    void aContactPersonIsFoundWithTheTimeOfTheLastEdit() {
        var person = Vector.ofAll(SCENERY.sandbox.snapshot().path("d365").path("ContactPersons"))
                .find(n -> !n.path("PrimaryEmailAddress").asText().isEmpty())
                .get();

        assertThat(people(person.path("PrimaryEmailAddress").asText().toLowerCase(java.util.Locale.ROOT)))
                .anySatisfy(e -> {
                    assertThat(e.type()).isEqualTo(Type.CONTACT_PERSON);
                    assertThat(e.key()).isEqualTo(person.path("ContactPersonId").asText());
                    assertThat(e.edited()).isNotEmpty();
                });
    }

    @Test
    void hundredAddressesCostTheSameFewRequestsAsOne() {
        people("a@x.example");
        long one = cost(() -> people("a@x.example"));
        String[] many = Vector.range(0, 100).map(i -> "p" + i + "@x.example").toJavaArray(String[]::new);

        assertThat(cost(() -> people(many))).isEqualTo(one).isEqualTo(2);
        assertThat(cost(() -> workers(many))).isEqualTo(cost(() -> workers("a@x.example")));
    }

    @Test
    void allWorkersWithAnAddressAreListedAsTheyAreFound() {
        var all = side.directory().workers().get();
        assertThat(all.size()).isGreaterThan(10);
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(side.directory()
                        .workers(HashSet.ofAll(all.map(Worker::address)))
                        .get());
    }

    private static long cost(Runnable work) {
        long before = SCENERY.requests();
        work.run();
        return SCENERY.requests() - before;
    }
}
