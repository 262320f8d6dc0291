package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Claim;
import io.axpsync.core.link.LinkMatcher;
import io.axpsync.core.plan.ClaimKeys;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.port.Claims;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Before a row is made that several lanes could make, the lane claims it: of two that import one person or one message at
 * the same moment, also in two processes, one makes it, and the other is turned away and then finds it. The link is in the
 * store before its claims are, so that no claim is held by nobody.
 */
final class ClaimTaking {

    private final Claims claims;

    ClaimTaking(Claims claims) {
        this.claims = claims;
    }

    void take(Seq<Operation> batch) {
        for (Operation op : batch) {
            if (op.decision instanceof Decision.Create c && op.outcomes.isEmpty()) {
                if (!ClaimKeys.of(c).forAll(claim -> isOurs(op, c, claim))) {
                    turnAway(op, c);
                }
            }
        }
    }

    private boolean isOurs(Operation op, Decision.Create create, Claim claim) {
        LinkId ours = op.before.id();
        Claims.Taken taken = claims.take(claim, ours);
        if (taken.link().equals(ours)) {
            return true;
        } else if (taken.row().isEmpty()) {
            return false; // it is being made
        }
        ItemRef row = taken.row().get();
        Observed there = read(op, row).getOrNull();
        if (there instanceof Observed.Gone) {
            claims.free(claim, row);
            return claims.take(claim, ours).link().equals(ours);
        }
        // an address of several persons is nobody's claim
        return there instanceof Observed.Present p && p.item().isDefined() && !isSame(create, p);
    }

    private static Either<PortFailure, Observed> read(Operation op, ItemRef row) {
        return op.lane
                .side(Side.D365)
                .fetch(Vector.of(new Look(op.lane.lane(), op.lane.window, row, Option.none())))
                .head();
    }

    private static boolean isSame(Decision.Create create, Observed.Present row) {
        return create.source().item().get().kind() == Kind.CONTACT
                ? LinkMatcher.isOnePerson(create.source(), row)
                : create.source().naturalKey().equals(row.naturalKey());
    }

    private void turnAway(Operation op, Decision.Create create) {
        claims.release(op.before.id());
        op.problem = Reason.of(
                "being-imported",
                "another mailbox is importing the same " + word(create) + " at this moment",
                "Nothing to do: it is recognised when that is done.");
        op.turnedAway = true;
        op.lane.turnedAway.add(create.source().ref());
    }

    private static String word(Decision.Create create) {
        return create.source().item().get().kind() == Kind.CONTACT ? "person" : "message";
    }

    /** Says which rows the claims led to, and gives back those of links that are no more. */
    void settle(Operation op, boolean forgotten) {
        if (!mayClaim(op)) {
            return;
        } else if (forgotten) {
            claims.release(op.before.id());
        } else {
            op.ref(Side.D365).forEach(row -> claims.settle(op.before.id(), row));
        }
    }

    /** What is made in D365, or was being made when an earlier run ended. */
    private static boolean mayClaim(Operation op) {
        Kind kind = op.lane.lane().kind();
        return (kind == Kind.CONTACT || kind == Kind.MESSAGE)
                && (op.decision instanceof Decision.Create c
                        ? c.on() == Side.D365
                        : (op.decision instanceof Decision.Adopt || op.decision instanceof Decision.Release)
                                && op.before.madeOn().contains(Side.D365));
    }
}
