package io.axpsync.core.people;

import io.axpsync.core.item.DirectoryEntry;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Instant;
import java.util.Locale;

/**
 * Who is behind an address. Directories are asked in the configured order and the first one that knows the address
 * answers; in it the activity's own company goes first, then the entry edited last; a tie is ambiguous.
 */
public final class AddressBook {

    /** The default order of directories. */
    public static final Seq<DirectoryEntry.Type> ORDER = Vector.of(
            DirectoryEntry.Type.CONTACT_PERSON,
            DirectoryEntry.Type.CUSTOMER,
            DirectoryEntry.Type.VENDOR,
            DirectoryEntry.Type.PROSPECT,
            DirectoryEntry.Type.WORKER);

    private final Map<String, Seq<DirectoryEntry>> byAddress;
    private final Seq<DirectoryEntry.Type> order;

    public AddressBook(Seq<DirectoryEntry> entries, Seq<DirectoryEntry.Type> order) {
        Map<String, Seq<DirectoryEntry>> map = HashMap.empty();
        for (DirectoryEntry e : entries) {
            String key = e.address().toLowerCase(Locale.ROOT);
            map = map.put(key, map.getOrElse(key, Vector.empty()).append(e));
        }
        this.byAddress = map;
        this.order = order;
    }

    public static AddressBook empty() {
        return new AddressBook(Vector.empty(), ORDER);
    }

    /** The entry that an activity of the company is associated with for an address. */
    public Association find(String address, String company) {
        String key = address.toLowerCase(Locale.ROOT);
        Seq<DirectoryEntry> all = byAddress.getOrElse(key, Vector.empty());
        for (DirectoryEntry.Type type : order) {
            Seq<DirectoryEntry> here = all.filter(e -> e.type() == type).distinct();
            if (!here.isEmpty()) {
                return choose(here, company);
            }
        }
        return new Association.Unknown(address);
    }

    /** Whether it is the address of an employee. */
    public boolean isWorker(String address) {
        return byAddress
                .getOrElse(address.toLowerCase(Locale.ROOT), Vector.empty())
                .exists(e -> e.type() == DirectoryEntry.Type.WORKER);
    }

    /** The clear entries behind the addresses, in their order, each once. */
    public Seq<DirectoryEntry> known(Seq<String> addresses, String company) {
        return addresses
                .map(a -> find(a, company))
                .flatMap(a -> a instanceof Association.Known k ? Vector.of(k.entry()) : Vector.empty())
                .distinct();
    }

    private static Association choose(Seq<DirectoryEntry> candidates, String company) {
        Seq<DirectoryEntry> own = candidates.filter(e -> e.company().equalsIgnoreCase(company));
        Seq<DirectoryEntry> best = own.isEmpty() ? candidates : own;
        if (best.size() > 1) {
            Instant newest =
                    best.map(e -> e.edited().getOrElse(Instant.EPOCH)).max().get();
            best = best.filter(e -> e.edited().getOrElse(Instant.EPOCH).equals(newest));
        }
        return best.size() == 1 ? new Association.Known(best.head()) : new Association.Ambiguous(candidates);
    }
}
