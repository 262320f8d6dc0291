package io.axpsync.store.jdbc.internal;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.Stream;
import io.vavr.control.Option;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;

/**
 * Opens the state of an installation: refuses one that is newer than this program or was made with another secret
 * before anything is written, then brings its tables up to date, and proves that it can be written.
 */
public final class Installation {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int NAME_LENGTH = 12;

    private final Database database;
    private final Keys keys;

    private Installation(Database database, Keys keys) {
        this.database = database;
        this.keys = keys;
    }

    /**
     * @param name for a new state; random when none
     * @return the installation's name
     */
    public static String open(Database database, Keys keys, Option<String> name) {
        return new Installation(database, keys).open(name.getOrElse(Installation::randomName));
    }

    private String open(String newName) {
        migrate();
        Instant now = Instant.now();
        return database.ask(handle -> {
            handle.createUpdate("INSERT INTO installation (id, name, key_check, made, opened)"
                            + " VALUES (1, :name, :check, :now, :now) ON CONFLICT DO NOTHING")
                    .bind("name", newName)
                    .bind("check", keys.check())
                    .bind("now", Instants.text(now))
                    .execute();
            checkSecret(handle);
            handle.createUpdate("UPDATE installation SET opened = :now WHERE id = 1")
                    .bind("now", Instants.text(now))
                    .execute();
            return handle.createQuery("SELECT name FROM installation WHERE id = 1")
                    .mapTo(String.class)
                    .one();
        });
    }

    private void migrate() {
        try {
            Flyway flyway = Flyway.configure(Installation.class.getClassLoader())
                    .dataSource(database.source())
                    .locations("classpath:io/axpsync/store/jdbc")
                    .placeholders(Map.of("key", database.address().key()))
                    .failOnMissingLocations(true)
                    .load();
            Stream<MigrationInfo> applied = Stream.of(flyway.info().applied());
            if (applied.exists(one -> one.getState().name().startsWith("FUTURE"))) {
                throw new StateUntrusted(Reason.of(
                        "state-newer",
                        "The state " + database.address() + " was written by a newer version of this program.",
                        "Use that version; a state cannot be taken back to an older one."));
            }
            if (!applied.isEmpty()) {
                database.tell(this::checkSecret);
            }
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new StateUntrusted(
                    Reason.of(
                            "state-damaged",
                            "The tables of the state " + database.address()
                                    + " were not made by this program as it is.",
                            "Restore the state from its last copy, or use the version that made it."),
                    e);
        } catch (FlywayException e) {
            throw untrusted(e);
        }
    }

    private StateUntrusted untrusted(FlywayException e) {
        if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return new StateUntrusted(
                    Reason.of(
                            "state-foreign",
                            "The schema at " + database.address() + " holds tables of somebody else.",
                            "Create a schema of its own and name it in the url: ?currentSchema=axpsync."),
                    e);
        }
        return Trouble.with(database.address(), e);
    }

    private void checkSecret(Handle handle) {
        Option<byte[]> check = Option.ofOptional(handle.createQuery("SELECT key_check FROM installation WHERE id = 1")
                .mapTo(byte[].class)
                .findOne());
        if (check.exists(stored -> !keys.passes(stored))) {
            throw new StateUntrusted(Reason.of(
                    "secret-wrong",
                    "The state " + database.address() + " was made with another secret.",
                    "Give the secret with which it was made (for H2 the file beside it). Without that secret the "
                            + "state is lost: start with a new, empty one, and the first run finds linked items by "
                            + "their stamps."));
        }
    }

    private static String randomName() {
        SecureRandom random = new SecureRandom();
        return Stream.range(0, NAME_LENGTH)
                .map(i -> LETTERS.charAt(random.nextInt(LETTERS.length())))
                .mkString();
    }
}
