package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.path;
import static io.axpsync.sandbox.ews.EwsClient.set;
import static io.axpsync.sandbox.ews.EwsClient.sync;
import static io.axpsync.sandbox.ews.EwsClient.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import io.axpsync.sandbox.mailbox.Deletion;
import io.axpsync.sandbox.mailbox.Notify;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SyncFolderItemsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private final EwsClient ews = new EwsClient(watch);

    private static String appointment(String subject) {
        return "<t:Subject>" + subject + "</t:Subject><t:Start>2026-03-10T09:00:00Z</t:Start>"
                + "<t:End>2026-03-10T10:00:00Z</t:End>";
    }

    private static String state(Xml message) {
        return message.required("m:SyncState").text();
    }

    private static List<String> changes(Xml message) {
        return message.required("m:Changes").children().stream()
                .map(c -> c.localName() + " "
                        + (c.localName().equals("Delete")
                                ? c.only().requiredAttribute("Id").substring(0, 4)
                                : c.only().childText("t:Subject").orElse("?")))
                .toList();
    }

    private Xml changesSince(String state, int most) {
        return ews.ok(sync(state, most, path("item:Subject")));
    }

    @Test
    void theFirstRoundGivesEverythingAndTheNextNothing() {
        ews.create(appointment("one"));
        ews.create(appointment("two"));

        Xml first = changesSince("", 512);

        assertThat(changes(first)).containsExactly("Create two", "Create one");
        assertThat(first.required("m:IncludesLastItemInRange").text()).isEqualTo("true");
        assertThat(changes(changesSince(state(first), 512))).isEmpty();
    }

    @Test
    void pagesGoOnUntilTheLastItemInRange() {
        for (int i = 0; i < 5; i++) {
            ews.create(appointment("item " + i));
        }
        List<String> all = new ArrayList<>();
        String state = "";
        List<String> last = new ArrayList<>();
        do {
            Xml page = changesSince(state, 2);
            all.addAll(changes(page));
            state = state(page);
            last.add(page.required("m:IncludesLastItemInRange").text());
        } while (last.get(last.size() - 1).equals("false"));

        assertThat(last).containsExactly("false", "false", "true");
        assertThat(all)
                .containsExactlyInAnyOrder(
                        "Create item 0", "Create item 1", "Create item 2", "Create item 3", "Create item 4");
    }

    @Test
    void anItemThatChangesBetweenThePagesIsNewOnlyOnce() {
        Xml first = ews.create(appointment("first"));
        ews.create(appointment("second"));
        ews.create(appointment("third"));
        Xml page = changesSince("", 1);
        assertThat(changes(page)).containsExactly("Create first");

        ews.ok(update(first, "NeverOverwrite", "SendToNone", set("item:Subject", "<t:Subject>changed</t:Subject>")));

        assertThat(changes(changesSince(state(page), 512)))
                .containsExactlyInAnyOrder("Create second", "Create third", "Update changed");
    }

    @Test
    void anItemThatChangesBeforeItsPageIsStillNew() {
        ews.create(appointment("first"));
        Xml second = ews.create(appointment("second"));
        Xml page = changesSince("", 1);

        ews.ok(update(second, "NeverOverwrite", "SendToNone", set("item:Subject", "<t:Subject>changed</t:Subject>")));

        assertThat(changes(changesSince(state(page), 512))).containsExactly("Create changed");
    }

    @Test
    void anItemThatIsDeletedBetweenThePagesIsReportedAsDeleted() {
        Xml first = ews.create(appointment("first"));
        ews.create(appointment("second"));
        Xml page = changesSince("", 1);

        ews.anna.delete(first.requiredAttribute("Id"), null, Deletion.HARD, Notify.NONE, "");

        assertThat(changes(changesSince(state(page), 512)))
                .containsExactly("Delete " + first.requiredAttribute("Id").substring(0, 4), "Create second");
    }

    @Test
    void aMoveOutOfTheFolderIsADeleteWithTheOldId() {
        Xml item = ews.create(appointment("gone"));
        String state = state(changesSince("", 512));

        ews.ok("<m:DeleteItem DeleteType=\"MoveToDeletedItems\" SendMeetingCancellations=\"SendToNone\"><m:ItemIds>"
                + EwsClient.itemRef(item) + "</m:ItemIds></m:DeleteItem>");

        Xml change = changesSince(state, 512).required("m:Changes").only();
        assertThat(change.localName()).isEqualTo("Delete");
        assertThat(change.only().requiredAttribute("Id")).isEqualTo(item.requiredAttribute("Id"));
    }

    @Test
    void whatCameAndWentBetweenTwoRoundsIsNotMentioned() {
        String state = state(changesSince("", 512));
        Xml item = ews.create(appointment("short-lived"));
        ews.anna.delete(item.requiredAttribute("Id"), null, Deletion.HARD, Notify.NONE, "");

        assertThat(changes(changesSince(state, 512))).isEmpty();
    }

    @Test
    void seriesAppearAsTheirMasters() {
        ews.create(appointment("daily")
                + "<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>"
                + "<t:NumberedRecurrence><t:StartDate>2026-03-10</t:StartDate>"
                + "<t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>");

        assertThat(changes(changesSince("", 512))).containsExactly("Create daily");
    }

    @Test
    void additionalPropertiesComeButNotTheBody() {
        ews.create("<t:Subject>rich</t:Subject><t:Body BodyType=\"Text\">words</t:Body>"
                + "<t:Categories><t:String>D365</t:String></t:Categories>"
                + "<t:Start>2026-03-10T09:00:00Z</t:Start><t:End>2026-03-10T10:00:00Z</t:End>");

        Xml item = ews.ok(sync("", 10, path("item:Categories"), path("calendar:UID"), path("calendar:Start")))
                .required("m:Changes")
                .only()
                .only();

        assertThat(item.required("t:Categories").only().text()).isEqualTo("D365");
        assertThat(item.required("t:UID").text()).isNotEmpty();
        assertThat(item.required("t:Start").text()).isEqualTo("2026-03-10T09:00:00Z");
        assertThat(ews.code(sync("", 10, path("item:Body")))).isEqualTo("ErrorInvalidPropertyRequest");
    }

    @Test
    void aStateOfAnotherEraOrFolderOrMakingIsInvalid() {
        String state = state(changesSince("", 10));
        assertThat(ews.code(sync("bm9uc2Vuc2U=", 10))).isEqualTo("ErrorInvalidSyncStateData");
        assertThat(ews.code(sync(state, 10).replace("Id=\"calendar\"", "Id=\"tasks\"")))
                .isEqualTo("ErrorInvalidSyncStateData");

        ews.company.behaviour().expireTokens();

        assertThat(ews.code(sync(state, 10))).isEqualTo("ErrorInvalidSyncStateData");
    }

    @Test
    void morePerPageThanTheSchemaAllowsIsASchemaViolation() {
        assertThat(ews.fault(ews.sendBad("too large a page", ews.envelope(sync("", 513)))))
                .isEqualTo("ErrorSchemaValidation");
    }
}
