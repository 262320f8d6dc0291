package io.axpsync.core.port;

import io.axpsync.core.item.Field;
import io.axpsync.core.item.House;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.axpsync.core.item.LinkId;
import io.axpsync.core.item.Reason;
import io.axpsync.core.item.Side;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.time.Instant;
import org.immutables.value.Value;

/** One line of the journal: what was decided or done with one item, and what it said before. */
@House
@Value.Immutable
public interface JournalEntry extends WithJournalEntry {

    String run();

    LaneId lane();

    /** UTC. */
    Instant at();

    @Value.Default
    default Option<LinkId> link() {
        return Option.none();
    }

    /** The side that was or would be written; none when only our store was. */
    @Value.Default
    default Option<Side> side() {
        return Option.none();
    }

    @Value.Default
    default Option<ItemRef> ref() {
        return Option.none();
    }

    /** create, update, delete, withdraw, adopt, release, conflict, park, hold … */
    String verb();

    Phase phase();

    Reason reason();

    @Value.Default
    @Value.Redacted
    default String title() {
        return "";
    }

    /** Old values of everything that the write overwrites or deletes, and the losing values of conflicts. */
    @Value.Default
    @Value.Redacted
    default Map<Field, io.axpsync.core.item.Value> before() {
        return LinkedHashMap.empty();
    }

    /** What was written. */
    @Value.Default
    @Value.Redacted
    default Map<Field, io.axpsync.core.item.Value> after() {
        return LinkedHashMap.empty();
    }

    /** The mails that Exchange was asked to send with the write. */
    @Value.Default
    default Option<Mailed> mailed() {
        return Option.none();
    }

    /** The run that this undoes something of. */
    @Value.Default
    default Option<String> undoes() {
        return Option.none();
    }

    /** Whether retention has erased what the item said. */
    @Value.Default
    default boolean erased() {
        return false;
    }

    /** The entry as it is once retention has passed: who did what and when, but nothing of the item. */
    default JournalEntry erase() {
        return builder()
                .run(run())
                .lane(lane())
                .at(at())
                .link(link())
                .side(side())
                .verb(verb())
                .phase(phase())
                .reason(Reason.of(reason().code(), "The details were erased, as retention asks."))
                .erased(true)
                .build();
    }

    /**
     * Mails about one write.
     *
     * @param what invitation, update or cancellation
     * @param inside number of recipients inside the organisation
     * @param outside number of recipients outside the organisation
     */
    record Mailed(String what, int inside, int outside) {
        public int recipients() {
            return inside + outside;
        }
    }

    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link JournalEntry}. */
    class Builder extends ImmutableJournalEntry.Builder {}

    /** When in the life of an operation the line was written. */
    enum Phase {
        /** Before the write. */
        INTENT,
        /** The write took effect. */
        DONE,
        /** It was refused, by a server or by us. */
        REFUSED,
        /** No answer came. */
        LOST
    }
}
