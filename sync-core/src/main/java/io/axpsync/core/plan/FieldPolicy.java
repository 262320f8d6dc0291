package io.axpsync.core.plan;

/** Who wins when both sides changed one field to different values. */
public enum FieldPolicy {
    /** D365 wins. */
    D365,
    /** Exchange wins. */
    EXCHANGE,
    /** The side whose server says it was edited later; Exchange when either does not say. */
    NEWEST,
    /**
     * Nobody: both values stay, and a person decides ({@code axpsync cases resolve}). Sets are merged element by element
     * all the same; an element that both sides changed follows {@link #NEWEST}.
     */
    ASK
}
