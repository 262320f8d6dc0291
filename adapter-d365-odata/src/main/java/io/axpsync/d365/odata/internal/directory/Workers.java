package io.axpsync.d365.odata.internal.directory;

import io.axpsync.core.port.Directory.Worker;
import io.axpsync.d365.odata.internal.service.EntitySet;
import io.axpsync.d365.odata.internal.service.OData;
import io.axpsync.d365.odata.internal.service.Query;
import io.axpsync.d365.odata.internal.service.Row;
import io.vavr.collection.HashSet;
import io.vavr.collection.Multimap;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Workers by mailbox address. D365 has three ways from an address to a worker, none of them complete: the worker's own
 * addresses, the user of a person, and the user's e-mail. The three sets are read whole, page by page, so that the
 * number of requests does not grow with the number of mailboxes.
 */
final class Workers {

    private final OData odata;

    Workers(OData odata) {
        this.odata = odata;
    }

    /** Behind all addresses that the three sets tell. */
    Seq<Worker> all() {
        Links links = links();
        return found(links.addresses(), links);
    }

    Seq<Worker> find(Set<String> addresses) {
        return found(addresses, links());
    }

    private Links links() {
        Vector<Row> workers =
                all(EntitySet.WORKERS).filter(w -> !w.text("WorkerStatus").equals("Terminated"));
        Instant now = odata.config().clock().instant();
        Vector<Row> persons =
                all(EntitySet.PERSON_USERS).filter(p -> p.time("ValidTo").forAll(now::isBefore));
        Vector<Row> users = all(EntitySet.SYSTEM_USERS);
        return new Links(workers, persons, users);
    }

    private static Seq<Worker> found(Set<String> addresses, Links links) {
        return addresses
                .toVector()
                .map(a -> a.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .flatMap(address -> links.behind(address).map(worker -> links.worker(address, worker)));
    }

    private Vector<Row> all(EntitySet set) {
        List<Row> rows = new ArrayList<>();
        odata.all(Query.of(set, "").selecting(set.properties()).ordered(order(set)), rows::add);
        return Vector.ofAll(rows);
    }

    /** Positions in a listing are texts; the date in the key of person users is not needed to tell them apart. */
    private static Seq<String> order(EntitySet set) {
        return set.keys().remove("ValidFrom");
    }

    /** The three sets by what joins them. */
    private static final class Links {
        private final Vector<Row> workers;
        private final Multimap<String, Row> workersByParty;
        private final Multimap<String, Row> workersByUser;
        private final Multimap<String, Row> personsByMail;
        private final Multimap<String, Row> personsByUser;
        private final Multimap<String, Row> personsByParty;
        private final Multimap<String, Row> usersByMail;
        private final Multimap<String, Row> usersById;

        Links(Vector<Row> workers, Vector<Row> persons, Vector<Row> users) {
            this.workers = workers;
            workersByParty = by(workers, "PartyNumber");
            workersByUser = by(workers, "User");
            personsByMail = by(persons, "UserEmail");
            personsByUser = by(persons, "UserId");
            personsByParty = by(persons, "PartyNumber");
            usersByMail = by(users, "Email");
            usersById = by(users, "UserID");
        }

        private static Multimap<String, Row> by(Vector<Row> rows, String property) {
            return io.vavr.collection.HashMultimap.withSeq()
                    .ofEntries(rows.filter(r -> !r.text(property).isEmpty())
                            .map(r -> io.vavr.Tuple.of(key(r, property), r)));
        }

        private static String key(Row row, String property) {
            return row.text(property).strip().toLowerCase(Locale.ROOT);
        }

        private static Vector<Row> in(Multimap<String, Row> rows, String key) {
            return key.isEmpty() ? Vector.empty() : Vector.ofAll(rows.get(key).getOrElse(Vector.empty()));
        }

        Set<String> addresses() {
            return HashSet.ofAll(
                            workers.flatMap(w -> Vector.of(key(w, "IdentityEmail"), key(w, "PrimaryContactEmail"))))
                    .addAll(usersByMail.keySet())
                    .addAll(personsByMail.keySet())
                    .remove("");
        }

        Seq<Row> behind(String address) {
            Vector<Row> byMail = workers.filter(w -> key(w, "IdentityEmail").equals(address)
                    || key(w, "PrimaryContactEmail").equals(address));
            Vector<Row> byUser = in(usersByMail, address)
                    .flatMap(u -> in(workersByUser, key(u, "UserID"))
                            .appendAll(in(personsByUser, key(u, "UserID"))
                                    .flatMap(p -> in(workersByParty, key(p, "PartyNumber")))));
            Vector<Row> byPerson = in(personsByMail, address).flatMap(p -> in(workersByParty, key(p, "PartyNumber")));
            return byMail.appendAll(byUser).appendAll(byPerson).distinctBy(w -> key(w, "PersonnelNumber"));
        }

        Worker worker(String address, Row worker) {
            Option<Row> user = in(usersById, key(worker, "User"))
                    .headOption()
                    .orElse(() -> in(personsByParty, key(worker, "PartyNumber"))
                            .flatMap(p -> in(usersById, key(p, "UserId")))
                            .headOption());
            return new Worker(
                    address,
                    worker.text("PersonnelNumber"),
                    worker.text("Name"),
                    user.map(u -> key(u, "Company")).getOrElse(""),
                    TimeZones.of(user.map(u -> u.text("PreferredTimeZone")).getOrElse("")));
        }
    }
}
