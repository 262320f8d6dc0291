package io.axpsync.exchange.graph;

import io.axpsync.core.contract.side.SideFixture;
import io.axpsync.core.contract.side.TaskContract;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All that a side promises of tasks, kept by the adapter; every message is held to the published contracts. */
class GraphTaskContractTest implements TaskContract {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Override
    public SideFixture open() {
        return new GraphTaskFixture(WATCH);
    }
}
