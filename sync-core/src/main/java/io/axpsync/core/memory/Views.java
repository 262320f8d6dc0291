package io.axpsync.core.memory;

import io.axpsync.core.change.Observed;
import io.axpsync.core.change.Observed.Place;
import io.axpsync.core.change.Observed.Present;
import io.axpsync.core.item.Category;
import io.axpsync.core.item.ContactKeys;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemVersion;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.RecurrenceSet;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.TaskProgress;
import io.axpsync.core.item.Value;
import io.axpsync.core.item.Window;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/** How a row shows through a lane. */
final class Views {

    private final MemoryHabits habits;
    private final Clock clock;

    Views(MemoryHabits habits, Clock clock) {
        this.habits = habits;
        this.clock = clock;
    }

    Observed light(Row row, Lane lane, Window window, Trouble trouble) {
        return observed(row, lane, window, trouble, true);
    }

    Observed full(Row row, Lane lane, Window window, Trouble trouble) {
        return observed(row, lane, window, trouble, false);
    }

    /** What the feed of a lane says of a row that changed; nothing where it keeps silent. */
    Option<Observed> feed(Row row, Lane lane, Window window, Trouble trouble) {
        boolean inside = row.standsIn(lane.id()) && touches(row, lane, window);
        if (inside || (row.standsIn(lane.id()) && habits.feed() != MemoryHabits.Feed.LEFT_VIEW)) {
            return Option.some(light(row, lane, window, trouble));
        }
        boolean tombstone = row.deleted() && habits.feed() == MemoryHabits.Feed.TOMBSTONES;
        return habits.feed() == MemoryHabits.Feed.SILENT
                ? Option.none()
                : Option.some(
                        new Observed.Gone(row.ref(), tombstone ? Observed.Trace.TOMBSTONE : Observed.Trace.LEFT_VIEW));
    }

    Present present(Row row, Lane lane, Window window, Trouble trouble, boolean light) {
        Item item = item(row, lane);
        return Present.builder()
                .ref(row.ref())
                .version(new ItemVersion(trouble.version(row, light)))
                .marked(marked(row, lane))
                .markable(!lane.isPublished() || habits.side() == Side.EXCHANGE)
                .stamp(light && !habits.lightStamps() ? Option.none() : row.stamp())
                .naturalKey(row.naturalKey())
                .item(light ? Option.none() : Option.some(item))
                .period(period(item))
                .title(item.title())
                .contact(item.kind() == Kind.CONTACT ? Option.some(ContactKeys.of(item)) : Option.none())
                .mail(light ? Option.none() : row.mail())
                .status(lane.statusCategories()
                        .filter(c -> categories(row.item()).exists(e -> e.key().equals(c.key()))))
                .place(place(row, lane, window))
                .role(row.role())
                .owner(habits.side() == Side.D365 ? Option.some(row.lane().owner()) : Option.none())
                .withheld(row.withheld())
                .modified(Option.some(row.modified().plus(trouble.hostility().skew())))
                .build();
    }

    /** What the lane says of the item: the fields that the side holds, without the marker and our categories. */
    Item item(Row row, Lane lane) {
        Item shown = Item.of(
                row.item().kind(),
                row.item()
                        .values()
                        .filterKeys(f -> habits.capabilities().holds(f)
                                && !row.withheld().containsKey(f)));
        return shown.with(Field.CATEGORIES, entries(shown.value(Field.CATEGORIES), e -> !isOurs(e, lane)));
    }

    boolean marked(Row row, Lane lane) {
        if (lane.isPublished()) {
            return habits.side() == Side.EXCHANGE || row.standsIn(lane.id());
        }
        boolean selected = !row.isEverybodys() || row.standsIn(lane.id());
        return selected && isMarked(row, lane);
    }

    /** Whether it carries the marker, whoever has selected it. */
    boolean isMarked(Row row, Lane lane) {
        return categories(row.item()).exists(e -> e.key().equals(lane.marker().key()));
    }

    /** Whether it keeps the marker when it is edited through the lane; a published folder neither puts it on nor takes it off. */
    boolean keepsMarker(Row row, Lane lane) {
        return lane.isPublished() ? isMarked(row, lane) : marked(row, lane);
    }

    /** The item as it is kept: with the marker, and with our status categories that {@code before} carries. */
    Item kept(Item item, Lane lane, boolean marked, Option<Item> before) {
        Seq<Value.Entry> users = categories(item).filter(e -> !isOurs(e, lane));
        Seq<Value.Entry> status = before.toVector()
                .flatMap(Views::categories)
                .filter(e -> isOurs(e, lane) && !e.key().equals(lane.marker().key()));
        Seq<Value.Entry> marker = marked ? Vector.of(entry(lane.marker())) : Vector.empty();
        Value exceptions = RecurrenceSet.within(item.value(Field.PERIOD), item.value(Field.EXCEPTIONS));
        return Appointments.withDefaults(progressed(
                        exceptions.isNothing() && item.value(Field.EXCEPTIONS).isNothing()
                                ? item
                                : item.with(Field.EXCEPTIONS, exceptions),
                        before))
                .with(
                        Field.CATEGORIES,
                        Value.Entries.of(marker.appendAll(status).appendAll(users)));
    }

    /** Exchange itself keeps status and per cent of a task together, and where nobody else may, says when it was done. */
    private Item progressed(Item item, Option<Item> before) {
        Set<Field> edited = TaskProgress.FIELDS.filter(
                f -> before.exists(was -> !was.value(f).equals(item.value(f))));
        if (habits.side() == Side.D365 || item.kind() != Kind.TASK) {
            return item;
        }
        Item settled = TaskProgress.settled(item, edited);
        boolean dated = settled.value(Field.STATUS).equals(Value.choice("COMPLETED"))
                && settled.value(Field.COMPLETED_DATE).isNothing()
                && !habits.capabilities().writes(Field.COMPLETED_DATE);
        return dated
                ? settled.with(
                        Field.COMPLETED_DATE, new Value.Date(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)))
                : settled;
    }

    static Value.Entry entry(Category category) {
        return new Value.Entry(category.key(), "", category.name());
    }

    /** What an item is matched by beside its title. */
    static Value period(Item item) {
        if (item.kind() != Kind.TASK) {
            return item.value(Field.PERIOD);
        }
        return item.value(Field.DUE_DATE).isNothing() ? Present.UNDATED : item.value(Field.DUE_DATE);
    }

    static boolean touches(Row row, Lane lane, Window window) {
        ZoneId zone = lane.mailbox().zone();
        Value period = row.item().value(Field.PERIOD);
        if (period instanceof Value.Period p) {
            return window.touches(p.start(), p.end());
        } else if (period instanceof Value.Days d) {
            return window.touches(
                    d.start().atStartOfDay(zone).toInstant(),
                    d.end().atStartOfDay(zone).toInstant());
        }
        return RecurrenceSet.of(row.item()).forAll(series -> series.touches(window, zone));
    }

    private Observed observed(Row row, Lane lane, Window window, Trouble trouble, boolean light) {
        Present present = present(row, lane, window, trouble, light);
        return row.unreadable().isEmpty()
                ? present
                : new Observed.Unreadable(
                        present.ref(),
                        present.version(),
                        present.marked(),
                        present.title(),
                        row.unreadable().get());
    }

    private static Place place(Row row, Lane lane, Window window) {
        if (!row.standsIn(lane.id()) && !row.isEverybodys()) {
            return Place.ELSEWHERE;
        }
        return touches(row, lane, window) ? Place.IN_LANE : Place.OUTSIDE_WINDOW;
    }

    private static boolean isOurs(Value.Entry entry, Lane lane) {
        return lane.statusCategories().add(lane.marker()).exists(c -> c.key().equals(entry.key()));
    }

    private static Seq<Value.Entry> categories(Item item) {
        return item.value(Field.CATEGORIES) instanceof Value.Entries e ? e.values() : Vector.empty();
    }

    private static Value entries(Value value, Predicate<Value.Entry> which) {
        return value instanceof Value.Entries e ? Value.Entries.of(e.values().filter(which)) : value;
    }
}
