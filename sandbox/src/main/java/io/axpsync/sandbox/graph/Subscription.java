package io.axpsync.sandbox.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.axpsync.sandbox.mailbox.Mailbox;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to be told of which changes.
 *
 * @param resource as it was asked for
 * @param kind {@code event} or the type of an {@link EntityKind}
 * @param folder the id of the one folder that is followed; empty = all
 * @param immutableIds whether notifications name items by their immutable ids
 * @param suspended it waits for its renewed authorization, and is told nothing
 */
record Subscription(
        String id,
        String resource,
        Set<String> changeTypes,
        URI notificationUrl,
        @Nullable URI lifecycleUrl,
        @Nullable String clientState,
        Instant expires,
        Mailbox mailbox,
        String kind,
        String folder,
        boolean immutableIds,
        boolean suspended) {

    Subscription with(URI url, Instant until, boolean isSuspended) {
        return new Subscription(
                id,
                resource,
                changeTypes,
                url,
                lifecycleUrl,
                clientState,
                until,
                mailbox,
                kind,
                folder,
                immutableIds,
                isSuspended);
    }

    boolean wants(Mailbox ofMailbox, String ofKind, String inFolder, String change) {
        return mailbox == ofMailbox
                && kind.equals(ofKind)
                && (folder.isEmpty() || folder.equals(inFolder))
                && changeTypes.contains(change)
                && !suspended;
    }

    ObjectNode json() {
        ObjectNode node = Call.JSON.createObjectNode();
        node.put("id", id).put("resource", resource).put("changeType", String.join(",", changeTypes));
        node.put("notificationUrl", notificationUrl.toString());
        node.put("lifecycleNotificationUrl", lifecycleUrl == null ? null : lifecycleUrl.toString());
        node.put("clientState", clientState);
        node.put("expirationDateTime", Values.instant(expires));
        node.put("applicationId", GraphService.APPLICATION).put("creatorId", GraphService.APPLICATION);
        node.putNull("includeResourceData").putNull("encryptionCertificate").putNull("encryptionCertificateId");
        return node.put("latestSupportedTlsVersion", "v1_2").putNull("notificationQueryOptions");
    }
}
