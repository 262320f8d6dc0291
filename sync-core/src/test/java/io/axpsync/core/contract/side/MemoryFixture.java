package io.axpsync.core.contract.side;

import io.axpsync.core.item.Category;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.Lane;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.Mailbox;
import io.axpsync.core.item.Value;
import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.memory.MemoryUser;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;

/** The side in memory as the contracts see it; or one that is broken by a wrapper around it. */
final class MemoryFixture implements SideFixture {

    static final Lane LANE = lane("000001", "anna");
    static final Lane OTHER = lane("000002", "bert");
    private static final Lane STRANGE = lane("999999", "nobody");

    private final Kind kind;
    private final MemoryHabits habits;
    private final MemorySide memory;
    private final Function<MemorySide, SyncSide> wrapper;
    private final SyncSide side;

    MemoryFixture(MemoryHabits habits) {
        this(habits, memory -> memory);
    }

    MemoryFixture(MemoryHabits habits, Function<MemorySide, SyncSide> wrapper) {
        this(habits, Kind.APPOINTMENT, wrapper);
    }

    private MemoryFixture(MemoryHabits habits, Kind kind, Function<MemorySide, SyncSide> wrapper) {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
        this.habits = habits;
        this.kind = kind;
        this.memory = MemorySide.of(habits, clock, of(kind, LANE), of(kind, OTHER));
        this.wrapper = wrapper;
        this.side = wrapper.apply(memory);
    }

    static MemoryFixture ofTasks(MemoryHabits habits) {
        return new MemoryFixture(habits, Kind.TASK, memory -> memory);
    }

    private static Lane of(Kind kind, Lane lane) {
        return lane.withKind(kind).withId(LaneId.of(lane.mailbox().personnelNumber(), kind));
    }

    private static Lane lane(String number, String name) {
        return Lane.builder()
                .id(LaneId.of(number, Kind.APPOINTMENT))
                .kind(Kind.APPOINTMENT)
                .marker(new Category("D365"))
                .mailbox(Mailbox.builder()
                        .personnelNumber(number)
                        .address(name + "@contoso.example")
                        .displayName(name)
                        .company("usmf")
                        .zone(ZoneId.of("Europe/Berlin"))
                        .build())
                .build();
    }

    @Override
    public SyncSide side() {
        return side;
    }

    @Override
    public SyncSide restarted() {
        return wrapper.apply(memory);
    }

    @Override
    public Lane lane() {
        return of(kind, LANE);
    }

    @Override
    public Lane otherLane() {
        return of(kind, OTHER);
    }

    @Override
    public Lane strangeLane() {
        return of(kind, STRANGE);
    }

    @Override
    public Set<Ability> lacks() {
        return habits.feed() == MemoryHabits.Feed.SILENT
                ? HashSet.of(Ability.FEED_TELLS_DELETIONS, Ability.FEED_TELLS_MOVES)
                : HashSet.empty();
    }

    @Override
    public Set<Field> userSets() {
        return HashSet.of(Field.values());
    }

    @Override
    public ItemRef put(Lane lane, Item item, boolean marked) {
        return user().put(lane, item, marked);
    }

    @Override
    public void edit(Lane lane, ItemRef ref, Field field, Value value) {
        user().edit(lane, ref, field, value);
    }

    @Override
    public void mark(Lane lane, ItemRef ref, boolean marked) {
        if (marked) {
            user().setMarker(lane, ref);
        } else {
            user().removeMarker(lane, ref);
        }
    }

    @Override
    public void delete(Lane lane, ItemRef ref) {
        user().delete(ref);
    }

    @Override
    public void moveElsewhere(Lane lane, ItemRef ref) {
        user().moveElsewhere(ref);
    }

    @Override
    public int mailsSent() {
        return memory.mails().map(mail -> mail.recipients().size()).sum().intValue();
    }

    @Override
    public int requests() {
        return memory.requests();
    }

    @Override
    public void close() {
        memory.close();
    }

    private MemoryUser user() {
        return memory.user();
    }
}
