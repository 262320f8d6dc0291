package io.axpsync.core.plan;

import io.axpsync.core.change.Change;
import io.axpsync.core.change.ChangeDetector;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.MatchRule;
import io.axpsync.core.link.Pairing;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Decides for pairs that the store knows. */
final class LinkedPairs {

    private final LaneView view;
    private final ChangeDetector detector;
    private final FieldMerge merges;
    private final MailRules mails;
    private final Planner planner;
    private final String keyId;

    LinkedPairs(LaneView view, Fingerprints fingerprints, MailRules mails, Planner planner) {
        this.view = view;
        this.detector = new ChangeDetector(fingerprints);
        this.merges = new FieldMerge(view.sides(), view.rules(), fingerprints);
        this.mails = mails;
        this.planner = planner;
        this.keyId = fingerprints.keyId();
    }

    Decision decide(Pairing.Linked pairing) {
        Link link = pairing.link();
        Change d365 = change(link, Side.D365, pairing.d365());
        Change exchange = change(link, Side.EXCHANGE, pairing.exchange());
        Seq<ItemRef> refs = link.d365().toVector().appendAll(link.exchange());
        String title =
                d365.present().orElse(exchange.present()).map(Planner::title).getOrElse("");
        if (link.state() == LinkState.RELEASED) {
            return released(link, d365, exchange, refs, title);
        } else if (d365 instanceof Change.Unreadable u) {
            return parked(link, Decision.Parking.WAITING, refs, title, u.reason());
        } else if (exchange instanceof Change.Unreadable u) {
            return parked(link, Decision.Parking.WAITING, refs, title, u.reason());
        } else if (d365 instanceof Change.Unproven || exchange instanceof Change.Unproven) {
            return parked(link, Decision.Parking.WAITING, refs, title, UNPROVEN);
        } else if (needsAgreement(link) && meets(link, d365, exchange)) {
            Pair pair = new Pair(d365.present().get(), exchange.present().get());
            return isUnstamped(link)
                    ? planner.adopt(Option.some(link), pair, MatchRule.LINK, merges.merge(link, pair))
                    : planner.adopt(Option.some(link), pair, MatchRule.LINK);
        }
        return awake(link, d365, exchange, refs, title);
    }

    private Decision awake(Link link, Change d365, Change exchange, Seq<ItemRef> refs, String title) {
        if (d365 instanceof Change.Outside || exchange instanceof Change.Outside) {
            boolean still = sleeps(d365) && sleeps(exchange);
            if (still) {
                return new Decision.Sleep(Option.some(link), refs, title, SLEEPS);
            } else if (d365 instanceof Change.Absent || exchange instanceof Change.Absent) {
                return new Decision.Keep(Option.some(link), refs, title, SLEEPS);
            }
        }
        Verdict verdict = DecisionTable.verdict(sort(d365), sort(exchange));
        return switch (verdict) {
            case NOTHING, KEEP -> new Decision.Keep(Option.some(link), refs, title, KEEP);
            case FLOW_TO_EXCHANGE, FLOW_TO_D365, MERGE -> update(link, d365, exchange, refs, title);
            case CREATE_ON_EXCHANGE -> create(link, Side.EXCHANGE, d365, refs, title);
            case CREATE_ON_D365 -> create(link, Side.D365, exchange, refs, title);
            case RELEASE -> release(link, d365, exchange, refs, title);
            case REMOVE_FROM_EXCHANGE ->
                remove(
                        link,
                        Side.EXCHANGE,
                        exchange,
                        (Change.Deleted) d365,
                        view.rules().onD365Delete(),
                        refs,
                        title);
            case REMOVE_FROM_D365 ->
                remove(
                        link,
                        Side.D365,
                        d365,
                        (Change.Deleted) exchange,
                        view.rules().onExchangeDelete(),
                        refs,
                        title);
            case RESTORE_ON_EXCHANGE -> restoreOnExchange(link, d365, refs, title);
            case RESTORE_ON_D365 -> create(link, Side.D365, exchange, refs, title);
            case FORGET -> new Decision.Forget(Option.some(link), refs, title, FORGET);
        };
    }

    private Change change(Link link, Side side, Option<Observed> observed) {
        if (link.ref(side).isEmpty()) {
            return new Change.Absent();
        }
        return observed.map(o -> detector.of(
                        link.baseline(side),
                        o,
                        view.sides().of(side),
                        view.evidence().get(o.ref())))
                .getOrElse(new Change.Unchanged(Option.none()));
    }

    /** Made and agreed, but the item that it was made from has not got its stamp yet: nothing is settled anew. */
    private boolean isUnstamped(Link link) {
        return link.state() == LinkState.PENDING
                && link.markerSeen()
                && Vector.of(Side.values())
                        .forAll(s -> link.baseline(s).exists(b -> b.keyId().equals(keyId)));
    }

    /** An adoption that was never finished, or baselines of another key: both meet as if for the first time. */
    private boolean needsAgreement(Link link) {
        return link.state() == LinkState.PENDING
                || Vector.of(Side.values())
                        .exists(s -> link.baseline(s).forAll(b -> !b.keyId().equals(keyId)));
    }

    /** Both are there; one marker is enough until the other is set too, later one that was taken off ends it. */
    private static boolean meets(Link link, Change d365, Change exchange) {
        Seq<Observed.Present> both = d365.present().toVector().appendAll(exchange.present());
        return both.size() == 2
                && both.forAll(o -> o.item().isDefined() && o.place() != Observed.Place.ELSEWHERE)
                && (link.state() == LinkState.PENDING && !link.markerSeen()
                        ? both.exists(Observed.Present::marked)
                        : both.forAll(Observed.Present::marked));
    }

    private Decision released(Link link, Change d365, Change exchange, Seq<ItemRef> refs, String title) {
        Seq<Observed.Present> seen = d365.present().toVector().appendAll(exchange.present());
        boolean marked = seen.exists(o -> o.marked() && o.place() == Observed.Place.IN_LANE);
        if (marked && !link.markerSeen()) {
            if (d365.present().isDefined() && exchange.present().isDefined()) {
                return planner.adopt(
                        Option.some(link),
                        new Pair(d365.present().get(), exchange.present().get()),
                        MatchRule.LINK);
            } else if (d365 instanceof Change.Deleted || exchange instanceof Change.Deleted) {
                Observed.Present source = seen.head();
                return planner.create(Option.some(link), source.ref().side().other(), source, AGAIN);
            } else if (d365 instanceof Change.Unproven || exchange instanceof Change.Unproven) {
                return parked(link, Decision.Parking.WAITING, refs, title, UNPROVEN);
            }
        }
        boolean unmarked = seen.exists(o -> !o.marked());
        return new Decision.Keep(
                Option.some(unmarked ? link.withMarkerSeen(false) : link), refs, title, RELEASED_BEFORE);
    }

    private Decision update(Link link, Change d365, Change exchange, Seq<ItemRef> refs, String title) {
        if (d365.present().isEmpty() || exchange.present().isEmpty()) {
            return parked(link, Decision.Parking.WAITING, refs, title, COUNTERPART);
        }
        Pair pair = new Pair(d365.present().get(), exchange.present().get());
        if (planner.isSkipped(Option.some(link), pair.exchange())) {
            return new Decision.Keep(Option.some(link), refs, title, Planner.PRIVATE);
        }
        MailRules.Checked checked = mails.update(pair.exchange(), merges.merge(link, pair));
        Reason reason = Reason.of("edited", describe(checked.merge()));
        return new Decision.Update(Option.some(link), pair, checked.merge(), checked.mail(), reason);
    }

    private Decision create(Link link, Side on, Change source, Seq<ItemRef> refs, String title) {
        if (on == Side.D365 && source.present().exists(s -> planner.isSkipped(Option.some(link), s))) {
            return new Decision.Release(Option.some(link), Option.none(), refs, title, Planner.PRIVATE);
        }
        return source.present()
                .map(s -> planner.create(Option.some(link), on, s, RESTORED))
                .getOrElse(() -> parked(link, Decision.Parking.WAITING, refs, title, COUNTERPART));
    }

    private Decision restoreOnExchange(Link link, Change d365, Seq<ItemRef> refs, String title) {
        boolean meeting = d365.present()
                .flatMap(Observed.Present::item)
                .exists(i -> !i.value(Field.ATTENDEES).isNothing());
        return meeting
                ? parked(link, Decision.Parking.DISPUTED, refs, title, CANCELLED)
                : create(link, Side.EXCHANGE, d365, refs, title);
    }

    private Decision remove(
            Link link,
            Side on,
            Change target,
            Change.Deleted deleted,
            SyncRules.OnDelete policy,
            Seq<ItemRef> refs,
            String title) {
        if (target.present().isEmpty()) {
            return parked(link, Decision.Parking.WAITING, refs, title, COUNTERPART);
        }
        Observed.Present item = target.present().get();
        Mail mail = on == Side.EXCHANGE ? mails.remove(item) : Mail.NONE;
        if (policy == SyncRules.OnDelete.RESTORE) {
            Decision again = planner.create(Option.some(link), on.other(), item, RESTORED);
            return again.mail().recipients() > 0
                    ? new Decision.Release(Option.some(link), Option.none(), refs, title, WOULD_INVITE)
                    : again;
        } else if (link.state() == LinkState.PENDING && on == Side.D365) {
            return new Decision.Release(Option.some(link), Option.none(), refs, title, MAYBE_MOVED);
        } else if (policy == SyncRules.OnDelete.RELEASE) {
            return new Decision.Release(Option.some(link), Option.none(), refs, title, DELETED);
        } else if (on == Side.EXCHANGE && mails.cancelsThePast(item)) {
            return new Decision.Release(Option.some(link), Option.none(), refs, title, PAST);
        } else if (mail.recipients() > 0 && !view.rules().cancelMeetings()) {
            return new Decision.Release(Option.some(link), Option.none(), refs, title, NO_CANCEL);
        }
        Reason reason = Reason.of(
                "deleted",
                "deleted on " + on.other() + ": " + deleted.evidence().how());
        return new Decision.Remove(Option.some(link), on, item, deleted.evidence(), mail, reason);
    }

    private Decision release(Link link, Change d365, Change exchange, Seq<ItemRef> refs, String title) {
        Seq<Observed.Present> all = d365.present().toVector().appendAll(exchange.present());
        boolean moved = all.exists(o -> o.place() == Observed.Place.ELSEWHERE);
        Option<Observed.Present> unmark = moved
                ? Option.none()
                : all.find(o -> o.marked()
                        && o.item().isDefined()
                        && (o.ref().side() == Side.D365 || mails.privatelyWritable(o)));
        return new Decision.Release(Option.some(link), unmark, refs, title, moved ? MOVED : UNMARKED);
    }

    private static Decision parked(
            Link link, Decision.Parking parking, Seq<ItemRef> refs, String title, Reason reason) {
        return new Decision.Park(Option.some(link), parking, refs, title, reason);
    }

    private static boolean sleeps(Change change) {
        return change instanceof Change.Outside || change instanceof Change.Unchanged;
    }

    private static Change.Sort sort(Change change) {
        return change.sort().getOrElse(Change.Sort.UNCHANGED);
    }

    private static String describe(Merge merge) {
        Seq<String> words = Vector.empty();
        for (Side side : Side.values()) {
            if (!merge.to(side).isEmpty()) {
                words = words.append(merge.to(side).keySet().mkString(", ") + " to " + side);
            }
        }
        for (Merge.Conflict c : merge.conflicts()) {
            words = words.append(c.field() + " in conflict, " + c.winner() + " wins");
        }
        return words.isEmpty() ? "nothing that the other side holds" : words.mkString("; ");
    }

    private static final Reason KEEP = Reason.of("unchanged", "both sides are as they were");
    private static final Reason FORGET = Reason.of("gone", "gone on both sides");
    private static final Reason SLEEPS = Reason.of("outside-window", "lies outside the lane's window now");
    private static final Reason UNMARKED = Reason.of("unmarked", "the marker was taken off");
    private static final Reason MOVED =
            Reason.of("moved", "lives in another folder or belongs to another worker now; nothing was deleted");
    private static final Reason DELETED =
            Reason.of("deleted-released", "deleted on one side; by the lane's policy the other side keeps its item");
    private static final Reason NO_CANCEL = Reason.of(
            "would-cancel",
            "deleted in D365, but removing the meeting would mail cancellations to its attendees",
            "Cancel it in Outlook, or set cancelMeetings for the lane.");
    private static final Reason WOULD_INVITE = Reason.of(
            "would-invite-again",
            "deleted in Outlook; making the meeting anew would invite everybody again",
            "Plan a new meeting.");
    private static final Reason PAST = Reason.of(
            "would-cancel-the-past",
            "deleted in D365, but removing a meeting that is over would mail cancellations to its attendees",
            "Delete it in Outlook.");
    private static final Reason MAYBE_MOVED =
            Reason.of("maybe-moved", "is not there any more, but never got our stamp: it may live on under another id");
    private static final Reason RESTORED =
            Reason.of("restored", "was deleted on one side, but the other side's edit or policy keeps it");
    private static final Reason AGAIN = Reason.of("marked-again", "was released, and is marked again");
    private static final Reason RELEASED_BEFORE =
            Reason.of("released", "was released; set the marker anew to synchronise it again");
    private static final Reason CANCELLED = Reason.of(
            "cancelled-but-edited",
            "the meeting was cancelled or deleted in Outlook while it was edited in D365; re-creating it would invite"
                    + " everybody again",
            "Delete the activity in D365, or take its marker off and plan a new meeting.");
    private static final Reason COUNTERPART =
            Reason.of("counterpart-unread", "the other side's item could not be read now; tried again at the next run");
    private static final Reason UNPROVEN = Reason.of(
            "gone-unproven", "was not found, but nothing proves that it was deleted; a full comparison will tell");
}
