package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.core.item.Fence;
import io.axpsync.core.item.Reason;
import io.axpsync.core.memory.RandomIds;
import io.axpsync.core.port.RunListener;
import io.axpsync.core.port.Store;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.core.run.Takeover;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the state, or of D365, writes nothing into mailboxes that the original writes into. */
class FenceIT {

    @TempDir
    Path folder;

    private final Fabrikon fabrikon = new Fabrikon(Company.generated(2), D365Options.companion());
    private final Users users = fabrikon.users;
    private final Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.graph);

    @Test
    void aRestoredCopyOfTheStateWritesNothingUntilItTakesOver() throws IOException {
        try (fabrikon) {
            Path state = folder.resolve("state");
            assertThat(sync(state, lanes).failedLanes()).isZero();
            Path copy = Files.createDirectory(folder.resolve("copy"));
            for (Path file : files(folder)) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            edit("Hall 1");
            assertThat(sync(state, lanes).failedLanes()).isZero();

            edit("Hall 2");
            Path restored = copy.resolve("state");
            assertRefused(restored, lanes, "fence-ahead");
            assertThat(location()).isEqualTo("Hall 1");

            assertThat(takeover(restored, lanes, HashSet.empty()).flatMap(Takeover.Standing::against))
                    .isEmpty();
            assertThat(sync(restored, lanes).fencedLanes()).isZero();
            assertThat(users.activities("Visit 000001").get().path("Location").asText())
                    .as("both moved since the copy was taken: one of them, on both sides")
                    .isEqualTo(location());
            assertThat(plan(restored, lanes).operations()).isZero();

            edit("Hall 3");
            assertRefused(state, lanes, "fence-ahead");
        }
    }

    @Test
    void anotherInstallationWritesNothingUntilItTakesOver() {
        try (fabrikon) {
            sync(folder.resolve("state"), lanes);
            Path anew = folder.resolve("anew");
            assertRefused(anew, lanes, "fence-foreign");

            takeover(anew, lanes, HashSet.empty());
            RunReport report = sync(anew, lanes);
            assertThat(report.fencedLanes()).isZero();
            assertThat(report.total(RunReport.Counts::created)).isZero();
            assertThat(report.openCases()).isZero();
            assertThat(plan(anew, lanes).operations()).isZero();
        }
    }

    @Test
    void aCopyOfD365AtAnotherAddressIsNotWrittenIntoTheSameMailboxes() {
        try (fabrikon;
                Fabrikon test = new Fabrikon(Company.generated(2), D365Options.companion())) {
            Path state = folder.resolve("state");
            sync(state, lanes);
            test.users.edit(test.users.activities("Visit 000001").get(), "Location", "Test");
            Seq<LaneSetup> wrong = lanes.map(l -> l.withD365(test.d365));
            RawState rows = RawState.of(test.sandbox);

            assertRefused(state, wrong, "fence-d365");
            assertThat(RawState.of(test.sandbox)).isEqualTo(rows);

            takeover(state, wrong, HashSet.empty());
            assertThat(sync(state, wrong).fencedLanes()).isZero();
        }
    }

    @Test
    void olderDataOfD365AreRecognisedAndDeleteNothing() {
        try (fabrikon) {
            Path state = folder.resolve("state");
            sync(state, lanes);
            JsonNode before = fence();
            JsonNode late = users.activity("000001", "Since the backup", 4);
            sync(state, lanes);
            assertThat(fence().path("Epoch").asLong())
                    .isGreaterThan(before.path("Epoch").asLong());
            String anna = Bustle.address(1);
            assertThat(users.events(anna, "Since the backup")).hasSize(1);

            users.delete(late);
            ObjectNode older = ((ObjectNode) before.deepCopy()).retain("InstallationId", "Epoch");
            fabrikon.sandbox.d365().upsert("AxpInstallations", older);

            assertRefused(state, lanes, "fence-d365-older");
            takeover(state, lanes, HashSet.empty());
            RunReport report = sync(state, lanes);
            assertThat(report.fencedLanes()).isZero();
            assertThat(report.total(RunReport.Counts::removed)).isZero();
            assertThat(users.events(anna, "Since the backup")).hasSize(1);
        }
    }

    @Test
    void aSwapOfTheBackendKeepsTheFence() {
        try (fabrikon) {
            Path state = folder.resolve("state");
            sync(state, lanes);
            Fence first = fence(fabrikon.graph);
            assertThat(fence(fabrikon.ews)).isEqualTo(first);

            Seq<LaneSetup> ews = fabrikon.lanes(fabrikon.ews);
            RunReport swapped = sync(state, ews);
            assertThat(swapped.total(RunReport.Counts::writes)).isZero();
            assertThat(fence(fabrikon.graph)).isEqualTo(first);

            edit("Hall 1");
            assertThat(sync(state, ews).failedLanes()).isZero();
            assertThat(location()).isEqualTo("Hall 1");
            assertThat(fence(fabrikon.graph).counter()).isEqualTo(first.counter() + 1);
        }
    }

    @Test
    void onStockD365RowsOfAnotherInstallationAreNotWritten() {
        try (fabrikon;
                Fabrikon stock = new Fabrikon(Company.generated(2), D365Options.STOCK)) {
            Seq<LaneSetup> there = stock.lanes(stock.graph);
            sync(folder.resolve("production"), there);
            // the test environment: a copy of that D365, and mailboxes without a fence
            Seq<LaneSetup> test = there.map(l -> l.withExchange(fabrikon.graph));
            RawState before = RawState.of(stock.sandbox);
            RunReport report = sync(folder.resolve("test"), test);
            Set<String> reasons = HashSet.ofAll(report.lanes()
                    .flatMap(RunReport.LaneReport::cases)
                    .map(c -> c.reason().code()));
            assertThat(reasons).contains("foreign-stamp");
            assertThat(stamped(RawState.of(stock.sandbox), before)).isEmpty();
        }
    }

    private static Seq<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Vector.ofAll(files.filter(Files::isRegularFile).toList());
        }
    }

    /** The rows that were there and were written. */
    private static Seq<?> stamped(RawState now, RawState before) {
        return before.items()
                .filter((ref, version) -> !now.items().get(ref).contains(version))
                .toVector();
    }

    // ---- a run, as a process of its own

    private void edit(String location) {
        users.edit(users.activities("Visit 000001").get(), "Location", location);
    }

    private String location() {
        return users.event(Bustle.address(1), "Visit 000001").location();
    }

    private JsonNode fence() {
        return Vector.ofAll(fabrikon.sandbox.snapshot().path("d365").path("AxpInstallations"))
                .single();
    }

    private Fence fence(SyncSide side) {
        return side.fences(Vector.of(lanes.head().lane())).head().get().get(0);
    }

    private void assertRefused(Path state, Seq<LaneSetup> lanes, String code) {
        RawState before = RawState.of(fabrikon.sandbox);
        JsonNode fences = fabrikon.sandbox.snapshot().path("d365").path("AxpInstallations");
        RunReport report = sync(state, lanes);
        assertThat(report.fencedLanes()).as("%s", report.lanes()).isPositive();
        assertThat(report.total(RunReport.Counts::writes)).isZero();
        assertThat(report.lanes().flatMap(RunReport.LaneReport::failure).map(Reason::code))
                .containsOnly(code);
        assertThat(RawState.of(fabrikon.sandbox)).isEqualTo(before);
        assertThat(fabrikon.sandbox.snapshot().path("d365").path("AxpInstallations"))
                .isEqualTo(fences);
    }

    private RunReport sync(Path state, Seq<LaneSetup> lanes) {
        return inProcess(state, store -> run(store).sync(lanes));
    }

    private RunReport plan(Path state, Seq<LaneSetup> lanes) {
        return inProcess(state, store -> run(store).plan(lanes));
    }

    private SyncRun run(Store store) {
        return new SyncRun(store, fabrikon.d365.directory(), Clock.systemUTC(), new RandomIds(), RunListener.SILENT);
    }

    private Seq<Takeover.Standing> takeover(Path state, Seq<LaneSetup> lanes, Set<String> from) {
        return inProcess(state, store -> new Takeover(store, Clock.systemUTC(), new RandomIds()).take(lanes, from));
    }

    private <T> T inProcess(Path state, Function<Store, T> work) {
        try (Store store = JdbcStore.open(StoreConfig.builder()
                .file(Option.some(state))
                .secret(InstallationSecret.beside(state))
                .build())) {
            return work.apply(store);
        }
    }
}
