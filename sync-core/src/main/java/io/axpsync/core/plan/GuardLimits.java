package io.axpsync.core.plan;

import io.axpsync.core.item.Kind;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/**
 * How much of each verb one run may do in one lane: {@code max(5, min(count, percent of the lane's links))}.
 *
 * @param byVerb a verb that is absent is unlimited
 * @param mailsInside recipients inside the organisation per run
 * @param mailsOutside recipients outside the organisation per run
 */
public record GuardLimits(Map<Verb, Limit> byVerb, int mailsInside, int mailsOutside) {

    private static final int FLOOR = 5;

    /** safety.md's table for appointments: deletes 50 / 10 %, updates and blanks 500 / 50 %, creates 1,000 / 50 %. */
    public static final GuardLimits APPOINTMENTS = new GuardLimits(
            HashMap.of(
                    Verb.DELETE, new Limit(50, 10),
                    Verb.RELEASE, new Limit(50, 10),
                    Verb.UPDATE, new Limit(500, 50),
                    Verb.BLANK, new Limit(500, 50),
                    Verb.CREATE, new Limit(1000, 50)),
            200,
            50);

    /** safety.md's table for tasks: deletes 50 / 75 %, the rest as for appointments. Nobody is mailed about a task. */
    public static final GuardLimits TASKS = new GuardLimits(
            APPOINTMENTS.byVerb().put(Verb.DELETE, new Limit(50, 75)).put(Verb.RELEASE, new Limit(50, 75)),
            APPOINTMENTS.mailsInside(),
            APPOINTMENTS.mailsOutside());

    /** safety.md's table for contacts: withdrawals 250 / 25 %, the rest as for appointments. */
    public static final GuardLimits CONTACTS = new GuardLimits(
            APPOINTMENTS.byVerb().put(Verb.DELETE, new Limit(250, 25)).put(Verb.RELEASE, new Limit(250, 25)),
            APPOINTMENTS.mailsInside(),
            APPOINTMENTS.mailsOutside());

    /**
     * Imports of mails: 1,000 creates and 500 updates. No percentage: imported mails are not kept in agreement, so there is
     * nothing to take it of. Nothing is ever deleted.
     */
    public static final GuardLimits MESSAGES = new GuardLimits(
            HashMap.of(Verb.CREATE, new Limit(1000, Limit.ALONE), Verb.UPDATE, new Limit(500, Limit.ALONE)), 0, 0);

    /** The limits of a kind that its lane's configuration does not change. */
    public static GuardLimits of(Kind kind) {
        return switch (kind) {
            case TASK -> TASKS;
            case CONTACT -> CONTACTS;
            case MESSAGE -> MESSAGES;
            case APPOINTMENT -> APPOINTMENTS;
        };
    }

    /** The number allowed, or none for no limit. */
    public Option<Integer> allowed(Verb verb, int links) {
        return byVerb.get(verb)
                .map(l -> l.percent() == Limit.ALONE
                        ? l.count()
                        : Math.max(FLOOR, Math.min(l.count(), links * l.percent() / 100)));
    }

    /** @param percent of the lane's links; {@link #ALONE} = the count alone */
    public record Limit(int count, int percent) {
        static final int ALONE = -1;

        /** So many, whatever the number of links. */
        public static Limit alone(int count) {
            return new Limit(count, ALONE);
        }
    }
}
