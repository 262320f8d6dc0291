package io.axpsync.exchange.graph;

import io.axpsync.core.contract.side.CardBox;
import io.axpsync.core.contract.side.CardContract;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a card of Graph holds; every message is held to the published contracts. */
class GraphContactsTest extends CardContract {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Override
    protected CardBox open() {
        return new ContactsInGraph(WATCH);
    }
}
