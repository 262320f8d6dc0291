package io.axpsync.store.jdbc;

import static io.axpsync.core.contract.store.Examples.CALENDAR;
import static io.axpsync.core.contract.store.Examples.NOW;

import io.axpsync.core.contract.store.Examples;
import io.axpsync.core.port.Store;
import io.vavr.collection.Vector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A second Java process that uses a state. */
final class OtherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private OtherProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param place an H2 file or the URL of a PostgreSQL */
    static OtherProcess start(String task, Object place) throws IOException {
        return new OtherProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        task,
                        place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it prints. */
    String line() throws IOException {
        return String.valueOf(out.readLine());
    }

    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the other process did not end");
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        awaitEnd();
    }

    /** What the other process does. */
    public static void main(String[] args) throws IOException {
        Store store = JdbcStore.open(
                args[1].startsWith("jdbc:")
                        ? TestPostgres.config(args[1])
                        : StoreConfig.h2(Path.of(args[1]), Secrets.OURS));
        switch (args[0]) {
            case "hold" -> {
                System.out.println("held");
                System.in.read();
                store.close();
            }
            case "append-and-halt" -> {
                store.journal().append(Vector.of(Examples.entry(CALENDAR, "run-1", "Board meeting")));
                halt("appended");
            }
            case "append-on-and-on" -> appendOnAndOn(store);
            case "append-on-and-on-late" -> {
                sql(args[1], "SET WRITE_DELAY 500"); // what H2 does by itself
                appendOnAndOn(store);
            }
            case "lease-and-halt" -> halt("leased " + store.leases().take(CALENDAR, "other", NOW, NOW.plusSeconds(60)));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Says how many entries it has appended, after each of them. */
    private static void appendOnAndOn(Store store) {
        for (int i = 1; i < 1_000_000; i++) {
            store.journal().append(Vector.of(Examples.bareEntry(CALENDAR, "run-1", "entry-" + i)));
            System.out.println(i);
        }
    }

    private static void sql(String file, String sql) {
        try {
            RawSql.first("jdbc:h2:retry:" + file, "axpsync", "", sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL, which no process can answer. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the pipe as well
        awaitEnd();
    }

    /** Dies as a killed process does: nothing is closed, nothing is given back. */
    private static void halt(String lastWord) {
        System.out.println(lastWord);
        System.out.flush();
        Runtime.getRuntime().halt(137);
    }
}
