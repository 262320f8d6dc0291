package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Company;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.people.AddressBook;
import io.axpsync.core.people.CompanyMatcher;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Directory;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

/**
 * Whom imported items belong to: the companies of contacts, asked at most once in a run and only when one waits for that, and
 * the people behind the addresses of messages.
 */
final class Companies {

    private final Option<Directory> directory;
    private @Nullable Option<Seq<Company>> known;

    Companies(Option<Directory> directory) {
        this.directory = directory;
    }

    /** None where no contact of the lane may become a person, or where they cannot be read. */
    Option<CompanyMatcher> of(LaneWork lane) {
        if (lane.lane().kind() != Kind.CONTACT || !lane.pairings.exists(Companies::mayImport)) {
            return Option.none();
        }
        Option<Seq<Company>> companies = known;
        if (companies == null) {
            companies = directory.flatMap(d -> d.companies().toOption());
            known = companies;
        }
        SyncRules rules = lane.setup.rules();
        Seq<String> areas = lane.lane().mailbox().companies();
        return companies.map(all -> new CompanyMatcher(
                all.filter(c -> areas.isEmpty() || areas.exists(a -> a.equalsIgnoreCase(c.area()))),
                rules.companyOrder(),
                rules.companyThreshold(),
                lane.lane().mailbox().insideDomains()));
    }

    /** Asks who is behind the addresses of the messages that may be imported: once for all lanes of a pack. */
    void correspondents(Seq<LaneWork> pack) {
        Seq<LaneWork> lanes = pack.filter(l -> l.lane().kind() == Kind.MESSAGE && !l.failed());
        Set<String> addresses = HashSet.ofAll(lanes.flatMap(MessageMatching::correspondents));
        Option<Seq<DirectoryEntry>> people = addresses.isEmpty()
                ? Option.some(Vector.empty())
                : directory.flatMap(d -> d.people(addresses).toOption());
        Option<AddressBook> book = people.map(
                all -> new AddressBook(all, directory.map(Directory::order).getOrElse(AddressBook.ORDER)));
        lanes.forEach(lane -> lane.correspondence = MessageMatching.correspondence(lane, book));
    }

    private static boolean mayImport(Pairing pairing) {
        return pairing instanceof Pairing.OneSided one && one.side() == Side.EXCHANGE
                || pairing instanceof Pairing.Linked linked
                        && (linked.link().state() == LinkState.PENDING
                                || linked.d365().forAll(o -> o instanceof Observed.Gone));
    }
}
