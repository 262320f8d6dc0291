package io.axpsync.cli.config;

import io.axpsync.core.item.House;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.axpsync.store.jdbc.StoreConfig;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.time.Duration;
import org.immutables.value.Value;

/** Where the state is kept. Turned into a {@link StoreConfig} late, since that may make the installation's secret. */
@House
@Value.Immutable
public interface StoreSettings extends WithStoreSettings {

    /** The H2 file without its ending; none when {@link #url()} is given. */
    @Value.Default
    default Option<Path> file() {
        return Option.none();
    }

    /** PostgreSQL. */
    @Value.Default
    @Value.Redacted
    default Option<String> url() {
        return Option.none();
    }

    @Value.Default
    default String user() {
        return "";
    }

    @Value.Default
    @Value.Redacted
    default String password() {
        return "";
    }

    /** The file of the installation's secret; none = beside the H2 file, made with it. */
    @Value.Default
    default Option<Path> secret() {
        return Option.none();
    }

    @Value.Default
    default Duration connectTimeout() {
        return Duration.ofSeconds(10);
    }

    @Value.Default
    default Duration readTimeout() {
        return Duration.ofSeconds(100);
    }

    /** @throws io.axpsync.core.port.StateUntrusted when the secret is missing or exposed */
    default StoreConfig config() {
        byte[] key = secret().map(InstallationSecret::read).getOrElse(() -> InstallationSecret.beside(file().get()));
        return config(key).withNextSecret(InstallationSecret.next(secretFile()));
    }

    /** Where the installation's secret stands. */
    default Path secretFile() {
        return secret().getOrElse(() -> InstallationSecret.fileFor(file().get()));
    }

    /**
     * Opens the state, and finishes a rotation of its secret that was cut off.
     *
     * @throws io.axpsync.core.port.StateUntrusted when the state or its secret cannot be used
     */
    default JdbcStore open() {
        JdbcStore store = JdbcStore.open(config());
        if (store.isAheadOfItsSecret()) {
            InstallationSecret.replace(secretFile());
        }
        return store;
    }

    /** The settings with a secret that is already at hand. */
    default StoreConfig config(byte[] key) {
        return StoreConfig.builder()
                .file(file())
                .url(url())
                .user(user())
                .password(password())
                .secret(key)
                .connectTimeout(connectTimeout())
                .readTimeout(readTimeout())
                .build();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds {@link StoreSettings}. */
    class Builder extends ImmutableStoreSettings.Builder {}
}
