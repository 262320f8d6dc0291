package io.axpsync.core.run;

import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.people.AddressBook;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Pair;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.plan.Undoing;
import io.axpsync.core.port.Directory;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Looks up who is behind the addresses of attendees that D365 is about to be told. */
final class People {

    private final Directory directory;

    People(Directory directory) {
        this.directory = directory;
    }

    /** Asks once per pack. */
    AddressBook addressBook(Seq<LaneWork> pack) {
        Set<String> addresses = HashSet.ofAll(pack.flatMap(l -> Option.of(l.plan))
                .flatMap(SyncPlan::decisions)
                .flatMap(People::attendeesForD365));
        if (addresses.isEmpty()) {
            return AddressBook.empty();
        }
        Either<PortFailure, Seq<DirectoryEntry>> people = directory.people(addresses);
        people.swap().forEach(failure -> pack.filter(People::namesPeople).forEach(l -> l.fail(failure.reason())));
        return new AddressBook(people.getOrElse(Vector.empty()), directory.order());
    }

    /** Written without its people, an activity would never get them: nothing would have changed. */
    private static boolean namesPeople(LaneWork lane) {
        return Option.of(lane.plan)
                .exists(p -> !p.decisions().flatMap(People::attendeesForD365).isEmpty());
    }

    private static Seq<String> attendeesForD365(Decision d) {
        Value attendees = Value.NOTHING;
        Value organizer = Value.NOTHING;
        if (d instanceof Decision.Adopt m && m.pair().item(Side.EXCHANGE).kind() == Kind.MESSAGE) {
            return Vector.empty(); // he who joins is no correspondent
        } else if (d instanceof Decision.Create c && c.on() == Side.D365) {
            attendees = c.item().value(Field.ATTENDEES);
            organizer = c.item().value(Field.ORGANIZER);
        } else if (d instanceof Decision.Update u) {
            attendees = u.merge().toD365().getOrElse(Field.ATTENDEES, Value.NOTHING);
            organizer = organizer(u.pair());
        } else if (d instanceof Decision.Adopt a) {
            attendees = a.merge().toD365().getOrElse(Field.ATTENDEES, Value.NOTHING);
            organizer = organizer(a.pair());
        } else if (d instanceof Undoing.Revert r && r.on() == Side.D365) {
            attendees = r.values().getOrElse(Field.ATTENDEES, Value.NOTHING);
        }
        return attendees.isNothing() ? Vector.empty() : keys(attendees).appendAll(keys(organizer));
    }

    /** He is associated too, also when a run that was killed has made the activity without its people. */
    private static Value organizer(Pair pair) {
        return pair.item(Side.EXCHANGE).value(Field.ORGANIZER);
    }

    private static Seq<String> keys(Value value) {
        return value instanceof Value.Entries e ? e.values().map(Value.Entry::key) : Vector.empty();
    }
}
