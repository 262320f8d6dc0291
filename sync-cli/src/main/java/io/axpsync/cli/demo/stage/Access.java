package io.axpsync.cli.demo.stage;

import io.axpsync.cli.config.Backend;
import io.axpsync.sandbox.SandboxClientView;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where the servers are and who we are to them, in a form that a second process can be given as a file. The file holds
 * the secrets of one sandbox and lies in the demonstration's own folder.
 */
public final class Access {

    private final Properties values;

    private Access(Properties values) {
        this.values = values;
    }

    static Access of(SandboxClientView client, Backend backend, D365Kind d365, Path trust) {
        Properties values = new Properties();
        values.setProperty("backend", backend.name());
        values.setProperty("d365Kind", d365.name());
        values.setProperty("graphBase", client.graphBase());
        values.setProperty("ewsUrl", client.ewsUrl());
        values.setProperty("d365Base", client.d365Base());
        values.setProperty("authorityHost", client.authorityHost());
        values.setProperty("tenant", client.tenant());
        values.setProperty("clientId", client.clientId());
        values.setProperty("clientSecret", client.clientSecret());
        values.setProperty("exchangeScope", client.exchangeScope());
        values.setProperty("d365Scope", client.d365Scope());
        values.setProperty("userName", client.userName());
        values.setProperty("domain", client.domain());
        values.setProperty("password", client.password());
        values.setProperty("trust", trust.toString());
        return new Access(values);
    }

    String get(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("the access file lacks " + name);
        }
        return value;
    }

    Backend backend() {
        return Backend.valueOf(get("backend"));
    }

    D365Kind d365Kind() {
        return D365Kind.valueOf(get("d365Kind"));
    }

    Path trust() {
        return Path.of(get("trust"));
    }

    void save(Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            values.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Access read(Path file) {
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Access(values);
    }
}
