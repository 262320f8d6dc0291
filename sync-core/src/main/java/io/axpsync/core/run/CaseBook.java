package io.axpsync.core.run;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.port.Held;
import io.axpsync.core.port.OpenCase;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;

/** Opens, keeps and closes the cases of a lane. A case closes when its items were looked at and nothing was wrong. */
final class CaseBook {

    /** Pauses before the second to fifth try; after the fifth an edit or a person is needed. */
    private static final Seq<Duration> PAUSES =
            Vector.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));

    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private CaseBook() {}

    static void parked(LaneWork lane, Decision.Park park, Instant now) {
        OpenCase.State state = switch (park.parking()) {
            case FAILING -> OpenCase.State.FAILING;
            case WAITING -> OpenCase.State.WAITING;
            case DISPUTED -> OpenCase.State.DISPUTED;
        };
        open(lane, park.items(), state, park.title(), park.reason(), now);
    }

    static void asked(LaneWork lane, Decision decision, Reason reason, Instant now) {
        open(lane, decision.items(), OpenCase.State.DISPUTED, decision.title(), reason, now);
    }

    static void failed(LaneWork lane, Decision decision, Reason reason, Instant now) {
        open(lane, decision.items(), OpenCase.State.FAILING, decision.title(), reason, now);
    }

    /** Somebody else makes the same at this moment: looked at again in the next run, if not in this one. */
    static void turnedAway(LaneWork lane, Decision decision, Reason reason, Instant now) {
        open(lane, decision.items(), OpenCase.State.WAITING, decision.title(), reason, now);
    }

    private static void open(
            LaneWork lane, Seq<ItemRef> items, OpenCase.State state, String title, Reason reason, Instant now) {
        OpenCase before = lane.cases
                .find(c -> c.items().equals(items) && c.state() == state)
                .getOrNull();
        int tries = state == OpenCase.State.FAILING ? (before == null ? 1 : before.tries() + 1) : 0;
        Instant since = before == null ? now : before.since();
        lane.open.put(items, new OpenCase(lane.id(), items, state, title, reason, tries, since, next(tries, now)));
    }

    private static Instant next(int tries, Instant now) {
        if (tries == 0) {
            return now;
        }
        return tries > PAUSES.size() ? NEVER : now.plus(PAUSES.get(tries - 1));
    }

    /** All open cases after the run: those of this run and those that were not looked at. */
    static Seq<OpenCase> after(LaneWork lane) {
        Set<ItemRef> looked = HashSet.ofAll(lane.full.keySet()).addAll(lane.looked);
        Seq<OpenCase> untouched = lane.cases.filter(
                c -> c.items().forAll(ref -> !looked.contains(ref)) && !lane.open.containsKey(c.items()));
        return untouched.appendAll(lane.open.values());
    }

    /**
     * What guards hold after the run, and what a person rejected and is planned unchanged. A person's word stays with the
     * decision that it was given for.
     */
    static Seq<Held> held(LaneWork lane, Instant now) {
        if (lane.plan == null) {
            return lane.held;
        }
        Set<String> rejected = HashSet.ofAll(lane.plan.rejected().map(SyncPlan.HeldDecision::digest));
        Seq<Held> still = lane.held.filter(h -> rejected.contains(h.digest()) || waitsForUndo(h));
        return lane.plan.held().map(h -> held(lane, h, now, "")).appendAll(still);
    }

    /** As {@link #held}, of an undo: what runs hold stays. */
    static Seq<Held> heldOfUndo(LaneWork lane, Instant now) {
        Set<String> rejected = HashSet.ofAll(lane.plan().rejected().map(SyncPlan.HeldDecision::digest));
        return lane.held
                .filter(h -> !h.verb().startsWith(UNDO) || rejected.contains(h.digest()))
                .appendAll(lane.plan().held().map(h -> held(lane, h, now, UNDO)));
    }

    /** Runs do not plan it anew; it waits for the next undo, unless a person rejected it. */
    private static boolean waitsForUndo(Held h) {
        return h.verb().startsWith(UNDO) && h.word() != Held.Word.REJECT;
    }

    private static final String UNDO = "UNDO_";

    private static Held held(LaneWork lane, SyncPlan.HeldDecision h, Instant now, String prefix) {
        Held before = lane.held.find(x -> x.digest().equals(h.digest())).getOrNull();
        return new Held(
                lane.id(),
                h.digest(),
                prefix + h.decision().verbs().headOption().map(Enum::name).getOrElse("MAIL"),
                h.decision().items(),
                h.decision().title(),
                h.reason(),
                before == null ? now : before.since(),
                before == null ? Held.Word.NONE : before.word());
    }
}
