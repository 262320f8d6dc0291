package io.axpsync.core.plan;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.Change;
import io.axpsync.core.change.ChangeDetector;
import io.axpsync.core.change.DeletionEvidence;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.MatchRule;
import io.axpsync.core.link.Pairing;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Decides for pairs that the store knows: by the state of the link first, then by the table. */
final class LinkedPairs {

    private static final Change UNSEEN = new Change.Unchanged(Option.none());

    private final LaneView view;
    private final ChangeDetector detector;
    private final FieldMerge merges;
    private final MailRules mails;
    private final Planner planner;
    private final Verdicts verdicts;
    private final Fingerprints fingerprints;

    LinkedPairs(LaneView view, Fingerprints fingerprints, MailRules mails, Planner planner) {
        this.view = view;
        this.detector = new ChangeDetector(fingerprints);
        this.merges = new FieldMerge(view.sides(), view.rules(), fingerprints);
        this.mails = mails;
        this.planner = planner;
        this.verdicts = new Verdicts(view, merges, mails, planner);
        this.fingerprints = fingerprints;
    }

    Decision decide(Pairing.Linked pairing) {
        Link link = pairing.link();
        Known known = new Known(
                link, change(link, Side.D365, pairing.d365()), change(link, Side.EXCHANGE, pairing.exchange()));
        if (link.state() == LinkState.RELEASED) {
            return released(known);
        } else if (known.d365() instanceof Change.Unreadable u) {
            return known.park(Decision.Parking.WAITING, u.reason());
        } else if (known.exchange() instanceof Change.Unreadable u) {
            return known.park(Decision.Parking.WAITING, u.reason());
        } else if (known.any(Change.Unproven.class)) {
            return view.reconfigured()
                    ? known.letGo(Why.NOT_FOUND_NOW)
                    : known.park(Decision.Parking.WAITING, Why.UNPROVEN);
        } else if (needsAgreement(known) && meets(known)) {
            Pair pair = known.pair().get();
            return isUnstamped(link)
                    ? planner.adopt(Option.some(link), pair, MatchRule.LINK, merges.merge(link, pair))
                    : planner.adopt(Option.some(link), pair, MatchRule.LINK);
        }
        return awake(known);
    }

    private Decision awake(Known known) {
        if (known.any(Change.Outside.class)) {
            if (sleeps(known.d365()) && sleeps(known.exchange())) {
                return new Decision.Sleep(Option.some(known.link()), known.refs(), known.title(), Why.SLEEPS);
            } else if (known.any(Change.Absent.class)) {
                return known.keep(Why.SLEEPS);
            }
        }
        return verdicts.decide(known);
    }

    private Change change(Link link, Side side, Option<Observed> observed) {
        if (link.ref(side).isEmpty()) {
            return new Change.Absent();
        }
        if (observed.isEmpty()) {
            return UNSEEN;
        }
        Observed o = observed.get();
        Option<DeletionEvidence> evidence =
                view.evidence().isEmpty() ? Option.none() : view.evidence().get(o.ref());
        return detector.of(link.baseline(side), o, view.sides().of(side), evidence);
    }

    /** Made and agreed, but the item that it was made from has not got its stamp yet: nothing is settled anew. */
    private boolean isUnstamped(Link link) {
        return link.state() == LinkState.PENDING
                && link.markerSeen()
                && Vector.of(Side.values()).forAll(s -> link.baseline(s).exists(this::isComparable));
    }

    /** An adoption that was never finished, or baselines of another key: both meet as if for the first time. */
    private boolean needsAgreement(Known known) {
        Link link = known.link();
        return link.state() == LinkState.PENDING
                || isIncomparable(link.d365Baseline(), known.d365())
                || isIncomparable(link.exchangeBaseline(), known.exchange());
    }

    private boolean isIncomparable(Option<Baseline> baseline, Change change) {
        return baseline.isEmpty() || !isComparable(baseline.get()) && !isUnmoved(change, baseline.get());
    }

    /** Both are there; one marker is enough until the other is set too, later one that was taken off ends it. */
    private static boolean meets(Known known) {
        Link link = known.link();
        Seq<Observed.Present> both = known.present();
        return both.size() == 2
                && both.forAll(o -> o.item().isDefined() && o.place() != Observed.Place.ELSEWHERE)
                && (link.state() == LinkState.PENDING && !link.markerSeen()
                        ? both.exists(Observed.Present::marked)
                        : both.forAll(Observed.Present::marked));
    }

    /**
     * A released pair goes on when its marker is set again. One that cannot be taken off the Exchange item without
     * mailing stays there after the D365 user took it off, and says nothing: D365's alone counts.
     */
    private Decision released(Known known) {
        Option<Link> link = Option.some(known.link());
        if (view.lane().isPublished()) {
            return releasedFromFolder(known, link);
        }
        boolean marked = known.present().exists(o -> o.marked() && o.place() == Observed.Place.IN_LANE);
        boolean elsewhere = known.present().exists(o -> o.place() == Observed.Place.ELSEWHERE);
        boolean stuck = known.exchange().present().exists(o -> o.marked() && !mails.privatelyWritable(o));
        boolean again = stuck && known.present().size() == 2 && known.present().forAll(o -> o.marked());
        if (marked && !elsewhere && (again || !known.link().markerSeen())) {
            if (known.pair().isDefined()) {
                return planner.adopt(link, known.pair().get(), MatchRule.LINK);
            } else if (known.any(Change.Deleted.class) || known.any(Change.Absent.class)) {
                Observed.Present source = known.present().head();
                return planner.create(link, source.ref().side().other(), source, Why.AGAIN);
            } else if (known.any(Change.Unproven.class)) {
                return known.park(Decision.Parking.WAITING, Why.UNPROVEN);
            }
        }
        boolean unmarked = !stuck && known.present().exists(o -> !o.marked());
        return known.keep(unmarked ? known.link().withMarkerSeen(false) : known.link(), Why.RELEASED_BEFORE);
    }

    /** In a published folder the query alone counts: who enters it anew is taken up again. */
    private Decision releasedFromFolder(Known known, Option<Link> link) {
        Option<Observed.Present> person = known.d365().present();
        boolean selected = person.exists(p -> p.marked() && p.place() == Observed.Place.IN_LANE);
        if (selected && !known.link().markerSeen()) {
            boolean moved = known.exchange().present().exists(o -> o.place() == Observed.Place.ELSEWHERE);
            return known.pair().isDefined() && !moved
                    ? planner.adopt(link, known.pair().get(), MatchRule.LINK)
                    : planner.create(link, Side.EXCHANGE, person.get(), Why.ENTERED_ANEW);
        }
        boolean left = person.isEmpty() || !person.get().marked();
        return known.keep(left ? known.link().withMarkerSeen(false) : known.link(), Why.RELEASED_FROM_FOLDER);
    }

    private static boolean sleeps(Change change) {
        return change instanceof Change.Outside || change instanceof Change.Unchanged;
    }

    private boolean isComparable(Baseline baseline) {
        return fingerprints.of(baseline.keyId()).isDefined();
    }

    /** Of an unknown key, but its version says that the item is as it was. */
    private static boolean isUnmoved(Change change, Baseline baseline) {
        return !baseline.version().token().isEmpty()
                && change.present().exists(o -> o.version().equals(baseline.version()));
    }
}
