package io.axpsync.core.plan;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.MatchRule;
import io.axpsync.core.link.Pairing;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Decides for marked messages: each becomes one activity, once, and is told so to its user. Nothing flows after that, and
 * nothing is deleted. The oldest come first, so that an answer finds what its thread became.
 */
final class MessageImport {

    private final LaneView view;
    private final ImportRules rules;
    private final Projection projection;
    private final MailFiling filings;
    private final boolean joins;
    private Map<String, Seq<ActivityLink>> planned = HashMap.empty();

    MessageImport(LaneView view) {
        this.view = view;
        this.rules = view.rules().imports();
        this.projection = new Projection(view.sides(), view.rules());
        this.filings = new MailFiling(view.lane().mailbox(), rules);
        this.joins = joins(view.rules(), view.sides());
    }

    /** Whether an employee who has a message that is imported already joins its activity. */
    static boolean joins(SyncRules rules, Sides sides) {
        return rules.imports()
                        .further()
                        .getOrElse(() -> sides.d365().holds(Field.ATTENDEES)
                                ? ImportRules.Further.JOIN
                                : ImportRules.Further.ONE_PER_EMPLOYEE)
                == ImportRules.Further.JOIN;
    }

    Decision decide(Pairing pairing) {
        if (pairing instanceof Pairing.Linked l) {
            return linked(l);
        } else if (pairing instanceof Pairing.Matched m) {
            return recognised(Option.none(), m.d365(), m.exchange());
        } else if (pairing instanceof Pairing.OneSided one && one.item() instanceof Observed.Unreadable u) {
            return Planner.park(Decision.Parking.WAITING, Vector.of(u.ref()), u.title(), u.reason());
        } else if (pairing instanceof Pairing.OneSided one && one.side() == Side.EXCHANGE) {
            return imported(Option.none(), (Observed.Present) one.item());
        }
        throw new IllegalStateException("messages are never paired so: " + pairing);
    }

    /** When the message came; those of which nothing is known last. */
    static Instant time(Pairing pairing) {
        Option<Observed> message = pairing instanceof Pairing.Linked l
                ? l.exchange()
                : pairing instanceof Pairing.Matched m
                        ? Option.some(m.exchange())
                        : pairing instanceof Pairing.OneSided one ? Option.some(one.item()) : Option.none();
        return message.flatMap(o -> o instanceof Observed.Present p ? p.item() : Option.none())
                .flatMap(i -> i.value(Field.PERIOD) instanceof Value.Period p ? Option.some(p.start()) : Option.none())
                .getOrElse(Instant.MAX);
    }

    private Decision linked(Pairing.Linked pairing) {
        Link link = pairing.link();
        Option<Link> known = Option.some(link);
        Seq<ItemRef> refs = link.d365().toVector().appendAll(link.exchange());
        Observed seen = pairing.exchange().getOrNull();
        if (seen instanceof Observed.Unreadable u && link.state() == LinkState.PENDING) {
            return new Decision.Park(known, Decision.Parking.WAITING, refs, u.title(), u.reason());
        } else if (!(seen instanceof Observed.Present)) {
            return withoutMessage(pairing, refs);
        }
        Observed.Present message = (Observed.Present) seen;
        if (link.d365().isEmpty()) {
            return link.state() == LinkState.PENDING || message.marked()
                    ? imported(known, message)
                    : new Decision.Keep(
                            known.map(l -> l.withMarkerSeen(false)), refs, Planner.title(message), IMPORTED_BEFORE);
        } else if (link.state() == LinkState.PENDING
                && pairing.d365().getOrNull() instanceof Observed.Present row
                && row.item().isDefined()
                && message.item().isDefined()) {
            return recognised(known, row, message);
        } else if (tells(link, message)) {
            return new Decision.Release(known, Option.some(message), refs, Planner.title(message), IMPORTED_BEFORE);
        }
        return settled(known, link.withMarkerSeen(message.marked()), refs, Planner.title(message));
    }

    private static Decision withoutMessage(Pairing.Linked pairing, Seq<ItemRef> refs) {
        Link link = pairing.link();
        if (link.d365().isEmpty() && pairing.exchange().exists(o -> o instanceof Observed.Gone)) {
            return new Decision.Forget(Option.some(link), refs, "", Why.FORGET);
        }
        return link.d365().isEmpty()
                ? new Decision.Keep(Option.some(link), refs, "", Why.COUNTERPART)
                : settled(Option.some(link), link, refs, "");
    }

    /** It was imported, and there is nothing to write. */
    private static Decision settled(Option<Link> link, Link as, Seq<ItemRef> refs, String title) {
        return as.state() == LinkState.RELEASED
                ? new Decision.Keep(Option.some(as), refs, title, IMPORTED_BEFORE)
                : new Decision.Release(link, Option.none(), refs, title, IMPORTED_BEFORE);
    }

    /** Whether the user of a message that was imported is told so now. */
    private boolean tells(Link link, Observed.Present message) {
        if (!message.markable() || message.item().isEmpty()) {
            return false;
        }
        boolean untold = rules.imported().exists(c -> !message.status().contains(c));
        boolean anew = link.state() == LinkState.PENDING || !link.markerSeen();
        return switch (rules.onImported()) {
            case LEFT -> false;
            case REPLACED -> message.marked() || link.state() == LinkState.PENDING && untold;
            case JOINED -> untold && anew && message.marked();
        };
    }

    /** A message that D365 has already, by this employee or by another. */
    private Decision recognised(Option<Link> link, Observed.Present row, Observed.Present message) {
        for (Reason why : leftAlone(message)) {
            return leave(link, message, why);
        }
        Pair pair = new Pair(row, message);
        Merge merge = Merge.NONE;
        Seq<Side> mark = rules.onImported() != ImportRules.OnImported.LEFT && message.markable()
                ? Vector.of(Side.EXCHANGE)
                : Vector.empty();
        if (!isHis(link, row)) {
            if (view.sides().d365().writes(Field.ATTENDEES)) {
                merge = merge.flow(Side.D365, Field.ATTENDEES, withHim(pair.value(Side.D365, Field.ATTENDEES)));
            } else {
                mark = mark.prepend(Side.D365);
            }
        }
        return new Decision.Adopt(link, pair, MatchRule.NATURAL_KEY, merge, Mail.NONE, mark, RECOGNISED);
    }

    private boolean isHis(Option<Link> link, Observed.Present row) {
        String address = view.lane().mailbox().address().toLowerCase(java.util.Locale.ROOT);
        return row.owner().contains(view.lane().mailbox().personnelNumber())
                || link.flatMap(Link::madeOn).contains(Side.D365)
                || row.item()
                        .exists(i -> i.value(Field.ATTENDEES) instanceof Value.Entries e
                                && e.entries().containsKey(address));
    }

    private Value withHim(Value attendees) {
        Seq<Value.Entry> there = attendees instanceof Value.Entries e ? e.values() : Vector.empty();
        return Value.Entries.of(there.append(new Value.Entry(
                view.lane().mailbox().address(),
                "OPTIONAL",
                view.lane().mailbox().displayName())));
    }

    private Decision imported(Option<Link> link, Observed.Present message) {
        Seq<ItemRef> refs = Vector.of(message.ref());
        for (Reason why : leftAlone(message)) {
            return leave(link, message, why);
        }
        Item whole = message.item().get();
        String claimedIn = joins ? "" : view.lane().mailbox().personnelNumber();
        Filing filing = Filing.silent(claimedIn);
        if (!projection.masks(whole, Field.SUBJECT)) {
            if (view.correspondence().people().isEmpty()) {
                return new Decision.Park(link, Decision.Parking.WAITING, refs, whole.title(), PEOPLE_UNREAD);
            }
            filing = filings.file(whole, view.correspondence().people().get(), thread(message), claimedIn);
            if (filing.associations().isEmpty() && rules.unassociated() == ImportRules.Unassociated.WAIT) {
                return new Decision.Park(link, Decision.Parking.WAITING, refs, whole.title(), UNASSOCIATED);
            }
            Seq<ActivityLink> links = filing.links();
            message.naturalKey()
                    .filter(key -> !links.isEmpty())
                    .forEach(key -> planned = planned.put(MailKey.idOf(key), links));
        }
        Item told = isProtected(message) ? envelope(whole) : whole;
        Reason why = Reason.of(
                filing.associations().isEmpty() ? "new-unassociated" : "new",
                "marked, and not imported yet; " + filing.words());
        return new Decision.Create(
                link,
                Side.D365,
                message,
                projection.item(told, Side.D365),
                projection.withheld(told, Side.D365),
                Mail.NONE,
                rules.onImported() != ImportRules.OnImported.LEFT && message.markable(),
                why,
                Option.none(),
                Option.some(filing));
    }

    /** In this order: In-Reply-To, References from the last to the first, the conversation. */
    private Option<MailFiling.Inherited> thread(Observed.Present message) {
        Seq<String> ancestors = message.mail().map(MailHeaders::ancestors).getOrElse(Vector.empty());
        for (String id : ancestors) {
            String key = MailKey.id(id);
            for (Seq<ActivityLink> links :
                    view.correspondence().filed().get(key).orElse(planned.get(key))) {
                String by = message.mail().get().inReplyTo().contains(id) ? "In-Reply-To" : "References";
                return Option.some(new MailFiling.Inherited(by, links));
            }
        }
        return view.correspondence()
                .conversations()
                .get(message.ref())
                .map(links -> new MailFiling.Inherited("its conversation", links));
    }

    private Item envelope(Item message) {
        return message.with(Field.BODY, Value.text(rules.protectedNote())).with(Field.ATTACHMENTS, Value.NOTHING);
    }

    private static boolean isProtected(Observed.Present message) {
        return message.mail().exists(m -> m.protection() != MailHeaders.Protection.NONE);
    }

    private Option<Reason> leftAlone(Observed.Present message) {
        if (message.item().isEmpty()) {
            return Option.some(Why.COUNTERPART);
        } else if (!message.marked()) {
            return Option.some(UNMARKED);
        } else if (message.place() != Observed.Place.IN_LANE) {
            return Option.some(OUTSIDE);
        }
        Item item = message.item().get();
        if (view.rules().privacy() == SyncRules.Privacy.SKIP && Projection.isPrivate(item)) {
            return Option.some(Planner.PRIVATE);
        } else if (filings.isExcluded(item)) {
            return Option.some(EXCLUDED);
        } else if (rules.excludeInternal() && view.correspondence().people().exists(p -> filings.isInternal(item, p))) {
            return Option.some(INTERNAL);
        }
        return rules.protectedMails() == ImportRules.ProtectedMails.SKIP && isProtected(message)
                ? Option.some(PROTECTED)
                : Option.none();
    }

    /** A link whose row was never made has nothing to remember. */
    private static Decision leave(Option<Link> link, Observed.Present message, Reason why) {
        Seq<ItemRef> refs = Vector.of(message.ref());
        boolean made = link.exists(l -> l.d365().isDefined() || l.state() != LinkState.PENDING);
        return link.isDefined() && !made && why != Why.COUNTERPART
                ? new Decision.Forget(link, refs, Planner.title(message), why)
                : new Decision.Keep(link, refs, Planner.title(message), why);
    }

    private static final Reason IMPORTED_BEFORE =
            Reason.of("imported-before", "was imported before; a mail is imported once, and nothing flows after that");
    private static final Reason RECOGNISED =
            Reason.of("recognised", "is in D365 already; recognised by its message id");
    private static final Reason UNMARKED = Reason.of("unmarked", "does not carry the marker any more");
    private static final Reason OUTSIDE =
            Reason.of("elsewhere", "lies in a folder from which nothing is imported, or outside the lane's window");
    private static final Reason EXCLUDED =
            Reason.of("excluded", "its sender, or everybody whom it was sent to, is on the exclude list");
    private static final Reason INTERNAL =
            Reason.of("internal-only", "is a mail between employees, which this lane leaves alone");
    private static final Reason PROTECTED =
            Reason.of("protected", "is encrypted or rights-managed, and the lane's policy leaves such mails alone");
    private static final Reason UNASSOCIATED = Reason.of(
            "unassociated",
            "D365 knows nobody whom the message is from or to",
            "Create the contact person or set the e-mail address there; it is tried again at each run.");
    private static final Reason PEOPLE_UNREAD = Reason.of(
            "people-unread",
            "the directories of D365 could not be read, so nobody knows whom the message belongs to",
            "`axpsync check` tells what is missing; it is tried again at the next run.");
}
