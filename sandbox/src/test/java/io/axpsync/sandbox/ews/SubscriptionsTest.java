package io.axpsync.sandbox.ews;

import static io.axpsync.sandbox.ews.EwsClient.CALENDAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.axpsync.sandbox.contract.ContractWatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubscriptionsTest {

    @RegisterExtension
    static final ContractWatch watch = ContractWatch.open();

    private static final String EVENTS = "<t:EventTypes><t:EventType>CreatedEvent</t:EventType>"
            + "<t:EventType>ModifiedEvent</t:EventType><t:EventType>DeletedEvent</t:EventType>"
            + "<t:EventType>MovedEvent</t:EventType></t:EventTypes>";
    private static final String FOLDERS = "<t:FolderIds>" + CALENDAR + "</t:FolderIds>";
    private static final String STREAMING = "<m:Subscribe><m:StreamingSubscriptionRequest>" + FOLDERS + EVENTS
            + "</m:StreamingSubscriptionRequest></m:Subscribe>";

    private final EwsClient ews = new EwsClient(watch);

    private static String pull(String rest, int minutes) {
        return "<m:Subscribe><m:PullSubscriptionRequest>" + FOLDERS + EVENTS + rest + "<t:Timeout>" + minutes
                + "</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>";
    }

    private static String events(Xml subscription, String watermark) {
        return "<m:GetEvents><m:SubscriptionId>" + id(subscription) + "</m:SubscriptionId><m:Watermark>" + watermark
                + "</m:Watermark></m:GetEvents>";
    }

    private static String id(Xml subscription) {
        return subscription.required("m:SubscriptionId").text();
    }

    private static String watermark(Xml subscription) {
        return subscription.required("m:Watermark").text();
    }

    private static String stream(String id) {
        return "<m:GetStreamingEvents><m:SubscriptionIds><t:SubscriptionId>" + id
                + "</t:SubscriptionId></m:SubscriptionIds><m:ConnectionTimeout>1</m:ConnectionTimeout>"
                + "</m:GetStreamingEvents>";
    }

    private List<Xml> told(Xml message) {
        return message.required("m:Notification").children().stream()
                .filter(c -> c.localName().endsWith("Event"))
                .toList();
    }

    private static List<String> names(List<Xml> events) {
        return events.stream().map(Xml::localName).toList();
    }

    private void move(Xml item) {
        ews.ok("<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id=\"deleteditems\"/></m:ToFolderId><m:ItemIds>"
                + EwsClient.itemRef(item) + "</m:ItemIds></m:MoveItem>");
    }

    @Test
    void aPullSubscriptionTellsWhatHappenedSinceItsWatermark() {
        Xml old = ews.create("<t:Subject>old</t:Subject>");
        Xml moved = ews.create("<t:Subject>moved</t:Subject>");
        Xml subscription = ews.ok(pull("", 10));
        List<Xml> quiet = told(ews.ok(events(subscription, watermark(subscription))));
        assertThat(names(quiet)).containsExactly("StatusEvent");

        ews.ok(EwsClient.update(
                old, "AlwaysOverwrite", "SendToNone", EwsClient.set("item:Subject", "<t:Subject>new</t:Subject>")));
        move(moved);
        Xml created = ews.create("<t:Subject>created</t:Subject>");
        Xml answer = ews.ok(events(subscription, watermark(subscription)));

        List<Xml> told = told(answer);
        assertThat(names(told)).containsExactly("ModifiedEvent", "MovedEvent", "CreatedEvent");
        assertThat(told.get(1).required("t:OldItemId").requiredAttribute("Id"))
                .isEqualTo(moved.requiredAttribute("Id"));
        assertThat(told.get(2).required("t:ItemId").attributes()).isEqualTo(created.attributes());
        String next = told.get(2).required("t:Watermark").text();
        assertThat(names(told(ews.ok(events(subscription, next))))).containsExactly("StatusEvent");
        assertThat(names(told(ews.ok(
                        events(subscription, told.get(0).required("t:Watermark").text())))))
                .containsExactly("MovedEvent", "CreatedEvent");
    }

    @Test
    void onlyTheWantedEventsOfTheWantedFoldersAreTold() {
        Xml deletions = ews.ok("<m:Subscribe><m:PullSubscriptionRequest>" + FOLDERS
                + "<t:EventTypes><t:EventType>DeletedEvent</t:EventType></t:EventTypes><t:Timeout>10</t:Timeout>"
                + "</m:PullSubscriptionRequest></m:Subscribe>");
        Xml everywhere = ews.ok(pull("", 10)
                .replace(FOLDERS, "")
                .replace("<m:PullSubscriptionRequest>", "<m:PullSubscriptionRequest SubscribeToAllFolders=\"true\">"));
        Xml item = ews.create("<t:Subject>x</t:Subject>");
        move(item);

        assertThat(names(told(ews.ok(events(deletions, watermark(deletions)))))).containsExactly("StatusEvent");
        assertThat(names(told(ews.ok(events(everywhere, watermark(everywhere))))))
                .contains("CreatedEvent");
    }

    @Test
    void aPageOfEventsSaysThatThereAreMore() {
        Xml subscription = ews.ok(pull("", 10));
        for (int i = 0; i < 60; i++) {
            ews.create("<t:Subject>x" + i + "</t:Subject>");
        }

        Xml first = ews.ok(events(subscription, watermark(subscription)));
        List<Xml> told = told(first);
        Xml second = ews.ok(events(
                subscription, told.get(told.size() - 1).required("t:Watermark").text()));

        assertThat(first.required("m:Notification").required("t:MoreEvents").text())
                .isEqualTo("true");
        assertThat(second.required("m:Notification").required("t:MoreEvents").text())
                .isEqualTo("false");
        assertThat(told.size() + told(second).size()).isEqualTo(60);
    }

    @Test
    void aNewSubscriptionTakesUpAnOldWatermark() {
        Xml lost = ews.ok(pull("", 10));
        ews.create("<t:Subject>meanwhile</t:Subject>");
        ews.behaviour.loseSubscriptions();

        Xml next = ews.ok(pull("<t:Watermark>" + watermark(lost) + "</t:Watermark>", 10));

        assertThat(names(told(ews.ok(events(next, watermark(next)))))).containsExactly("CreatedEvent");
        assertThat(ews.code(pull("<t:Watermark>bm8=</t:Watermark>", 10))).isEqualTo("ErrorInvalidWatermark");
    }

    @Test
    void aSubscriptionIsLostByTimeBySwitchAndByUnsubscribing() {
        Xml slow = ews.ok(pull("", 5));
        ews.clock.advance(Duration.ofMinutes(6));
        assertThat(ews.code(events(slow, watermark(slow)))).isEqualTo("ErrorSubscriptionNotFound");

        Xml lost = ews.ok(pull("", 5));
        ews.behaviour.loseSubscriptions();
        assertThat(ews.code(events(lost, watermark(lost)))).isEqualTo("ErrorSubscriptionNotFound");

        Xml left = ews.ok(pull("", 5));
        String unsubscribe = "<m:Unsubscribe><m:SubscriptionId>" + id(left) + "</m:SubscriptionId></m:Unsubscribe>";
        ews.ok(unsubscribe);
        assertThat(ews.code(events(left, watermark(left)))).isEqualTo("ErrorSubscriptionNotFound");
        assertThat(ews.code(unsubscribe)).isEqualTo("ErrorSubscriptionNotFound");
    }

    @Test
    void aSubscriptionIsItsOwners() {
        Xml annas = ews.ok(pull("", 5));
        ews.soapHeaders = "<t:ExchangeImpersonation><t:ConnectingSID><t:SmtpAddress>ben@contoso.example"
                + "</t:SmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>";

        assertThat(ews.code(events(annas, watermark(annas)))).isEqualTo("ErrorSubscriptionAccessDenied");
    }

    @Test
    void aStreamTellsWhatHappenedOnceAndCloses() {
        Xml subscription = ews.ok(STREAMING);
        Xml created = ews.create("<t:Subject>x</t:Subject>");

        Xml first = ews.ok(stream(id(subscription)));
        Xml second = ews.ok(stream(id(subscription)));

        Xml notification = first.required("m:Notifications").only();
        assertThat(notification.required("t:SubscriptionId").text()).isEqualTo(id(subscription));
        assertThat(notification.required("t:CreatedEvent").required("t:ItemId").attributes())
                .isEqualTo(created.attributes());
        assertThat(first.required("m:ConnectionStatus").text()).isEqualTo("Closed");
        assertThat(second.child("m:Notifications")).isEmpty();
        assertThat(ews.code(events(subscription, Watermark.write(0)))).isEqualTo("ErrorInvalidPullSubscriptionId");
    }

    @Test
    void aStreamNamesTheSubscriptionsThatAreLost() {
        Xml subscription = ews.ok(STREAMING);
        ews.behaviour.loseSubscriptions();

        Xml answer = ews.message(stream(id(subscription)));

        assertThat(EwsClient.code(answer)).isEqualTo("ErrorSubscriptionNotFound");
        assertThat(answer.required("m:ErrorSubscriptionIds").only().text()).isEqualTo(id(subscription));
    }

    @Test
    void publicFoldersAndPushesAreRefused() {
        String shared = STREAMING.replace(CALENDAR, "<t:DistinguishedFolderId Id=\"publicfoldersroot\"/>");
        String push = "<m:Subscribe><m:PushSubscriptionRequest>" + FOLDERS + EVENTS
                + "<t:StatusFrequency>1</t:StatusFrequency><t:URL>https://client.example/</t:URL>"
                + "</m:PushSubscriptionRequest></m:Subscribe>";

        assertThat(List.of(ews.code(shared), ews.code(push))).containsOnly("ErrorInvalidOperation");
        assertThat(ews.code(STREAMING.replace(FOLDERS, ""))).isEqualTo("ErrorInvalidSubscriptionRequest");
    }
}
