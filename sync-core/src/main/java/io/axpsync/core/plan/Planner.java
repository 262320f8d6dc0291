package io.axpsync.core.plan;

import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Publication;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.MatchRule;
import io.axpsync.core.link.Pairing;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Decides for each pairing of a lane what shall happen. Pure: the same view gives the same decisions. */
public final class Planner {

    private final LaneView view;
    private final MailRules mails;
    private final Projection projection;
    private final FirstAgreement first;
    private final LinkedPairs linked;
    private final ContactImport imports;

    public Planner(LaneView view, Fingerprints fingerprints) {
        this.view = view;
        this.mails = new MailRules(view.sides().exchange(), view.lane().mailbox(), view.now());
        this.projection = new Projection(view.sides(), view.rules());
        this.first = new FirstAgreement(view.sides(), view.rules());
        this.imports = new ContactImport(view);
        this.linked = new LinkedPairs(view, fingerprints, mails, this);
    }

    /** Exactly one decision for each pairing, removals last. */
    public Seq<Decision> decide() {
        if (view.lane().kind() == Kind.MESSAGE) {
            return view.pairings().sortBy(MessageImport::time).map(new MessageImport(view)::decide);
        }
        Seq<Decision> decisions = view.pairings().map(this::decide);
        return decisions.exists(d -> d instanceof Decision.Remove)
                ? decisions
                        .reject(d -> d instanceof Decision.Remove)
                        .appendAll(decisions.filter(d -> d instanceof Decision.Remove))
                : decisions;
    }

    private Decision decide(Pairing seen) {
        Pairing pairing = SeriesMerge.readable(seen, view.sides());
        if (pairing instanceof Pairing.Linked l) {
            return linked.decide(l);
        } else if (pairing instanceof Pairing.Matched m) {
            return SeriesMerge.parked(m, view.sides())
                    .getOrElse(() -> adopt(Option.none(), new Pair(m.d365(), m.exchange()), m.rule()));
        } else if (pairing instanceof Pairing.Disputed d) {
            return disputed(d);
        }
        return alone((Pairing.OneSided) pairing);
    }

    private Decision alone(Pairing.OneSided one) {
        if (one.item() instanceof Observed.Unreadable u) {
            return park(Decision.Parking.WAITING, Vector.of(u.ref()), u.title(), u.reason());
        }
        Observed.Present item = (Observed.Present) one.item();
        Seq<ItemRef> refs = Vector.of(item.ref());
        if (item.place() != Observed.Place.IN_LANE) {
            return new Decision.Keep(Option.none(), refs, title(item), OUTSIDE);
        } else if (one.side() == Side.EXCHANGE && view.lane().publication().exists(p -> !p.takesNew())) {
            return new Decision.Keep(Option.none(), refs, title(item), NOT_TAKEN);
        } else if (one.side() == Side.D365 && item.role() == Observed.Role.ATTENDEE) {
            return park(Decision.Parking.WAITING, refs, title(item), INVITATION);
        } else if (isSkipped(one.side(), item)) {
            return new Decision.Keep(Option.none(), refs, title(item), PRIVATE);
        } else if (isColleaguesMeeting(item)) {
            return park(Decision.Parking.DISPUTED, refs, title(item), Why.MEETING_MOVED);
        }
        return create(Option.none(), one.side().other(), item, NEW);
    }

    /** Whether it is an activity whose meeting stands in the calendar of the one whom it belonged to. */
    private boolean isColleaguesMeeting(Observed.Present item) {
        return item.ref().side() == Side.D365
                && view.colleagues().link(item.ref()).exists(link -> link.state() == LinkState.LINKED)
                && item.item().exists(i -> !i.value(Field.ATTENDEES).isNothing());
    }

    /** A new item on a side, made from the other side's. */
    Decision create(Option<Link> link, Side on, Observed.Present source, Reason reason) {
        Item whole = source.item().get();
        if (on == Side.EXCHANGE && mails.isSomebodyElses(whole)) {
            Seq<ItemRef> refs = Vector.of(source.ref());
            return link.isDefined()
                    ? new Decision.Release(link, Option.none(), refs, title(source), Why.NOT_OURS)
                    : park(Decision.Parking.WAITING, refs, title(source), INVITATION);
        }
        Item item = projection.item(whole, on);
        Mail mail = Mail.NONE;
        if (on == Side.EXCHANGE) {
            item = mails.isOver(item) ? item.with(Field.ATTENDEES, Value.NOTHING) : item;
            mail = mails.create(item);
        }
        boolean stamp = view.sides().of(source.ref().side()).holdsStamps()
                && (on == Side.EXCHANGE || mails.privatelyWritable(source));
        Reason why = on == Side.D365 ? withFiles(reason, source) : reason;
        Decision.Create made =
                new Decision.Create(link, on, source, item, projection.withheld(whole, on), mail, stamp, why);
        return on == Side.D365 && whole.kind() == Kind.CONTACT ? imports.forCompany(made) : made;
    }

    /** Two items become a pair through first agreement. */
    Decision adopt(Option<Link> link, Pair pair, MatchRule rule) {
        return adopt(link, pair, rule, first.merge(pair));
    }

    /** Two items become a pair with this merge. */
    Decision adopt(Option<Link> link, Pair pair, MatchRule rule, Merge merge) {
        if (isSkipped(link, pair.exchange())) {
            return new Decision.Keep(link, refs(pair), title(pair.exchange()), PRIVATE);
        }
        if (view.lane().kind() == Kind.CONTACT
                && !pair.d365().marked()
                && !pair.d365().markable()) {
            Reason why = view.lane().isPublished()
                    ? notSelected()
                    : Reason.of(
                            "not-responsible",
                            "its contact person is a colleague's: another worker is responsible for it, and D365 knows no"
                                    + " private contacts of several employees",
                            "Change the responsible worker in D365, or import the companion model; it is tried again at each run.");
            return new Decision.Park(link, Decision.Parking.WAITING, refs(pair), title(pair.exchange()), why);
        }
        MailRules.Checked checked = mails.update(pair.exchange(), merge);
        Seq<Side> mark = Vector.of(Side.values()).filter(s -> needsMark(pair, pair.on(s), link, checked));
        Reason reason =
                withFiles(Reason.of("adopted", "recognised as the same thing: " + rule.words()), pair.exchange());
        return new Decision.Adopt(link, pair, rule, checked.merge(), checked.mail(), mark, reason);
    }

    private Reason notSelected() {
        return Reason.of(
                "not-selected",
                "its contact person is known, but the query "
                        + view.lane().publication().map(Publication::query).getOrElse("")
                        + " does not select it",
                "Change the person or its account in D365 so that the query selects it, or delete the contact; it is tried"
                        + " again at each run.");
    }

    /** Says which files of an Exchange item get no copy. */
    Reason withFiles(Reason reason, Observed.Present exchange) {
        return view.rules()
                .attachments()
                .told(reason, exchange.item().get(), view.sides().d365().holds(Field.ATTACHMENTS));
    }

    private boolean needsMark(Pair pair, Observed.Present item, Option<Link> link, MailRules.Checked checked) {
        boolean stamped = !view.sides().of(item.ref().side()).holdsStamps()
                || item.stamp()
                        .exists(s -> link.exists(l -> l.id().equals(s.link()))
                                && s.d365().forAll(pair.d365().ref()::equals));
        boolean allowed = item.ref().side() == Side.D365
                || mails.privatelyWritable(item)
                || item.markable() && checked.mail().recipients() > 0;
        return allowed && !(stamped && item.marked());
    }

    private Decision disputed(Pairing.Disputed d) {
        if (d.candidates().size() == 1 && view.lane().kind() == Kind.CONTACT) {
            Observed.Present other = d.candidates().head();
            Reason same = Reason.of(
                    "same-person",
                    "is the same person as " + title(other) + " (" + d.rule().words() + "), who is taken already",
                    "Put what is new on the other card, and delete this one or take its marker off.");
            Seq<ItemRef> both = Vector.of(d.item().ref(), other.ref());
            return park(Decision.Parking.DISPUTED, both, title(d.item()), same);
        }
        Reason why = Reason.of(
                "disputed",
                "could be any of " + d.candidates().size() + " items ("
                        + d.rule().words() + ")",
                "`axpsync cases resolve` with --with or --none settles it; so does editing or deleting the ones that are"
                        + " not meant, or changing subject or time so that they differ.");
        Seq<ItemRef> refs = Vector.of(d.item().ref()).appendAll(d.candidates().map(Observed.Present::ref));
        return park(Decision.Parking.DISPUTED, refs, title(d.item()), why);
    }

    /** Whether the privacy policy leaves a pair alone: not when the item is our copy of what D365 says anyway. */
    boolean isSkipped(Option<Link> link, Observed.Present exchange) {
        return !link.flatMap(Link::madeOn).contains(Side.EXCHANGE) && isSkipped(Side.EXCHANGE, exchange);
    }

    private boolean isSkipped(Side side, Observed.Present item) {
        boolean masks =
                view.rules().privacy() == SyncRules.Privacy.MASK && view.lane().kind() == Kind.CONTACT;
        return side == Side.EXCHANGE
                && (masks || view.rules().privacy() == SyncRules.Privacy.SKIP)
                && item.item().exists(Projection::isPrivate);
    }

    static Decision park(Decision.Parking parking, Seq<ItemRef> items, String title, Reason reason) {
        return new Decision.Park(Option.none(), parking, items, title, reason);
    }

    static String title(Observed.Present item) {
        return item.item().map(Item::title).getOrElse(item.title());
    }

    static Seq<ItemRef> refs(Pair pair) {
        return Vector.of(pair.d365().ref(), pair.exchange().ref());
    }

    static final Reason NEW = Reason.of("new", "marked, and not known on the other side");
    private static final Reason OUTSIDE = Reason.of("outside-window", "lies outside the lane's window");
    static final Reason PRIVATE =
            Reason.of("private", "is private, and the lane's privacy policy leaves private items alone");
    private static final Reason NOT_TAKEN =
            Reason.of("not-taken", "was put into the folder by a user, and the folder takes no new contacts");
    private static final Reason INVITATION = Reason.of(
            "waits-for-invitation",
            "belongs to an attendee: it is matched with the invitation when that arrives, never created in Exchange");
}
