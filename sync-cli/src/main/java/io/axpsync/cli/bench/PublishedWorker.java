package io.axpsync.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.cli.config.Backend;
import io.axpsync.cli.demo.stage.Connections;
import io.axpsync.cli.demo.stage.LaneTerms;
import io.axpsync.core.run.RunReport;
import io.vavr.collection.Vector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Our part of {@link PublishedBench}: synchronises the folder at each line that it reads, and says what that took. */
public final class PublishedWorker {

    private static final double MIB = 1024 * 1024;

    private PublishedWorker() {}

    /** Arguments: the access file, the backend, the servers' time before ours in milliseconds. */
    public static void main(String[] args) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(args[2])));
        LaneTerms terms = LaneTerms.usual(Vector.empty())
                .withPublished(Vector.of(LaneTerms.folder(
                        Backend.valueOf(args[1]),
                        PublishedBench.MAILBOX,
                        "large",
                        PublishedBench.FOLDER,
                        LaneTerms.district(PublishedBench.DISTRICT))));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Connections ours = Connections.open(Path.of(args[0]), clock);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                out.println(measured(ours, terms));
            }
        }
    }

    private static ObjectNode measured(Connections ours, LaneTerms terms) {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        RunReport report = ours.sync(terms);
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("seconds", Math.round(seconds * 10) / 10.0)
                .put("created", report.total(RunReport.Counts::created))
                .put("updated", report.total(RunReport.Counts::updated))
                .put("refused", report.total(RunReport.Counts::refused))
                .put("held", report.held())
                .put("openCases", report.openCases())
                .put("heapLimitMiB", Math.round(Runtime.getRuntime().maxMemory() / MIB))
                .put("peakHeapMiB", Math.round(peak / MIB));
        report.lanes()
                .flatMap(RunReport.LaneReport::failure)
                .forEach(failure -> result.put("failure", failure.toString()));
        return result;
    }
}
