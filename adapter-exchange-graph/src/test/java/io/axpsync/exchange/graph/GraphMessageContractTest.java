package io.axpsync.exchange.graph;

import io.axpsync.core.contract.side.MessageBox;
import io.axpsync.core.contract.side.MessageContract;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Graph mails are held to what both backends promise; every message to the published contracts. */
class GraphMessageContractTest extends MessageContract {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Override
    protected MessageBox open() {
        return new MessagesInGraph(WATCH);
    }
}
