package io.axpsync.core.contract.side;

import io.axpsync.core.memory.MemoryHabits;

class MemoryEwsContractTest implements SideContract {

    @Override
    public SideFixture open() {
        return new MemoryFixture(MemoryHabits.EWS);
    }
}
