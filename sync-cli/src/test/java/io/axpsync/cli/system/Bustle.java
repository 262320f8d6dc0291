package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.core.item.Reason;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.http.FaultRule;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * Four settled mailboxes in which people have just made, edited and deleted something on either side: what runs in
 * trouble have to bring across, nothing lost and nothing twice.
 */
final class Bustle implements AutoCloseable {

    final Fabrikon fabrikon;
    final Users users;
    final Seq<LaneSetup> lanes;

    Bustle() {
        this(new Fabrikon(Company.generated(4), D365Options.companion()));
    }

    Bustle(Fabrikon settling) {
        this.fabrikon = settling;
        this.users = settling.users;
        this.lanes = settling.lanes(settling.graph);
        settling.settle(lanes);
        users.activity("000001", "New there", 4);
        users.event(address(2), "New here", 4, "");
        users.edit(users.activities("Visit 000003").get(), "Location", "Hall 1");
        users.change(
                address(4), users.event(address(4), "Meeting 000004"), "{\"location\": {\"displayName\": \"Hall 2\"}}");
        users.delete(users.activities("Visit 000002").get());
        users.remove(address(3), users.event(address(3), "Meeting 000003"));
    }

    static String address(int worker) {
        return "worker00000" + worker + "@fabrikon.example";
    }

    int strikes(FaultRule rule) {
        return fabrikon.sandbox.faults().add(rule);
    }

    /** One run, of which the journal must know everything, and whose failures must tell what, where and the remedy. */
    RunReport run() {
        RawState before = RawState.of(fabrikon.sandbox);
        RunReport report = fabrikon.run().sync(lanes);
        RawState.of(fabrikon.sandbox).isKnownTo(fabrikon.store.journal().ofRun(report.run()), before);
        for (Reason reason : failures(report)) {
            assertThat(reason.text()).isNotBlank().doesNotContain("Exception", "\tat ", "Bearer ");
            assertThat(reason.remedy()).as(reason.toString()).isNotBlank();
        }
        return report;
    }

    static Seq<Reason> failures(RunReport report) {
        return report.lanes().flatMap(RunReport.LaneReport::failure);
    }

    /** Without trouble a few runs bring everything across; nothing is doubled, nobody is mailed. */
    void converges() {
        fabrikon.sandbox.faults().clear();
        for (int i = 0; i < 3 && (i == 0 || fabrikon.run().plan(lanes).operations() > 0); i++) {
            assertThat(failures(run())).isEmpty();
        }
        RunReport last = fabrikon.run().plan(lanes);
        assertThat(last.operations()).isZero();
        assertThat(last.failedLanes()).isZero();
        assertThat(last.held()).isZero();
        assertThat(last.openCases()).as(cases(last)).isZero();
        assertThat(marked()).containsExactlyElementsOf(expected());
        assertThat(users.event(address(3), "Visit 000003").location()).isEqualTo("Hall 1");
        assertThat(users.activities("Meeting 000004").get().path("Location").asText())
                .isEqualTo("Hall 2");
        assertThat(users.mails()).isEmpty();
    }

    private static String cases(RunReport report) {
        return report.lanes().flatMap(RunReport.LaneReport::cases).mkString("\n");
    }

    /** What is in use on both sides, without what the company came with unmarked and what was deleted. */
    private Seq<String> marked() {
        Seq<String> calendars = Vector.range(1, 5)
                .map(Bustle::address)
                .flatMap(a -> users.calendar(a).map(i -> a + " " + i.subject()));
        Seq<String> activities = Vector.ofAll(
                        fabrikon.sandbox.snapshot().path("d365").path("Activities"))
                .map(row -> row.path("ResponsibleWorkerPersonnelNumber").asText() + " "
                        + row.path("Purpose").asText());
        return calendars
                .appendAll(activities)
                .filter(s -> s.contains("New ") || s.contains("Visit ") || s.contains("Meeting "))
                .sorted();
    }

    private static Seq<String> expected() {
        return Vector.range(1, 5)
                .flatMap(n -> Vector.of("Visit 00000" + n, "Meeting 00000" + n)
                        .flatMap(subject -> Vector.of("00000" + n, address(n)).map(where -> where + " " + subject)))
                .filter(s -> !s.contains("Visit 000002") && !s.contains("Meeting 000003"))
                .appendAll(Vector.of(
                        "000001 New there", address(1) + " New there", "000002 New here", address(2) + " New here"))
                .sorted();
    }

    @Override
    public void close() {
        fabrikon.close();
    }
}
