package io.axpsync.d365.odata;

import io.axpsync.core.contract.side.SideFixture;
import io.axpsync.core.contract.side.TaskContract;
import io.axpsync.core.item.Kind;
import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.d365.D365Options;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Activities of category Task over HTTP, in pages of 20. */
class CompanionTaskContractTest implements TaskContract {

    @RegisterExtension
    static final ContractWatch WATCH = ContractWatch.open();

    private static final Scenery SCENERY = new Scenery(D365Options.companion().withPageSize(20), WATCH);

    @Override
    public SideFixture open() {
        return new D365Fixture(SCENERY, true, Kind.TASK);
    }

    @AfterAll
    static void close() {
        SCENERY.close();
    }
}
