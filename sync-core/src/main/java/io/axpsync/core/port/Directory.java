package io.axpsync.core.port;

import io.axpsync.core.item.DirectoryEntry;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
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

    /** Everybody known behind the addresses (lower case), in all directories and readable companies. */
    Either<PortFailure, Seq<DirectoryEntry>> people(Set<String> addresses);

    /**
     * @param address as asked, lower case
     * @param company default company of the worker's user, lower case; empty when unknown
     * @param zone preferred zone of the worker's user; UTC when unknown
     */
    record Worker(String address, String personnelNumber, String name, String company, ZoneId zone) {}
}
