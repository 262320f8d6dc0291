package io.axpsync.cli.demo.stage;

/** How Exchange is reached. */
public enum Backend {
    GRAPH,
    EWS
}
