package io.axpsync.core.run;

import io.axpsync.core.item.ItemRef;

/** What an undo is asked to take back. */
public sealed interface UndoScope {

    /** Everything that a run wrote. */
    record OfRun(String run) implements UndoScope {}

    /** What the newest run that wrote the item, or its counterpart, did to both; runs that are undone already do not count. */
    record OfItem(ItemRef item) implements UndoScope {}
}
