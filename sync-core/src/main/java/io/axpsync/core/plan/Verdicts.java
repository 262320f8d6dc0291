package io.axpsync.core.plan;

import io.axpsync.core.change.Change;
import io.axpsync.core.change.DeletionEvidence;
import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Makes a decision of what the table says about a known pair: by the lane's policies, and so that nobody is mailed without need. */
final class Verdicts {

    private final SyncRules rules;
    private final FieldMerge merges;
    private final MailRules mails;
    private final Planner planner;
    private final boolean reconfigured;
    private final boolean contacts;
    private final boolean published;
    private final Colleagues colleagues;

    Verdicts(LaneView view, FieldMerge merges, MailRules mails, Planner planner) {
        this.rules = view.rules();
        this.contacts = view.lane().kind() == Kind.CONTACT;
        this.published = view.lane().isPublished();
        this.reconfigured = view.reconfigured();
        this.colleagues = view.colleagues();
        this.merges = merges;
        this.mails = mails;
        this.planner = planner;
    }

    Decision decide(Known known) {
        return switch (DecisionTable.verdict(sort(known.d365()), sort(known.exchange()))) {
            case NOTHING -> known.keep(Why.KEEP);
            case KEEP -> keep(known);
            case FLOW_TO_EXCHANGE, FLOW_TO_D365, MERGE -> update(known);
            case CREATE_ON_EXCHANGE -> create(known, Side.EXCHANGE);
            case CREATE_ON_D365, RESTORE_ON_D365 -> create(known, Side.D365);
            case RELEASE -> release(known);
            case REMOVE_FROM_EXCHANGE -> remove(known, Side.EXCHANGE, rules.onD365Delete());
            case REMOVE_FROM_D365 -> remove(known, Side.D365, rules.onExchangeDelete());
            case RESTORE_ON_EXCHANGE -> restoreOnExchange(known);
            case FORGET -> new Decision.Forget(Option.some(known.link()), known.refs(), known.title(), Why.FORGET);
        };
    }

    private Decision keep(Known known) {
        Option<Pair> pair = known.pair();
        boolean unsettled = pair.isDefined()
                && pair.get().d365().item().isDefined()
                && pair.get().exchange().item().isDefined()
                && merges.isUnsettled(known.link(), pair.get());
        return unsettled ? update(known) : known.keep(Why.KEEP);
    }

    private Decision update(Known known) {
        if (known.pair().isEmpty()) {
            return known.park(Decision.Parking.WAITING, Why.COUNTERPART);
        }
        Pair pair = known.pair().get();
        Option<Link> link = Option.some(known.link());
        if (planner.isSkipped(link, pair.exchange())) {
            return known.keep(Planner.PRIVATE);
        }
        MailRules.Checked checked = mails.update(
                pair.exchange(),
                merges.merge(known.link(), pair, known.edited(Side.D365), known.edited(Side.EXCHANGE)));
        Reason edited = Reason.of("edited", describe(checked.merge()));
        Reason reason = known.edited(Side.EXCHANGE).contains(Field.ATTACHMENTS)
                ? planner.withFiles(edited, pair.exchange())
                : edited;
        return new Decision.Update(link, pair, checked.merge(), checked.mail(), reason);
    }

    private Decision create(Known known, Side on) {
        Option<Link> link = Option.some(known.link());
        Option<Observed.Present> source = known.on(on.other()).present();
        if (on == Side.D365 && source.exists(s -> planner.isSkipped(link, s))) {
            return known.letGo(Planner.PRIVATE);
        }
        Reason why = known.link().state() == LinkState.PENDING ? Planner.NEW : Why.RESTORED;
        return source.map(s -> planner.create(link, on, s, why))
                .getOrElse(() -> known.park(Decision.Parking.WAITING, Why.COUNTERPART));
    }

    private Decision restoreOnExchange(Known known) {
        boolean meeting = known.d365()
                .present()
                .flatMap(Observed.Present::item)
                .exists(i -> !i.value(Field.ATTENDEES).isNothing());
        return meeting ? known.park(Decision.Parking.DISPUTED, Why.CANCELLED) : create(known, Side.EXCHANGE);
    }

    private Decision remove(Known known, Side on, SyncRules.OnDelete policy) {
        if (known.on(on).present().isEmpty()) {
            return known.park(Decision.Parking.WAITING, Why.COUNTERPART);
        }
        Link link = known.link();
        Observed.Present item = known.on(on).present().get();
        Mail mail = on == Side.EXCHANGE ? mails.remove(item) : Mail.NONE;
        if (contacts && on == Side.EXCHANGE && !link.madeOn().contains(Side.EXCHANGE)) {
            return known.letGo(Why.NOT_OUR_COPY);
        } else if (policy == SyncRules.OnDelete.RESTORE) {
            Decision again = planner.create(Option.some(link), on.other(), item, Why.RESTORED);
            return again.mail().recipients() > 0 ? known.letGo(Why.WOULD_INVITE) : again;
        } else if (link.state() == LinkState.PENDING && on == Side.D365) {
            return known.letGo(Why.MAYBE_MOVED);
        } else if (policy == SyncRules.OnDelete.RELEASE) {
            return known.letGo(Why.DELETED);
        } else if (on == Side.EXCHANGE && mails.cancelsThePast(item)) {
            return known.letGo(Why.PAST);
        } else if (mail.recipients() > 0 && !rules.cancelMeetings()) {
            return known.letGo(Why.NO_CANCEL);
        }
        Change.Deleted deleted = (Change.Deleted) known.on(on.other());
        Reason reason = Reason.of(
                "deleted",
                "deleted on " + on.other() + ": " + deleted.evidence().how());
        return new Decision.Remove(Option.some(link), on, item, deleted.evidence(), mail, reason);
    }

    /**
     * Takes back our own copy of a person who left the selection, as a read of its own says, unless it was edited since.
     * None for what a user made, and where the user of the mailbox took the marker off.
     */
    private Option<Decision> withdraw(Known known) {
        Option<Observed.Present> person = known.d365().present();
        Option<DeletionEvidence> left = person.flatMap(DeletionEvidence::leftSelection);
        if (known.exchange() instanceof Change.Left
                || !known.link().madeOn().contains(Side.EXCHANGE)
                || left.isEmpty()) {
            return Option.none();
        } else if (known.exchange() instanceof Change.Changed) {
            return Option.some(known.park(Decision.Parking.DISPUTED, Why.LEFT_BUT_EDITED));
        }
        return known.exchange()
                .present()
                .map(copy -> (Decision) new Decision.Remove(
                        Option.some(known.link()), Side.EXCHANGE, copy, left.get(), Mail.NONE, Why.LEFT_SELECTION))
                .orElse(() -> Option.some(known.park(Decision.Parking.WAITING, Why.COUNTERPART)));
    }

    private Decision release(Known known) {
        if (contacts && !reconfigured) {
            for (Decision withdrawn : withdraw(known)) {
                return withdrawn;
            }
        }
        boolean moved = known.present().exists(o -> o.place() == Observed.Place.ELSEWHERE);
        if (reconfigured) {
            return known.letGo(moved ? Why.ELSEWHERE_NOW : Why.UNMARKED_NOW);
        }
        for (Decision given : givenAway(known)) {
            return given;
        }
        if (published) {
            return known.release(Option.none(), moved ? Why.MOVED_OUT : Why.LEFT_QUERY);
        }
        Option<Observed.Present> unmark = moved
                ? Option.none()
                : known.present()
                        .find(o -> o.marked()
                                && o.item().isDefined()
                                && (o.ref().side() == Side.D365 || mails.privatelyWritable(o)));
        return known.release(unmark, moved ? Why.MOVED : Why.UNMARKED);
    }

    /**
     * What was given to a colleague in D365 leaves this mailbox once the colleague has it. A meeting is not moved, which
     * would mail everybody, and what its user edited meanwhile stays with him.
     */
    private Option<Decision> givenAway(Known known) {
        Option<Observed.Present> row = known.d365().present().filter(colleagues::have);
        Option<Observed.Present> item = known.exchange().present().filter(o -> o.place() != Observed.Place.ELSEWHERE);
        if (row.isEmpty() || item.isEmpty() || item.get().item().isEmpty()) {
            return Option.none();
        } else if (isMeeting(row.get()) || isMeeting(item.get())) {
            return Option.some(known.park(Decision.Parking.DISPUTED, Why.MEETING_MOVED));
        }
        boolean taken = colleagues
                .link(row.get().ref())
                .exists(link ->
                        link.state() == LinkState.LINKED && link.exchange().isDefined());
        if (!taken) {
            return Option.some(known.park(Decision.Parking.WAITING, Why.MOVING));
        } else if (known.exchange() instanceof Change.Changed) {
            return Option.some(known.letGo(Why.MOVED_BUT_EDITED));
        }
        return DeletionEvidence.changedHands(row.get())
                .map(evidence -> new Decision.Remove(
                        Option.some(known.link()), Side.EXCHANGE, item.get(), evidence, Mail.NONE, Why.CHANGED_HANDS));
    }

    private static boolean isMeeting(Observed.Present item) {
        return item.item().exists(i -> !i.value(Field.ATTENDEES).isNothing());
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
        Seq<Field> shared = merge.to(Side.D365)
                .keySet()
                .filter(Field.OF_THE_PARTY::contains)
                .toVector();
        if (!shared.isEmpty()) {
            words = words.append("all companies of D365 share " + shared.mkString(", "));
        }
        for (Merge.Conflict c : merge.conflicts()) {
            words = words.append(c.field() + " in conflict, " + c.winner() + " wins");
        }
        for (Field field : merge.asked()) {
            words = words.append(field + " in conflict, waits for a person");
        }
        return words.isEmpty() ? "nothing that the other side holds" : words.mkString("; ");
    }
}
