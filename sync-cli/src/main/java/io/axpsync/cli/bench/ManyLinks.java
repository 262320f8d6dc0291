package io.axpsync.cli.bench;

import io.axpsync.core.item.Lane;
import io.axpsync.core.item.Side;
import io.axpsync.core.memory.NoPeople;
import io.axpsync.core.port.RunEvent;
import io.axpsync.core.port.Store;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.core.run.SyncRun;
import io.vavr.collection.Seq;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A full comparison of the whole company out of the real store: everything is observed, nothing has changed. */
final class ManyLinks {

    private final Store store;
    private final LargeCompany company;
    private final Clock clock;

    ManyLinks(Store store, LargeCompany company, Clock clock) {
        this.store = store;
        this.company = company;
        this.clock = clock;
    }

    /**
     * @param peak the most heap that was in use at once, in bytes, garbage included
     * @param kept the most that a collection of all of it left, in bytes
     */
    record Measured(int links, int lanes, Duration time, int operations, long peak, long kept) {}

    /** Puts the links of so many lanes into the store. */
    void fill(Seq<Lane> lanes) {
        lanes.forEach(lane -> store.links().save(company.links(lane)));
    }

    Measured plan(Seq<Lane> lanes) {
        UnchangedSide d365 = new UnchangedSide(Side.D365, company);
        UnchangedSide exchange = new UnchangedSide(Side.EXCHANGE, company);
        Seq<LaneSetup> setups = lanes.map(lane ->
                LaneSetup.builder().lane(lane).d365(d365).exchange(exchange).build());
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long[] kept = {0};
        SyncRun run = new SyncRun(store, new NoPeople(), clock, () -> "bench", event -> {
            if (event instanceof RunEvent.LanePlanned) {
                kept[0] = Math.max(
                        kept[0], heap.stream().mapToLong(ManyLinks::kept).sum());
            }
        });
        long start = System.nanoTime();
        RunReport report = run.plan(setups);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        if (report.failedLanes() > 0) {
            throw new IllegalStateException("not every lane could be planned: "
                    + report.lanes().flatMap(RunReport.LaneReport::failure).head());
        }
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return new Measured((int) store.links().count(), lanes.size(), time, report.operations(), peak, kept[0]);
    }

    private static long kept(MemoryPoolMXBean pool) {
        return pool.getCollectionUsage() == null ? 0 : pool.getCollectionUsage().getUsed();
    }
}
