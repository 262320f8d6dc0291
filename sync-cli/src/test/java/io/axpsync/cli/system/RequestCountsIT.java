package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.Tuple;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sizes to hold, by counting requests. */
class RequestCountsIT {

    private static final int UPDATES = 45;

    /** Up to twenty mailboxes. */
    private static final long QUIET_GRAPH = 1;

    /** The feed, and what it names again because it overlaps. */
    private static final long QUIET_D365 = 2;

    /** Before the first write the fences are read, afterwards they are raised: up to twenty in one request each. */
    private static final long FENCES = 2;

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

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void updatesCostGraphAReadAndAWriteForEachTwenty(int mailboxes) {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(mailboxes), D365Options.companion())) {
            Seq<JsonNode> activities = activities(fabrikon, mailboxes);
            Seq<LaneSetup> lanes = settled(fabrikon);
            activities.take(UPDATES).forEach(a -> fabrikon.users.edit(a, "Location", "Hall 4"));
            fabrikon.forgetRequests();

            RunReport report = fabrikon.run().sync(lanes);

            assertThat(report.total(RunReport.Counts::updated)).isEqualTo(UPDATES);
            long twenties = 3;
            assertThat(fabrikon.requests("graph")).isEqualTo(QUIET_GRAPH + twenties + twenties + FENCES);
            assertThat(fabrikon.requests("d365"))
                    .as("the rows that were edited")
                    .isEqualTo(QUIET_D365 + 1 + FENCES);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void updatesCostD365ABatchForBeforeImagesRowsAndReadBack(int mailboxes) {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(mailboxes), D365Options.companion())) {
            activities(fabrikon, mailboxes);
            Seq<LaneSetup> lanes = settled(fabrikon);
            rounds(fabrikon, lanes, "{\"location\": {\"displayName\": \"Hall 5\"}, \"reminderMinutesBeforeStart\": 5}");
            fabrikon.forgetRequests();

            RunReport report = fabrikon.run().sync(lanes);

            assertThat(report.total(RunReport.Counts::updated)).isEqualTo(UPDATES);
            long steps = 3;
            assertThat(fabrikon.requests("d365")).isEqualTo(QUIET_D365 + steps + FENCES);
            long twenties = 3;
            assertThat(fabrikon.requests("graph"))
                    .as("the events that were edited")
                    .isEqualTo(QUIET_GRAPH + twenties + FENCES);
        }
    }

    @Test
    void attendeesCostD365OneBatchMoreForTheirRows() {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(9), D365Options.companion())) {
            activities(fabrikon, 9);
            Seq<LaneSetup> lanes = settled(fabrikon);
            rounds(fabrikon, lanes, "{\"attendees\": [{\"emailAddress\": {\"address\": \"guest@outside.example\"}}]}");
            fabrikon.forgetRequests();

            RunReport report = fabrikon.run().sync(lanes);

            assertThat(report.total(RunReport.Counts::updated)).isEqualTo(UPDATES);
            long whoTheyAre = 2;
            long stepsWithChildren = 4;
            assertThat(fabrikon.requests("d365")).isEqualTo(QUIET_D365 + whoTheyAre + stepsWithChildren + FENCES);
        }
    }

    @Test
    void aQuietCycleTakesOneEwsRequestForEachMailbox() {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(100), D365Options.companion())) {
            Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.ews);
            fabrikon.settle(lanes);
            fabrikon.run().sync(lanes);
            fabrikon.forgetRequests();
            assertThat(fabrikon.run().sync(lanes).operations()).isZero();
            assertThat(fabrikon.requests("ews")).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,75,2", "3,75,1"})
    void updatesCostEwsABeforeImageAWriteAndAReadBackForEachFiftyOfAMailbox(int mailboxes, int updates, int fifties) {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(mailboxes), D365Options.companion())) {
            Seq<JsonNode> activities = activities(fabrikon, mailboxes, 2 * updates);
            Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.ews);
            fabrikon.settle(lanes);
            fabrikon.run().sync(lanes);
            activities.take(updates).forEach(a -> fabrikon.users.edit(a, "Location", "Hall 4"));
            fabrikon.forgetRequests();

            RunReport report = fabrikon.run().sync(lanes);

            assertThat(report.total(RunReport.Counts::updated)).isEqualTo(updates);
            long steps = 3;
            assertThat(fabrikon.requests("ews")).isEqualTo(mailboxes + mailboxes * (fifties * steps + FENCES));
        }
    }

    /** Lanes after which a run has nothing to do. */
    private static Seq<LaneSetup> settled(Fabrikon fabrikon) {
        Seq<LaneSetup> lanes = fabrikon.lanes(fabrikon.graph);
        fabrikon.settle(lanes);
        fabrikon.run().sync(lanes);
        fabrikon.forgetRequests();
        fabrikon.run().sync(lanes);
        assertThat(fabrikon.requests("graph")).isEqualTo(QUIET_GRAPH);
        assertThat(fabrikon.requests("d365")).isEqualTo(QUIET_D365);
        return lanes;
    }

    /** Marked activities, spread evenly over the workers; more than are edited, or the guard would hold the edits. */
    private static Seq<JsonNode> activities(Fabrikon fabrikon, int workers) {
        return activities(fabrikon, workers, 2 * UPDATES);
    }

    private static Seq<JsonNode> activities(Fabrikon fabrikon, int workers, int count) {
        return Vector.range(0, count)
                .map(i -> fabrikon.users.activity(
                        String.format(Locale.ROOT, "%06d", 1 + i % workers), "Round " + (1000 + i), 3 + i));
    }

    /** Changes as many of them in Outlook as shall be updated. */
    private static void rounds(Fabrikon fabrikon, Seq<LaneSetup> lanes, String changes) {
        lanes.map(l -> l.lane().mailbox().address())
                .flatMap(address -> fabrikon.users.calendar(address).map(i -> Tuple.of(address, i)))
                .filter(t -> t._2.subject().startsWith("Round"))
                .sortBy(t -> t._2.subject())
                .take(UPDATES)
                .forEach(t -> fabrikon.users.change(t._1, t._2, changes));
    }
}
