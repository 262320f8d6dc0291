package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static io.axpsync.sandbox.ews.EwsClient.set;
import static io.axpsync.sandbox.ews.EwsClient.update;
import static io.axpsync.sandbox.ews.EwsClient.updateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpdateItemTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String SUBJECT = set("item:Subject", "<t:Subject>mine</t:Subject>");
    private static final String BEN = "<t:RequiredAttendees><t:Attendee><t:Mailbox>"
            + "<t:EmailAddress>ben@contoso.example</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>";

    private final EwsClient ews = new EwsClient(watch);
    private final Xml id = ews.create(
            "<t:Subject>first</t:Subject><t:Body BodyType=\"Text\">body</t:Body>"
                    + "<t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End><t:Location>here</t:Location>");

    private void somebodyElseWrites(String updates) {
        ews.ok(updateOf(
                "<t:ItemId Id=\"" + id.requiredAttribute("Id") + "\"/>", "AlwaysOverwrite", "SendToNone", updates));
    }

    @Test
    void anUpdateAnswersWithANewChangeKey() {
        Xml message = ews.ok(update(id, "NeverOverwrite", "SendToNone", SUBJECT));

        Xml after = message.required("m:Items").only().required("t:ItemId");
        assertThat(after.requiredAttribute("Id")).isEqualTo(id.requiredAttribute("Id"));
        assertThat(after.requiredAttribute("ChangeKey")).isNotEqualTo(id.requiredAttribute("ChangeKey"));
        assertThat(message.required("m:ConflictResults").required("t:Count").text())
                .isEqualTo("0");
        assertThat(ews.stored(id).subject()).isEqualTo("mine");
    }

    @Test
    void neverOverwriteRefusesAStaleChangeKey() {
        somebodyElseWrites(set("calendar:Location", "<t:Location>there</t:Location>"));

        assertThat(ews.code(update(id, "NeverOverwrite", "SendToNone", SUBJECT)))
                .isEqualTo("ErrorIrresolvableConflict");
        assertThat(ews.stored(id).subject()).isEqualTo("first");
    }

    @Test
    void autoResolveOnlyRefusesWhatSomebodyElseChanged() {
        somebodyElseWrites(set("calendar:Location", "<t:Location>there</t:Location>"));
        ews.ok(update(id, "AutoResolve", "SendToNone", SUBJECT));
        assertThat(ews.stored(id).location()).isEqualTo("there");

        assertThat(ews.code(update(
                        id, "AutoResolve", "SendToNone", set("calendar:Location", "<t:Location>mine</t:Location>"))))
                .isEqualTo("ErrorIrresolvableConflict");
    }

    @Test
    void alwaysOverwriteNeedsNoChangeKeyAndTheOthersDo() {
        String bare = "<t:ItemId Id=\"" + id.requiredAttribute("Id") + "\"/>";

        assertThat(ews.code(updateOf(bare, "NeverOverwrite", "SendToNone", SUBJECT)))
                .isEqualTo("ErrorChangeKeyRequiredForWriteOperations");
        ews.ok(updateOf(bare, "AlwaysOverwrite", "SendToNone", SUBJECT));
        assertThat(ews.code(updateOf(
                        "<t:ItemId Id=\"" + id.requiredAttribute("Id") + "\" ChangeKey=\"?\"/>",
                        "NeverOverwrite",
                        "SendToNone",
                        SUBJECT)))
                .isEqualTo("ErrorInvalidChangeKey");
    }

    @Test
    void oneChangeNamesOneProperty() {
        assertThat(ews.code(update(
                        id,
                        "NeverOverwrite",
                        "SendToNone",
                        set("item:Subject", "<t:Subject>a</t:Subject><t:Location>b</t:Location>"))))
                .isEqualTo("ErrorIncorrectUpdatePropertyCount");
        assertThat(ews.code(
                        update(id, "NeverOverwrite", "SendToNone", set("item:Subject", "<t:Location>b</t:Location>"))))
                .isEqualTo("ErrorUpdatePropertyMismatch");
        assertThat(ews.stored(id).subject()).isEqualTo("first");
    }

    @Test
    void aStartAfterTheEndIsRefused() {
        assertThat(ews.code(update(
                        id,
                        "NeverOverwrite",
                        "SendToNone",
                        set("calendar:Start", "<t:Start>2026-03-10T11:00:00Z</t:Start>"))))
                .isEqualTo("ErrorCalendarEndDateIsEarlierThanStartDate");
    }

    @Test
    void deletingAPropertyClearsIt() {
        ews.ok(update(
                id,
                "NeverOverwrite",
                "SendToNone",
                "<t:DeleteItemField>" + path("calendar:Location") + "</t:DeleteItemField>"));

        assertThat(ews.stored(id).places()).isEmpty();
        assertThat(ews.code(updateOf(
                        "<t:ItemId Id=\"" + id.requiredAttribute("Id") + "\"/>",
                        "AlwaysOverwrite",
                        "SendToNone",
                        "<t:DeleteItemField>" + path("calendar:Start") + "</t:DeleteItemField>")))
                .isEqualTo("ErrorInvalidPropertyDelete");
    }

    @Test
    void appendingAddsToTheBody() {
        ews.ok(update(
                id,
                "NeverOverwrite",
                "SendToNone",
                "<t:AppendToItemField>" + path("item:Body")
                        + "<t:CalendarItem><t:Body BodyType=\"Text\"> and more</t:Body></t:CalendarItem>"
                        + "</t:AppendToItemField>"));

        assertThat(ews.stored(id).body().content()).isEqualTo("body and more");
    }

    @Test
    void theCallerDecidesWhoIsMailed() {
        somebodyElseWrites(set("calendar:RequiredAttendees", BEN));
        assertThat(ews.company.outbox().mails()).isEmpty();

        ews.ok(updateOf(
                "<t:ItemId Id=\"" + id.requiredAttribute("Id") + "\"/>",
                "AlwaysOverwrite",
                "SendToAllAndSaveCopy",
                SUBJECT));

        assertThat(ews.company.outbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.kind()).isEqualTo(SentMail.Kind.UPDATE));
    }

    @Test
    void sendToChangedMailsTheAddedOnly() {
        ews.ok(update(id, "NeverOverwrite", "SendOnlyToChanged", set("calendar:RequiredAttendees", BEN)));

        assertThat(ews.company.outbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.kind()).isEqualTo(SentMail.Kind.INVITATION));
        assertThat(ews.ben.byUid("calendar", ews.stored(id).uid())).hasSize(1);
    }
}
