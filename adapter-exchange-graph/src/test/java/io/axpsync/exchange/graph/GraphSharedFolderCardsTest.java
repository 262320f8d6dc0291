package io.axpsync.exchange.graph;

import io.axpsync.core.contract.side.CardBox;
import io.axpsync.core.contract.side.CardContract;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a card in a published folder of a shared mailbox holds: the same as any, but for the marker. */
class GraphSharedFolderCardsTest extends CardContract {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Override
    protected CardBox open() {
        return new SharedFolderInGraph(WATCH);
    }
}
