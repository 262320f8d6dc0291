package io.axpsync.core.plan;

import io.axpsync.core.item.Notify;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

/**
 * The mails that Exchange will send about one decision.
 *
 * @param notice what the write asks Exchange for
 * @param inside recipients inside the organisation
 * @param outside recipients outside the organisation
 */
public record Mail(String what, Notify notice, Seq<String> inside, Seq<String> outside) {

    public static final Mail NONE = new Mail("", Notify.NOBODY, Vector.empty(), Vector.empty());

    public int recipients() {
        return inside.size() + outside.size();
    }
}
