package io.axpsync.core.run;

import io.axpsync.core.change.Baseline;
import io.axpsync.core.change.FieldPrint;
import io.axpsync.core.change.Fingerprints;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Value;
import io.axpsync.core.link.Link;
import io.axpsync.core.link.LinkState;
import io.axpsync.core.port.IdSource;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.OpenCase;
import io.axpsync.core.port.Store;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * A person's answer to a disputed case. It changes only the store; the next run plans, guards, applies and journals what
 * follows from it like anything else. The caller holds the lane's lease.
 */
public final class Resolution {

    private final Store store;
    private final IdSource ids;
    private final Clock clock;
    private final String by;
    private final Fingerprints fingerprints;

    /** @param by names who answered, in the journal where runs have their ids */
    public Resolution(Store store, IdSource ids, Clock clock, String by) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.by = by;
        this.fingerprints = Opening.fingerprints(store);
    }

    /**
     * One field that both sides changed.
     *
     * @param seen when these values were read, UTC
     */
    public record Conflict(Field field, Value d365, Value exchange, Instant seen) {
        public Value on(Side side) {
            return side == Side.D365 ? d365 : exchange;
        }
    }

    /** What both sides say in the fields of a conflict; empty when the case is none, or the journal has erased it. */
    public Seq<Conflict> conflicts(OpenCase of) {
        if (!isConflict(of)) {
            return Vector.empty();
        }
        return link(of).toVector().flatMap(link -> conflicts(store.journal().ofLink(link.id())));
    }

    private static Seq<Conflict> conflicts(Seq<JournalEntry> entries) {
        Option<Conflicts.Seen> d365 = Conflicts.last(entries, Side.D365);
        Option<Conflicts.Seen> exchange = Conflicts.last(entries, Side.EXCHANGE);
        if (d365.isEmpty() || exchange.isEmpty()) {
            return Vector.empty();
        }
        Map<Field, Value> left = d365.get().values();
        Map<Field, Value> right = exchange.get().values();
        Instant seen = d365.get().at().isAfter(exchange.get().at())
                ? d365.get().at()
                : exchange.get().at();
        return left.keySet()
                .addAll(right.keySet())
                .toVector()
                .sorted()
                .map(f -> new Conflict(f, left.getOrElse(f, Value.NOTHING), right.getOrElse(f, Value.NOTHING), seen));
    }

    /**
     * Takes one side's values for fields that both sides changed. It is an answer to the values that the journal showed:
     * when the other side was edited since, it is asked again.
     *
     * @param fields empty = all of the conflict
     * @return the fields that are settled, or why nothing was changed
     */
    public Either<Reason, Seq<Field>> take(OpenCase of, Side side, Set<Field> fields) {
        Seq<Conflict> open = conflicts(of);
        Seq<Conflict> meant = open.filter(c -> fields.isEmpty() || fields.contains(c.field()));
        Set<Field> strangers = fields.removeAll(open.map(Conflict::field));
        if (open.isEmpty() || !strangers.isEmpty()) {
            return Either.left(
                    open.isEmpty()
                            ? Reason.of(
                                    "no-conflict",
                                    "this case is no conflict of fields, or its values are no longer in the journal",
                                    "`axpsync cases show` says what it is.")
                            : Reason.of(
                                    "no-such-conflict",
                                    strangers.mkString(", ") + " is not in conflict here",
                                    "In conflict: " + open.map(Conflict::field).mkString(", ") + "."));
        }
        Link link = link(of).get();
        Side loser = side.other();
        Baseline before = link.baseline(loser).get();
        Map<Field, FieldPrint> prints = before.prints();
        Map<Field, Value> lost = LinkedHashMap.empty();
        for (Conflict c : meant) {
            // the loser's value counts as agreed, so that only the other side's edit is left to flow
            prints = prints.put(
                    c.field(),
                    fingerprints.print(
                            c.field(), c.on(loser), before.print(c.field()).flatMap(FieldPrint::withheld)));
            lost = lost.put(c.field(), c.on(loser));
        }
        store.journal()
                .append(Vector.of(line(
                                of,
                                Option.some(link.id()),
                                "takes " + side + " for "
                                        + meant.map(Conflict::field).mkString(", "))
                        .withSide(Option.some(loser))
                        .withRef(link.ref(loser))
                        .withBefore(lost)));
        store.links().save(Vector.of(link.withBaseline(loser, new Baseline(before.version(), before.keyId(), prints))));
        replace(of, Option.some(due(of)));
        return Either.right(meant.map(Conflict::field));
    }

    /**
     * Settles a dispute by naming the pair: the disputed item and this candidate meet in the next run through first
     * agreement.
     *
     * @return the disputed item, or why nothing was changed
     */
    public Either<Reason, ItemRef> pair(OpenCase of, ItemRef with) {
        Either<Reason, ItemRef> item = disputed(of);
        if (item.isLeft() || !of.items().tail().contains(with)) {
            return item.flatMap(i -> Either.left(Reason.of(
                    "no-candidate",
                    with.id() + " is no candidate of this dispute",
                    "Candidates: " + of.items().tail().map(ItemRef::id).mkString(", ") + ".")));
        }
        Seq<ItemRef> taken = Vector.of(item.get(), with).filter(this::isLinked);
        if (!taken.isEmpty()) {
            return Either.left(Reason.of(
                    "linked-meanwhile",
                    taken.map(ItemRef::id).mkString(" and ") + " belongs to another pair by now",
                    "The next run closes the case if nothing is left of it."));
        }
        Link link = pending(of)
                .withMarkerSeen(false)
                .withRef(item.get().side(), item.get())
                .withRef(with.side(), with);
        settle(of, link, "is the same as " + with.id());
        return item;
    }

    /**
     * Settles a dispute by saying that the item is none of the candidates: the next run makes it a counterpart of its own.
     *
     * @return the disputed item, or why nothing was changed
     */
    public Either<Reason, ItemRef> separate(OpenCase of) {
        Either<Reason, ItemRef> item = disputed(of);
        if (item.exists(this::isLinked)) {
            return Either.left(Reason.of(
                    "linked-meanwhile",
                    item.get().id() + " belongs to a pair by now",
                    "The next run closes the case."));
        }
        item.peek(ref -> settle(
                of,
                pending(of)
                        .withRef(ref.side(), ref)
                        .withMadeOn(Option.some(ref.side().other())),
                "is none of the candidates"));
        return item;
    }

    private static Either<Reason, ItemRef> disputed(OpenCase of) {
        boolean dispute = of.state() == OpenCase.State.DISPUTED
                && of.reason().code().equals("disputed")
                && of.items().size() > 1;
        return dispute
                ? Either.right(of.items().head())
                : Either.left(Reason.of(
                        "no-dispute",
                        "this case is not about which items belong together ("
                                + of.reason().code() + ")",
                        isConflict(of)
                                ? "Say --take d365 or --take exchange."
                                : of.reason().remedy()));
    }

    /** Whether the case is about fields that both sides changed. */
    public static boolean isConflict(OpenCase of) {
        return of.state() == OpenCase.State.DISPUTED && of.reason().code().equals("conflict");
    }

    private boolean isLinked(ItemRef ref) {
        return !store.links().ofItem(ref).isEmpty();
    }

    private Option<Link> link(OpenCase of) {
        Predicate<Link> both = l -> of.items().forAll(ref -> l.ref(ref.side()).contains(ref));
        return of.items()
                .headOption()
                .flatMap(ref -> store.links().ofItem(ref).find(both))
                .filter(l -> Vector.of(Side.values()).forAll(s -> l.baseline(s).isDefined()));
    }

    private Link pending(OpenCase of) {
        return Link.builder()
                .id(new LinkId(ids.next()))
                .lane(of.lane())
                .state(LinkState.PENDING)
                .since(clock.instant())
                .build();
    }

    private void settle(OpenCase of, Link link, String what) {
        store.journal()
                .append(Vector.of(
                        line(of, Option.some(link.id()), of.items().head().id() + " " + what)));
        store.links().save(Vector.of(link));
        replace(of, Option.none());
    }

    private JournalEntry line(OpenCase of, Option<LinkId> link, String what) {
        return JournalEntry.builder()
                .run(by)
                .lane(of.lane())
                .at(clock.instant())
                .link(link)
                .ref(of.items().headOption())
                .verb("resolve")
                .phase(JournalEntry.Phase.DONE)
                .reason(Reason.of("by-hand", "a person's answer: " + what))
                .title(of.title())
                .build();
    }

    private void replace(OpenCase of, Option<OpenCase> by) {
        Seq<OpenCase> cases = store.cases().ofLane(of.lane());
        store.cases()
                .replace(
                        of.lane(),
                        cases.flatMap(c -> c.items().equals(of.items()) && c.state() == of.state()
                                ? by.toVector()
                                : Vector.of(c)));
    }

    private OpenCase due(OpenCase c) {
        return new OpenCase(c.lane(), c.items(), c.state(), c.title(), c.reason(), 0, c.since(), clock.instant());
    }
}
