package io.axpsync.core.port;

/** Hears what happens in a run. The core logs nothing itself. Must not throw. */
@FunctionalInterface
public interface RunListener {

    RunListener SILENT = event -> {};

    void on(RunEvent event);
}
