package io.axpsync.cli.config;

/** What a mailbox is reached through. */
public enum Backend {
    /** Exchange Online. */
    GRAPH,
    /** Exchange on-premises. */
    EWS
}
