package io.axpsync.cli.sandbox;

import io.axpsync.cli.config.Backend;
import io.axpsync.sandbox.SandboxClientView;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * Writes a configuration for a sandbox that is up, its secrets in files of their own beside it. The configuration comes
 * last and at once: whoever waits for it finds everything in place. Each sandbox starts anew, so each configuration
 * names a new state.
 */
public final class SandboxConfiguration {

    private final SandboxClientView client;
    private final Backend backend;
    private final Seq<String> mailboxes;
    private final Map<String, String> windows;

    private SandboxConfiguration(
            SandboxClientView client, Backend backend, Seq<String> mailboxes, Map<String, String> windows) {
        this.client = client;
        this.backend = backend;
        this.mailboxes = mailboxes;
        this.windows = windows;
    }

    /** @param mailboxes addresses; workers, companies and zones are left to be found out */
    public static SandboxConfiguration of(SandboxClientView client, Backend backend, Seq<String> mailboxes) {
        return new SandboxConfiguration(client, backend, mailboxes, LinkedHashMap.empty());
    }

    /** With another window for all lanes: {@code back} and {@code ahead}, in days. */
    public SandboxConfiguration withWindow(long back, long ahead) {
        return new SandboxConfiguration(
                client, backend, mailboxes, LinkedHashMap.of("back", back + "d", "ahead", ahead + "d"));
    }

    /** Writes {@code file} and, beside it, its secrets and the state's folder. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        OwnFiles.write(file.resolveSibling(name + ".client-secret"), client.clientSecret() + "\n");
        OwnFiles.write(file.resolveSibling(name + ".ews-password"), client.password() + "\n");
        OwnFiles.write(file.resolveSibling(name + ".admin-token"), client.adminToken() + "\n");
        OwnFiles.write(file.resolveSibling(name + ".trust.pem"), client.trustPem());
        OwnFiles.write(file, yaml(name));
    }

    private String yaml(String name) {
        String login = """
                authority: %s
                tenant: %s
                clientId: %s
                secret: file:%s.client-secret
                scope: %s""";
        String d365Login = login.formatted(
                client.authorityHost(), client.tenant(), client.clientId(), quoted(name), client.d365Scope());
        String graphLogin = login.formatted(
                client.authorityHost(), client.tenant(), client.clientId(), quoted(name), client.exchangeScope());
        String text = """
                # A configuration for the sandbox, valid as long as it runs.
                marker: D365

                store:
                  file: %1$s.state/%2$s

                d365:
                  url: %3$s
                  login:
                %4$s

                exchange:
                  # graph or ews; lanes keep their links when it changes
                  backend: %5$s
                  graph:
                    host: %6$s
                    login:
                %7$s
                  ews:
                    url: %8$s
                    auth: ntlm
                    user: %9$s
                    domain: %10$s
                    password: file:%1$s.ews-password

                tls:
                  trust: %1$s.trust.pem

                %11$smailboxes:
                %12$s""";
        return text.formatted(
                quoted(name),
                UUID.randomUUID().toString().substring(0, 8),
                client.d365Base(),
                d365Login.indent(4).stripTrailing(),
                backend.name().toLowerCase(Locale.ROOT),
                client.graphBase().replaceFirst("/v1\\.0/?$", ""),
                graphLogin.indent(6).stripTrailing(),
                client.ewsUrl(),
                client.userName(),
                client.domain(),
                windows.isEmpty()
                        ? ""
                        : "lanes:\n  appointments:\n"
                                + windows.map(w -> "    " + w._1 + ": " + w._2 + "\n")
                                        .mkString() + "\n",
                mailboxes.map(a -> "  - address: " + a + "\n").mkString());
    }

    /** A file name that needs no quotes in YAML stays as it is; any other is refused. */
    private static String quoted(String name) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "the configuration's file name may hold letters, digits, dots, dashes and underscores: " + name);
        }
        return name;
    }
}
