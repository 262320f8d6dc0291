package io.axpsync.core.people;

import io.axpsync.core.item.DirectoryEntry;
import io.vavr.collection.Seq;

/** What is known of an address. */
public sealed interface Association {

    /** One clear entry. */
    record Known(DirectoryEntry entry) implements Association {}

    /** Several equally good ones; left to a person. */
    record Ambiguous(Seq<DirectoryEntry> candidates) implements Association {}

    /** Nobody has it. */
    record Unknown(String address) implements Association {}
}
