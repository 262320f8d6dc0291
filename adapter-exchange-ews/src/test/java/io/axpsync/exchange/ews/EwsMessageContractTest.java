package io.axpsync.exchange.ews;

import io.axpsync.core.contract.side.MessageBox;
import io.axpsync.core.contract.side.MessageContract;
import io.axpsync.sandbox.contract.ContractWatch;
import org.junit.jupiter.api.extension.RegisterExtension;

/** EWS mails are held to what both backends promise; every message to the published contracts. */
class EwsMessageContractTest extends MessageContract {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    @Override
    protected MessageBox open() {
        return new MessagesInEws(WATCH);
    }
}
