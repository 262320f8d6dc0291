package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;

/** The sizes to hold, by counting requests. */
class RequestCountsIT {

    @Test
    void aQuietCycleOfAHundredMailboxesTakesFiveGraphRequestsAndTheSameOfD365AsForTen() {
        long ofTen = quietD365(10, 1);
        long ofHundred = quietD365(100, 5);
        assertThat(ofHundred).isEqualTo(ofTen).isLessThanOrEqualTo(4);
    }

    private static long quietD365(int mailboxes, int expectedGraph) {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(mailboxes), D365Options.companion())) {
            Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.graph);
            fabrikon.settle(lanes);
            fabrikon.run().sync(lanes);
            fabrikon.forgetRequests();
            RunReport quiet = fabrikon.run().sync(lanes);
            assertThat(quiet.operations()).isZero();
            assertThat(fabrikon.requests("graph")).isEqualTo(expectedGraph);
            return fabrikon.requests("d365");
        }
    }
}
