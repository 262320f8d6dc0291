package io.axpsync.core.memory;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Capabilities;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Recurrence;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.port.Outcome;
import io.axpsync.core.port.PortFailure;
import io.axpsync.core.port.Write;
import io.vavr.Tuple;
import io.vavr.collection.Map;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Writes as a server in memory takes them. */
final class Writing {

    private final Server server;
    private final Mailing mailing;

    Writing(Server server) {
        this.server = server;
        this.mailing = new Mailing(server.habits);
    }

    Outcome apply(Write write) {
        Hostility hostility = server.trouble.hostility();
        Option<PortFailure> closed = server.closed(write.lane());
        if (closed.isDefined()) {
            return new Outcome.Refused(closed.get());
        }
        if (hostility.readOnly()) {
            return new Outcome.Refused(new PortFailure.Denied(
                    Trouble.reason("denied", write.lane(), "writing is not allowed", "grant the permission")));
        }
        if (server.trouble.strikes("throttle", hostility.throttledWrites())) {
            return new Outcome.Refused(Trouble.throttled(write.lane()));
        }
        if (server.trouble.strikes("request", hostility.lostRequests())) {
            return lost(write);
        }
        return change(write).fold(Outcome.Refused::new, change -> {
            if (server.trouble.strikes("empty", hostility.emptySuccesses())) {
                return pretended(write, change);
            }
            if (isSeries(change) && server.trouble.strikes("series", hostility.brokenSeries())) {
                Row half = change.after().withItem(change.after().item().with(Field.EXCEPTIONS, Value.NOTHING));
                carryOut(write, new Change(change.before(), half, false));
                return lost(write);
            }
            Row row = change.done() ? change.after() : carryOut(write, change);
            boolean answered = !server.trouble.strikes("answer", hostility.lostAnswers());
            return answered ? done(write, row) : lost(write);
        });
    }

    /** Whether it is written in several steps. */
    private static boolean isSeries(Change change) {
        Item after = change.after().item();
        return !change.done()
                && !change.after().deleted()
                && after.value(Field.PERIOD) instanceof Value.Recurring
                && !after.value(Field.EXCEPTIONS).isNothing();
    }

    /** The answer to a write that did nothing; who reads back what he wrote, sees that. */
    private Outcome pretended(Write write, Change change) {
        if (!server.habits.capabilities().readsBack() || write instanceof Write.Remove || change.done()) {
            return done(write, change.after());
        }
        return server.rows
                .get(change.after().ref())
                .map(row -> done(write, row))
                .getOrElse(() -> lost(write));
    }

    /** What a write makes of a row; {@code done} when an earlier delivery of it has done it already. */
    private record Change(Item before, Row after, boolean done) {}

    private Either<PortFailure, Change> change(Write write) {
        if (write instanceof Write.Create create) {
            return create(create);
        } else if (write instanceof Write.Update update) {
            return newest(write, update.ref(), update.expected()).flatMap(row -> update(update, row));
        }
        Write.Remove remove = (Write.Remove) write;
        return newest(write, remove.ref(), remove.expected())
                .map(row -> new Change(row.item(), row.withDeleted(true), false));
    }

    private Either<PortFailure, Row> newest(Write write, ItemRef ref, ItemVersion expected) {
        Option<Row> row =
                server.rows.get(ref).filter(r -> r.standsIn(write.lane().id()) || r.isEverybodys());
        if (row.isEmpty()) {
            return Either.left(Trouble.missing(write.lane(), "item " + ref.id()));
        }
        return server.habits.capabilities().checksVersions() && !server.trouble.isNewest(row.get(), expected.token())
                ? Either.left(new PortFailure.Stale(Trouble.reason(
                        "stale", write.lane(), "item " + ref.id() + " was changed meanwhile", "read it again")))
                : Either.right(row.get());
    }

    private Either<PortFailure, Change> create(Write.Create create) {
        Option<Row> there = server.rows
                .in(create.lane().id())
                .find(row -> row.transaction().contains(create.link())
                        || row.stamp()
                                .exists(s -> s.bare().equals(create.stamp().bare())));
        if (there.isDefined()) {
            return Either.right(new Change(there.get().item(), there.get(), true));
        }
        return accepted(create, create.item().values()).map(writable -> {
            Map<Field, Value> values =
                    Copies.taken(create, writable, Item.empty(create.item().kind()), side());
            Item item = Messages.filed(
                    Contacts.employed(Item.of(create.item().kind(), values), create.associations()), create);
            var ref = server.rows.newRef(create.lane());
            return new Change(
                    Item.empty(item.kind()),
                    Row.builder()
                            .ref(ref)
                            .lane(create.lane().id())
                            .item(server.views.kept(
                                    settled(create, item),
                                    create.lane(),
                                    create.marked() && !create.lane().isPublished(),
                                    Option.none()))
                            .stamp(stamp(Option.some(create.stamp())))
                            .transaction(Option.some(create.link()))
                            .naturalKey(
                                    side() == Side.D365
                                            ? create.naturalKey()
                                            : Option.some(MemoryUser.uidKey("made-as-" + ref.id())))
                            .build(),
                    false);
        });
    }

    private Either<PortFailure, Change> update(Write.Update update, Row row) {
        boolean attendeesSee = update.changes().keySet().exists(Field::attendeesSee);
        if (row.role() == Observed.Role.ATTENDEE && attendeesSee && side() == Side.EXCHANGE) {
            return Either.left(Trouble.rejected(update.lane(), "only the organizer may change a meeting"));
        }
        Map<Field, Value> asked = update.changes()
                .filterKeys(f ->
                        !row.withheld().containsKey(f) && !update.withheld().contains(f));
        return accepted(update, asked).map(writable -> {
            Map<Field, Value> values = Copies.taken(update, writable, row.item(), side());
            Item start = values.containsKey(Field.PERIOD) && !values.containsKey(Field.EXCEPTIONS)
                    ? row.item().with(Field.EXCEPTIONS, update.before().value(Field.EXCEPTIONS))
                    : row.item();
            Item item = values.foldLeft(start, (i, v) -> i.with(v._1, Contacts.asWritten(i, v._1, v._2)));
            boolean marked = update.marked()
                    .filter(m -> !update.lane().isPublished())
                    .getOrElse(() -> server.views.keepsMarker(row, update.lane()));
            Row selected = selected(row, update);
            if (row.isEverybodys()
                    && !update.lane().isPublished()
                    && !row.lane().equals(update.lane().id())) {
                marked = server.views.isMarked(row, update.lane()) || marked;
            }
            return new Change(
                    row.item(),
                    selected.withItem(server.views.kept(
                                    row.role() == Observed.Role.OWNER ? settled(update, item) : item,
                                    update.lane(),
                                    marked,
                                    Option.some(told(row.item(), update))))
                            .withStamp(stamp(update.stamp()).orElse(row.stamp()))
                            .withNaturalKey(
                                    side() == Side.D365
                                            ? update.naturalKey().orElse(row.naturalKey())
                                            : row.naturalKey()),
                    false);
        });
    }

    /** Taken into the private contacts of the lane's worker, or out of them, where it is another's person. */
    private static Row selected(Row row, Write.Update update) {
        if (!row.isEverybodys()
                || update.lane().isPublished()
                || row.lane().equals(update.lane().id())
                || update.marked().isEmpty()) {
            return row;
        }
        return row.withAlsoIn(
                update.marked().get()
                        ? row.alsoIn().add(update.lane().id())
                        : row.alsoIn().remove(update.lane().id()));
    }

    /** With the status categories that it shall carry from now on. */
    private static Item told(Item item, Write.Update update) {
        return update.status()
                .map(status -> item.with(Field.CATEGORIES, Value.Entries.of(status.map(Views::entry))))
                .getOrElse(item);
    }

    /** The values as the server keeps them, without those of fields that cannot be written. */
    private Either<PortFailure, Map<Field, Value>> accepted(Write write, Map<Field, Value> values) {
        Map<Field, Value> writable = values.filterKeys(server.habits.capabilities()::writes);
        Option<String> tooLong = writable.find(v -> v._2 instanceof Value.Text t
                        && holding(v._1).maxLength().exists(max -> t.text().length() > max))
                .map(v -> v._1 + " is too long");
        Option<String> badRule = writable.get(Field.PERIOD)
                .filter(period -> period instanceof Value.Recurring)
                .flatMap(period -> server.habits.capabilities().series()
                        ? Recurrence.of((Value.Recurring) period)
                                .swap()
                                .toOption()
                                .map(Reason::text)
                        : Option.some("there are no series here"));
        String poison = server.trouble.hostility().rejectedTitle();
        boolean poisoned = !poison.isEmpty()
                && (values.get(Field.SUBJECT).toString().contains(poison)
                        || (write instanceof Write.Update u
                                && u.before().title().contains(poison)));
        return tooLong.orElse(badRule)
                .orElse(poisoned ? Option.some("the server chokes on " + poison) : Option.none())
                .orElse(Contacts.tooMany(writable, server.habits.capabilities()))
                .map(why -> Trouble.rejected(write.lane(), why))
                .toEither(writable)
                .swap()
                .map(kept -> kept.map((f, v) -> Tuple.of(f, nearest(f, v))));
    }

    private Value nearest(Field field, Value value) {
        Value known = value instanceof Value.Choice c ? holding(field).nearest(c) : value;
        return server.trouble.hostility().rewriting().keep(field, known);
    }

    private Capabilities.Holding holding(Field field) {
        return server.habits.capabilities().holding(field).getOrElse(Capabilities.Holding.READ_WRITE);
    }

    /** What Exchange itself puts on a meeting, and takes off an item that is none any more. */
    private Item settled(Write write, Item item) {
        return side() == Side.EXCHANGE ? Appointments.settled(item, write.lane()) : item;
    }

    private Option<Stamp> stamp(Option<Stamp> asked) {
        return asked.filter(s -> server.habits.capabilities().holdsStamps())
                .map(s -> side() == Side.D365 ? s.bare() : s);
    }

    private Row carryOut(Write write, Change change) {
        Row row = server.rows.put(change.after());
        Item after = row.deleted() ? Item.empty(row.item().kind()) : row.item();
        server.mails = server.mails.appendAll(
                mailing.of(row, write.lane().mailbox().address(), change.before(), after, write.notice()));
        server.written = server.written.append(write);
        return row;
    }

    private Outcome done(Write write, Row row) {
        return write instanceof Write.Remove
                ? new Outcome.Removed()
                : new Outcome.Written(server.views.present(row, write.lane(), write.window(), server.trouble, false));
    }

    private static Outcome lost(Write write) {
        return new Outcome.Lost(Trouble.reason("lost", write.lane(), "no answer came", "look for it by its stamp"));
    }

    private Side side() {
        return server.habits.side();
    }
}
