package io.axpsync.exchange.ews;

import io.axpsync.core.contract.side.CardBox;
import io.axpsync.core.contract.side.CardContract;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a card in a public folder holds; every message is held to the published contracts. */
class EwsPublicFolderCardsTest extends CardContract {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Override
    protected CardBox open() {
        return new PublicFolderInEws(WATCH);
    }
}
