package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.http.Fault;
import io.axpsync.sandbox.http.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every call that an adapter makes in a normal cycle × every fault that a call can meet, lasting. The calls are taken
 * down from a cycle without faults; nothing is picked by hand. In each cell the outcome is told in words of ours, the
 * lane beside is finished where the call is not its own, and the next run without the fault brings everything across.
 */
class FaultMatrixIT {

    private static final String JSON = "application/json";

    /** What a call can meet, by the name it has in the report. */
    static Map<String, Fault> faults() {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("refused", Fault.of(Fault.Kind.DOWN));
        faults.put("reset", Fault.of(Fault.Kind.RESET));
        faults.put("cut", Fault.of(Fault.Kind.CUT));
        faults.put("slow", Fault.slow(FaultMatrix.READ_TIMEOUT.multipliedBy(2)));
        faults.put("401", Fault.status(401, JSON, "{}"));
        faults.put("403", Fault.status(403, JSON, error("ErrorAccessDenied")));
        faults.put("404", Fault.of(Fault.Kind.EMPTY_NOT_FOUND));
        faults.put("409", Fault.status(409, JSON, error("Conflict")));
        faults.put("412", Fault.status(412, JSON, error("ErrorIrresolvableConflict")));
        faults.put("429", Fault.throttled(Duration.ofSeconds(1)));
        faults.put("500", Fault.status(500, JSON, error("InternalServerError")));
        faults.put("503", Fault.gateway(503));
        faults.put("html", Fault.of(Fault.Kind.LOGIN_PAGE));
        faults.put("empty", Fault.of(Fault.Kind.EMPTY));
        faults.put("garbage", Fault.of(Fault.Kind.GARBAGE));
        faults.put("wrong charset", Fault.of(Fault.Kind.WRONG_CHARSET));
        faults.put("huge", Fault.of(Fault.Kind.HUGE));
        return faults;
    }

    private static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Said by a test.\"}}";
    }

    /** A fault at a call. */
    private record Cell(RecordedCall call, boolean inRun, String name, Fault fault) {
        /** A JSON batch has one character set, not one for each of its parts. */
        boolean exists() {
            boolean part = call.frontEnd().equals("graph") && !call.shape().endsWith("/$batch");
            return !part || !name.equals("wrong charset");
        }

        /** Whether the lane beside must not notice it; what takes its time or the whole server is no lane's own. */
        boolean besideIsFree() {
            return call.ofOneLane() && !name.equals("slow") && !name.equals("refused");
        }
    }

    @Test
    void everyCallOfEveryAdapterSurvivesEveryFault() throws Exception {
        List<Cell> graph = cells(recorded(true));
        List<Cell> ews = cells(recorded(false)).stream()
                .filter(cell -> cell.call().frontEnd().equals("ews"))
                .toList();
        ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
        int workers = Integer.getInteger("faults.workers", 6);
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        List<Callable<Void>> jobs = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            boolean byGraph = worker % 4 != 0;
            List<Cell> all = byGraph ? graph : ews;
            int share = byGraph ? worker - worker / 4 - 1 : worker / 4;
            int shares = byGraph ? workers - (workers + 3) / 4 : (workers + 3) / 4;
            jobs.add(() -> tried(byGraph, every(all, share, shares), troubles));
        }
        for (Future<Void> job : threads.invokeAll(jobs)) {
            try {
                job.get();
            } catch (ExecutionException e) {
                troubles.add(String.valueOf(e.getCause()));
            }
        }
        threads.shutdown();
        Map<String, Long> byFrontEnd = new TreeMap<>();
        Stream.of(graph, ews)
                .flatMap(List::stream)
                .forEach(c -> byFrontEnd.merge(c.call().frontEnd(), 1L, Long::sum));
        System.out.println("fault matrix: " + (graph.size() + ews.size()) + " cells " + byFrontEnd + " of "
                + Stream.of(graph, ews)
                        .flatMap(List::stream)
                        .map(Cell::call)
                        .distinct()
                        .count() + " calls x "
                + faults().size() + " faults, "
                + troubles.size() + " violations");
        assertThat(troubles).isEmpty();
        assertThat(byFrontEnd.keySet()).containsExactlyInAnyOrder("d365", "ews", "graph");
    }

    private static <T> List<T> every(List<T> all, int share, int shares) {
        List<T> mine = new ArrayList<>();
        for (int i = share; i < all.size(); i += shares) {
            mine.add(all.get(i));
        }
        return mine;
    }

    private static Map<RecordedCall, Boolean> recorded(boolean byGraph) {
        try (FaultMatrix matrix = new FaultMatrix(byGraph)) {
            return matrix.recorded();
        }
    }

    private static List<Cell> cells(Map<RecordedCall, Boolean> calls) {
        return calls.entrySet().stream()
                .flatMap(call -> faults().entrySet().stream()
                        .map(f -> new Cell(call.getKey(), call.getValue(), f.getKey(), f.getValue())))
                .filter(Cell::exists)
                .toList();
    }

    private static Void tried(boolean byGraph, List<Cell> cells, ConcurrentLinkedQueue<String> troubles) {
        FaultMatrix matrix = new FaultMatrix(byGraph);
        try {
            for (Cell cell : cells) {
                FaultRule rule = cell.call().rule(cell.fault());
                try {
                    if (cell.inRun()) {
                        matrix.cell(rule, cell.besideIsFree());
                    } else {
                        matrix.checkCell(rule);
                    }
                } catch (AssertionError | RuntimeException e) {
                    troubles.add(cell.name() + " at " + cell.call() + ": " + e);
                    matrix.close();
                    matrix = new FaultMatrix(byGraph);
                }
            }
            return null;
        } finally {
            matrix.close();
        }
    }
}
