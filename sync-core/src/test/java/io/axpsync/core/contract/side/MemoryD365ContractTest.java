package io.axpsync.core.contract.side;

import io.axpsync.core.memory.MemoryHabits;

class MemoryD365ContractTest implements SideContract {

    @Override
    public SideFixture open() {
        return new MemoryFixture(MemoryHabits.D365);
    }
}
