package io.axpsync.store.jdbc.internal;

import io.axpsync.core.item.Reason;
import io.axpsync.core.port.StateUntrusted;
import io.vavr.collection.Seq;
import io.vavr.collection.Stream;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;

/** What the errors of the two databases mean, and what to do about them. */
final class Trouble {

    /** Codes of H2, see org.h2.api.ErrorCode; H2 gives them as SQL state too. */
    private static final Seq<Kind> KINDS = Vector.of(
            new Kind(
                    "state-in-use",
                    "90020 ",
                    " is in use by another process.",
                    "Wait until the other run has ended, or stop it. Several machines need PostgreSQL."),
            new Kind(
                    "state-read-only",
                    "90097 25006 ",
                    " is read-only.",
                    "Give this program the right to write there; do not use a standby server."),
            new Kind(
                    "state-damaged",
                    "90030 90031 90028 90048 90049 90145 XX000 XX001 XX002 ",
                    " is damaged, cut short, or not a state of this program.",
                    "Restore it from its last copy. With a new, empty state the first run finds linked items by their "
                            + "stamps."),
            new Kind(
                    "state-denied",
                    "28000 28P01 42501 90096 ",
                    " refuses the user or the password, or the user may not do what is needed.",
                    "Check user and password; the user needs to own the schema in which the tables stand."),
            new Kind(
                    "state-missing",
                    "3D000 3F000 90013 90146 90079 ",
                    " does not exist.",
                    "Create the database and its schema first."),
            new Kind(
                    "state-full",
                    "53100 53200 90035 ",
                    " has no room left.",
                    "Make room; nothing was lost, the run goes on where it was."),
            new Kind(
                    "state-busy",
                    "40001 40P01 55P03 50200 90131 HYT00 57014 ",
                    " is kept busy by other transactions.",
                    "Look for a transaction that does not end, then run again."),
            new Kind(
                    "state-unreachable",
                    "08000 08001 08003 08004 08006 08007 57P01 57P02 57P03 53300 90067 90098 90121 ",
                    " cannot be reached, or the connection broke.",
                    "Check address, network and server, and with TLS the certificate; then run again."));

    /** What operating systems say when a disk, a quota or the largest size of a file is used up. */
    private static final Seq<String> FULL = Vector.of(
            "No space left on device",
            "File too large",
            "Disk quota exceeded",
            "There is not enough space on the disk");

    private static final Kind OTHER = new Kind(
            "state-failed",
            "",
            " does not do what it is asked.",
            "Look at the cause in the log; if the state is sound, this is a bug: report it.");

    private Trouble() {}

    static StateUntrusted with(Address address, Throwable error) {
        return new StateUntrusted(reason(address, error), error);
    }

    static Reason reason(Address address, Throwable error) {
        Kind kind = full(error).orElse(() -> sql(error).flatMap(Trouble::kind)).getOrElse(OTHER);
        String hint = sql(error)
                .map(e -> " (database says " + Objects.requireNonNullElse(e.getSQLState(), "nothing") + ")")
                .getOrElse("");
        return Reason.of(kind.code(), "The state " + address.name() + kind.text() + hint, kind.remedy());
    }

    /** Whether doing the transaction again may help. */
    static boolean isPassing(Throwable error) {
        return sql(error)
                .map(SQLException::getSQLState)
                .exists(state -> state != null && (state.startsWith("40") || state.equals("90131")));
    }

    /** H2 has no code of its own for it: a write that failed is a general error of which the cause tells. */
    private static Option<Kind> full(Throwable error) {
        return chain(error)
                        .filter(IOException.class::isInstance)
                        .exists(e -> FULL.exists(String.valueOf(e.getMessage())::contains))
                ? KINDS.find(kind -> kind.code().equals("state-full"))
                : Option.none();
    }

    private static Option<Kind> kind(SQLException error) {
        return states(error)
                .flatMap(state -> KINDS.filter(kind -> kind.has(state)))
                .headOption();
    }

    /** The deepest SQL error tells most; pools and mappers wrap it. */
    private static Option<SQLException> sql(Throwable error) {
        return chain(error)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(e -> kind(e).isDefined())
                .headOption()
                .orElse(() -> chain(error)
                        .filter(SQLException.class::isInstance)
                        .map(SQLException.class::cast)
                        .lastOption());
    }

    private static Stream<String> states(SQLException error) {
        return Stream.of(String.valueOf(error.getSQLState()), Integer.toString(error.getErrorCode()));
    }

    private static Stream<Throwable> chain(Throwable error) {
        Throwable cause = error.getCause();
        return Stream.cons(error, () -> cause == null || cause == error ? Stream.empty() : chain(cause));
    }

    private record Kind(String code, String states, String text, String remedy) {
        boolean has(String state) {
            return (" " + states).contains(" " + state + " ");
        }
    }
}
