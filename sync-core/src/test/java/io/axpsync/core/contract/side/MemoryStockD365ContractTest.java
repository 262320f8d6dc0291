package io.axpsync.core.contract.side;

import io.axpsync.core.memory.MemoryHabits;

class MemoryStockD365ContractTest implements SideContract {

    @Override
    public SideFixture open() {
        return new MemoryFixture(MemoryHabits.STOCK_D365);
    }
}
