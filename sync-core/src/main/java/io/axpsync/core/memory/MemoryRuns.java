package io.axpsync.core.memory;

import io.axpsync.core.port.RunRecord;
import io.axpsync.core.port.Runs;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.Comparator;

final class MemoryRuns implements Runs {

    private Map<String, RunRecord> runs = LinkedHashMap.empty();

    @Override
    public synchronized void save(RunRecord run) {
        runs = runs.put(run.id(), run);
    }

    @Override
    public synchronized Seq<RunRecord> newest(int limit) {
        return runs.values()
                .sorted(Comparator.comparing(RunRecord::started).reversed())
                .take(limit)
                .toVector();
    }
}
