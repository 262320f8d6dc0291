package io.axpsync.core.memory;

import io.axpsync.core.item.ItemRef;
import io.axpsync.core.item.LaneId;
import io.vavr.collection.Set;

/**
 * A mail that a write of ours made Exchange send.
 *
 * @param recipients addresses, lower case
 */
public record Mail(LaneId lane, ItemRef about, Sort sort, Set<String> recipients) {

    /** RFC 5546 REQUEST (first or again) or CANCEL. */
    public enum Sort {
        INVITATION,
        UPDATE,
        CANCELLATION
    }
}
