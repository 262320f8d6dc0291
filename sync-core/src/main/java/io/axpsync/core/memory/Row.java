package io.axpsync.core.memory;

import io.axpsync.core.change.Observed;
import io.axpsync.core.item.Field;
import io.axpsync.core.item.House;
import io.axpsync.core.item.Item;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.Kind;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.MailHeaders;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.axpsync.core.item.Stamp;
import io.axpsync.core.item.Withheld;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.time.Instant;
import org.immutables.value.Value;

/** One item as the server in memory keeps it. */
@House
@Value.Immutable
interface Row extends WithRow {

    ItemRef ref();

    /** The lane in whose folder it stands, or stood last. */
    LaneId lane();

    /** As its owner sees it: the marker is one of the categories. */
    Item item();

    @Value.Default
    default Option<Stamp> stamp() {
        return Option.none();
    }

    /** What keeps a repeated create from doubling it. */
    @Value.Default
    default Option<LinkId> transaction() {
        return Option.none();
    }

    @Value.Default
    default Option<String> naturalKey() {
        return Option.none();
    }

    @Value.Default
    default Observed.Role role() {
        return Observed.Role.OWNER;
    }

    @Value.Default
    default boolean deleted() {
        return false;
    }

    /** In a folder that no lane follows. */
    @Value.Default
    default boolean elsewhere() {
        return false;
    }

    /** Lanes that it left for another one; their feeds have to tell. */
    @Value.Default
    default Set<LaneId> wasIn() {
        return HashSet.empty();
    }

    @Value.Default
    default Option<Reason> unreadable() {
        return Option.none();
    }

    @Value.Default
    default Map<Field, Withheld> withheld() {
        return HashMap.empty();
    }

    /** The change that made it what it is; numbers all changes of the server. */
    @Value.Default
    default long changed() {
        return 0;
    }

    /** The change before that. */
    @Value.Default
    default long changedBefore() {
        return 0;
    }

    @Value.Default
    default Instant modified() {
        return Instant.EPOCH;
    }

    /** Further lanes whose worker has selected it: a person of D365 may be in the private contacts of many. */
    @Value.Default
    default Set<LaneId> alsoIn() {
        return HashSet.empty();
    }

    default boolean standsIn(LaneId lane) {
        return !deleted() && !elsewhere() && (lane().equals(lane) || alsoIn().contains(lane));
    }

    /** Whether all lanes may read it: a person of D365, whoever has selected it, or an imported message. */
    default boolean isEverybodys() {
        boolean shared = item().kind() == Kind.CONTACT || item().kind() == Kind.MESSAGE;
        return ref().side() == Side.D365 && shared && !deleted() && !elsewhere();
    }

    /** Of a message. */
    @Value.Default
    default Option<MailHeaders> mail() {
        return Option.none();
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link Row}. */
    class Builder extends ImmutableRow.Builder {}
}
