package io.axpsync.core.memory;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.MailKey;
import io.axpsync.core.item.NormalForm;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** What people do on a side in memory, with their own hands; and what they see there. */
public final class MemoryUser {

    private static final Duration FAR = Duration.ofDays(3660);
    private final Server server;

    MemoryUser(Server server) {
        this.server = server;
    }

    /** The natural key that belongs to an iCal UID. */
    public static String uidKey(String uid) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(uid.getBytes(StandardCharsets.UTF_8));
            return "uid:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Makes an item. On Exchange it gets an iCal UID of its own. */
    public ItemRef put(Lane lane, Item item, boolean marked) {
        return put(lane, item, marked, Option.none(), Observed.Role.OWNER);
    }

    /** Receives somebody else's meeting as an attendee's copy. */
    public ItemRef receive(Lane lane, Item item, boolean marked, String uid) {
        return put(lane, item, marked, Option.some(uidKey(uid)), Observed.Role.ATTENDEE);
    }

    /** Receives a message, or has it in the folder of sent ones. */
    public ItemRef mail(Lane lane, Item message, MailHeaders headers, boolean marked) {
        String sender = message.value(Field.SENDER) instanceof Value.Entries e && !e.isEmpty()
                ? e.values().head().key()
                : "";
        Instant sent = message.value(Field.PERIOD) instanceof Value.Period p ? p.start() : Instant.EPOCH;
        String key = MailKey.of(
                headers.messageId(),
                sender,
                sent,
                message.title(),
                message.value(Field.BODY) instanceof Value.Text text ? text.text() : "");
        ItemRef ref = put(lane, message, marked, Option.some(key), Observed.Role.OWNER);
        change(ref, row -> row.withMail(Option.some(headers)));
        return ref;
    }

    public void edit(Lane lane, ItemRef ref, Field field, Value value) {
        change(
                ref,
                row -> row.withItem(server.views.kept(
                        settled(edited(row.item(), field, value), lane, row),
                        lane,
                        server.views.keepsMarker(row, lane),
                        Option.some(row.item()))));
    }

    /** Exchange drops all exceptions of a series whose pattern or time is changed. */
    private Item edited(Item item, Field field, Value value) {
        boolean drops =
                side() == Side.EXCHANGE && field == Field.PERIOD && !NormalForm.same(field, item.value(field), value);
        return (drops ? item.with(Field.EXCEPTIONS, Value.NOTHING) : item).with(field, value);
    }

    public void setMarker(Lane lane, ItemRef ref) {
        mark(lane, ref, true);
    }

    public void removeMarker(Lane lane, ItemRef ref) {
        mark(lane, ref, false);
    }

    /** A query of D365 selects the person from now on. */
    public void select(Lane published, ItemRef person) {
        change(person, row -> row.withAlsoIn(row.alsoIn().add(published.id())));
    }

    /** The query does not select the person any more; nothing of its row changes. */
    public void deselect(Lane published, ItemRef person) {
        change(
                person,
                row -> row.withAlsoIn(row.alsoIn().remove(published.id()))
                        .withLane(row.lane().equals(published.id()) ? NOBODYS : row.lane()));
    }

    private static final LaneId NOBODYS = new LaneId("nobody/CONTACT");

    public void delete(ItemRef ref) {
        change(ref, row -> row.withDeleted(true));
    }

    /** Brings a deleted item back, as it was. */
    public void restore(ItemRef ref) {
        change(ref, row -> row.withDeleted(false));
    }

    /** Puts it off by ten years. */
    public void moveOutsideWindow(ItemRef ref) {
        change(
                ref,
                row -> row.withItem(
                        row.item().with(Field.PERIOD, later(row.item().value(Field.PERIOD)))));
    }

    /** Moves it to a folder that no lane follows; answers with its new name where a move changes that. */
    public ItemRef moveElsewhere(ItemRef ref) {
        return move(ref, row -> row.withElsewhere(true));
    }

    /** Moves it back into its lane's folder; answers as {@link #moveElsewhere}. */
    public ItemRef moveBack(ItemRef ref) {
        return move(ref, row -> row.withElsewhere(false));
    }

    /** Makes it somebody else's. */
    public void give(ItemRef ref, Lane to) {
        change(ref, row -> row.withWasIn(row.wasIn().add(row.lane())).withLane(to.id()));
    }

    public void setUnreadable(ItemRef ref, Reason reason) {
        change(ref, row -> row.withUnreadable(Option.some(reason)));
    }

    public void setReadable(ItemRef ref) {
        change(ref, row -> row.withUnreadable(Option.none()));
    }

    public void setRole(ItemRef ref, Observed.Role role) {
        change(ref, row -> row.withRole(role));
    }

    /** From now on the item does not carry the field, for this reason; none shows it again. */
    public void withhold(ItemRef ref, Field field, Option<Withheld> why) {
        change(
                ref,
                row -> row.withWithheld(why.map(w -> row.withheld().put(field, w))
                        .getOrElse(() -> row.withheld().remove(field))));
    }

    public void setStamp(ItemRef ref, Option<Stamp> stamp) {
        change(ref, row -> row.withStamp(stamp));
    }

    public void setNaturalKey(ItemRef ref, String naturalKey) {
        change(ref, row -> row.withNaturalKey(Option.some(naturalKey)));
    }

    /** An attendee answers: TENTATIVE, ACCEPTED or DECLINED. */
    public void answer(Lane lane, ItemRef ref, String address, String answer) {
        Item item = see(lane, ref);
        Seq<Value.Entry> others = item.value(Field.RESPONSES) instanceof Value.Entries e ? e.values() : Vector.empty();
        edit(lane, ref, Field.RESPONSES, Value.Entries.of(others.append(new Value.Entry(address, answer, ""))));
    }

    /** What stands in the lane's folder, inside the window or not. */
    public Seq<ItemRef> list(Lane lane) {
        synchronized (server) {
            return server.rows.in(lane.id()).map(Row::ref);
        }
    }

    /** All categories of the item, ours too. */
    public Seq<String> categories(ItemRef ref) {
        return row(ref).item().value(Field.CATEGORIES) instanceof Value.Entries e
                ? e.values().map(Value.Entry::label)
                : Vector.empty();
    }

    /** What the item says, without the marker. */
    public Item see(Lane lane, ItemRef ref) {
        return server.views.item(row(ref), lane);
    }

    /** A number that grows with each change of the item. */
    public long changed(ItemRef ref) {
        return row(ref).changed();
    }

    /** All items of the lane's folder, for comparing whole folders. */
    public Seq<Item> seeAll(Lane lane) {
        return list(lane).map(ref -> see(lane, ref));
    }

    /** The items of that title in the lane's folder. */
    public Seq<ItemRef> called(Lane lane, String title) {
        return list(lane).filter(ref -> see(lane, ref).title().equals(title));
    }

    public boolean isMarked(Lane lane, ItemRef ref) {
        return server.views.marked(row(ref), lane);
    }

    public boolean isDeleted(ItemRef ref) {
        return row(ref).deleted();
    }

    public Option<Stamp> stamp(ItemRef ref) {
        return row(ref).stamp();
    }

    public Option<String> naturalKey(ItemRef ref) {
        return row(ref).naturalKey();
    }

    private ItemRef put(Lane lane, Item item, boolean marked, Option<String> key, Observed.Role role) {
        synchronized (server) {
            server.mailboxes = server.mailboxes.add(lane.id());
            ItemRef ref = server.rows.newRef(lane);
            Row row = Row.builder()
                    .ref(ref)
                    .lane(lane.id())
                    .item(item)
                    .role(role)
                    .naturalKey(side() == Side.EXCHANGE ? key.orElse(Option.some(uidKey(ref.id()))) : key)
                    .build();
            server.rows.put(row.withItem(server.views.kept(settled(item, lane, row), lane, marked, Option.none())));
            return ref;
        }
    }

    private void mark(Lane lane, ItemRef ref, boolean marked) {
        change(ref, row -> row.withItem(server.views.kept(row.item(), lane, marked, Option.some(row.item()))));
    }

    private Item settled(Item item, Lane lane, Row row) {
        return side() == Side.EXCHANGE && row.role() == Observed.Role.OWNER ? Appointments.settled(item, lane) : item;
    }

    private static Value later(Value period) {
        if (period instanceof Value.Period p) {
            return new Value.Period(p.start().plus(FAR), p.end().plus(FAR));
        } else if (period instanceof Value.Days d) {
            Period far = Period.ofDays((int) FAR.toDays());
            return new Value.Days(d.start().plus(far), d.end().plus(far));
        } else if (period instanceof Value.Recurring r) {
            return new Value.Recurring(later(r.first()), "FREQ=DAILY;COUNT=2", r.zone());
        }
        throw new IllegalArgumentException("an item without a period is never outside a window");
    }

    private ItemRef move(ItemRef ref, UnaryOperator<Row> move) {
        synchronized (server) {
            if (server.habits.idsSurviveMoves()) {
                return server.rows.put(move.apply(row(ref))).ref();
            }
            Row row = row(ref);
            ItemRef renamed = new ItemRef(ref.side(), ref.id() + "'");
            return server.rows.rename(row, move.apply(row).withRef(renamed)).ref();
        }
    }

    private void change(ItemRef ref, UnaryOperator<Row> change) {
        synchronized (server) {
            server.rows.put(change.apply(row(ref)));
        }
    }

    private Row row(ItemRef ref) {
        synchronized (server) {
            return server.rows
                    .get(ref)
                    .getOrElseThrow(() -> new IllegalArgumentException("there never was an item " + ref));
        }
    }

    private Side side() {
        return server.habits.side();
    }
}
