package io.axpsync.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.cli.config.Backend;
import io.axpsync.cli.config.Configuration;
import io.axpsync.cli.config.Discovery;
import io.axpsync.cli.config.MailboxSettings;
import io.axpsync.cli.config.StoreSettings;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.axpsync.d365.odata.D365Config;
import io.axpsync.d365.odata.D365Login;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final String ANNA = "anna@fabrikon.example";
    private static final String URS = "urs@fabrikon.example";
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private static MailboxSettings mailbox(String address) {
        return MailboxSettings.builder().address(address).backend(Backend.GRAPH).build();
    }

    private static Directory.Worker worker(String address, String number) {
        return new Directory.Worker(address, number, "Name " + number, "nord", ZURICH);
    }

    private static Roster roster(Seq<MailboxSettings> mailboxes, Directory.Worker... workers) {
        return roster(Option.none(), mailboxes, workers);
    }

    private static Roster discovered(Seq<MailboxSettings> listed, Directory.Worker... workers) {
        Discovery discovery =
                new Discovery(Vector.of("*@fabrikon.example"), Vector.of("nord"), Vector.of("boss@*"), mailbox(""));
        return roster(Option.some(discovery), listed, workers);
    }

    private static Roster roster(
            Option<Discovery> discovery, Seq<MailboxSettings> mailboxes, Directory.Worker... workers) {
        Configuration configuration = Configuration.builder()
                .file(Path.of("axpsync.yaml"))
                .store(StoreSettings.builder().build())
                .d365(D365Config.builder()
                        .address(URI.create("https://fabrikon.example"))
                        .login(new D365Login.Token(() -> "token"))
                        .build())
                .insideDomains(Vector.of("fabrikon.example"))
                .mailboxes(mailboxes)
                .discovery(discovery)
                .build();
        return Roster.of(configuration, new Directory() {
                    @Override
                    public Either<PortFailure, Seq<Worker>> workers(Set<String> addresses) {
                        return Either.right(Vector.of(workers).filter(w -> addresses.contains(w.address())));
                    }

                    @Override
                    public Either<PortFailure, Seq<Worker>> workers() {
                        return Either.right(Vector.of(workers));
                    }

                    @Override
                    public Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses) {
                        return Either.right(Vector.empty());
                    }
                })
                .get();
    }

    private static String alone(Roster roster) {
        return roster.leftAlone().single().reason().code();
    }

    @Test
    void whatTheConfigurationLeavesOutComesFromD365() {
        Mailbox found = roster(Vector.of(mailbox(ANNA)), worker(ANNA, "1"))
                .known()
                .single()
                .mailbox();

        assertThat(found)
                .isEqualTo(Mailbox.builder()
                        .personnelNumber("1")
                        .address(ANNA)
                        .displayName("Name 1")
                        .company("nord")
                        .zone(ZURICH)
                        .insideDomains(Vector.of("fabrikon.example"))
                        .build());
    }

    @Test
    void mailboxesAreDiscoveredByTheirAddressAndTheWorkersCompany() {
        Roster roster = discovered(
                Vector.empty(),
                worker(ANNA, "1"),
                worker("private@home.example", "2"),
                worker("boss@fabrikon.example", "3"),
                new Directory.Worker("far@fabrikon.example", "4", "Far", "sued", ZURICH));

        assertThat(roster.known().map(m -> m.mailbox().address())).containsExactly(ANNA);
        assertThat(roster.leftAlone()).isEmpty();
    }

    @Test
    void aDiscoveredMailboxThatFitsTwoIsReportedAndLeftAlone() {
        Roster two = discovered(Vector.empty(), worker(ANNA, "1"), worker(ANNA, "3"), worker(URS, "2"));
        assertThat(alone(two)).isEqualTo("several-workers");
        assertThat(two.known().map(m -> m.mailbox().address())).containsExactly(URS);

        Roster both = discovered(Vector.empty(), worker(ANNA, "1"), worker(URS, "1"));
        assertThat(both.leftAlone().map(l -> l.reason().code())).containsExactly("two-mailboxes", "two-mailboxes");
        assertThat(both.known()).isEmpty();
    }

    @Test
    void aListedMailboxIsTakenAsItIsListed() {
        MailboxSettings listed = mailbox(ANNA).withCompany(Option.some("sued"));
        Roster roster = discovered(
                Vector.of(listed), worker(ANNA, "1"), worker("anna.alias@fabrikon.example", "1"), worker(URS, "2"));

        assertThat(roster.known().map(m -> m.mailbox().address())).containsExactly(ANNA, URS);
        assertThat(roster.known().head().mailbox().company()).isEqualTo("sued");
        assertThat(roster.leftAlone()).isEmpty();
    }

    @Test
    void whatTheConfigurationSaysStands() {
        MailboxSettings said = mailbox(ANNA)
                .withCompany(Option.some("sued"))
                .withTimeZone(Option.some(ZoneId.of("Asia/Tokyo")))
                .withCompanies(Vector.of("sued"));

        Mailbox found =
                roster(Vector.of(said), worker(ANNA, "1")).known().single().mailbox();

        assertThat(found.company()).isEqualTo("sued");
        assertThat(found.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(found.companies()).containsExactly("sued");
    }

    @Test
    void aMailboxThatFitsNobodyOrTwoIsLeftAloneAndTheOthersAreNot() {
        Roster nobody = roster(Vector.of(mailbox(ANNA), mailbox(URS)), worker(URS, "2"));
        assertThat(alone(nobody)).isEqualTo("no-worker");
        assertThat(nobody.known()).hasSize(1);

        Roster two = roster(Vector.of(mailbox(ANNA)), worker(ANNA, "1"), worker(ANNA, "3"));
        assertThat(alone(two)).isEqualTo("several-workers");
        assertThat(two.leftAlone().single().reason().text()).contains("1, 3");
    }

    @Test
    void aPersonnelNumberDecidesBetweenTwo() {
        MailboxSettings said = mailbox(ANNA).withPersonnelNumber(Option.some("3"));

        Roster roster = roster(Vector.of(said), worker(ANNA, "1"), worker(ANNA, "3"));

        assertThat(roster.known().single().mailbox().personnelNumber()).isEqualTo("3");
    }

    @Test
    void aPersonnelNumberOfSomebodyElseIsNotBelieved() {
        assertThat(alone(roster(Vector.of(mailbox(ANNA).withPersonnelNumber(Option.some("9"))), worker(ANNA, "1"))))
                .isEqualTo("other-worker");
    }

    @Test
    void aMailboxThatSaysEverythingNeedsNoWorkerInD365() {
        MailboxSettings said = mailbox(ANNA)
                .withPersonnelNumber(Option.some("9"))
                .withCompany(Option.some("sued"))
                .withTimeZone(Option.some(ZURICH));

        assertThat(roster(Vector.of(said)).known().single().mailbox().personnelNumber())
                .isEqualTo("9");
    }

    @Test
    void twoMailboxesOfOneWorkerAreBothLeftAlone() {
        Roster roster = roster(Vector.of(mailbox(ANNA), mailbox(URS)), worker(ANNA, "1"), worker(URS, "1"));

        assertThat(roster.known()).isEmpty();
        assertThat(roster.leftAlone().map(l -> l.reason().code())).containsExactly("two-mailboxes", "two-mailboxes");
    }

    @Test
    void aWorkerWithoutACompanyIsLeftAlone() {
        Directory.Worker nowhere = new Directory.Worker(ANNA, "1", "Anna", "", ZURICH);

        assertThat(alone(roster(Vector.of(mailbox(ANNA)), nowhere))).isEqualTo("no-company");
    }
}
