package io.axpsync.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.axpsync.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that run until they are stopped. */
class LongRunningTest {

    private final Path folder;

    LongRunningTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Tells when a line was printed, and what. */
    private static final class Lines extends StringWriter {
        final CountDownLatch[] printed;

        Lines(int lines) {
            printed = new CountDownLatch[] {new CountDownLatch(lines)};
        }

        @Override
        public void flush() {
            super.flush();
            printed[0].countDown();
        }
    }

    private record Running(Thread thread, CompletableFuture<Integer> exit) {
        static Running of(Lines out, String... args) {
            CompletableFuture<Integer> exit = new CompletableFuture<>();
            Thread thread = new Thread(() -> exit.complete(
                    Axpsync.commandLine().setOut(new PrintWriter(out)).execute(args)));
            thread.start();
            return new Running(thread, exit);
        }

        int stop() throws Exception {
            thread.interrupt();
            return exit.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSandboxWritesItsConfigurationWhenItIsUpAndEndsCleanly() throws Exception {
        Path config = folder.resolve("a.yaml");
        Lines out = new Lines(1);
        Running sandbox = Running.of(out, "sandbox", "--write-config", config.toString(), "--d365", "stock", "--tls");
        assertThat(out.printed[0].await(30, TimeUnit.SECONDS)).isTrue();

        Cli check = Cli.run("check", "-c", config.toString());
        assertThat(check.exit).as(check.out).isZero();
        assertThat(check.out).contains("profile: stock");

        assertThat(sandbox.stop()).isZero();
        assertThat(Cli.run("check", "-c", config.toString()).exit).isEqualTo(Exit.SIDE.code());
    }

    @Test
    void syncGoesOnUntilItIsStopped() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Path config = Cli.configure(sandbox, folder);
            Lines out = new Lines(3);
            Running sync = Running.of(
                    out,
                    "sync",
                    "-c",
                    config.toString(),
                    "--json",
                    "--every",
                    "1ms",
                    "--mailbox",
                    "anna.bergmann@fabrikon.example");
            assertThat(out.printed[0].await(60, TimeUnit.SECONDS)).isTrue();
            sync.stop();

            List<String> runs = out.toString().lines().toList();
            assertThat(runs).hasSizeGreaterThanOrEqualTo(3);
            ObjectMapper json = new ObjectMapper();
            assertThat(json.readTree(runs.get(0)).path("operations").asInt()).isPositive();
            assertThat(json.readTree(runs.get(1)).path("operations").asInt()).isZero();
        }
    }

    @Test
    void aSandboxThatCannotListenSaysSo() throws IOException {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Path config = folder.resolve("b.yaml");

            Cli sandbox = Cli.run(
                    "sandbox", "--port", String.valueOf(taken.getLocalPort()), "--write-config", config.toString());

            assertThat(sandbox.exit).isEqualTo(Exit.USAGE.code());
            assertThat(sandbox.err).contains("cannot listen");
            assertThat(Files.exists(config)).isFalse();
        }
    }
}
