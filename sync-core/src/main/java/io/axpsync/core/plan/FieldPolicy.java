package io.axpsync.core.plan;

/** Who wins when both sides changed one field to different values. */
public enum FieldPolicy {
    /** D365 wins. */
    D365,
    /** Exchange wins. */
    EXCHANGE,
    /** The side whose server says it was edited later; Exchange when either does not say. */
    NEWEST
}
