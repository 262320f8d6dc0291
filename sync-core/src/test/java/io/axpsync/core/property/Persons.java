package io.axpsync.core.property;

import io.axpsync.core.port.Held;
import io.axpsync.core.port.OpenCase;

/** What people do who look after an installation: they release what is held, and have failures tried again. */
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
}
