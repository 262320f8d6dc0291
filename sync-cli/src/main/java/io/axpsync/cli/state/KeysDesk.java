package io.axpsync.cli.state;

import io.axpsync.cli.config.StoreSettings;
import io.axpsync.core.item.Reason;
import io.axpsync.store.jdbc.InstallationSecret;
import io.axpsync.store.jdbc.JdbcStore;
import io.vavr.control.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Where a person gives the installation a new secret. The new one is written beside the old one, the state goes over to
 * it in one transaction, then it takes the old one's place: cut off anywhere, the state opens with one of the two.
 */
public final class KeysDesk {

    private final StoreSettings store;
    private final Clock clock;

    public KeysDesk(StoreSettings store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Makes a new secret and goes over to it.
     *
     * @throws Unknown when there is no state yet
     * @throws io.axpsync.core.port.StateUntrusted when the state cannot be used, or the secret not be written
     */
    public Rotated rotate() {
        for (Path file : store.file()) {
            if (!Files.exists(Path.of(file + ".mv.db"))) {
                throw new Unknown("There is no state at " + file + " yet; the first `axpsync sync` makes it.");
            }
        }
        String before = keyId();
        Path secret = store.secretFile();
        InstallationSecret.makeNext(secret);
        Option<Reason> refused = JdbcStore.rotate(store.config(), clock.instant());
        if (refused.isDefined()) {
            InstallationSecret.dropNext(secret);
            return new Rotated(secret, before, before, refused);
        }
        InstallationSecret.replace(secret);
        return new Rotated(secret, before, keyId(), Option.none());
    }

    /** Opening also finishes a rotation that was cut off. */
    private String keyId() {
        try (JdbcStore open = store.open()) {
            return open.fingerprintKey().id();
        }
    }

    /**
     * What became of it.
     *
     * @param secret the file of the secret
     * @param before id of the key that was in use
     * @param now id of the key in use
     */
    public record Rotated(Path secret, String before, String now, Option<Reason> refused) {}
}
