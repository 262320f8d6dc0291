package io.axpsync.cli.demo.stage;

/** Which D365 stands in the sandbox. */
public enum D365Kind {
    /** With the companion sets: attendees, associations, tombstones. */
    COMPANION,
    STOCK
}
