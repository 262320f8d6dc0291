package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Decides how one write of an earlier run is taken back, or why not. Pure. What somebody edited since is never touched,
 * nobody is mailed without need, and what another installation stamped is left alone.
 */
public final class UndoRules {

    /** Only a user's own item may carry them: made again, a meeting would invite everybody anew. */
    private static final Set<Field> OF_MEETINGS =
            HashSet.of(Field.ATTENDEES, Field.RESPONSES, Field.ORGANIZER, Field.RESPONSE_REQUESTED);

    private final String installation;
    private final SyncRules rules;
    private final Sides sides;
    private final MailRules mails;
    private final Instant now;

    /** @param installation ours, as it stands in stamps */
    public UndoRules(String installation, Lane lane, SyncRules rules, Sides sides, Instant now) {
        this.installation = installation;
        this.rules = rules;
        this.sides = sides;
        this.mails = new MailRules(sides.exchange(), lane.mailbox(), now);
        this.now = now;
    }

    /**
     * What the run wrote, and what it overwrote.
     *
     * @param before old values; a field that is missing here was empty
     * @param written what the side held afterwards; a field that is missing here was not written
     * @param unmarked whether the marker was taken off
     */
    public record Written(Map<Field, Value> before, Map<Field, Value> written, boolean unmarked) {}

    /** What is done about one write, and what of it cannot be undone. */
    public record Answer(Option<Decision> decision, Seq<Reason> refused) {
        static Answer no(Reason reason) {
            return new Answer(Option.none(), Vector.of(reason));
        }
    }

    /** Takes back a create. */
    public Answer retract(Link link, Observed.Present target, Map<Field, Value> made, String run) {
        Option<Reason> strange = strange(target);
        Item item = target.item().get();
        Seq<Field> edited = Field.of(item.kind())
                .filter(sides.of(target.ref().side())::holds)
                .reject(Field.EXCHANGE_KNOWS::contains)
                .reject(target.withheld()::containsKey)
                .reject(f -> NormalForm.same(f, item.value(f), made.getOrElse(f, Value.NOTHING)));
        Mail mail = target.ref().side() == Side.EXCHANGE ? mails.remove(target) : Mail.NONE;
        boolean past = target.ref().side() == Side.EXCHANGE && mails.cancelsThePast(target);
        if (strange.isDefined()) {
            return Answer.no(strange.get());
        } else if (!edited.isEmpty()) {
            return Answer.no(editedSince(edited));
        } else if (past || (mail.recipients() > 0 && !rules.cancelMeetings())) {
            return Answer.no(WOULD_CANCEL);
        }
        return new Answer(
                Option.some(new Undoing.Retract(Option.some(link), target, mail, run, reason("removes what", run))),
                Vector.empty());
    }

    /** Takes back an update: field by field. */
    public Answer revert(Link link, Observed.Present target, Written was, String run) {
        Option<Reason> strange = strange(target);
        if (strange.isDefined()) {
            return Answer.no(strange.get());
        }
        Side side = target.ref().side();
        Item item = target.item().get();
        Seq<Reason> refused = Vector.empty();
        Seq<Field> edited = Vector.empty();
        Merge merge = Merge.NONE;
        for (Field field : Field.of(item.kind()).filter(was.written()::containsKey)) {
            Value old = was.before().getOrElse(field, Value.NOTHING);
            Value current = item.value(field);
            if (Field.EXCHANGE_KNOWS.contains(field) || NormalForm.same(field, current, old)) {
                continue;
            } else if (!NormalForm.same(field, current, was.written().get(field).get())) {
                edited = edited.append(field);
            } else if (!sides.of(side).writes(field)
                    || target.withheld().get(field).exists(w -> w != Withheld.CUT)) {
                refused = refused.append(Reason.of(
                        "not-writable", field + " cannot be written on " + side + " now", "Set it there by hand."));
            } else {
                merge = merge.flow(side, field, old);
            }
        }
        refused = edited.isEmpty() ? refused : refused.append(editedSince(edited));
        MailRules.Checked checked =
                side == Side.EXCHANGE ? mails.update(target, merge) : new MailRules.Checked(merge, Mail.NONE);
        refused = refused.appendAll(checked.merge().notCarried().values());
        Map<Field, Value> values = checked.merge().to(side);
        boolean mark = was.unmarked() && !target.marked();
        return values.isEmpty() && !mark
                ? new Answer(Option.none(), refused)
                : new Answer(
                        Option.some(new Undoing.Revert(
                                Option.some(link),
                                target,
                                values,
                                mark,
                                checked.mail(),
                                run,
                                reason("puts back what", run))),
                        refused);
    }

    /**
     * Takes back a deletion.
     *
     * @param known the link as the store knows it, if it still does
     * @param fresh the link as it was called, anew
     * @param there items of that side that look like it
     */
    public Answer recreate(
            Option<Link> known, Link fresh, ItemRef was, Item item, Seq<Observed.Present> there, String run) {
        Option<Link> link = known.orElse(Option.some(fresh));
        boolean again = link.exists(l -> l.ref(was.side()).isDefined()) || there.exists(o -> looksLike(o, link, item));
        if (again) {
            return Answer.no(THERE_AGAIN);
        }
        Map<Field, Value> values = LinkedHashMap.empty();
        for (Field field : Field.of(item.kind()).filter(sides.of(was.side())::writes)) {
            values = OF_MEETINGS.contains(field) ? values : values.put(field, item.value(field));
        }
        int people = SetMerge.entries(item.value(Field.ATTENDEES)).size();
        Reason reason = reason("makes again what", run);
        Reason told = people == 0
                ? reason
                : Reason.of(reason.code(), reason.text() + ", without its " + people + " attendees");
        Undoing.Recreate recreate = new Undoing.Recreate(
                link.map(l -> l.in(LinkState.PENDING, now).withMarkerSeen(true)),
                was,
                Item.of(item.kind(), values),
                run,
                told);
        return new Answer(Option.some(recreate), Vector.empty());
    }

    private boolean looksLike(Observed.Present there, Option<Link> link, Item item) {
        boolean stamped = there.stamp()
                .exists(s -> s.installation().equals(installation) && link.exists(l -> l.id().equals(s.link())));
        boolean same = there.item()
                .exists(i -> NormalForm.same(Field.SUBJECT, i.value(Field.SUBJECT), item.value(Field.SUBJECT))
                        && NormalForm.same(Field.PERIOD, i.value(Field.PERIOD), item.value(Field.PERIOD)));
        return stamped || same;
    }

    private Option<Reason> strange(Observed.Present target) {
        if (target.stamp().exists(s -> !s.installation().equals(installation))) {
            return Option.some(FOREIGN);
        }
        return target.place() == Observed.Place.ELSEWHERE ? Option.some(MOVED) : Option.none();
    }

    private static Reason editedSince(Seq<Field> fields) {
        return Reason.of(
                "edited-since",
                fields.mkString(", ") + (fields.size() == 1 ? " was" : " were") + " changed since that run",
                "Change it by hand; `axpsync journal show` tells what was there before.");
    }

    private static Reason reason(String what, String run) {
        return Reason.of("undo", what + " run " + run + " did");
    }

    /** Why nothing at all can be said about a write. */
    public static Either<Reason, Observed.Present> readable(Option<Observed> now) {
        if (now.getOrNull() instanceof Observed.Present p && p.item().isDefined()) {
            return Either.right(p);
        } else if (now.getOrNull() instanceof Observed.Unreadable u) {
            return Either.left(u.reason());
        }
        return Either.left(GONE);
    }

    private static final Reason FOREIGN = Reason.of(
            "other-installation",
            "carries the stamp of another installation, which alone may write it",
            "Undo it there.");
    private static final Reason MOVED =
            Reason.of("moved", "lives in another folder or belongs to another worker now", "Change it by hand.");
    private static final Reason GONE = Reason.of("gone-since", "is not there any more, so nothing can be put back");
    private static final Reason THERE_AGAIN =
            Reason.of("there-again", "is there again: it was restored, or made anew, since that run");
    private static final Reason WOULD_CANCEL = Reason.of(
            "would-cancel",
            "removing the meeting would mail cancellations to its attendees",
            "Cancel it in Outlook, or set cancelMeetings for the lane.");
}
