package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moving mailboxes from one backend to the other, and having both at once. */
class BackendsIT {

    static Vector<Company> companies() {
        return Vector.of(Company.generated(5), Company.sample());
    }

    @ParameterizedTest
    @MethodSource("companies")
    void aSwapOfTheBackendAndBackChangesNothingAndMailsNobody(Company company) {
        try (Fabrikon fabrikon = new Fabrikon(company, D365Options.companion())) {
            Seq<LaneSetup> graph = fabrikon.lanes(fabrikon.graph);
            fabrikon.settle(graph);
            fabrikon.users.forgetMails();
            RawState before = RawState.of(fabrikon.sandbox);

            for (SyncSide backend : Vector.of(fabrikon.ews, fabrikon.graph, fabrikon.ews)) {
                Seq<LaneSetup> lanes = graph.map(l -> fabrikon.on(backend, l));
                assertThat(fabrikon.run().plan(lanes).operations()).isZero();
                RunReport report = fabrikon.settle(lanes);
                assertThat(report.operations()).isZero();
                assertThat(report.held()).isZero();
                assertThat(report.total(RunReport.Counts::writes)).isZero();
                assertThat(RawState.of(fabrikon.sandbox)).isEqualTo(before);
            }
            assertThat(fabrikon.users.mails()).isEmpty();
        }
    }

    @Test
    void editsAfterASwapFindTheirCounterparts() {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(2), D365Options.companion())) {
            Seq<LaneSetup> graph = fabrikon.lanes(fabrikon.graph);
            fabrikon.settle(graph);
            Seq<LaneSetup> ews = fabrikon.lanes(fabrikon.ews);
            fabrikon.settle(ews);
            Users users = fabrikon.users;
            users.edit(users.activities("Visit 000001").get(), "Location", "Hall 1");
            users.change(
                    Bustle.address(2), users.event(Bustle.address(2), "Meeting 000002"), "{\"subject\": \"Moved on\"}");
            users.delete(users.activities("Meeting 000001").get());
            fabrikon.settle(ews);

            assertThat(users.event(Bustle.address(1), "Visit 000001").location())
                    .isEqualTo("Hall 1");
            assertThat(users.activities("Moved on")).hasSize(1);
            assertThat(users.events(Bustle.address(1), "Meeting 000001")).isEmpty();
        }
    }

    @Test
    void oneRunServesMailboxesOfBothBackends() {
        try (Fabrikon fabrikon = new Fabrikon(Company.generated(4), D365Options.companion())) {
            Seq<LaneSetup> mixed = fabrikon.lanes(fabrikon.graph)
                    .zipWithIndex((l, i) -> i % 2 == 0 ? l : fabrikon.on(fabrikon.ews, l));
            RunReport report = fabrikon.settle(mixed);

            assertThat(report.total(RunReport.Counts::created)).isEqualTo(8);
            for (int worker = 1; worker <= 4; worker++) {
                assertThat(fabrikon.users.events(Bustle.address(worker), "Visit 00000" + worker))
                        .hasSize(1);
                assertThat(fabrikon.users.activities("Meeting 00000" + worker)).hasSize(1);
            }
        }
    }

    /** The stamp of EWS is not To Do's, and ids differ: what belongs together is told by subject and due date. */
    @Test
    void tasksSurviveASwapOfTheBackendAndBackWithoutDoubles() {
        try (Fabrikon fabrikon = new Fabrikon(Company.sample(), D365Options.companion())) {
            Seq<LaneSetup> tasks = fabrikon.tasks(fabrikon.ews);
            for (int twin = 0; twin < 2; twin++) {
                fabrikon.users.activity("000102", "Twin", 3, "Category", "Task");
            }
            fabrikon.settle(tasks);
            Seq<String> before = everyTask(fabrikon);
            int links = links(fabrikon, tasks);
            assertThat(links).isGreaterThan(3);
            assertThat(before.count(task -> task.startsWith("exchange"))).isEqualTo(links);

            for (SyncSide backend : Vector.of(fabrikon.graph, fabrikon.ews, fabrikon.graph)) {
                Seq<LaneSetup> lanes = tasks.map(l -> fabrikon.on(backend, l));
                RunReport report = fabrikon.settle(lanes);
                assertThat(report.held()).isZero();
                assertThat(report.total(RunReport.Counts::created)).isZero();
                assertThat(everyTask(fabrikon)).containsExactlyInAnyOrderElementsOf(before);
                assertThat(links(fabrikon, tasks)).isEqualTo(links);
            }
        }
    }

    /** Of both systems, each by its title. */
    private static Seq<String> everyTask(Fabrikon fabrikon) {
        JsonNode snapshot = fabrikon.sandbox.snapshot();
        Vector<String> all = Vector.empty();
        for (JsonNode row : snapshot.path("d365").path("Activities")) {
            if (row.path("Category").asText().equals("Task")) {
                all = all.append("d365 " + row.path("Purpose").asText());
            }
        }
        for (JsonNode items : snapshot.path("mailboxes").findValues("otherItems")) {
            for (JsonNode item : items) {
                all = all.append("exchange " + item.path("subject").asText());
            }
        }
        return all;
    }

    private static int links(Fabrikon fabrikon, Seq<LaneSetup> lanes) {
        return lanes.flatMap(l -> fabrikon.store.links().ofLane(l.lane().id())).size();
    }
}
