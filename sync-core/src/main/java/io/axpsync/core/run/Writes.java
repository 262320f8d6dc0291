package io.axpsync.core.run;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.DirectoryEntry;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Notify;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.TaskProgress;
import io.axpsync.core.item.Value;
import io.axpsync.core.people.AddressBook;
import io.axpsync.core.plan.Decision;
import io.axpsync.core.plan.Filing;
import io.axpsync.core.plan.Merge;
import io.axpsync.core.plan.Pair;
import io.axpsync.core.plan.Projection;
import io.axpsync.core.plan.Undoing;
import io.axpsync.core.port.Write;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;

/** Turns decisions into writes: which write a phase makes of an operation on a side, if any. */
final class Writes {

    private final String installation;
    private final AddressBook people;

    Writes(String installation, AddressBook people) {
        this.installation = installation;
        this.people = people;
    }

    /** The main write of an operation on a side. */
    Option<Write> main(Operation op, Side side) {
        if (op.decision instanceof Decision.Create c) {
            return c.on() == side ? Option.some(create(op, c)) : Option.none();
        } else if (op.decision instanceof Decision.Update u) {
            return u.merge().to(side).isEmpty()
                    ? Option.none()
                    : Option.some(update(
                            op, side, u.pair(), u.merge(), false, u.mail().notice()));
        } else if (op.decision instanceof Decision.Adopt a) {
            boolean mark = a.mark().contains(side);
            return a.merge().to(side).isEmpty() && !mark
                    ? Option.none()
                    : Option.some(
                            update(op, side, a.pair(), a.merge(), mark, a.mail().notice()));
        } else if (op.decision instanceof Decision.Release r) {
            return r.unmark().filter(o -> o.ref().side() == side).map(o -> unmark(op, o));
        } else if (op.decision instanceof Decision.Park p) {
            return p.tell()
                    .filter(tell -> tell.item().ref().side() == side)
                    .map(tell -> base(op, tell.item())
                            .status(Option.some(tell.status()))
                            .build());
        } else if (op.decision instanceof Undoing.Revert r) {
            return r.on() == side ? Option.some(revert(op, r)) : Option.none();
        } else if (op.decision instanceof Undoing.Recreate r) {
            return r.on() == side ? Option.some(recreate(op, r)) : Option.none();
        }
        return Option.none();
    }

    private static boolean isMessage(Operation op) {
        return op.lane.lane().kind() == Kind.MESSAGE;
    }

    /** After a create: our stamp on the item it was made from and, on D365, what only Exchange knows. */
    Option<Write> stamp(Operation op, Side side) {
        if (op.decision instanceof Decision.Create c) {
            return c.on() == side || !c.stampSource()
                    ? Option.none()
                    : op.written(c.on()).map(made -> stampOf(op, c, side, made.readBack()));
        } else if (op.decision instanceof Decision.Update u) {
            return mirror(op, side, u.pair());
        }
        return op.decision instanceof Decision.Adopt a ? mirror(op, side, a.pair()) : Option.none();
    }

    /** What Exchange itself made of a write: D365 is told at once, so that the next run has nothing to do. */
    private static Option<Write> mirror(Operation op, Side side, Pair read) {
        if (side == Side.EXCHANGE || isMessage(op) || op.written(Side.EXCHANGE).isEmpty()) {
            return Option.none();
        }
        Item now = op.written(Side.EXCHANGE).get().readBack().item().get();
        Observed.Present row = op.written(Side.D365).map(w -> w.readBack()).getOrElse(read.d365());
        Projection projection = new Projection(op.lane.sides, op.lane.setup.rules());
        Map<Field, Value> changes = LinkedHashMap.empty();
        for (Field field : op.lane.sides.shared(now.kind()).filter(op.lane.sides.d365()::writes)) {
            Value shown = projection.of(now, field, Side.D365).value();
            if (!op.wrote(Side.EXCHANGE, field)
                    && !NormalForm.same(field, read.value(Side.EXCHANGE, field), now.value(field))
                    && !NormalForm.same(field, row.item().get().value(field), shown)) {
                changes = changes.put(field, shown);
            }
        }
        return changes.isEmpty()
                ? Option.none()
                : Option.some(base(op, row)
                        .changes(changes)
                        .attendees(forNotes(now))
                        .attachments(FileWrites.forNotes(op, now))
                        .files(FileWrites.source(
                                op,
                                side,
                                changes,
                                op.written(Side.EXCHANGE).get().readBack().ref()))
                        .build());
    }

    /** The removal of an operation on a side. */
    Option<Write> removal(Operation op, Side side) {
        if (op.decision instanceof Undoing.Retract r) {
            return r.on() == side ? Option.some(retract(op, r)) : Option.none();
        }
        return op.decision instanceof Decision.Remove r && r.on() == side
                ? Option.some(new Write.Remove(
                        op.lane.lane(),
                        op.lane.window,
                        op.before.id(),
                        r.target().ref(),
                        r.target().version(),
                        r.mail().notice()))
                : Option.none();
    }

    private Write revert(Operation op, Undoing.Revert r) {
        Option<Item> exchange = op.before
                .exchange()
                .flatMap(ref -> Option.of(op.lane.full.get(ref)))
                .flatMap(o -> o instanceof Observed.Present p ? p.item() : Option.none());
        Value attendees = exchange.map(Writes::forNotes).getOrElse(Value.NOTHING);
        return base(op, r.target())
                .notice(r.mail().notice())
                .changes(r.values())
                .marked(Option.when(r.mark() && !op.lane.lane().isPublished(), true))
                .attendees(r.values().getOrElse(Field.ATTENDEES, attendees))
                .associations(known(
                        op,
                        r.on(),
                        r.values().getOrElse(Field.ATTENDEES, Value.NOTHING),
                        exchange.getOrElse(() -> r.target().item().get())))
                .build();
    }

    private Write recreate(Operation op, Undoing.Recreate r) {
        return Write.Create.builder()
                .lane(op.lane.lane())
                .window(op.lane.window)
                .link(op.before.id())
                .notice(Notify.NOBODY)
                .stamp(Stamp.of(installation, op.before.id()))
                .item(r.item())
                .marked(!op.lane.lane().isPublished())
                .build();
    }

    private static Write retract(Operation op, Undoing.Retract r) {
        return new Write.Remove(
                op.lane.lane(),
                op.lane.window,
                op.before.id(),
                r.target().ref(),
                r.target().version(),
                r.mail().notice());
    }

    private Write create(Operation op, Decision.Create c) {
        Stamp stamp = Stamp.of(installation, op.before.id());
        return Write.Create.builder()
                .lane(op.lane.lane())
                .window(op.lane.window)
                .link(op.before.id())
                .notice(c.mail().notice())
                .stamp(c.on() == Side.EXCHANGE ? stamp.on(c.source().ref()) : stamp)
                .item(c.item())
                .marked(!isMessage(op) && !op.lane.lane().isPublished())
                .naturalKey(c.source().naturalKey())
                .primary(c.filing().flatMap(Filing::primary))
                .envelope(c.filing().flatMap(Filing::envelope))
                .associations(
                        c.filing().isDefined()
                                ? c.filing().get().associations()
                                : c.company()
                                        .map(Vector::of)
                                        .getOrElse(
                                                () -> known(op, c.on(), c.item().value(Field.ATTENDEES), c.item())
                                                        .toVector()))
                .attendees(forNotes(c.source().item().get()))
                .attachments(FileWrites.forNotes(
                        op,
                        c.filing()
                                .flatMap(Filing::envelope)
                                .getOrElse(() -> c.source().item().get())))
                .files(FileWrites.source(
                        op, c.on(), c.item().values(), c.source().ref()))
                .build();
    }

    private Write update(Operation op, Side side, Pair pair, Merge merge, boolean mark, Notify notice) {
        Observed.Present item = pair.on(side);
        Map<Field, Value> changes = merge.to(side);
        if (isMessage(op)) {
            return side == Side.EXCHANGE
                    ? ImportWrites.tell(
                            op, base(op, item), item, stampOn(op, pair.d365().ref()))
                    : ImportWrites.join(op, base(op, item), changes);
        }
        Value attendees = forNotes(pair.item(Side.EXCHANGE));
        Write.Update.Builder write = base(op, item)
                .notice(side == Side.EXCHANGE ? notice : Notify.NOBODY)
                .changes(changes)
                .attendees(changes.getOrElse(Field.ATTENDEES, attendees))
                .attachments(FileWrites.forNotes(op, pair.item(Side.EXCHANGE)))
                .files(FileWrites.source(op, side, changes, pair.exchange().ref()))
                .associations(
                        known(op, side, changes.getOrElse(Field.ATTENDEES, Value.NOTHING), pair.item(Side.EXCHANGE)));
        if (mark) {
            settled(write, item);
            Stamp stamp = Stamp.of(installation, op.before.id());
            write.marked(Option.when(!op.lane.lane().isPublished(), true))
                    .stamp(Option.some(
                            side == Side.EXCHANGE ? stamp.on(pair.d365().ref()) : stamp))
                    .naturalKey(pair.exchange().naturalKey());
        }
        return write.build();
    }

    /** Whom a side that cannot hold attendees may name in its notes: nobody's private business. */
    private static Value forNotes(Item exchange) {
        return Projection.isPrivate(exchange) ? Value.NOTHING : exchange.value(Field.ATTENDEES);
    }

    private Stamp stampOn(Operation op, ItemRef row) {
        return Stamp.of(installation, op.before.id()).on(row);
    }

    private Write unmark(Operation op, Observed.Present item) {
        if (isMessage(op)) {
            return op.before
                    .d365()
                    .map(row -> ImportWrites.tell(op, base(op, item), item, stampOn(op, row)))
                    .getOrElse(() -> base(op, item).build());
        }
        return base(op, item).marked(Option.some(false)).build();
    }

    private Write stampOf(Operation op, Decision.Create c, Side side, Observed.Present made) {
        if (isMessage(op)) {
            return ImportWrites.tell(op, base(op, c.source()), c.source(), stampOn(op, made.ref()));
        }
        Stamp stamp = Stamp.of(installation, op.before.id());
        Write.Update.Builder write = settled(base(op, c.source()), c.source())
                .stamp(Option.some(side == Side.EXCHANGE ? stamp.on(made.ref()) : stamp));
        if (side == Side.D365) {
            Map<Field, Value> known =
                    onlyExchangeKnows(op, c.source().item().get(), made.item().get());
            write.changes(known)
                    .naturalKey(made.naturalKey())
                    .attendees(made.item().get().value(Field.ATTENDEES));
        }
        return write.build();
    }

    /**
     * What Exchange itself put on an item that was made there, and the source on D365 has not; and what a task of D365
     * says of its progress that does not agree with itself, as it was sent to Exchange.
     */
    static Map<Field, Value> onlyExchangeKnows(Operation op, Item d365, Item exchange) {
        Map<Field, Value> changes = LinkedHashMap.empty();
        Item settled = TaskProgress.settled(d365, HashSet.empty());
        for (Field field : Field.of(d365.kind())) {
            if (op.lane.sides.d365().writes(field)
                    && !NormalForm.same(field, d365.value(field), settled.value(field))) {
                changes = changes.put(field, settled.value(field));
                continue;
            }
            boolean takes = Field.EXCHANGE_KNOWS.contains(field)
                    || (d365.value(field).isNothing() && !Projection.isPrivate(exchange));
            if (takes
                    && op.lane.sides.d365().writes(field)
                    && !NormalForm.same(field, d365.value(field), exchange.value(field))) {
                changes = changes.put(field, exchange.value(field));
            }
        }
        return changes;
    }

    /** What waited and is settled is told so no longer. */
    private static Write.Update.Builder settled(Write.Update.Builder write, Observed.Present item) {
        return item.status().isEmpty() ? write : write.status(Option.some(HashSet.empty()));
    }

    private static Write.Update.Builder base(Operation op, Observed.Present item) {
        return Write.Update.builder()
                .lane(op.lane.lane())
                .window(op.lane.window)
                .link(op.before.id())
                .notice(Notify.NOBODY)
                .ref(item.ref())
                .expected(item.version())
                .changes(LinkedHashMap.empty())
                .before(item.item().get())
                .withheld(item.withheld().keySet());
    }

    /** The people behind the attendees, for an activity that is about to name them. */
    private Seq<DirectoryEntry> known(Operation op, Side side, Value attendees, Item source) {
        if (side != Side.D365 || !(attendees instanceof Value.Entries entries)) {
            return Vector.empty();
        }
        Seq<String> addresses = entries.values().map(Value.Entry::key);
        Seq<String> organizer = source.value(Field.ORGANIZER) instanceof Value.Entries o
                ? o.values().map(Value.Entry::key)
                : Vector.empty();
        return people.known(
                organizer.appendAll(addresses), op.lane.lane().mailbox().company());
    }
}
