package io.axpsync.cli.config;

import io.vavr.control.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all clients have in common. */
record Transport(Duration connect, Duration read, Option<Duration> run, Option<Path> trust, Option<Proxy> proxy) {

    private static final Pattern HOST_PORT = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+]):(\\d{1,5})");

    static Transport read(Section root, Path folder, Secrets secrets) {
        Section timeouts = root.section("timeouts");
        Duration connect = duration(timeouts, "connect").getOrElse(Duration.ofSeconds(10));
        Duration read = duration(timeouts, "read").getOrElse(Duration.ofSeconds(100));
        Option<Duration> run = duration(timeouts, "run");
        timeouts.done();
        Section tls = root.section("tls");
        Option<Path> trust = tls.text("trust").map(folder::resolve);
        if (trust.exists(pem -> !Files.isReadable(pem))) {
            tls.wrong("trust", "the file " + trust.get() + " cannot be read", "Name a PEM file with certificates.");
        }
        tls.done();
        return new Transport(connect, read, run, trust, proxy(root.section("proxy"), secrets));
    }

    static Option<Duration> duration(Section section, String key) {
        return section.parsed(key, "a duration such as 10s, 5m, 2h or 30d", Durations::parse);
    }

    private static Option<Proxy> proxy(Section section, Secrets secrets) {
        String user = section.text("user").getOrElse("");
        String password = secrets.read(section, "password").getOrElse("");
        Option<Proxy> proxy = section.parsed("address", "host:port", t -> {
            Matcher m = HOST_PORT.matcher(t);
            int port = m.matches() ? Integer.parseInt(m.group(2)) : 0;
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException(t);
            }
            return new Proxy(m.group(1), port, user, password);
        });
        if (!section.has("address") && (section.has("user") || section.has("password"))) {
            section.wrong("address", "is missing", "For example: address: proxy.example:8080");
        }
        section.done();
        return proxy;
    }
}
