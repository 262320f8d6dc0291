package io.axpsync.cli.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears the steps that a {@link Victim} takes in its store. */
final class StoreSteps implements AutoCloseable {

    private static final Pattern TABLE = Pattern.compile("(?i)(?:INTO|FROM|UPDATE|TABLE|INDEX) \"?(\\w+)");

    private final ServerSocket socket;
    private final List<String> steps = new ArrayList<>();

    StoreSteps() throws IOException {
        this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Hears steps until so many were told, or the process has ended. */
    List<String> until(int count) {
        try (Socket process = socket.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            process.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
            String line = in.readLine();
            while (line != null) {
                steps.add(kind(line));
                line = steps.size() == count ? null : in.readLine();
            }
            return List.copyOf(steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What sort of step it is, without what differs from one to the next. */
    static String kind(String step) {
        if (step.endsWith("COMMIT")) {
            return step;
        }
        String verb = step.replaceFirst("before (\\w+).*", "$1").toUpperCase(java.util.Locale.ROOT);
        Matcher table = TABLE.matcher(step);
        return "before " + verb + (table.find() ? " " + table.group(1) : "");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
