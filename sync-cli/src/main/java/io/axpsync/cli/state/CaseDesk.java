package io.axpsync.cli.state;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.memory.RandomIds;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.run.Resolution;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

    /**
     * The one case that a person answers: the one that the item was disputed for, before those it is a candidate of.
     *
     * @throws Unknown when it fits no case, or several
     */
    public OpenCase one(String ref) {
        Seq<OpenCase> found = find(Vector.of(ref));
        Seq<OpenCase> own = found.filter(
                c -> Refs.named(c.items().take(1), ref).contains(c.items().head()));
        Seq<OpenCase> meant = own.isEmpty() ? found : own;
        if (meant.size() > 1) {
            throw new Unknown(ref + " is in several cases: "
                    + meant.map(c -> c.items().head().id()).mkString(", ") + ". Name one of these.");
        }
        return meant.head();
    }

    /** One of the other items of a case. @throws Unknown when it is none of them */
    public ItemRef candidate(OpenCase of, String ref) {
        Seq<ItemRef> others = of.items().tail();
        Refs named = Refs.named(others, ref);
        return others.find(named::contains)
                .getOrElseThrow(() -> new Unknown(ref + " is no candidate of this case; candidates: "
                        + others.map(ItemRef::id).mkString(", ") + "."));
    }

    /** What both sides say in the fields of a conflict. */
    public Seq<Resolution.Conflict> conflicts(OpenCase of) {
        return resolution().conflicts(of);
    }

    /**
     * Answers a case under its lane's lease.
     *
     * @param answer gives what was settled, or why nothing was
     */
    public OpenState.Changed resolve(OpenCase of, Function<Resolution, Either<Reason, ?>> answer) {
        List<Reason> refused = new ArrayList<>();
        OpenState.Changed changed = state.change(Vector.of(of.lane()), lane -> {
            Either<Reason, ?> settled = answer.apply(resolution());
            settled.swap().forEach(refused::add);
            return settled.isRight() ? 1 : 0;
        });
        return changed.and(new OpenState.Changed(0, Vector.ofAll(refused)));
    }

    private Resolution resolution() {
        return new Resolution(state.store(), new RandomIds(), state.clock(), state.holder());
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
