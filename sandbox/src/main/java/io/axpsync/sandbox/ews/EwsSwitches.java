package io.axpsync.sandbox.ews;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.axpsync.sandbox.admin.Switch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names by which the behaviours of the EWS front end are switched over HTTP. */
public final class EwsSwitches {

    private EwsSwitches() {}

    public static List<Switch> of(EwsBehaviour behaviour) {
        return List.of(
                new Switch(
                        "ews.busy",
                        "{\"shape\": fault|service-unavailable|in-answer|inner, \"times\", \"backOffMillis\"}: the"
                                + " next requests are answered busy; reads how many",
                        () -> IntNode.valueOf(behaviour.busyAnswers()),
                        json -> busy(behaviour, json)),
                new Switch(
                        "ews.item-error",
                        "{\"operation\" (any if missing), \"index\" from 1, \"code\", \"stops\"}: that part of the next"
                                + " batch fails without effect, and with stops all behind it; reads how many wait",
                        () -> IntNode.valueOf(behaviour.itemErrors()),
                        json -> behaviour.itemError(
                                json.path("operation").asText(""),
                                json.path("index").asInt(1),
                                json.path("code").asText("ErrorInternalServerTransientError"),
                                json.path("stops").asBoolean(false))),
                Switch.flag("ews.retired", "EWS is switched off: 403 to everything", behaviour.retired()),
                Switch.flag(
                        "ews.impersonation-denied", "nobody may impersonate anybody", behaviour.impersonationDenied()),
                Switch.addresses("ews.denied", "mailboxes that nobody may impersonate", behaviour.denied()),
                Switch.flag(
                        "ews.illegal-characters",
                        "subjects end with a reference to a control character, which XML forbids",
                        behaviour.illegalCharacters()),
                Switch.number(
                        "ews.html-answers", "the next answers are an HTML page with 200", behaviour.htmlAnswers()),
                Switch.flag(
                        "ews.cuts-texts",
                        "FindItem and SyncFolderItems cut texts after 255 characters",
                        behaviour.cutsTexts()),
                Switch.flag(
                        "ews.wants-sending",
                        "calendar writes without their SendMeeting… attribute are refused",
                        behaviour.wantsSending()),
                Switch.flag(
                        "ews.syncs-public-folders",
                        "public folders take part in SyncFolderItems, SyncFolderHierarchy and deep searches",
                        behaviour.syncsPublicFolders()),
                Switch.flag(
                        "ews.wants-routing",
                        "public folders are reached only with X-AnchorMailbox and X-PublicFolderMailbox",
                        behaviour.wantsRouting()),
                Switch.event(
                        "ews.lose-subscriptions",
                        "all subscriptions given out are forgotten",
                        behaviour::loseSubscriptions));
    }

    private static void busy(EwsBehaviour behaviour, JsonNode json) {
        String word = json.path("shape").asText("fault");
        EwsBehaviour.Busy shape = Stream.of(EwsBehaviour.Busy.values())
                .filter(s -> s.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "ews.busy: shape must be fault, service-unavailable, in-answer or inner"));
        behaviour.busy(
                shape, json.path("times").asInt(1), json.path("backOffMillis").asLong(1_000));
    }
}
