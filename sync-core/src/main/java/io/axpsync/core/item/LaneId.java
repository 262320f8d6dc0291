package io.axpsync.core.item;

/**
 * Names a lane: {@code <personnel number or folder name>/<KIND>[/<list>]}. Never holds an address, so that a renamed
 * mailbox stays the same lane.
 */
public record LaneId(String id) {

    public static LaneId of(String owner, Kind kind) {
        return new LaneId(owner + "/" + kind);
    }

    /** The personnel number, or the name of the folder. */
    public String owner() {
        int end = id.indexOf('/');
        return end < 0 ? id : id.substring(0, end);
    }

    @Override
    public String toString() {
        return id;
    }
}
