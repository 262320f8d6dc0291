package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.http.Response;
import io.axpsync.sandbox.mailbox.Mailbox;
import io.axpsync.sandbox.mailbox.Zones;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code mailboxSettings}: read whole or by member, and written in part. The time zone is the mailbox's own. */
final class MailboxSettingsEndpoint {

    private static final Set<String> WRITABLE = Set.of(
            "automaticRepliesSetting",
            "dateFormat",
            "delegateMeetingMessageDeliveryOptions",
            "language",
            "timeFormat",
            "timeZone",
            "workingHours");

    private final Map<String, ObjectNode> written = new ConcurrentHashMap<>();

    /** @param rest the path after the user */
    Response answer(MailboxCall call, List<String> rest) {
        if (rest.size() == 1) {
            call.call().allow("GET", "PATCH");
            if (call.call().is("PATCH")) {
                write(call.mailbox(), call.call().body());
            }
            return call.answer(200, "mailboxSettings", all(call.mailbox()));
        }
        call.call().allow("GET");
        JsonNode value = all(call.mailbox()).get(rest.get(1));
        if (rest.size() > 2 || value == null) {
            throw GraphError.noSegment(rest.get(rest.size() - 1));
        }
        ObjectNode wrapped = Call.JSON.createObjectNode();
        if (value instanceof ObjectNode object) {
            wrapped.setAll(object);
        } else {
            wrapped.set("value", value);
        }
        return call.answer(200, "mailboxSettings/" + rest.get(1), wrapped);
    }

    private void write(Mailbox mailbox, ObjectNode body) {
        EntityTypes.check(body, "mailboxSettings");
        body.fieldNames().forEachRemaining(name -> {
            if (!WRITABLE.contains(name) && !name.contains("@")) {
                throw GraphError.badRequest("ErrorInvalidRequest", "The setting '" + name + "' can't be changed.");
            }
        });
        if (body.hasNonNull("timeZone")) {
            String zone = body.path("timeZone").textValue();
            if (Zones.find(zone).isEmpty()) {
                throw Values.unknownZone(zone);
            }
            mailbox.setZone(zone);
        }
        written.merge(mailbox.address(), body.deepCopy(), (old, fresh) -> {
            ObjectNode merged = old.deepCopy();
            merged.setAll(fresh);
            return merged;
        });
    }

    private ObjectNode all(Mailbox mailbox) {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("dateFormat", "yyyy-MM-dd").put("timeFormat", "HH:mm");
        node.put("userPurpose", "user");
        node.put("delegateMeetingMessageDeliveryOptions", "sendToDelegateOnly");
        node.putObject("automaticRepliesSetting")
                .put("status", "disabled")
                .put("externalAudience", "all")
                .put("internalReplyMessage", "")
                .put("externalReplyMessage", "");
        node.putObject("language").put("locale", "en-US").put("displayName", "English (United States)");
        ObjectNode hours = node.putObject("workingHours");
        hours.putArray("daysOfWeek")
                .add("monday")
                .add("tuesday")
                .add("wednesday")
                .add("thursday")
                .add("friday");
        hours.put("startTime", "08:00:00.0000000").put("endTime", "17:00:00.0000000");
        hours.putObject("timeZone").put("name", mailbox.zone());
        ObjectNode own = written.get(mailbox.address());
        if (own != null) {
            node.setAll(own);
        }
        return node.put("timeZone", mailbox.zone());
    }
}
