package io.axpsync.core.property;

import io.axpsync.core.item.Side;
import io.axpsync.core.memory.CountingIds;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.Resolution;
import io.vavr.collection.HashSet;

/**
 * What people do who look after an installation: they release what is held, say which side's values stand where the
 * lane asks, and have failures tried again.
 */
final class Persons {

    private Persons() {}

    static void settle(Company company) {
        var lane = company.lane.id();
        company.store
                .held()
                .replace(
                        lane,
                        company.store
                                .held()
                                .ofLane(lane)
                                .map(h -> new Held(
                                        h.lane(),
                                        h.digest(),
                                        h.verb(),
                                        h.items(),
                                        h.title(),
                                        h.reason(),
                                        h.since(),
                                        Held.Word.RELEASE)));
        Resolution resolution = new Resolution(company.store, new CountingIds("hand"), company.clock, "a person");
        company.store
                .cases()
                .ofLane(lane)
                .filter(Resolution::isConflict)
                .forEach(c -> resolution.take(c, side(c), HashSet.empty()));
        company.store
                .cases()
                .replace(
                        lane,
                        company.store
                                .cases()
                                .ofLane(lane)
                                .map(c -> new OpenCase(
                                        c.lane(),
                                        c.items(),
                                        c.state(),
                                        c.title(),
                                        c.reason(),
                                        0,
                                        c.since(),
                                        company.now())));
    }

    /** Now this, now that. */
    private static Side side(OpenCase of) {
        return of.title().length() % 2 == 0 ? Side.D365 : Side.EXCHANGE;
    }
}
