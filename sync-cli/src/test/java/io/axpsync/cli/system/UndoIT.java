package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.port.JournalEntry;
import io.axpsync.core.port.SyncSide;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.UndoReport;
import io.axpsync.core.run.UndoScope;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each verb taken back over both backends: what people see in D365 and in Outlook, and who is mailed. */
class UndoIT {

    private static final String ONE = "worker000001@fabrikon.example";
    private static final String TWO = "worker000002@fabrikon.example";
    private static final String GUEST = "guest@outside.example";

    private final Fabrikon fabrikon = new Fabrikon(Company.generated(3), D365Options.companion());
    private final Users users = fabrikon.users;
    private Seq<LaneSetup> lanes = Vector.empty();

    private void over(String backend) {
        SyncSide exchange = backend.equals("ews") ? fabrikon.ews : fabrikon.graph;
        lanes = fabrikon.lanes(exchange);
        fabrikon.settle(lanes);
    }

    @AfterEach
    void close() {
        fabrikon.close();
    }

    private UndoReport undo(String run) {
        UndoReport report = fabrikon.undo().undo(new UndoScope.OfRun(run), lanes);
        assertThat(report.run().failedLanes()).isZero();
        return report;
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void aCreate(String backend) {
        over(backend);
        users.activity("000001", "Offer", 5);
        String run = fabrikon.settle(lanes).run();
        assertThat(users.events(ONE, "Offer")).hasSize(1);

        assertThat(undo(run).refused()).isEmpty();
        fabrikon.settle(lanes);

        assertThat(users.events(ONE, "Offer")).isEmpty();
        assertThat(users.activities("Offer")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void aCreateInD365(String backend) {
        over(backend);
        users.event(ONE, "Dinner", 5, "");
        String run = fabrikon.settle(lanes).run();
        assertThat(users.activities("Dinner")).hasSize(1);

        assertThat(undo(run).refused()).isEmpty();
        fabrikon.settle(lanes);

        assertThat(users.activities("Dinner")).isEmpty();
        assertThat(users.events(ONE, "Dinner")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void anUpdate(String backend) {
        over(backend);
        JsonNode offer = users.activity("000001", "Offer", 5, "Location", "Room 1");
        fabrikon.settle(lanes);
        users.edit(offer, "Purpose", "Offer, wrong");
        String run = fabrikon.settle(lanes).run();
        assertThat(users.events(ONE, "Offer, wrong")).hasSize(1);

        assertThat(undo(run).refused()).isEmpty();
        assertThat(users.events(ONE, "Offer")).hasSize(1);
        fabrikon.settle(lanes);

        assertThat(users.activities("Offer")).as("flows by the normal rules").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void anUpdateInD365(String backend) {
        over(backend);
        users.activity("000001", "Offer", 5);
        fabrikon.settle(lanes);
        users.change(ONE, users.event(ONE, "Offer"), "{\"subject\": \"Offer, wrong\"}");
        String run = fabrikon.settle(lanes).run();
        assertThat(users.activities("Offer, wrong")).hasSize(1);

        assertThat(undo(run).refused()).isEmpty();
        assertThat(users.activities("Offer")).hasSize(1);
        fabrikon.settle(lanes);

        assertThat(users.events(ONE, "Offer")).as("flows by the normal rules").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void aDeletion(String backend) {
        over(backend);
        JsonNode offer = users.activity("000001", "Offer", 5);
        fabrikon.settle(lanes);
        users.delete(offer);
        String run = fabrikon.settle(lanes).run();
        assertThat(users.events(ONE, "Offer")).isEmpty();

        assertThat(undo(run).refused()).isEmpty();
        assertThat(users.events(ONE, "Offer")).hasSize(1);
        fabrikon.settle(lanes);

        assertThat(users.activities("Offer")).as("made again by the next run").hasSize(1);
        assertThat(users.events(ONE, "Offer")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void aDeletionInD365(String backend) {
        over(backend);
        users.event(ONE, "Dinner", 5, "");
        fabrikon.settle(lanes);
        users.remove(ONE, users.event(ONE, "Dinner"));
        String run = fabrikon.settle(lanes).run();
        assertThat(users.activities("Dinner")).isEmpty();

        assertThat(undo(run).refused()).isEmpty();
        assertThat(users.activities("Dinner")).hasSize(1);
        fabrikon.settle(lanes);

        assertThat(users.events(ONE, "Dinner")).as("made again by the next run").hasSize(1);
        assertThat(users.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph", "ews"})
    void invitationsThatWentOutAreNamedAndNobodyIsMailedOnceMore(String backend) {
        over(backend);
        JsonNode meeting = users.activity("000001", "Kick-off", 5);
        users.invite(meeting, TWO, "Required");
        users.invite(meeting, GUEST, "Optional");
        String run = fabrikon.settle(lanes).run();
        int mails = users.mails().size();

        UndoReport report = undo(run);

        assertThat(report.mails().map(UndoReport.MailsOut::mailed))
                .containsExactly(new JournalEntry.Mailed("invitation", 1, 1));
        assertThat(report.refused().map(r -> r.reason().code())).containsExactly("would-cancel");
        assertThat(users.events(ONE, "Kick-off")).hasSize(1);
        assertThat(users.mails()).hasSize(mails);
    }
}
