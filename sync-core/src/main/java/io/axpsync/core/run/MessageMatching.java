package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.MailThread;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.link.MatchRule;
import io.axpsync.core.link.Pairing;
import io.axpsync.core.people.AddressBook;
import io.axpsync.core.plan.Correspondence;
import io.axpsync.core.plan.ImportRules;
import io.axpsync.core.plan.MailFiling;
import io.axpsync.core.plan.Projection;
import io.axpsync.core.plan.SyncRules;
import io.axpsync.core.port.Look;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Search;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Puts marked messages and activities together: by natural key alone, whoever imported it. And finds what the earlier
 * messages of their threads became.
 */
final class MessageMatching {

    private final Seq<LaneWork> lanes;

    MessageMatching(Seq<LaneWork> lanes) {
        this.lanes = lanes.filter(l -> l.lane().kind() == Kind.MESSAGE && !l.failed());
    }

    /** Each message without a link: with the activity that it is already, or alone. */
    static Seq<Pairing> unlinked(LaneWork lane) {
        Seq<Observed.Present> rows = rows(lane);
        return Vector.ofAll(lane.fresh)
                .map(lane.full::get)
                .filter(o -> o != null && o.ref().side() == Side.EXCHANGE && !(o instanceof Observed.Gone))
                .filter(o -> lane.linkOf(o.ref()).isEmpty())
                .map(o -> o instanceof Observed.Present message
                        ? paired(lane, rows, message)
                        : new Pairing.OneSided(Side.EXCHANGE, o));
    }

    private static Pairing paired(LaneWork lane, Seq<Observed.Present> rows, Observed.Present message) {
        boolean joins = joins(lane);
        Seq<Observed.Present> same = rows.filter(row -> isSame(row, message) && (joins || isHis(lane, row)))
                .sortBy(row -> (isHis(lane, row) ? "0" : "1") + row.ref().id());
        if (!same.isEmpty()) {
            return new Pairing.Matched(same.head(), message, MatchRule.NATURAL_KEY);
        }
        return new Pairing.OneSided(Side.EXCHANGE, message);
    }

    /** What is still alone after everything was looked for: copies of imported messages, and threads. */
    void finish() {
        lanes.forEach(lane -> lane.pairings = lane.pairings.map(pairing -> copy(lane, pairing)));
        conversations();
    }

    private static Pairing copy(LaneWork lane, Pairing pairing) {
        return pairing instanceof Pairing.OneSided one && one.item() instanceof Observed.Present message
                ? imported(lane, message)
                        .map(link -> (Pairing) new Pairing.Linked(link, Option.none(), Option.some(message)))
                        .getOrElse(pairing)
                : pairing;
    }

    /** A copy of what this mailbox has imported, and whose activity was deleted since: not imported again. */
    private static Option<Link> imported(LaneWork lane, Observed.Present message) {
        return message.naturalKey()
                .flatMap(key -> Vector.ofAll(lane.links.values())
                        .find(l -> l.state() == LinkState.RELEASED
                                && l.d365().isDefined()
                                && l.naturalKey().contains(key)));
    }

    private static boolean joins(LaneWork lane) {
        Option<ImportRules.Further> asked = lane.setup.rules().imports().further();
        return asked.map(f -> f == ImportRules.Further.JOIN)
                .getOrElse(() -> lane.sides.d365().holds(Field.ATTENDEES));
    }

    private static boolean isHis(LaneWork lane, Observed.Present row) {
        return row.owner().contains(lane.lane().mailbox().personnelNumber());
    }

    private static boolean isSame(Observed.Present row, Observed.Present message) {
        return row.naturalKey().isDefined() && row.naturalKey().equals(message.naturalKey());
    }

    private static Seq<Observed.Present> rows(LaneWork lane) {
        return Vector.ofAll(lane.full.values())
                .filter(o -> o instanceof Observed.Present p
                        && p.ref().side() == Side.D365
                        && p.item().isDefined())
                .map(o -> (Observed.Present) o);
    }

    /** What is looked for in D365 before a message is imported: itself, and the earlier ones of its thread. */
    static Search search(LaneWork lane, Observed.Present message) {
        Seq<String> ancestors = message.mail()
                .filter(m -> inherits(lane))
                .map(MailHeaders::ancestors)
                .getOrElse(Vector.empty());
        return new Search(
                lane.lane(),
                lane.window,
                message.stamp(),
                message.naturalKey(),
                Value.NOTHING,
                Option.none(),
                ancestors.isEmpty() ? Option.none() : Option.some(new MailThread(ancestors.map(MailKey::id), "")));
    }

    /** Whether D365 tells what activities are associated with. */
    private static boolean inherits(LaneWork lane) {
        return lane.sides.d365().holds(Field.ASSOCIATIONS);
    }

    /** What was found on account of a thread only: it is nothing that the run decides about. */
    static boolean isAncestor(LaneWork lane, Observed.Present found) {
        return found.ref().side() == Side.D365
                && found.stamp().forAll(s -> !lane.links.containsKey(s.link()))
                && Vector.ofAll(lane.full.values())
                        .forAll(o ->
                                !(o instanceof Observed.Present p) || p.ref().side() == Side.D365 || !isSame(found, p));
    }

    /** Looks for the conversations of messages whose headers lead nowhere. */
    private void conversations() {
        for (LaneWork lane : lanes.filter(MessageMatching::inherits)) {
            Map<String, Seq<ActivityLink>> filed = filed(lane);
            Seq<Observed.Present> open = candidates(lane)
                    .filter(m -> m.mail()
                            .exists(h -> !h.conversation().isEmpty()
                                    && h.ancestors().forAll(id -> !filed.containsKey(MailKey.id(id)))));
            Seq<Either<PortFailure, Seq<Observed.Present>>> found = open.isEmpty()
                    ? Vector.empty()
                    : lane.side(Side.EXCHANGE).find(open.map(m -> conversation(lane, m)));
            Seq<Tuple2<Observed.Present, ItemRef>> newest = open.zip(found)
                    .flatMap(t -> t._2.toOption()
                            .flatMap(all -> newest(all.reject(o -> o.ref().equals(t._1.ref()))))
                            .map(row -> Tuple.of(t._1, row)));
            Seq<Either<PortFailure, Observed>> rows = newest.isEmpty()
                    ? Vector.empty()
                    : lane.side(Side.D365)
                            .fetch(newest.map(t -> new Look(lane.lane(), lane.window, t._2, Option.none())));
            newest.zip(rows)
                    .forEach(t -> t._2.forEach(row -> {
                        if (row instanceof Observed.Present p) {
                            lane.conversations.put(t._1._1.ref(), p);
                        }
                    }));
        }
    }

    private static Search conversation(LaneWork lane, Observed.Present message) {
        String conversation = message.mail().get().conversation();
        return new Search(
                lane.lane(),
                lane.window,
                Option.none(),
                Option.none(),
                Value.NOTHING,
                Option.none(),
                Option.some(new MailThread(Vector.empty(), conversation)));
    }

    /** The row of the newest of them. */
    private static Option<ItemRef> newest(Seq<Observed.Present> imported) {
        return imported.sortBy(o -> o.period() instanceof Value.Period p ? p.start() : Instant.MIN)
                .reverse()
                .flatMap(o -> o.stamp().flatMap(s -> s.d365()))
                .headOption();
    }

    /** Messages that may be imported in this run. */
    private static Seq<Observed.Present> candidates(LaneWork lane) {
        return lane.pairings.flatMap(pairing -> {
            Option<Observed> message = pairing instanceof Pairing.OneSided one
                    ? Option.some(one.item())
                    : pairing instanceof Pairing.Linked l && l.link().d365().isEmpty() ? l.exchange() : Option.none();
            return message.flatMap(
                    o -> o instanceof Observed.Present p && p.item().isDefined() && p.marked()
                            ? Option.some(p)
                            : Option.none());
        });
    }

    /** Whose addresses D365 is asked for. */
    static Seq<String> correspondents(LaneWork lane) {
        MailFiling filing =
                new MailFiling(lane.lane().mailbox(), lane.setup.rules().imports());
        boolean tellsAll = lane.setup.rules().privacy() == SyncRules.Privacy.FULL;
        return candidates(lane)
                .filter(m -> tellsAll || !Projection.isPrivate(m.item().get()))
                .flatMap(m -> filing.correspondents(m.item().get()));
    }

    static Correspondence correspondence(LaneWork lane, Option<AddressBook> people) {
        Map<ItemRef, Seq<ActivityLink>> conversations = HashMap.ofAll(lane.conversations)
                .mapValues(MessageMatching::links)
                .filterValues(links -> !links.isEmpty());
        return new Correspondence(people, filed(lane), conversations);
    }

    private static Map<String, Seq<ActivityLink>> filed(LaneWork lane) {
        Map<String, Seq<ActivityLink>> filed = HashMap.empty();
        for (Observed.Present row : Vector.ofAll(lane.ancestors).appendAll(rows(lane))) {
            Seq<ActivityLink> links = links(row);
            if (row.naturalKey().exists(MailKey::is) && !links.isEmpty()) {
                String id = MailKey.idOf(row.naturalKey().get());
                filed = filed.containsKey(id) ? filed : filed.put(id, links);
            }
        }
        return filed;
    }

    private static Seq<ActivityLink> links(Observed.Present row) {
        return row.item()
                .map(i -> i.value(Field.ASSOCIATIONS) instanceof Value.Entries e
                        ? (Seq<ActivityLink>) e.values().map(ActivityLink::of)
                        : Vector.<ActivityLink>empty())
                .getOrElse(Vector.empty());
    }
}
