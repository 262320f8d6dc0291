package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.SentMail;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Meetings over EWS, which can be told whom to mail: everything gets across, and only those concerned hear of it. */
class SilentMeetingsIT {

    private static final String ONE = "worker000001@fabrikon.example";
    private static final String TWO = "worker000002@fabrikon.example";
    private static final String GUEST = "guest@outside.example";
    private static final String OTHER = "other@outside.example";

    private final Fabrikon fabrikon = new Fabrikon(Company.generated(3), D365Options.companion());
    private final Users users = fabrikon.users;
    private Seq<LaneSetup> lanes = Vector.empty();

    @BeforeEach
    void settle() {
        lanes = fabrikon.lanes(fabrikon.ews);
        fabrikon.settle(lanes);
        assertThat(users.mails()).isEmpty();
    }

    @AfterEach
    void close() {
        fabrikon.close();
    }

    private JsonNode planned() {
        JsonNode meeting = users.activity("000001", "Kick-off", 5, "OutlookResponseRequested", "Yes");
        users.invite(meeting, TWO, "Required");
        users.invite(meeting, GUEST, "Optional");
        fabrikon.settle(lanes);
        assertThat(mailed())
                .containsExactly(Tuple.of(SentMail.Kind.INVITATION, GUEST), Tuple.of(SentMail.Kind.INVITATION, TWO));
        users.forgetMails();
        return meeting;
    }

    private Seq<Tuple2<SentMail.Kind, String>> mailed() {
        return users.mails()
                .flatMap(m -> Vector.ofAll(m.to()).map(Person::address).map(to -> Tuple.of(m.kind(), to)))
                .sortBy(Tuple2::_2);
    }

    @Test
    void onlyAnAddedAttendeeIsMailed() {
        JsonNode meeting = planned();
        users.invite(meeting, OTHER, "Required");
        fabrikon.settle(lanes);

        assertThat(mailed()).containsExactly(Tuple.of(SentMail.Kind.INVITATION, OTHER));
        assertThat(users.event(ONE, "Kick-off").attendees()).hasSize(3);
    }

    @Test
    void onlyARemovedAttendeeIsMailed() {
        JsonNode meeting = planned();
        users.disinvite(meeting, GUEST);
        fabrikon.settle(lanes);

        assertThat(mailed()).containsExactly(Tuple.of(SentMail.Kind.CANCELLATION, GUEST));
        assertThat(users.event(ONE, "Kick-off").attendees()).hasSize(1);
    }

    @Test
    void whatAttendeesDoNotSeeIsWrittenSilently() {
        JsonNode meeting = planned();
        users.edit(meeting, "OutlookCategories", "D365;Red", "ShowTimeAs", "OutOfOffice");
        fabrikon.settle(lanes);

        assertThat(users.mails()).isEmpty();
        assertThat(users.event(ONE, "Kick-off").categories()).contains("Red");
    }

    @Test
    void aMeetingThatIsOverIsCorrectedSilently() {
        users.quietEvent(ONE, "Last week", -6, "\"attendees\": [{\"emailAddress\": {\"address\": \"" + GUEST + "\"}}]");
        fabrikon.settle(lanes);
        users.edit(users.activities("Last week").get(), "Location", "Hall 7");
        fabrikon.settle(lanes);

        assertThat(users.mails()).isEmpty();
        assertThat(users.event(ONE, "Last week").location()).isEqualTo("Hall 7");
    }

    @Test
    void anAnswerFlowsBack() {
        JsonNode meeting = planned();
        users.answer(TWO, users.event(TWO, "Kick-off"), "decline");
        fabrikon.settle(lanes);

        assertThat(users.rows(
                                "AxpActivityAttendees",
                                "ActivityNumber",
                                meeting.path("ActivityNumber").asText())
                        .filter(row -> row.path("Email").asText().equals(TWO))
                        .map(row -> row.path("ResponseStatus").asText()))
                .containsExactly("Declined");
        assertThat(mailed()).containsExactly(Tuple.of(SentMail.Kind.RESPONSE, ONE));
    }
}
