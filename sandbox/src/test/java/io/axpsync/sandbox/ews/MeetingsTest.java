package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.CalendarItem;
import io.axpsync.sandbox.mailbox.ResponseType;
import io.axpsync.sandbox.mailbox.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String MEETING = "<t:Subject>Review</t:Subject><t:Start>2026-03-10T09:00:00Z</t:Start>"
            + "<t:End>2026-03-10T10:00:00Z</t:End>"
            + "<t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>Ben Okafor</t:Name>"
            + "<t:EmailAddress>ben@contoso.example</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>"
            + "<t:OptionalAttendees><t:Attendee><t:Mailbox><t:EmailAddress>guest@customer.example</t:EmailAddress>"
            + "</t:Mailbox></t:Attendee></t:OptionalAttendees>"
            + "<t:Resources><t:Attendee><t:Mailbox><t:EmailAddress>room1@contoso.example</t:EmailAddress>"
            + "</t:Mailbox></t:Attendee></t:Resources>";

    private final EwsClient ews = new EwsClient(watch);

    private static String response(String name, String disposition, Xml meeting, String body) {
        return "<m:CreateItem MessageDisposition=\"" + disposition + "\"><m:Items><t:" + name + ">" + body + "</t:"
                + name + "></m:Items></m:CreateItem>";
    }

    private static String reference(Xml id) {
        return "<t:ReferenceItemId Id=\"" + id.requiredAttribute("Id") + "\" ChangeKey=\""
                + id.requiredAttribute("ChangeKey") + "\"/>";
    }

    private Xml bensCopy() {
        CalendarItem copy = ews.ben.items("calendar").get(0);
        ews.user = "ben@contoso.example";
        return Xml.of("t:ItemId")
                .with("Id", copy.identity().classicId())
                .with("ChangeKey", copy.identity().changeKey());
    }

    @Test
    void nobodyIsMailedUnlessTheCallerSaysSo() {
        Xml id = ews.create("SendToNone", MEETING);

        assertThat(ews.company.outbox().mails()).isEmpty();
        assertThat(ews.ben.items("calendar")).isEmpty();
        assertThat(ews.get(id, "IdOnly", path("calendar:MeetingRequestWasSent"))
                        .required("t:MeetingRequestWasSent")
                        .text())
                .isEqualTo("false");
    }

    @Test
    void invitationsReachTheAttendeesAndTheirCopies() {
        Xml id = ews.create("SendToAllAndSaveCopy", MEETING);

        assertThat(ews.company.outbox().mails()).singleElement().satisfies(mail -> {
            assertThat(mail.kind()).isEqualTo(SentMail.Kind.INVITATION);
            assertThat(mail.to()).hasSize(3);
        });
        Xml mine = ews.get(id, "AllProperties");
        assertThat(mine.required("t:MeetingRequestWasSent").text()).isEqualTo("true");
        assertThat(mine.required("t:MyResponseType").text()).isEqualTo("Organizer");
        assertThat(mine.required("t:AppointmentState").text()).isEqualTo("1");
        Xml copy = ews.get(bensCopy(), "AllProperties");
        assertThat(copy.required("t:MyResponseType").text()).isEqualTo("NoResponseReceived");
        assertThat(copy.required("t:IsOrganizer").text()).isEqualTo("false");
        assertThat(copy.required("t:AppointmentState").text()).isEqualTo("3");
        assertThat(copy.required("t:UID").text())
                .isEqualTo(mine.required("t:UID").text());
        assertThat(copy.required("t:Organizer")
                        .only()
                        .required("t:EmailAddress")
                        .text())
                .isEqualTo("anna@contoso.example");
    }

    @ParameterizedTest
    @CsvSource({"AcceptItem, ACCEPTED, Accept", "TentativelyAcceptItem, TENTATIVELY_ACCEPTED, Tentative"})
    void anAnswerReachesTheOrganizer(String element, ResponseType type, String word) {
        Xml id = ews.create("SendToAllAndSaveCopy", MEETING);
        Xml copy = bensCopy();

        ews.ok(response(element, "SendAndSaveCopy", copy, reference(copy)));

        assertThat(ews.ben.items("calendar").get(0).myReply().type()).isEqualTo(type);
        ews.user = "anna@contoso.example";
        Xml attendee = ews.get(id, "IdOnly", path("calendar:RequiredAttendees"))
                .required("t:RequiredAttendees")
                .only();
        assertThat(attendee.required("t:ResponseType").text()).isEqualTo(word);
        assertThat(attendee.required("t:LastResponseTime").text()).isEqualTo("2026-03-02T08:00:00Z");
    }

    @Test
    void aDeclinedMeetingLeavesTheCalendar() {
        ews.create("SendToAllAndSaveCopy", MEETING);
        Xml copy = bensCopy();

        ews.ok(response(
                "DeclineItem",
                "SendAndSaveCopy",
                copy,
                "<t:Body BodyType=\"Text\">no time</t:Body>" + reference(copy)));

        assertThat(ews.ben.items("calendar")).isEmpty();
        assertThat(ews.company.outbox().mails().get(1).comment()).isEqualTo("no time");
    }

    @Test
    void theOrganizerCancelsAndTheAttendeesHearOfIt() {
        Xml id = ews.create("SendToAllAndSaveCopy", MEETING);

        ews.ok(response(
                "CancelCalendarItem",
                "SendAndSaveCopy",
                id,
                reference(id) + "<t:NewBodyContent BodyType=\"Text\">hail</t:NewBodyContent>"));

        assertThat(ews.anna.items("calendar")).isEmpty();
        assertThat(ews.ben.items("calendar").get(0).cancelled()).isTrue();
        assertThat(ews.company.outbox().mails().get(1).kind()).isEqualTo(SentMail.Kind.CANCELLATION);
    }

    @Test
    void deletingMailsCancellationsOnlyWhenAskedTo() {
        Xml first = ews.create("SendToAllAndSaveCopy", MEETING);
        Xml second = ews.create("SendToAllAndSaveCopy", MEETING);
        String delete = "<m:DeleteItem DeleteType=\"MoveToDeletedItems\" SendMeetingCancellations=\"%s\"><m:ItemIds>%s"
                + "</m:ItemIds></m:DeleteItem>";
        ews.company.outbox().clear();

        ews.ok(String.format(delete, "SendToNone", EwsClient.itemRef(first)));
        assertThat(ews.company.outbox().mails()).isEmpty();
        ews.ok(String.format(delete, "SendOnlyToAll", EwsClient.itemRef(second)));
        assertThat(ews.company.outbox().mails()).extracting(SentMail::kind).containsExactly(SentMail.Kind.CANCELLATION);
    }

    @Test
    void rolesAreNotMixedUp() {
        Xml id = ews.create("SendToAllAndSaveCopy", MEETING);
        assertThat(ews.code(response("AcceptItem", "SendAndSaveCopy", id, reference(id))))
                .isEqualTo("ErrorCalendarIsOrganizerForAccept");
        assertThat(ews.code(response("AcceptItem", "SendAndSaveCopy", id, reference(id))
                        .replace(" MessageDisposition=\"SendAndSaveCopy\"", "")))
                .isEqualTo("ErrorMessageDispositionRequired");

        Xml copy = bensCopy();

        assertThat(ews.code(response("CancelCalendarItem", "SendAndSaveCopy", copy, reference(copy))))
                .isEqualTo("ErrorCalendarIsNotOrganizer");
    }

    @Test
    void aCancelledMeetingCannotBeAccepted() {
        Xml id = ews.create("SendToAllAndSaveCopy", MEETING);
        ews.ok(response("CancelCalendarItem", "SendAndSaveCopy", id, reference(id)));
        Xml copy = bensCopy();

        assertThat(ews.code(response("AcceptItem", "SendAndSaveCopy", copy, reference(copy))))
                .isEqualTo("ErrorCalendarIsCancelledForAccept");
    }

    @Test
    void anAttendeeNeedsAnAddress() {
        String noAddress = MEETING.replace("<t:EmailAddress>ben@contoso.example</t:EmailAddress>", "");
        String badAddress = MEETING.replace("ben@contoso.example", "ben");
        String create = "<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem>%s"
                + "</t:CalendarItem></m:Items></m:CreateItem>";

        assertThat(ews.code(String.format(create, noAddress))).isEqualTo("ErrorMissingInformationEmailAddress");
        assertThat(ews.code(String.format(create, badAddress))).isEqualTo("ErrorInvalidRecipients");
    }
}
