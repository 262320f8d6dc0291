package io.axpsync.core.contract.side;

import io.axpsync.core.memory.MemoryHabits;
import org.junit.jupiter.api.Nested;

/** Tasks in memory, as each of the servers has them. */
class MemoryTaskContractTest {

    @Nested
    class Ews implements TaskContract {
        @Override
        public SideFixture open() {
            return MemoryFixture.ofTasks(MemoryHabits.EWS_TASKS);
        }
    }

    @Nested
    class ToDo implements TaskContract {
        @Override
        public SideFixture open() {
            return MemoryFixture.ofTasks(MemoryHabits.TO_DO);
        }
    }

    @Nested
    class D365 implements TaskContract {
        @Override
        public SideFixture open() {
            return MemoryFixture.ofTasks(MemoryHabits.D365);
        }
    }

    @Nested
    class StockD365 implements TaskContract {
        @Override
        public SideFixture open() {
            return MemoryFixture.ofTasks(MemoryHabits.STOCK_D365);
        }
    }
}
