package io.axpsync.core.port;

import io.vavr.collection.Seq;

/** The runs. */
public interface Runs {

    /** Inserts or replaces by id. */
    void save(RunRecord run);

    /** By their start, the newest first. */
    Seq<RunRecord> newest(int limit);
}
