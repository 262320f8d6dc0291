package io.axpsync.core.contract.side;

import io.axpsync.core.memory.MemoryHabits;
import io.axpsync.core.memory.MemorySide;
import io.axpsync.core.port.SyncSide;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.function.Function;

/**
 * A way in which an adapter could break the contract.
 *
 * @param name what it does wrong
 * @param caughtBy the contract test that must fail because of it
 * @param breaking makes the broken side of an honest one
 */
record Fault(String name, MemoryHabits habits, String caughtBy, Function<MemorySide, SyncSide> breaking) {

    static Fault of(String name, MemoryHabits habits, String caughtBy, Function<MemorySide, SyncSide> breaking) {
        return new Fault(name, habits, caughtBy, breaking);
    }

    /** All that we could think of. */
    static Seq<Fault> all() {
        return Vector.of(
                        ListingFaults.ALL,
                        ReadingFaults.ALL,
                        WritingFaults.ALL,
                        SeriesFaults.ALL,
                        LaneFaults.ALL,
                        FenceFaults.ALL)
                .flatMap(faults -> faults);
    }

    /** What a side throws that throws instead of answering. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Thrown(String message) {
            super(message);
        }
    }

    SideFixture open() {
        return new MemoryFixture(habits, breaking);
    }

    @Override
    public String toString() {
        return name;
    }
}
