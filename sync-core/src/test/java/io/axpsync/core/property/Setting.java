package io.axpsync.core.property;

import io.axpsync.core.item.Side;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.plan.FieldPolicy;
import io.axpsync.core.plan.GuardLimits;
import io.axpsync.core.plan.SyncRules;
import io.vavr.collection.HashMap;

/** What stays the same through one story: which servers, which rules. */
record Setting(
        boolean stock,
        boolean ews,
        FieldPolicy policy,
        Side first,
        SyncRules.OnDelete onD365Delete,
        SyncRules.OnDelete onExchangeDelete,
        SyncRules.Privacy privacy,
        boolean cancelMeetings,
        boolean narrow) {

    private static final GuardLimits WIDE = new GuardLimits(HashMap.empty(), 1_000_000, 1_000_000);

    /** The default limits, and a budget of mails that two guests exceed. */
    private static final GuardLimits NARROW = new GuardLimits(GuardLimits.APPOINTMENTS.byVerb(), 1, 1);

    MemoryHabits d365() {
        return stock ? MemoryHabits.STOCK_D365 : MemoryHabits.D365;
    }

    MemoryHabits exchange() {
        return ews ? MemoryHabits.EWS : MemoryHabits.GRAPH;
    }

    SyncRules rules() {
        return SyncRules.builder()
                .policy(policy)
                .first(first)
                .onD365Delete(onD365Delete)
                .onExchangeDelete(onExchangeDelete)
                .privacy(privacy)
                .cancelMeetings(cancelMeetings)
                .limits(narrow ? NARROW : WIDE)
                .build();
    }
}
