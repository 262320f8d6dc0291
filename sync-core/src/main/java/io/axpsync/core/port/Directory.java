package io.axpsync.core.port;

import io.axpsync.core.item.Company;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Reason;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.time.ZoneId;

/** Who is who in D365, asked in bulk. */
public interface Directory {

    /**
     * The workers behind mailbox addresses, found by {@code Workers} e-mail, {@code PersonUsers} and
     * {@code SystemUsers}. An address with no entry fits nobody, one with two is ambiguous; both are reported and left
     * alone.
     */
    Either<PortFailure, Seq<Worker>> workers(Set<String> addresses);

    /**
     * The workers behind all addresses that D365 knows of workers and their users, as {@link #workers(Set)} finds them:
     * for mailboxes that are discovered instead of listed. A directory that cannot list says so.
     */
    default Either<PortFailure, Seq<Worker>> workers() {
        return Either.left(new PortFailure.Denied(Reason.of(
                "no-listing", "this directory cannot list its workers", "List the mailboxes in the configuration.")));
    }

    /** Everybody known behind the addresses (lower case), in all directories and readable companies. */
    Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses);

    /**
     * Which of the directories are asked who is behind an address, in this order: the first that knows it answers. One
     * that is not named associates nobody.
     */
    default Seq<DirectoryEntry.Type> order() {
        return Vector.of(DirectoryEntry.Type.values());
    }

    /**
     * All customers, vendors and prospects of the companies that may be read, each with the e-mail addresses that are
     * known of it and of its contact persons: what imported contacts are made contact persons of. A directory that cannot
     * tell says so; then no contact is imported.
     */
    default Either<PortFailure, Seq<Company>> companies() {
        return Either.left(new PortFailure.Denied(Reason.of(
                "no-companies", "this directory cannot list customers, vendors and prospects", "Grant reading them.")));
    }

    /**
     * @param address as asked, lower case
     * @param company default company of the worker's user, lower case; empty when unknown
     * @param zone preferred zone of the worker's user; UTC when unknown
     */
    record Worker(String address, String personnelNumber, String name, String company, ZoneId zone) {}
}
