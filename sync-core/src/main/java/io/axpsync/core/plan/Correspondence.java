package io.axpsync.core.plan;

import io.axpsync.core.item.ActivityLink;
import io.axpsync.core.item.ItemRef;
import io.axpsync.core.people.AddressBook;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * What D365 knows of the messages of a lane that may be imported.
 *
 * @param people who is behind their addresses; none = could not be read, or nobody asked
 * @param filed associations of earlier messages, by what all keys of their Message-ID begin with
 * @param conversations associations of the newest imported message of the same conversation, by message
 */
public record Correspondence(
        Option<AddressBook> people,
        Map<String, Seq<ActivityLink>> filed,
        Map<ItemRef, Seq<ActivityLink>> conversations) {

    /** Nobody asked. */
    public static final Correspondence NONE = new Correspondence(Option.none(), HashMap.empty(), HashMap.empty());
}
