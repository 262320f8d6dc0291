package io.axpsync.cli.demo.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One synchronisation in a process of its own, so that it can be killed in the middle. */
public final class OneRun {

    private OneRun() {}

    /** Arguments: the access file, the state, the servers' time before ours in milliseconds, the mailboxes. */
    public static void main(String[] args) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(args[2])));
        List<String> addresses = Arrays.asList(args).subList(3, args.length);
        try (Connections ours = Connections.open(Access.read(Path.of(args[0])), Path.of(args[1]), clock)) {
            ours.sync(LaneTerms.usual(addresses));
        }
    }

    static Process start(Path access, Path state, Clock clock, List<String> addresses, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneRun.class.getName(),
                access.toString(),
                state.toString(),
                Long.toString(Duration.between(Clock.systemUTC().instant(), clock.instant())
                        .toMillis())));
        command.addAll(addresses);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
