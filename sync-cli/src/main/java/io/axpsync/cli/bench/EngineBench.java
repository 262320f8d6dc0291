package io.axpsync.cli.bench;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.Lane;
import io.axpsync.core.port.Store;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.stream.Stream;

/** Both measurements of the engine, in this process and within its heap; the state is an H2 file that goes afterwards. */
final class EngineBench {

    /** What was measured, and what it was measured within. */
    record Result(long heap, DecisionSpeed.Speed decisions, Duration filled, ManyLinks.Measured links) {}

    private EngineBench() {}

    static Result run(int links) throws IOException {
        Path folder = Files.createTempDirectory("axpsync-bench");
        Path file = folder.resolve("state");
        try (Store store = JdbcStore.open(StoreConfig.h2(file, InstallationSecret.beside(file)))) {
            Clock clock = Clock.fixed(Clock.systemUTC().instant(), ZoneOffset.UTC);
            LargeCompany company = new LargeCompany(fingerprints(store), clock.instant());
            DecisionSpeed.Speed decisions = new DecisionSpeed(company, fingerprints(store), clock.instant()).measure();
            Seq<Lane> lanes = company.lanes(Math.max(1, links / LargeCompany.APPOINTMENTS));
            ManyLinks many = new ManyLinks(store, company, clock);
            long start = System.nanoTime();
            many.fill(lanes);
            Duration filled = Duration.ofNanos(System.nanoTime() - start);
            return new Result(Runtime.getRuntime().maxMemory(), decisions, filled, many.plan(lanes));
        } finally {
            delete(folder);
        }
    }

    private static Fingerprints fingerprints(Store store) {
        return new Fingerprints(
                store.fingerprintKey().id(), store.fingerprintKey().key());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
