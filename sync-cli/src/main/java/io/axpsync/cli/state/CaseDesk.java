package io.axpsync.cli.state;

import io.axpsync.core.item.LaneId;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.Seq;

/** Where a person looks at open cases. */
public final class CaseDesk {

    private final OpenState state;

    public CaseDesk(OpenState state) {
        this.state = state;
    }

    /**
     * The open cases.
     *
     * @param refs of items, or how they end; empty = all
     * @throws Unknown when one fits no case, or cases of several items
     */
    public Seq<OpenCase> find(Seq<String> refs) {
        Seq<OpenCase> all =
                state.lanesWithCases().flatMap(lane -> state.store().cases().ofLane(lane));
        return refs.isEmpty() ? all : refs.flatMap(ref -> of(all, ref)).distinct();
    }

    private static Seq<OpenCase> of(Seq<OpenCase> all, String ref) {
        Refs refs = Refs.named(all.flatMap(OpenCase::items), ref);
        if (refs.isEmpty()) {
            throw new Unknown("No open case is about " + ref + "; `axpsync cases list` shows them.");
        }
        return all.filter(c -> c.items().exists(refs::contains));
    }

    /** Lets the next run try them again, as if they had never failed. */
    public OpenState.Changed retry(Seq<OpenCase> which) {
        return state.change(which.map(OpenCase::lane).distinct(), lane -> retry(lane, which));
    }

    private int retry(LaneId lane, Seq<OpenCase> which) {
        Seq<OpenCase> before = state.store().cases().ofLane(lane);
        state.store().cases().replace(lane, before.map(c -> isOf(which, c) ? due(c) : c));
        return before.count(c -> isOf(which, c));
    }

    private static boolean isOf(Seq<OpenCase> which, OpenCase c) {
        return which.exists(w -> w.lane().equals(c.lane()) && w.items().equals(c.items()) && w.state() == c.state());
    }

    private OpenCase due(OpenCase c) {
        return new OpenCase(c.lane(), c.items(), c.state(), c.title(), c.reason(), 0, c.since(), state.now());
    }
}
