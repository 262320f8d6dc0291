package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Reason;
import io.axpsync.core.memory.RandomIds;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.Store;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample company with its state in a file that is closed after each run, as the command line does it. */
class StateOnDiskIT {

    @TempDir
    Path folder;

    /** For each lane and side that the last run has observed, whether it was listed in full. */
    private final List<Boolean> listings = new ArrayList<>();

    private final Fabrikon fabrikon = new Fabrikon(Company.sample(), D365Options.companion());
    private final Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.graph);

    @Test
    void theStateSurvivesBeingClosedBetweenRuns() {
        try (fabrikon) {
            RunReport first = inProcess((run, store) -> run.sync(lanes));
            assertThat(first.failedLanes()).isZero();
            assertThat(first.total(RunReport.Counts::created)).isGreaterThan(20);

            RunReport second = inProcess((run, store) -> run.sync(lanes));
            assertThat(second.operations()).isZero();
            assertThat(listings).as("positions are kept").containsOnly(false);

            fabrikon.users.activity("000101", "Après le redémarrage – 再起動", 3);
            RunReport third = inProcess((run, store) -> run.sync(lanes));
            assertThat(third.total(RunReport.Counts::created)).isEqualTo(1);
            assertThat(fabrikon.users.events("anna.bergmann@fabrikon.example", "Après le redémarrage – 再起動"))
                    .hasSize(1);

            assertThat(inProcess((run, store) -> run.plan(lanes)).operations()).isZero();
            assertThat(inProcess((run, store) -> store.journal().ofRun(third.run()))
                            .map(JournalEntry::title))
                    .contains("Après le redémarrage – 再起動");
            Seq<Reason> damage = inProcess((run, store) ->
                    lanes.flatMap(l -> store.journal().damage(l.lane().id())));
            assertThat(damage).isEmpty();
        }
    }

    private void heard(RunEvent event) {
        if (event instanceof RunEvent.RunStarted) {
            listings.clear();
        } else if (event instanceof RunEvent.LaneObserved o) {
            listings.add(o.full());
        }
    }

    /** What a process would do that starts, opens the state, works and ends. */
    private <T> T inProcess(BiFunction<SyncRun, Store, T> work) {
        Path state = folder.resolve("state");
        try (Store store = JdbcStore.open(StoreConfig.builder()
                .file(Option.some(state))
                .secret(InstallationSecret.beside(state))
                .build())) {
            SyncRun run =
                    new SyncRun(store, fabrikon.d365.directory(), Clock.systemUTC(), new RandomIds(), this::heard);
            return work.apply(run, store);
        }
    }
}
