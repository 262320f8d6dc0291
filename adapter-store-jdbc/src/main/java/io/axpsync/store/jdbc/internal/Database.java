package io.axpsync.store.jdbc.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** A database that is spoken to in transactions. Whatever goes wrong in one becomes a {@code StateUntrusted}. */
public final class Database implements AutoCloseable {

    /** How often a transaction that fell victim to another (SQL class 40) is done anew. */
    private static final int TRIES = 5;

    private final Address address;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(Address address, HikariDataSource pool) {
        this.address = address;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool)
                .configure(StatementExceptions.class, c -> c.setMessageRendering(MessageRendering.NONE));
    }

    /** Connects at once. */
    public static Database connect(Address address, int connections, Duration connectTimeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("axpsync-store");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(connectTimeout.toMillis());
        config.setInitializationFailTimeout(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        address.init().forEach(config::setConnectionInitSql);
        address.settings().forEach((name, value) -> config.addDataSourceProperty(name, value));
        if (address.embedded()) {
            config.setMaxLifetime(0); // the file would be closed and opened whenever connections grow old
        }
        try {
            return new Database(address, new HikariDataSource(config));
        } catch (RuntimeException e) {
            throw Trouble.with(address, e);
        }
    }

    DataSource source() {
        return pool;
    }

    Address address() {
        return address;
    }

    /** Does all or nothing. The work may be done several times when other transactions get in its way. */
    <T> T ask(Function<Handle, T> work) {
        boolean interrupted = Thread.interrupted(); // what happened is recorded also by a run that is being stopped
        try {
            return ask(work, TRIES);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T ask(Function<Handle, T> work, int tries) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            if (tries > 1 && Trouble.isPassing(e)) {
                return ask(work, tries - 1);
            }
            throw Trouble.with(address, e);
        }
    }

    /** As {@link #ask}, without an answer. */
    void tell(Consumer<Handle> work) {
        ask(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** The first column of a query without parameters. */
    public Seq<String> column(String query) {
        return ask(handle ->
                Vector.ofAll(handle.createQuery(query).mapTo(String.class).list()));
    }

    @Override
    public void close() {
        pool.close();
    }
}
