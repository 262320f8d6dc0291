package io.axpsync.core.plan;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Holds every operation of a verb that exceeds its limit; the other verbs go on. A person's word is for one decision: what
 * is released is applied, what is rejected is neither applied nor counted. A different decision about the same items has
 * another digest and is guarded anew.
 */
public final class Guard {

    private static final Reason REJECTED = Reason.of(
            "rejected",
            "a person rejected this; it is left alone until it changes",
            "`axpsync held release` takes that back.");

    private final GuardLimits limits;

    public Guard(GuardLimits limits) {
        this.limits = limits;
    }

    /** What is left of the run's mail budget. */
    public record Budget(int inside, int outside) {}

    /** A guarded plan and what is left of the budget for the lanes after it. */
    public record Guarded(SyncPlan plan, Budget left) {}

    /**
     * What the guard must know of a lane besides its plan.
     *
     * @param links number of its links
     * @param agreed whether its first agreement is behind it
     * @param released digests that a person released
     * @param rejected digests that a person rejected
     * @param foreignStamps whether the mailbox carries stamps that the store does not know
     * @param elsewhere what counts besides, where the plan is only a part of what the run does in the lane
     */
    public record Standing(
            int links,
            boolean agreed,
            Set<String> released,
            Set<String> rejected,
            boolean foreignStamps,
            Map<Verb, Integer> elsewhere) {

        /** Of a plan of the whole lane. */
        public Standing(int links, boolean agreed, Set<String> released, Set<String> rejected, boolean foreignStamps) {
            this(links, agreed, released, rejected, foreignStamps, HashMap.empty());
        }
    }

    /** Splits a lane's decisions into those to apply and those to hold. */
    public Guarded check(SyncPlan plan, Standing standing, Budget budget) {
        Map<Verb, Reason> over = LinkedHashMap.empty();
        Seq<Decision> free = plan.decisions().filter(d -> {
            String digest = digest(d);
            return !standing.released().contains(digest) && !standing.rejected().contains(digest);
        });
        for (Verb verb : Vector.of(Verb.CREATE, Verb.UPDATE, Verb.BLANK, Verb.DELETE, Verb.RELEASE)) {
            int own = free.count(d -> d.verbs().contains(verb));
            int count = own == 0 ? 0 : own + standing.elsewhere().getOrElse(verb, 0);
            for (Reason reason : overLimit(verb, count, standing)) {
                over = over.put(verb, reason);
            }
        }
        int inside = free.map(d -> d.mail().inside().size()).sum().intValue();
        int outside = free.map(d -> d.mail().outside().size()).sum().intValue();
        if (inside > budget.inside() || outside > budget.outside()) {
            over = over.put(Verb.MAIL, mails(inside, outside, budget));
        }
        return split(plan, over, standing, budget);
    }

    private Guarded split(SyncPlan plan, Map<Verb, Reason> over, Standing standing, Budget budget) {
        Seq<Decision> go = Vector.empty();
        Seq<SyncPlan.HeldDecision> held = plan.held();
        Seq<SyncPlan.HeldDecision> rejected = plan.rejected();
        int inside = budget.inside();
        int outside = budget.outside();
        for (Decision d : plan.decisions()) {
            Seq<Verb> verbs = d.mail().recipients() > 0 ? d.verbs().append(Verb.MAIL) : d.verbs();
            Seq<Verb> stop = verbs.filter(over::containsKey);
            String digest = digest(d);
            if (standing.rejected().contains(digest)) {
                rejected = rejected.append(new SyncPlan.HeldDecision(d, digest, REJECTED));
            } else if (stop.isEmpty() || standing.released().contains(digest)) {
                go = go.append(d);
                inside -= d.mail().inside().size();
                outside -= d.mail().outside().size();
            } else {
                held = held.append(new SyncPlan.HeldDecision(
                        d, digest, over.get(stop.head()).get()));
            }
        }
        return new Guarded(
                new SyncPlan(plan.lane(), go, held, rejected), new Budget(Math.max(0, inside), Math.max(0, outside)));
    }

    private Seq<Reason> overLimit(Verb verb, int count, Standing standing) {
        if (count == 0) {
            return Vector.empty();
        } else if (verb == Verb.CREATE && standing.foreignStamps()) {
            return Vector.of(Reason.of(
                    "unknown-stamps",
                    "the mailbox carries stamps that this store does not know, so creating could double items",
                    "Restore the store, or release these creates one by one."));
        } else if (verb == Verb.CREATE && !standing.agreed()) {
            return Vector.empty();
        } else if (verb == Verb.DELETE && standing.links() > 1 && count >= standing.links()) {
            return Vector.of(hold(verb, count, "this would remove the last item of the lane"));
        } else if (verb == Verb.RELEASE && standing.links() > 1 && count >= standing.links()) {
            return Vector.of(hold(verb, count, "this would release every pair of the lane"));
        }
        return limits.allowed(verb, standing.links())
                .filter(allowed -> count > allowed)
                .map(allowed -> hold(verb, count, "allowed per lane and run: " + allowed))
                .toVector();
    }

    private static Reason hold(Verb verb, int count, String why) {
        return Reason.of(
                "held-" + verb.name().toLowerCase(java.util.Locale.ROOT),
                count + " operations of the verb " + verb + "; " + why,
                "Look at them with `axpsync held list`, then release or reject them; until then they are counted again"
                        + " in each run.");
    }

    private static Reason mails(int inside, int outside, Budget left) {
        return Reason.of(
                "held-mail",
                "Exchange would mail " + inside + " recipients inside and " + outside
                        + " outside the organisation; left in this run: " + left.inside() + " and " + left.outside(),
                "Look at them with `axpsync held list`, then release or reject them.");
    }

    /** Names a decision by what it does to which items; the same decision planned again has the same digest. */
    public static String digest(Decision decision) {
        StringBuilder text = new StringBuilder(decision.getClass().getSimpleName());
        decision.items().forEach(ref -> text.append('\n').append(ref));
        if (decision instanceof Decision.Update u) {
            append(text, u.merge());
        } else if (decision instanceof Decision.Adopt a) {
            append(text, a.merge());
        } else if (decision instanceof Decision.Create c) {
            append(text, c.on(), c.item().values());
        } else if (decision instanceof Undoing.Revert r) {
            append(text, r.on(), r.values());
        } else if (decision instanceof Undoing.Recreate r) {
            append(text, r.on(), r.item().values());
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text.toString()));
    }

    private static void append(StringBuilder text, Merge merge) {
        append(text, Side.D365, merge.toD365());
        append(text, Side.EXCHANGE, merge.toExchange());
    }

    private static void append(StringBuilder text, Side side, Map<Field, Value> values) {
        for (Field field : HashSet.ofAll(values.keySet()).toSortedSet()) {
            text.append('\n').append(side).append(' ').append(field).append(' ');
            text.append(NormalForm.text(field, values.get(field).get()));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
