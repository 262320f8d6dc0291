package io.axpsync.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.axpsync.core.plan.SyncPlan;
import io.axpsync.core.run.LaneSetup;
import io.axpsync.core.run.RunReport;
import io.axpsync.sandbox.d365.Company;
import io.axpsync.sandbox.d365.D365Options;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.Person;
import io.axpsync.sandbox.mailbox.SentMail;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Meetings with attendees over Graph: who is mailed, what comes back, and who is recognised. */
class MeetingsIT {

    private static final String ONE = "worker000001@fabrikon.example";
    private static final String TWO = "worker000002@fabrikon.example";
    private static final String GUEST = "guest@outside.example";
    private static final String OTHER = "other@outside.example";

    private static final String GUESTS = "\"attendees\": [{\"type\": \"required\", \"emailAddress\": {\"address\": \""
            + TWO + "\"}}, {\"type\": \"optional\", \"emailAddress\": {\"address\": \"" + GUEST + "\"}}]";

    private final Fabrikon fabrikon = new Fabrikon(Company.generated(3), D365Options.companion());
    private final Users users = fabrikon.users;
    private Seq<LaneSetup> lanes = Vector.empty();

    @BeforeEach
    void settle() {
        lanes = fabrikon.lanes(fabrikon.graph);
        fabrikon.settle(lanes);
        assertThat(users.mails())
                .as("nobody is mailed at a first synchronisation")
                .isEmpty();
    }

    @AfterEach
    void close() {
        fabrikon.close();
    }

    /** A meeting that was planned in D365 and is settled. */
    private JsonNode planned(String subject, int days) {
        JsonNode meeting = users.activity("000001", subject, days, "OutlookResponseRequested", "Yes");
        users.invite(meeting, TWO, "Required");
        users.invite(meeting, GUEST, "Optional");
        fabrikon.settle(lanes);
        return meeting;
    }

    private Seq<Tuple2<SentMail.Kind, String>> mailed() {
        return users.mails()
                .flatMap(m -> Vector.ofAll(m.to()).map(Person::address).map(to -> Tuple.of(m.kind(), to)))
                .sortBy(Tuple2::_2);
    }

    private Map<String, String> responses(JsonNode meeting) {
        return users.rows(
                        "AxpActivityAttendees",
                        "ActivityNumber",
                        meeting.path("ActivityNumber").asText())
                .toMap(
                        row -> row.path("Email").asText(),
                        row -> row.path("ResponseStatus").asText());
    }

    @Test
    void attendeesOfAnActivityAreInvitedExactlyOnce() {
        planned("Kick-off", 5);
        fabrikon.settle(lanes);
        fabrikon.settle(lanes);

        assertThat(mailed())
                .containsExactly(Tuple.of(SentMail.Kind.INVITATION, GUEST), Tuple.of(SentMail.Kind.INVITATION, TWO));
        assertThat(users.events(ONE, "Kick-off")).hasSize(1);
        assertThat(users.events(TWO, "Kick-off")).hasSize(1);
        assertThat(users.activities("Kick-off"))
                .as("a mere attendee gets no row of his own")
                .hasSize(1);
    }

    @Test
    void anAnswerFlowsBackToTheActivity() {
        JsonNode meeting = planned("Kick-off", 5);
        users.forgetMails();
        users.answer(TWO, users.event(TWO, "Kick-off"), "accept");
        fabrikon.settle(lanes);

        assertThat(responses(meeting).get(TWO)).contains("Accepted");
        assertThat(responses(meeting).get(GUEST)).contains("None");
        assertThat(mailed()).as("the answer itself").containsExactly(Tuple.of(SentMail.Kind.RESPONSE, ONE));
    }

    @Test
    void anAttendeeWhoIsAddedInD365IsInvited() {
        JsonNode meeting = planned("Kick-off", 5);
        users.answer(TWO, users.event(TWO, "Kick-off"), "accept");
        fabrikon.settle(lanes);
        users.forgetMails();
        users.invite(meeting, OTHER, "Required");
        fabrikon.settle(lanes);

        assertThat(mailed()).contains(Tuple.of(SentMail.Kind.INVITATION, OTHER));
        assertThat(mailed().filter(m -> m._2.equals(OTHER))).hasSize(1);
        assertThat(users.event(ONE, "Kick-off").attendees()).hasSize(3);
        assertThat(responses(meeting).get(TWO)).as("an answer stays").contains("Accepted");
    }

    @Test
    void anAttendeeWhoIsTakenOffInD365IsToldSo() {
        JsonNode meeting = planned("Kick-off", 5);
        users.forgetMails();
        users.disinvite(meeting, GUEST);
        fabrikon.settle(lanes);

        assertThat(mailed()).contains(Tuple.of(SentMail.Kind.CANCELLATION, GUEST));
        assertThat(users.event(ONE, "Kick-off").attendees()).hasSize(1);
    }

    @Test
    void aNewTimeIsToldToEverybodyOnce() {
        JsonNode meeting = planned("Kick-off", 5);
        users.forgetMails();
        users.edit(
                meeting,
                "StartDateTime",
                users.day(6).toString(),
                "EndDateTime",
                users.day(6).plusSeconds(3600).toString());
        fabrikon.settle(lanes);

        assertThat(mailed())
                .containsExactly(Tuple.of(SentMail.Kind.UPDATE, GUEST), Tuple.of(SentMail.Kind.UPDATE, TWO));
    }

    @Test
    void whatAttendeesDoNotSeeMailsNobody() {
        JsonNode meeting = planned("Kick-off", 5);
        users.forgetMails();
        fabrikon.sandbox.mailboxes().behaviour().mailsOwnFields().set(true);
        users.edit(meeting, "OutlookCategories", "D365;Red", "ShowTimeAs", "OutOfOffice");
        fabrikon.run().sync(lanes);
        assertThat(fabrikon.run().plan(lanes).operations()).isZero();

        assertThat(users.mails()).isEmpty();
    }

    @Test
    void anImportedMeetingNamesTheWorkersBehindItsAddressesAndMailsNobody() {
        users.quietEvent(ONE, "Round table", 6, GUESTS);
        fabrikon.settle(lanes);

        assertThat(users.mails()).isEmpty();
        JsonNode row = users.activities("Round table").get();
        assertThat(users.activities("Round table")).hasSize(1);
        assertThat(responses(row).keySet()).containsExactlyInAnyOrder(ONE, TWO, GUEST);
        assertThat(responses(row).get(ONE)).contains("Organizer");
        assertThat(users.rows(
                                "AxpActivityLinks",
                                "ActivityNumber",
                                row.path("ActivityNumber").asText())
                        .map(l -> l.path("ParentType").asText() + " "
                                + l.path("ParentId").asText()))
                .containsExactlyInAnyOrder("Person 000001", "Person 000002");
    }

    @Test
    void aMeetingOfThePastMailsNobody() {
        JsonNode meeting = users.activity("000001", "Long ago", -5);
        users.invite(meeting, GUEST, "Required");
        RunReport report = fabrikon.settle(lanes);

        assertThat(report.total(RunReport.Counts::mails)).isZero();
        assertThat(users.mails()).isEmpty();
        CalendarItem made = users.event(ONE, "Long ago");
        assertThat(made.attendees()).isEmpty();
        assertThat(responses(meeting).keySet()).as("D365 keeps its list").containsExactly(GUEST);
    }

    @Test
    void editsOfAMeetingThatIsOverMailNobody() {
        users.quietEvent(ONE, "Last week", -6, GUESTS);
        fabrikon.settle(lanes);
        JsonNode row = users.activities("Last week").get();
        users.edit(row, "Location", "Hall 7", "OutlookCategories", "D365;Red");
        fabrikon.settle(lanes);
        users.change(ONE, users.event(ONE, "Last week"), "{\"importance\": \"high\"}");
        users.forgetMails();
        fabrikon.settle(lanes);

        assertThat(users.mails()).isEmpty();
        assertThat(users.activities("Last week").get().path("Priority").asText())
                .isEqualTo("High");
    }

    @Test
    void anEditOfAnImportedMeetingMailsOnlyForWhatAttendeesSee() {
        users.quietEvent(ONE, "Round table", 6, GUESTS);
        fabrikon.settle(lanes);
        JsonNode row = users.activities("Round table").get();
        users.edit(row, "OutlookCategories", "D365;Red", "Sensitivity", "Personal");
        fabrikon.settle(lanes);
        assertThat(users.mails()).isEmpty();
        users.edit(row, "Location", "Hall 8");
        fabrikon.settle(lanes);

        assertThat(mailed())
                .containsExactly(Tuple.of(SentMail.Kind.UPDATE, GUEST), Tuple.of(SentMail.Kind.UPDATE, TWO));
    }

    @Test
    void aDeletedActivityCancelsNoMeetingByItself() {
        JsonNode meeting = planned("Kick-off", 5);
        users.forgetMails();
        users.delete(meeting);
        RunReport report = fabrikon.run().sync(lanes);
        fabrikon.run().sync(lanes);

        assertThat(users.mails()).isEmpty();
        assertThat(users.events(ONE, "Kick-off")).hasSize(1);
        assertThat(report.lanes()
                        .flatMap(RunReport.LaneReport::plan)
                        .flatMap(SyncPlan::decisions)
                        .map(d -> d.reason().code()))
                .contains("would-cancel");
    }

    @Test
    void aMeetingThatItsOrganiserDeletesInOutlookGoesInD365() {
        planned("Kick-off", 5);
        users.remove(ONE, users.event(ONE, "Kick-off"));
        users.forgetMails();
        fabrikon.run().sync(lanes);
        assertThat(users.events(ONE, "Kick-off"))
                .as("not made anew, which would invite once more")
                .isEmpty();
        // no feed tells of what came and went between two looks at it: the next full comparison does
        fabrikon.run().sync(lanes.map(l -> l.withCompareEvery(Duration.ofNanos(1))));

        assertThat(users.activities("Kick-off")).isEmpty();
        assertThat(users.mails()).as("Outlook has told the attendees").isEmpty();
    }

    @Test
    void aMarkedInvitationBecomesAnActivityOfTheAttendeeAndMailsNobody() {
        planned("Kick-off", 5);
        users.forgetMails();
        users.change(TWO, users.event(TWO, "Kick-off"), "{\"categories\": [\"D365\"]}");
        fabrikon.settle(lanes);

        assertThat(users.mails()).isEmpty();
        Seq<JsonNode> copies = users.activities("Kick-off");
        assertThat(copies.map(r -> r.path("ResponsibleWorkerPersonnelNumber").asText()))
                .containsExactlyInAnyOrder("000001", "000002");
        assertThat(copies.map(r -> r.path("OutlookSharedObjectId").asText()).distinct())
                .as("one meeting")
                .hasSize(1);
    }
}
