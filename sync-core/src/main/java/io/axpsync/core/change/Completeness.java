package io.axpsync.core.change;

import io.axpsync.core.item.Window;

/** How complete a snapshot is. Only {@link Full} lets the absence of an item mean anything. */
public sealed interface Completeness {

    /**
     * Every item of the lane that touches the window was listed.
     *
     * @param window what was listed
     * @param pages how many pages, the last of which said that it was the last
     * @param probe what proved that the folder exists and may be read, for the journal
     */
    record Full(Window window, int pages, String probe) implements Completeness {}

    /** Only what changed since the checkpoint; an item that is not named did not change. */
    record Delta() implements Completeness {}
}
