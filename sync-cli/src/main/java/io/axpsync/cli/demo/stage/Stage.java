package io.axpsync.cli.demo.stage;

import io.axpsync.cli.config.Backend;
import io.axpsync.sandbox.Sandbox;
import io.axpsync.sandbox.SandboxClientView;
import io.axpsync.sandbox.SandboxOptions;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sandbox on free loopback ports with the sample company, and a temporary folder for our state. Everything is gone
 * when it is closed.
 */
public final class Stage implements AutoCloseable {

    private final Sandbox sandbox;
    private final Path folder;
    private final Access access;
    private final Admin admin;

    private Stage(Sandbox sandbox, Path folder, Access access) {
        this.sandbox = sandbox;
        this.folder = folder;
        this.access = access;
        this.admin = new Admin(sandbox.client());
    }

    /** @param traffic hears every message between us and the servers */
    public static Stage open(Backend backend, D365Kind d365, Traffic traffic) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.builder()
                .traffic(traffic)
                .d365(d365 == D365Kind.COMPANION ? D365Options.companion() : D365Options.STOCK)
                .build());
        try {
            Path folder = Files.createTempDirectory("axpsync-demo");
            Path trust = Files.writeString(
                    folder.resolve("sandbox.pem"), sandbox.client().trustPem());
            return new Stage(sandbox, folder, Access.of(sandbox.client(), backend, d365, trust));
        } catch (IOException e) {
            sandbox.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    /** The users and the raw state of both servers. */
    public Admin admin() {
        return admin;
    }

    /** Addresses and secrets, as somebody is told who configures us for these servers. */
    public SandboxClientView client() {
        return sandbox.client();
    }

    /** Where files of our own may lie until the end. */
    public Path folder() {
        return folder;
    }

    /** The servers' time. */
    public Clock clock() {
        return sandbox.clock();
    }

    /** Our own part, connected anew; the state is that of the connections before. */
    public Connections connect() {
        return Connections.open(access, state(), clock());
    }

    private Path state() {
        return folder.resolve("state");
    }

    /** Starts a second process that synchronises these mailboxes once; our own connections must be closed. */
    public Process startRun(List<String> addresses) {
        return OneRun.start(access(), state(), clock(), addresses, folder.resolve("run.log"));
    }

    /** What a second process needs to synchronise with these servers: the access file. */
    public Path access() {
        Path file = folder.resolve("access.properties");
        access.save(file);
        return file;
    }

    @Override
    public void close() {
        sandbox.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
